"""Which messages of a node's streams a log of accountability records covers, and a running digest of them per stream.

A record may cover messages: `"covers": [{"stream", "position", "subject", "digest"}, …]`, `digest` the SHA-256 of subject, newline and
bytes, in hex. Over the covered messages of one stream, in the order of the log, goes a running digest:

D(0) = 32 zero bytes; D(n) = SHA-256(D(n-1) ‖ position, 8 bytes, big-endian ‖ digest, 32 bytes)

A checkpoint has one extension line per stream, sorted by name: `<stream> <highest position> <count> <running digest in hex>`. It follows
from the records alone. A record whose `covers` has not exactly this form covers nothing.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from levensloop.verifier.errors import CoverageRefused, Malformed

_STREAM = re.compile(r"[A-Za-z0-9_-]{1,200}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LINE = re.compile(r"([A-Za-z0-9_-]{1,200}) (0|[1-9][0-9]{0,18}) (0|[1-9][0-9]{0,18}) ([0-9a-f]{64})")
_FIELDS = {"stream", "position", "subject", "digest"}
START = bytes(32)


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a stream, as a record covers it or as it stands there; `digest` in hex."""

    stream: str
    position: int
    subject: str
    digest: str


@dataclass(frozen=True, slots=True)
class Running:
    """How far one stream is covered."""

    last: int = 0
    count: int = 0
    digest: bytes = START

    def over(self, position: int, digest: str) -> "Running":
        """With one message more."""
        grown = sha256(self.digest + position.to_bytes(8) + bytes.fromhex(digest)).digest()
        return Running(max(self.last, position), self.count + 1, grown)


def digest_of(subject: str, data: bytes) -> str:
    """Of a message, in hex."""
    return sha256(subject.encode() + b"\n" + data).hexdigest()


def is_position(subject: str) -> bool:
    """Of a message by which a service keeps how far it came, among those that it writes."""
    return subject.startswith("position.")


def covered(entry: bytes) -> tuple[Message, ...]:
    """The messages that this entry of the log covers; nothing for an entry without, or in another form."""
    try:
        body = json.loads(entry)
        found = body.get("covers", []) if isinstance(body, dict) else []
    except (ValueError, RecursionError):
        return ()
    if not isinstance(found, list) or not all(map(_well_formed, found)):
        return ()
    return tuple(Message(**one) for one in found)


def grown(before: Mapping[str, Running], entries: Iterable[bytes]) -> dict[str, Running]:
    """Per stream, after these entries too."""
    running = dict(before)
    for entry in entries:
        for message in covered(entry):
            running[message.stream] = running.get(message.stream, Running()).over(message.position, message.digest)
    return running


def lines(running: Mapping[str, Running]) -> tuple[str, ...]:
    """The extension lines of a checkpoint."""
    return tuple(f"{stream} {at.last} {at.count} {at.digest.hex()}" for stream, at in sorted(running.items()))


def parse_lines(extensions: Sequence[str]) -> dict[str, Running]:
    """From the extension lines of a checkpoint; raises Malformed."""
    found: dict[str, Running] = {}
    for line in extensions:
        match = _LINE.fullmatch(line)
        if match is None or match[1] <= max(found, default=""):
            raise Malformed("Een regel over een stroom in het controlepunt", f"{line[:100]!r}")
        found[match[1]] = Running(int(match[2]), int(match[3]), bytes.fromhex(match[4]))
    return found


def check_lines(extensions: Sequence[str], entries: Iterable[bytes]) -> None:
    """That these lines follow from the entries of the whole log up to the checkpoint. Raises Malformed, CoverageRefused."""
    told, found = parse_lines(extensions), grown({}, entries)
    for stream in sorted(told.keys() | found.keys()):
        if told.get(stream) != found.get(stream):
            raise CoverageRefused(stream)


class Kind(StrEnum):
    """How a stream can differ from what the log covers of it."""

    TWICE = "twee keer verantwoord"
    INSERTED = "tussengevoegd, geen verantwoording"
    OTHER = "een ander bericht"
    CHANGED = "gewijzigd"
    MOVED = "verplaatst"
    REMOVED = "weggenomen"


@dataclass(frozen=True, slots=True)
class Difference:
    """One, named by its position. `was` is what the log covers there, where it covers anything; `also` more, in Dutch."""

    kind: Kind
    stream: str
    position: int
    was: Message | None = None
    also: str = ""

    def __str__(self) -> str:
        return f"{self.stream} {self.position}: {self.kind.value}{self.also}"


def differences(records: Iterable[Message], stands: Iterable[Message]) -> Iterator[Difference]:
    """What differs between one stream as the log covers it and as it stands, in the order in which it is found.

    `stands`: what the stream holds now, as far as the log covers it. A message that was rightly destroyed shows as taken out:
    whether a record says so is the caller's to look up.
    """
    expected: dict[int, Message] = {}
    for message in records:
        if message.position in expected:
            yield Difference(Kind.TWICE, message.stream, message.position, message)
        expected[message.position] = message
    places = {message.digest: message.position for message in expected.values()}
    highest = max(expected, default=0)
    for now in stands:
        was = expected.pop(now.position, None)
        if was is None:
            if now.position <= highest:
                yield Difference(Kind.INSERTED, now.stream, now.position)
        elif (found := in_place(was, now, places.get)) is not None:
            yield found
    for position, gone in sorted(expected.items()):
        yield Difference(Kind.REMOVED, gone.stream, position, gone)


def in_place(was: Message, now: Message, place_of: Callable[[str], int | None]) -> Difference | None:
    """What differs at one position; `place_of`: a digest → where the log covers a message with it, if anywhere."""
    if was.digest != now.digest and (place := place_of(now.digest)) is not None:
        return Difference(Kind.MOVED, now.stream, now.position, was, f", het stond op {place}")
    if was.subject != now.subject:
        also = f", van onderwerp {now.subject} in plaats van {was.subject}"
        return Difference(Kind.OTHER, now.stream, now.position, was, also)
    if was.digest != now.digest:
        return Difference(Kind.CHANGED, now.stream, now.position, was)
    return None


def _well_formed(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and one.keys() == _FIELDS
        and isinstance(one["stream"], str)
        and _STREAM.fullmatch(one["stream"]) is not None
        and type(one["position"]) is int
        and 1 <= one["position"] < 1 << 63
        and isinstance(one["subject"], str)
        and isinstance(one["digest"], str)
        and _DIGEST.fullmatch(one["digest"]) is not None
    )
