"""What the accountability log says of the streams, message by message: in a file of its own that goes with us, so that memory does not
grow with the log. Nobody is in it: positions, subjects, hashes, and the numbers of events.

What a line says to cover is held against the streams whoever wrote it. Why something is gone is believed of a record alone that opens with
the node's own keys, and then only with the event in the log that it follows from (`destructions`, `causes`).
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from enum import Enum, auto
from typing import Any

from levensloop.audit.log.reading import Entry, LogReader
from levensloop.audit.records.out_records import READ
from levensloop.contracts.accountability import TAKEN_OUT, Account, Operation, Outcome
from levensloop.contracts.erased import ERASED
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.infra.messaging.erasures import place_of
from levensloop.infra.secrecy.errors import KeyLost, Tampered
from levensloop.verifier.coverage import Difference, Kind, Message, covered

UNREADABLE = "INV-7"
DESTROYED = CaseDestroyed.wire_name()
DESTROYING = frozenset({DESTROYED, DestructionOrdered.wire_name()})
ORDERED = "DestructionOrdered"
"""What a record says that retention writes before it begins, whether the accountability service runs or not."""
_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA cache_size = -4000;
    CREATE TABLE covers (stream TEXT, position INTEGER, subject BLOB, digest BLOB, letter TEXT, unreadable INTEGER);
    CREATE TABLE ended (letter TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE taken (place TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE unopened (position INTEGER PRIMARY KEY) WITHOUT ROWID;
"""
_INDEXES = """
    CREATE INDEX by_place ON covers (stream, position);
    CREATE INDEX by_digest ON covers (digest);
"""
_COLUMNS = "stream, position, subject, digest"


About = tuple[str | None, str | None, str | None]
"""Case, organisation and event of a record in clear; None for what is no text."""


class Said(Enum):
    """What the records say of something that is gone."""

    NOTHING = auto()
    DESTROYED = auto()
    """Its case was: of that the event stands in the log."""
    TAKEN = auto()
    """It was taken back, read or taken out. That an event led to it is still to be seen."""


