"""The `levensloop` command. Everything that it prints is Dutch; what can go wrong is said in one message, without a traceback."""

import logging
import sys

import typer
from typer.exceptions import TyperException

from levensloop.cli import (
    agenda,
    audit,
    bottlenecks,
    cases,
    coordination,
    dead,
    disclosure,
    document,
    doing,
    figures,
    fsck,
    inzage,
    keys,
    metrics,
    nodes,
    partner,
    playing,
    retention,
    topology,
    users,
    witness,
)
from levensloop.cli.dutch import in_dutch, speak_dutch
from levensloop.cli.errors import SAYS_WHAT_TO_DO
from levensloop.infra.messaging.logs import configure

app = typer.Typer(
    help="Levensloop: één team om één persoon, over de grenzen van organisaties heen.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(playing.demo)
app.command("play")(playing.play)
app.command("up")(nodes.up)
app.command("provision")(nodes.provision)
app.command("witness")(witness.witness)
app.command("do")(doing.do)
app.command("commands")(doing.commands)
app.command("agenda")(agenda.agenda)
app.command("figures")(figures.figures)
app.command("fsck")(fsck.fsck)
app.command("inzage")(inzage.inzage)
app.command("metrics")(metrics.metrics)
app.command("bottlenecks")(bottlenecks.bottlenecks)
app.command("coordination-days")(coordination.coordination_days)
cases.app.command("destroy")(retention.destroy)
app.add_typer(cases.app, name="case")
app.add_typer(retention.app, name="retention")
app.add_typer(document.app, name="document")
app.add_typer(topology.app, name="topology")
app.add_typer(keys.app, name="keys")
app.add_typer(users.app, name="users")
app.add_typer(partner.app, name="partner")
app.add_typer(audit.app, name="audit")
app.add_typer(dead.app, name="dead")
app.add_typer(disclosure.app, name="disclosure")


def main() -> None:
    """Run the command. What a user can do something about ends with one message: status 2 for how it was given, else 1."""
    speak_dutch()
    configure(level=logging.CRITICAL)  # a command speaks for itself; who serves sets the operating log up anew
    try:
        status = app(standalone_mode=False)
    except TyperException as error:
        print(in_dutch(error), file=sys.stderr)
        sys.exit(2)
    except typer.Abort:
        sys.exit(130)
    except SAYS_WHAT_TO_DO as error:
        sys.exit(str(error))
    sys.exit(status)


if __name__ == "__main__":
    main()
