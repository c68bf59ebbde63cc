"""What the command-line library says itself, in Dutch: the words around help, and what is wrong with an option or argument."""

import re
from collections.abc import Callable
from typing import Any

import typer
import typer.rich_utils as words
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

_SAYS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(english, re.DOTALL), dutch)
    for english, dutch in (
        (r"Missing option '(.+?)'\. Choose from:(.+)", r"De optie \1 ontbreekt; kies uit:\2"),
        (r"Missing option '(.+?)'.*", r"De optie \1 ontbreekt."),
        (r"Missing argument '(.+?)'.*", r"Het argument \1 ontbreekt."),
        (r"No such option:? '?([^ ']+)'?.*", r"De optie \1 bestaat niet."),
        (r"No such command '(.+?)'.*", r"De opdracht \1 bestaat niet."),
        (r"Got unexpected extra arguments? \((.+)\)", r"Te veel argumenten: \1."),
        (r"Option '(.+?)' requires an argument.*", r"Bij de optie \1 hoort een waarde."),
        (r"Invalid value for '(.+?)': .* is not one of (.+)\.", r"De waarde van \1 klopt niet; kies uit \2."),
        (r"Invalid value for '(.+?)':.*", r"De waarde van \1 klopt niet."),
        (r"Invalid value: (.+)", r"\1"),
    )
)


def speak_dutch() -> None:
    """Help in Dutch, for the whole process."""
    words.OPTIONS_PANEL_TITLE = "Opties"
    words.COMMANDS_PANEL_TITLE = "Opdrachten"
    words.ARGUMENTS_PANEL_TITLE = "Argumenten"
    words.REQUIRED_LONG_STRING = "[verplicht]"
    words.DEFAULT_STRING = "[standaard: {}]"
    for kind in (TyperCommand, TyperGroup):
        kind.get_help_option = _explained(kind.get_help_option)  # type: ignore[method-assign]
    formatter = TyperCommand.context_class.formatter_class
    formatter.write_usage = _prefixed(formatter.write_usage)  # type: ignore[method-assign]


def _prefixed(write: Callable[..., None]) -> Callable[..., None]:
    def usage(formatter: Any, prog: str, args: str = "", prefix: str | None = None) -> None:
        write(formatter, prog, args, prefix or "Gebruik: ")

    return usage


def _explained(option_of: Callable[..., Any]) -> Callable[..., Any]:
    """Called for every command before it is read or explained."""

    def found(command: TyperCommand | TyperGroup, context: typer.Context) -> Any:
        command.options_metavar = "[OPTIES]"
        if isinstance(command, TyperGroup):
            command.subcommand_metavar = "OPDRACHT [ARGUMENTEN]..."
        option = option_of(command, context)
        if option is not None:
            option.help = "Toon deze uitleg."
        return option

    return found


def in_dutch(error: TyperException) -> str:
    """What is wrong with how the command was given, and where to look for help."""
    said = str(getattr(error, "format_message", error.__str__)())
    for pattern, dutch in _SAYS:
        if pattern.fullmatch(said):
            said = pattern.sub(dutch, said)
            break
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "levensloop"
    return f"{said}\nHulp: {path} --help"
