"""The `levensloop` command. Everything that it prints is Dutch; what can go wrong is said in one message, without a traceback."""

import sys

import typer

from levensloop.cli import audit, dead, nodes, partner, playing, topology
from levensloop.cli.errors import SAYS_WHAT_TO_DO

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
app.add_typer(topology.app, name="topology")
app.add_typer(partner.app, name="partner")
app.add_typer(audit.app, name="audit")
app.add_typer(dead.app, name="dead")


def main() -> None:
    """Run the command; an error that a user can do something about ends with its message and status 1."""
    try:
        app()
    except SAYS_WHAT_TO_DO as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
