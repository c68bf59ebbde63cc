"""From bytes to an event of ours and back. Newer than we know is an error of its own, so that nothing is read wrong."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from levensloop.contracts.choices import choices
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.erased import with_erased
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.pseudonym import IN_DUTCH, NO_PSEUDONYM
from levensloop.contracts.registry import EVENTS, UPCASTS, Upcast

_TYPE = re.compile(r"^(?P<name>.+)\.v(?P<version>\d+)$")
_DIGITS = 9
"""Of a version; none of ours will ever have more, and what somebody made up may be too long to be a number."""


class UnreadableEvent(ValueError):
    """The bytes are no event that we know: malformed, or of an unknown type. The message is Dutch."""


class NewerEventVersion(UnreadableEvent):
    """The event is of a newer version than this software knows (INV-7)."""


def parse(body: bytes) -> CloudEvent:
    """The envelope of a structured CloudEvent. Raises `UnreadableEvent`."""
    try:
        return CloudEvent.model_validate_json(body)
    except ValidationError as error:
        raise UnreadableEvent(f"Geen leesbare CloudEvent: {wrong_fields(error)}") from error


def decode(
    envelope: CloudEvent,
    known: Mapping[str, type[DomainEvent]] = EVENTS,
    upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS,
) -> DomainEvent:
    """The event in the envelope, an older version brought up to date; fields that are gone are erased ones.

    Raises `UnreadableEvent` or `NewerEventVersion`.
    """
    name, version = _split(envelope.type)
    current = known.get(envelope.type) or _of_other_version(name, known)
    if current is None:
        raise UnreadableEvent(f"Onbekend soort gebeurtenis: {envelope.type}")
    if version > current.version:
        raise NewerEventVersion(
            f"{envelope.type} is nieuwer dan hier bekend is (v{current.version}). Werk de software bij."
        )
    data: dict[str, Any] = envelope.data
    for step in range(version, current.version):
        data = upcasts[name, step](data)
    gone: list[object] = []
    text = json.dumps(data, default=gone.append)  # what is destroyed has no JSON: finding it here costs nothing
    try:
        return with_erased(current, data) if gone else current.model_validate_json(text)
    except ValidationError as error:
        raise UnreadableEvent(f"{envelope.type} is onleesbaar: {wrong_fields(error)}") from error
    except ValueError as error:
        raise UnreadableEvent(f"{envelope.type} is onleesbaar: {error}") from error


def _of_other_version(name: str, known: Mapping[str, type[DomainEvent]]) -> type[DomainEvent] | None:
    return next((kind for wire, kind in known.items() if _split(wire)[0] == name), None)


def _split(wire: str) -> tuple[str, int]:
    match = _TYPE.match(wire)
    assert match is not None  # the envelope's pattern requires it
    return match["name"], int(match["version"][:_DIGITS])


_NAMED, _LONGEST = 20, 100
"""So many fields are named, and so much of a name: an answer with all of what somebody sent would not fit in a message. Default."""


_CHOICES = 3
"""Of so many fields the possible values are named. Default."""


def wrong_fields(error: ValidationError) -> str:
    """Which fields are wrong and in what way, in Dutch, without their values: those may be about a person. Items count from 1."""
    found = error.errors(include_input=False, include_url=False)
    problems = [p for p in found if p["type"] != "too_short" or not _within(p["loc"], found)]
    chosen = [p["loc"] for p in problems if p["type"] in _OF_CHOICES][:_CHOICES]
    named = ", ".join(
        _wrong(_field(p["loc"]), p["type"], p.get("ctx", {}) if p["loc"] in chosen else {}) for p in problems[:_NAMED]
    )
    return f"{named} en nog {len(problems) - _NAMED}" if len(problems) > _NAMED else named


def _within(loc: tuple[int | str, ...], found: Sequence[ErrorDetails]) -> bool:
    """Whether something in this list is wrong: then it counts as too short for what was left out of it."""
    return any(len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in found)


def _field(loc: tuple[int | str, ...]) -> str:
    """`concerns[1].domain`: the first of a list is 1."""
    path = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc)
    return path.removeprefix(".")[:_LONGEST]


def _wrong(field: str, kind: str, context: Mapping[str, Any]) -> str:
    if not field:
        return _WHOLE.get(kind, kind)
    if kind in _OF_CHOICES and "expected" in context:
        return f"{field} (kan niet; kies uit {choices(str(context['expected']))})"
    return f"{field} ({why})" if (why := _WHY.get(kind)) else field


_OF_CHOICES = ("enum", "literal_error")
_WHOLE = {"json_invalid": "geen geldige JSON", "model_type": "geen JSON-object"}
_WHY = {
    "missing": "ontbreekt",
    "extra_forbidden": "bestaat niet",
    "enum": "geen van de mogelijke waarden",
    "literal_error": "geen van de mogelijke waarden",
    "string_type": "geen tekst",
    "string_too_short": "leeg",
    "string_too_long": "te lang",
    "date_from_datetime_parsing": "geen dag, zoals 2026-01-31",
    "date_parsing": "geen dag, zoals 2026-01-31",
    "date_type": "geen dag, zoals 2026-01-31",
    "int_parsing": "geen getal",
    "int_type": "geen getal",
    "bool_parsing": "geen true of false",
    "bool_type": "geen true of false",
    "tuple_type": "geen lijst",
    "too_short": "leeg",
    "greater_than_equal": "te laag",
    "less_than_equal": "te hoog",
    "model_type": "heeft geen velden",
    NO_PSEUDONYM: IN_DUTCH,
}
"""Kind of problem as pydantic names it → what is the matter; of others only the field is named."""
