"""`levensloop audit`: what an auditor does with the logs of a ZVH."""

import typer

from levensloop.cli.audit import bundle as audit_bundle
from levensloop.cli.audit.ask import ask, questions
from levensloop.cli.audit.authorisations import authorisations
from levensloop.cli.audit.logboek import logboek
from levensloop.cli.audit.replay import replay
from levensloop.cli.audit.report import report
from levensloop.cli.audit.year import yearly

app = typer.Typer(help="Verantwoording: het logboek lezen.", no_args_is_help=True)
app.command("bundle")(audit_bundle.bundle)
app.command("verify")(audit_bundle.verify)
app.command("trust")(audit_bundle.trust)
app.command()(questions)
app.command()(ask)
app.command()(authorisations)
app.command()(report)
app.command()(yearly)
app.command()(logboek)
app.command()(replay)
