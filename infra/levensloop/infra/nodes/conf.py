"""Nested values to NATS server configuration text, with comments for whoever reads the result."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Include:
    """`include "<file>"` in place of the entry whose value this is; the file is relative to the one it stands in."""

    file: str


@dataclass(frozen=True, slots=True)
class Note:
    """A value with a comment behind it that tells a reader why it is there."""

    value: object
    text: str


def conf_text(values: Mapping[str, object]) -> str:
    """The configuration as text, one entry per line, two spaces a level."""
    return "\n".join(_entries(values, "")) + "\n"


def _entries(values: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Include):
            yield f"{indent}include {json.dumps(value.file)}"
        else:
            yield from _lines(f"{key}: ", value, indent)


def _lines(lead: str, value: object, indent: str) -> Iterator[str]:
    deeper = indent + "  "
    if isinstance(value, Note):
        yield f"{indent}{lead}{_flat(value.value)}  # {value.text}"
    elif isinstance(value, Mapping):
        yield f"{indent}{lead}{{"
        yield from _entries(value, deeper)
        yield f"{indent}}}"
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if not value:
            yield f"{indent}{lead}[]"
            return
        yield f"{indent}{lead}["
        for item in value:
            yield from _lines("", item, deeper)
        yield f"{indent}]"
    else:
        yield f"{indent}{lead}{_flat(value)}"


def _flat(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key}: {_flat(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_flat(item) for item in value) + "]"
    return json.dumps(value)
