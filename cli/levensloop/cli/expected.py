"""What an option or argument expects, in Dutch: said when somebody gives something else."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, get_args
from uuid import UUID

_KINDS = {"str": "tekst", "path": "pad", "file": "bestand", "UUID": "nummer", "int": "getal", "float": "getal"}
_A_CASE = ("case", "CASUS")


def kind_of(told: str) -> str:
    """What the library calls the kind of a value, such as `<path>`, in Dutch; nothing for a switch, and choices as they are."""
    inner = told.strip("<>").removesuffix(" range").removeprefix("list[").removesuffix("]")
    return "" if inner == "bool" else f"<{_KINDS.get(inner, inner)}>"


def expected(param: Any) -> str | None:
    """The end of a sentence about what this parameter takes; None of one whose mistakes we word ourselves."""
    told = param.type_descriptor
    kind = next(iter(get_args(told.annotation)), told.annotation) if told.is_list else told.annotation
    if told.choices is not None:
        return f"kies uit {', '.join(choice(one) for one in told.choices)}"
    if kind is UUID:
        case = param.name in _A_CASE or param.metavar in _A_CASE
        return (
            f"het is een {'casus' if case else ''}nummer van 36 tekens{', zie `levensloop case list`' if case else ''}"
        )
    if kind in (int, float):
        return ("het is een heel getal" if kind is int else "het is een getal") + _bounds(told.parameter_info)
    return None


def choice(value: Any) -> str:
    """`housing (huisvesting)`; only the word where it has no Dutch of its own."""
    word = str(value.value if isinstance(value, Enum) else value)
    dutch = _dutch().get(value) if isinstance(value, Enum) else None
    return word if dutch is None or dutch == word else f"{word} ({dutch})"


def _bounds(told: Any) -> str:
    if told.min is not None and told.max is not None:
        return f" van {told.min} tot en met {told.max}"
    if told.min is not None:
        return f" van {told.min} of meer"
    return "" if told.max is None else f" van hoogstens {told.max}"


@cache
def _dutch() -> dict[Enum, str]:
    """Loaded when a choice is to be explained: these words are of every part there is."""
    from levensloop.audit.words import PURPOSES
    from levensloop.contracts.categories import DUTCH
    from levensloop.contracts.roles import ROLES
    from levensloop.contracts.words import WORDS

    roles = {role: row.dutch for role, row in ROLES.items()}
    tables: list[Mapping[Any, str]] = [*WORDS.values(), DUTCH, roles, PURPOSES]
    return {value: dutch for words in tables for value, dutch in words.items()}