class Covers:
    """In memory are the cases that are destroyed alone. `told`: case → what records say to be the events of its destruction; `destroyed`:
    case → the place in the log of the newest of those that stands there, below which nothing of the case is left."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a temporary file, which ends with the connection
        self._rows.executescript(_TABLES)
        self.told: dict[str, list[Message]] = {}
        self.destroyed: dict[str, int] = {}

    @classmethod
    async def of(cls, reader: LogReader) -> "Covers":
        """All that the log says. Raises `EventStoreError`, `MasterKeyProblem`."""
        found = cls()
        async with aclosing(reader.entries()) as entries:
            async for entry in entries:
                found.add(entry, await _opened(reader, entry))
        found.whole()
        return found

    def close(self) -> None:
        self._rows.close()

    def add(self, entry: Entry, account: Account | None) -> None:
        """One more line of the log, and what it says where it opens. One that does not explains nothing."""
        data = entry.message.data
        body = _body(data)
        letter = json.dumps([body.get("case"), body.get("to"), body.get("event")])
        unreadable = body.get("rule") == UNREADABLE
        messages = covered(data)
        self._rows.executemany(
            "INSERT INTO covers VALUES (?, ?, ?, ?, ?, ?)",
            [(*_row(message), letter, unreadable) for message in messages],
        )
        if account is None:
            self._rows.execute("INSERT INTO unopened VALUES (?)", (entry.message.seq,))
        elif account.functionary != ERASED:  # with its key destroyed nothing binds what it says
            self._explained(account, letter, messages)

    def _explained(self, account: Account, letter: str, messages: Sequence[Message]) -> None:
        """Why something is gone, of a record that opened. What follows from a message covers that, which is missed itself if it is gone."""
        ended = (account.operation, account.outcome) == (Operation.ERASE, Outcome.WITHDRAWN) or account.what == READ
        if ended and messages:
            self._rows.execute("INSERT OR IGNORE INTO ended VALUES (?)", (letter,))
        if account.what in (*DESTROYING, ORDERED) and account.case is not None:
            self.told.setdefault(str(account.case), []).extend(messages)
        if (account.operation, account.what) == (Operation.ERASE, TAKEN_OUT):
            places = [(f"{code} {account.case}",) for code in account.codes]
            self._rows.executemany("INSERT OR IGNORE INTO taken VALUES (?)", places)

    def whole(self) -> None:
        """After the last: from here on it can be asked."""
        self._rows.executescript(_INDEXES)

    def on(self, stream: str) -> Iterator[Message]:
        """What is covered of a stream, by position; one that is covered twice comes twice."""
        found = self._rows.execute(f"SELECT {_COLUMNS} FROM covers WHERE stream = ? ORDER BY position", (stream,))
        return (_message(row) for row in found)

    def end_of(self, stream: str) -> int:
        """The highest place that is covered."""
        (found,) = self._rows.execute("SELECT max(position) FROM covers WHERE stream = ?", (stream,)).fetchone()
        return found or 0

    def place(self, stream: str, digest: str) -> int | None:
        """Where a message with this digest is covered in a stream."""
        asked = "SELECT position FROM covers WHERE digest = ? AND stream = ? ORDER BY position LIMIT 1"
        found = self._rows.execute(asked, (bytes.fromhex(digest), stream)).fetchone()
        return None if found is None else int(found[0])

    def unreadable(self) -> Iterator[Message]:
        """What could not be read when it was accounted for."""
        return map(_message, self._rows.execute(f"SELECT {_COLUMNS} FROM covers WHERE unreadable ORDER BY rowid"))

    def unopened(self) -> Iterator[int]:
        """Places of lines that are no record of this node: they do not open, or are about something else than where they stand."""
        return (place for (place,) in self._rows.execute("SELECT position FROM unopened ORDER BY position"))

    def explains(self, found: Difference) -> tuple[Said, About]:
        """What a record says of why this is gone: destroyed with its case, taken back or out, or read before it was taken out."""
        if found.kind is not Kind.REMOVED or found.was is None:
            return Said.NOTHING, (None, None, None)
        letter = self.letter_at(found.stream, found.position) or "[null, null, null]"
        return self.gone(found.stream, found.position, found.was.subject, letter), about(letter)

    def gone(self, stream: str, position: int, subject: str, letter: str) -> Said:
        """The same of a place; `letter`: what the record of it is about, as JSON: case, to, event."""
        case = about(letter)[0]
        if subject.startswith("account."):
            return Said.NOTHING
        if subject.startswith("es."):
            return Said.DESTROYED if position < self.destroyed.get(case or "", 0) else Said.NOTHING
        if case in self.destroyed:
            return Said.DESTROYED
        taken = self._has("taken", "place", f"{place_of(stream, position)} {case}")
        if taken or (subject.startswith("out.") and self._has("ended", "letter", letter)):
            return Said.TAKEN
        return Said.NOTHING

    def letter_at(self, stream: str, position: int) -> str | None:
        """What the record is about that covers this place."""
        asked = "SELECT letter FROM covers WHERE stream = ? AND position = ?"
        found = self._rows.execute(asked, (stream, position)).fetchone()
        return None if found is None else str(found[0])

    def _has(self, table: str, column: str, value: str) -> bool:
        asked = f"SELECT 1 FROM {table} WHERE {column} = ?"
        return self._rows.execute(asked, (value,)).fetchone() is not None


def about(letter: str) -> About:
    """What `letter_at` gives, in its parts."""
    case, to, event = (part if isinstance(part, str) else None for part in json.loads(letter))
    return case, to, event


def codes_of(body: dict[str, Any]) -> list[str]:
    """Of a record, whatever somebody made of it: ids of keys and places, which are plain text."""
    codes = body.get("codes")
    return [code for code in codes if isinstance(code, str) and code.isascii()] if isinstance(codes, list) else []


def _row(message: Message) -> tuple[str, int, bytes, bytes]:
    """JSON can hold half a character, which is no text elsewhere."""
    subject = message.subject.encode(errors="surrogatepass")
    return message.stream, message.position, subject, bytes.fromhex(message.digest)


def _message(row: tuple[str, int, bytes, bytes]) -> Message:
    stream, position, subject, digest = row
    return Message(stream, position, subject.decode(errors="surrogatepass"), digest.hex())


async def _opened(reader: LogReader, entry: Entry) -> Account | None:
    try:
        return (await reader.strictly(entry)).account
    except (Tampered, KeyLost):
        return None


def _body(entry: bytes) -> dict[str, Any]:
    try:
        body = json.loads(entry)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
