"""What `levensloop` can do, by the names that a user types. A command is loaded when it is asked for: loading all of them takes
longer than most of them take."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer

COMMANDS = {
    "demo": "playing.demo",
    "play": "playing.play",
    "up": "nodes.up",
    "provision": "nodes.provision",
    "witness": "witness.witness",
    "do": "doing.do",
    "commands": "doing.commands",
    "agenda": "agenda.agenda",
    "figures": "figures.command.figures",
    "fsck": "fsck.command.fsck",
    "inzage": "inzage.command.inzage",
    "metrics": "metrics.metrics",
    "bottlenecks": "bottlenecks.bottlenecks",
    "coordination-days": "coordination.coordination_days",
}
GROUPS = {
    "case": "case.commands.app",
    "retention": "retention.app",
    "document": "document.app",
    "topology": "topology.app",
    "keys": "keys.app",
    "users": "users.app",
    "partner": "partner.app",
    "audit": "audit.commands.app",
    "dead": "dead.app",
    "disclosure": "disclosure.app",
}
ALL = (*COMMANDS, *GROUPS)


def application(names: Sequence[str] = ALL) -> typer.Typer:
    """The command, with these of its subcommands, in the order of `ALL`."""
    app = typer.Typer(
        help="Levensloop: één team om één persoon, over de grenzen van organisaties heen.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_alone)
    for name, where in COMMANDS.items():
        if name in names:
            app.command(name)(_found(where))
    for name, where in GROUPS.items():
        if name in names:
            app.add_typer(_found(where), name=name)
    return app


def named(words: Sequence[str]) -> Sequence[str]:
    """The subcommands that what a user typed needs: one, or all of them where it is to tell what there is."""
    return words[:1] if words and words[0] in ALL else ALL


def _alone() -> None:
    """Without this, a command that is the only one would be the whole application."""


def _found(where: str) -> Any:
    module, _, name = where.rpartition(".")
    return getattr(import_module(f"levensloop.cli.{module}"), name)
