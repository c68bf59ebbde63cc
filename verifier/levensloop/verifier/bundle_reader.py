"""A bundle read line by line, in flat memory: what stands before the records, the records one at a time, and the closing line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO

from levensloop.contracts.accountability import LogPurpose
from levensloop.verifier import bundle_lines as lines
from levensloop.verifier.bundle_errors import (
    CountWrong,
    DigestWrong,
    LineMalformed,
    TrailingBytes,
    Truncated,
    UnknownVersion,
)
from levensloop.verifier.bundle_lines import FORMAT, LONGEST, VERSION, Earlier, Paper, Record, State
from levensloop.verifier.bundle_scope import Scope, as_scope, moment_of

MOST_LINES = 1_000
MOST_BYTES = 32 << 20
"""Before the records. What comes after is read one line at a time."""


@dataclass
class Front:
    """What stands before the records. Nothing of it is believed for standing there."""

    made: datetime
    purpose: LogPurpose
    scope: Scope
    head: bytes = b""
    policy: str | None = None
    keys: list[str] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    successions: list[bytes] = field(default_factory=list)


class BundleReader:
    """Of one file that is open for reading bytes. `front` first, then `records` once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest = file, sha256()
        self._before, self._length = self._digest, 0
        self.line = 0
        self._ahead: dict[str, Any] = {}

    def front(self) -> Front:
        """Raises Truncated, UnknownVersion, LineMalformed."""
        found = self._header(self._next())
        place, read = 0, 0
        while True:
            one = self._next()
            read += self._length
            kind = next(iter(one))
            if kind in ("record", "end"):
                break
            if kind not in _ORDER or _ORDER[kind] < place or (kind in _ONCE and _ORDER[kind] == place):
                raise LineMalformed(self.line, f"{kind[:40]!r} hoort hier niet")
            if self.line > MOST_LINES or read > MOST_BYTES:
                raise LineMalformed(self.line, "er staat te veel voor de eerste regel van het logboek")
            place = _ORDER[kind]
            self._take(found, kind, one)
        if not found.head:
            raise LineMalformed(self.line, "er staat geen controlepunt voor")
        self._ahead = one
        return found

    def records(self) -> Iterator[Record]:
        """Each as it stands there; ends when the closing line holds.

        Raises LineMalformed, Truncated, CountWrong, DigestWrong, TrailingBytes.
        """
        counts = dict.fromkeys(State, 0)
        while "end" not in self._ahead:
            record = lines.as_record(self._ahead, self.line)
            counts[record.state] += 1
            yield record
            self._ahead = self._next()
        self._close(self._ahead, counts)

    def _header(self, found: dict[str, Any]) -> Front:
        if found.get("bundle") != FORMAT:
            raise LineMalformed(self.line, f"het begint niet met {FORMAT}")
        if found.get("version") != VERSION or isinstance(found["version"], bool):
            raise UnknownVersion(found.get("version"))
        lines.shaped(found, self.line, bundle=str, version=int, made=str, purpose=str, scope=dict)
        if found["purpose"] not in tuple(LogPurpose):
            raise LineMalformed(self.line, "het doel is geen van de vier van artikel 1.8(4)")
        made = moment_of(found["made"], self.line)
        return Front(made, LogPurpose(found["purpose"]), as_scope(found["scope"], self.line))

    def _take(self, front: Front, kind: str, found: dict[str, Any]) -> None:
        match kind:
            case "paper":
                front.papers.append(lines.as_paper(found, self.line))
            case "earlier":
                front.earlier.append(lines.as_earlier(found, self.line))
            case "key":
                front.keys.append(lines.as_key(found, self.line))
            case _:
                lines.shaped(found, self.line, **{kind: str})
                if kind == "head":
                    front.head = found[kind].encode()
                elif kind == "policy":
                    front.policy = found[kind]
                else:
                    front.successions.append(found[kind].encode())

    def _close(self, end: dict[str, Any], counts: dict[State, int]) -> None:
        lines.shaped(end, self.line, end=str, records=int, opened=int, erased=int, withheld=int, sha256=str)
        if end["end"] != FORMAT:
            raise LineMalformed(self.line, "dit is geen slotregel")
        if self._file.read(1):
            raise TrailingBytes
        said = {"records": sum(counts.values()), **{state.value: count for state, count in counts.items()}}
        for name, count in said.items():
            if end[name] != count:
                raise CountWrong(_COUNTED[name], end[name], count)
        if end["sha256"] != self._before.hexdigest():
            raise DigestWrong

    def _next(self) -> dict[str, Any]:
        data = self._file.readline(LONGEST + 1)
        if len(data) > LONGEST:
            raise LineMalformed(self.line + 1, f"langer dan {LONGEST} bytes")
        if not data.endswith(b"\n"):
            raise Truncated(self.line)
        self.line += 1
        self._before, self._length = self._digest.copy(), len(data)
        self._digest.update(data)
        return lines.read(data, self.line)


_ORDER = {"policy": 1, "key": 2, "paper": 3, "head": 4, "earlier": 5, "succession": 6}
_ONCE = {"policy", "head"}
_COUNTED = {
    "records": "regels",
    "opened": "regels met sleutel",
    "erased": "regels waarvan de functie vernietigd is",
    "withheld": "regels zonder sleutel",
}
