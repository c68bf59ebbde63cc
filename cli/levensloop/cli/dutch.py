"""What the command-line library says itself, in Dutch: the words around help, and what is wrong with an option or argument."""

import re
from collections.abc import Callable
from typing import Any

import typer
import typer.rich_utils as words
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

from levensloop.cli.expected import expected, kind_of
from levensloop.contracts.translated import translated

_SAYS = {
    r"Missing option '(.+?)'.*": r"De optie \1 ontbreekt.",
    r"Missing argument '(.+?)'.*": r"Het argument \1 ontbreekt.",
    r"No such option:? '?([^ ']+)'?.*": r"De optie \1 bestaat niet.",
    r"No such command '(.+?)'.*": r"De opdracht \1 bestaat niet.",
    r"Got unexpected extra arguments? \((.+)\)": r"Te veel argumenten: \1.",
    r"Option '(.+?)' requires an argument.*": r"Bij de optie \1 hoort een waarde.",
    r"Invalid value for '(.+?)'(?: \(env var: .+?\))?: (.+)": r"\1: \2",
    r"Invalid value: (.+)": r"\1",
}


def speak_dutch() -> None:
    """Help in Dutch, for the whole process."""
    words.OPTIONS_PANEL_TITLE = "Opties"
    words.COMMANDS_PANEL_TITLE = "Opdrachten"
    words.ARGUMENTS_PANEL_TITLE = "Argumenten"
    words.REQUIRED_LONG_STRING = "[verplicht]"
    words.DEFAULT_STRING = "[standaard: {}]"
    words.ENVVAR_STRING = "[of uit de omgeving: {}]"
    for param in (TyperArgument, TyperOption):
        param.display_type = _in_dutch_kinds(param.display_type)  # type: ignore[method-assign]
    TyperArgument._usage_display_name = _named  # type: ignore[assignment, method-assign]
    for kind in (TyperCommand, TyperGroup):
        kind.get_help_option = _explained(kind.get_help_option)  # type: ignore[method-assign]
    formatter = TyperCommand.context_class.formatter_class
    formatter.write_usage = _prefixed(formatter.write_usage)  # type: ignore[method-assign]


def _in_dutch_kinds(display: Callable[..., str]) -> Callable[..., str]:
    def kind(param: TyperArgument | TyperOption, ctx: Any) -> str:
        return kind_of(display(param, ctx))

    return kind


def _named(argument: TyperArgument) -> str:
    """In the line that says how a command is given."""
    name = argument.display_name_raw
    return name if argument.required else f"[{name}]"


def _prefixed(write: Callable[..., None]) -> Callable[..., None]:
    def usage(formatter: Any, prog: str, args: str = "", prefix: str | None = None) -> None:
        write(formatter, prog, args.replace("[OPTIONS]", "[OPTIES]"), prefix or "Gebruik: ")

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
    wrong = re.match(r"(Missing option|Invalid value for) '(.+?)'", said)
    what = expected(error.param) if wrong and getattr(error, "param", None) is not None else None  # type: ignore[attr-defined]
    if wrong and what and wrong[1] == "Invalid value for":
        said = f"De waarde van {wrong[2]} klopt niet; {what}."
    elif wrong and what and "Choose from" in said:
        said = f"De optie {wrong[2]} ontbreekt; {what}."
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "levensloop"
    return f"{translated(said, _SAYS) or said}\nHulp: {path} --help"
