"""The lines of a bundle: one JSON object each, in one spelling. What they mean stands in docs/audit.md.

{"bundle":"levensloop-bundle","version":1,"made":…,"purpose":…,"scope":{…}}     first
{"policy":…}                                                                    at most one, for information
{"key":…,"from":…,"until":…,"revoked":…}                                        a vkey, for information; each date if there is one
{"paper":…,"sha256":…,"text":…}                                                 a version of the matrix, of the register
{"head":…}                                                                      the newest checkpoint, a signed note
{"earlier":…,"proof":…}                                                         an older one, and the proof that the newest continues it
{"succession":…}                                                                the word of one key of the log for the next, a signed note
{"record":…,"entry":…,"state":…,"key":…,"proof":…}                              in the order of the log
{"end":"levensloop-bundle","records":…,"opened":…,"erased":…,"withheld":…,"sha256":…}   last
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from levensloop.verifier import base64_text
from levensloop.verifier.bundle_errors import LineMalformed
from levensloop.verifier.tree import HASH_SIZE

FORMAT = "levensloop-bundle"
VERSION = 1
LONGEST = 4 << 20
"""Bytes in the longest line."""
DEEPEST = 63
"""Hashes in the longest proof."""
KEY_BYTES = 32


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class State(StrEnum):
    """Whether who acted can be read in this bundle."""

    OPENED = "opened"
    """With the key beside it."""
    ERASED = "erased"
    """No more: the key is destroyed."""
    WITHHELD = "withheld"
    """Not here: the record is there for the count, and about another than this bundle is for."""


_STATES = {state.value: state for state in State}


@dataclass(frozen=True, slots=True)
class Paper:
    """A text that records refer to by a version: `matrix/2/matrix.csv`."""

    name: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An older checkpoint, and the proof of consistency up to the newest."""

    note: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One entry: its index, its exact bytes, and what proves it after the records before it (`subtrees`)."""

    index: int
    entry: bytes
    state: State
    key: bytes | None
    proof: tuple[bytes, ...]


def spelt(found: Mapping[str, Any]) -> bytes:
    """A line in its one spelling, newline included. Raises ValueError for what has none."""
    return _ENCODER.encode(found).encode() + b"\n"


def read(data: bytes, line: int) -> dict[str, Any]:
    """The object on a line, which ends with a newline. Raises LineMalformed."""
    found: dict[str, Any]
    try:
        found = json.loads(data.decode())
        same = isinstance(found, dict) and bool(found) and spelt(found) == data
    except (ValueError, RecursionError):
        raise LineMalformed(line, "geen JSON") from None
    if not same:
        raise LineMalformed(line, "geen JSON-object in de ene schrijfwijze die mag")
    return found


def record_line(record: Record) -> bytes:
    """As it stands in the file."""
    return spelt(
        {
            "record": record.index,
            "entry": base64_text.encode(record.entry),
            "state": record.state.value,
            "key": None if record.key is None else base64_text.encode(record.key),
            "proof": base64_text.encode(b"".join(record.proof)),
        }
    )


def as_record(found: Mapping[str, Any], line: int) -> Record:
    """Raises LineMalformed."""
    shaped(found, line, record=int, entry=str, state=str, key=(str, type(None)), proof=str)
    index, state, key = found["record"], _STATES.get(found["state"]), found["key"]
    if not 0 <= index < 1 << 63 or state is None or (key is not None) != (state is State.OPENED):
        raise LineMalformed(line, "index, toestand en sleutel passen niet bij elkaar")
    secret = None if key is None else _bytes(key, line)
    if secret is not None and len(secret) != KEY_BYTES:
        raise LineMalformed(line, "een sleutel heeft 32 bytes")
    return Record(index, _bytes(found["entry"], line), state, secret, hashes(found["proof"], line))


def earlier_line(earlier: Earlier) -> bytes:
    """As it stands in the file."""
    return spelt({"earlier": earlier.note.decode(), "proof": base64_text.encode(b"".join(earlier.proof))})


def as_earlier(found: Mapping[str, Any], line: int) -> Earlier:
    """Raises LineMalformed."""
    shaped(found, line, earlier=str, proof=str)
    return Earlier(found["earlier"].encode(), hashes(found["proof"], line))


def as_key(found: Mapping[str, Any], line: int) -> str:
    """The vkey, whatever its dates are said to be. Raises LineMalformed."""
    shaped(found, line, **{name: str for name in ("key", "from", "until", "revoked") if name == "key" or name in found})
    return str(found["key"])


def as_paper(found: Mapping[str, Any], line: int) -> Paper:
    """Raises LineMalformed."""
    shaped(found, line, paper=str, sha256=str, text=str)
    return Paper(found["paper"], found["sha256"], found["text"])


def shaped(found: Mapping[str, Any], line: int, **fields: type | tuple[type, ...]) -> None:
    """These fields, in this order, of these kinds. Raises LineMalformed."""
    if tuple(found) != tuple(fields):
        raise LineMalformed(line, f"verwacht worden de velden {', '.join(fields)}")
    for name, kind in fields.items():
        if not isinstance(found[name], kind) or (isinstance(found[name], bool) and kind is not bool):
            raise LineMalformed(line, f"{name} heeft een waarde van een andere soort")


def hashes(text: str, line: int) -> tuple[bytes, ...]:
    """Those of a proof. Raises LineMalformed."""
    value = _bytes(text, line)
    if len(value) % HASH_SIZE or len(value) > DEEPEST * HASH_SIZE * 2:
        raise LineMalformed(line, "een bewijs bestaat uit hashes van 32 bytes, en niet meer dan er in een boom passen")
    return tuple(value[at : at + HASH_SIZE] for at in range(0, len(value), HASH_SIZE))


def _bytes(text: str, line: int) -> bytes:
    value = base64_text.decode(text)
    if value is None:
        raise LineMalformed(line, "geen base64")
    return value
