"""What the accountability log says of the streams, message by message: in a file of its own that goes with us, so that memory does not
grow with the log. Nobody is in it: positions, subjects, hashes, and the numbers of events."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import aclosing
from typing import Any

from levensloop.audit.out_records import READ
from levensloop.audit.reading import LogReader
from levensloop.contracts.accountability import TAKEN_OUT, Operation, Outcome
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.infra.messaging.erasures import place_of
from levensloop.verifier.coverage import Difference, Kind, Message, covered

UNREADABLE = "INV-7"
_DESTROYING = frozenset({CaseDestroyed.wire_name(), DestructionOrdered.wire_name()})
_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA cache_size = -4000;
    CREATE TABLE covers (stream TEXT, position INTEGER, subject BLOB, digest BLOB, letter TEXT, unreadable INTEGER);
    CREATE TABLE ended (letter TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE taken (place TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_INDEXES = """
    CREATE INDEX by_place ON covers (stream, position);
    CREATE INDEX by_digest ON covers (digest);
"""
_COLUMNS = "stream, position, subject, digest"


class Covers:
    """`destroyed`: cases that are destroyed; the one thing that is in memory."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a temporary file, which ends with the connection
        self._rows.executescript(_TABLES)
        self.destroyed: set[str] = set()

    @classmethod
    async def of(cls, reader: LogReader) -> "Covers":
        """All that the log says. Raises `EventStoreError`."""
        found = cls()
        async with aclosing(reader.entries()) as entries:
            async for entry in entries:
                found.add(entry.message.data)
        found.whole()
        return found

    def close(self) -> None:
        self._rows.close()

    def add(self, entry: bytes) -> None:
        """One more record of the log; what is sealed in it stays sealed. One that cannot be read explains nothing: it was changed."""
        body = _body(entry)
        letter = json.dumps([body.get("case"), body.get("to"), body.get("event")])
        unreadable = body.get("rule") == UNREADABLE
        self._rows.executemany(
            "INSERT INTO covers VALUES (?, ?, ?, ?, ?, ?)",
            [(*_row(message), letter, unreadable) for message in covered(entry)],
        )
        withdrawn = (body.get("operation"), body.get("outcome")) == (Operation.ERASE, Outcome.WITHDRAWN)
        if withdrawn or body.get("what") == READ:
            self._rows.execute("INSERT OR IGNORE INTO ended VALUES (?)", (letter,))
        if body.get("what") in _DESTROYING and isinstance(body.get("case"), str):
            self.destroyed.add(body["case"])
        if (body.get("operation"), body.get("what")) == (Operation.ERASE, TAKEN_OUT):
            places = [(code,) for code in codes_of(body)]
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

    def explains(self, found: Difference) -> bool:
        """Whether a record says that what is gone was destroyed with its case, taken back or out, or read before it was taken out."""
        if found.kind is not Kind.REMOVED or found.was is None:
            return False
        if self._has("taken", "place", place_of(found.stream, found.position)):
            return True
        asked = "SELECT letter FROM covers WHERE stream = ? AND position = ?"
        (letter,) = self._rows.execute(asked, (found.stream, found.position)).fetchone()
        if json.loads(letter)[0] in self.destroyed and not found.was.subject.startswith("account."):
            return True
        return found.was.subject.startswith("out.") and self._has("ended", "letter", letter)

    def _has(self, table: str, column: str, value: str) -> bool:
        asked = f"SELECT 1 FROM {table} WHERE {column} = ?"
        return self._rows.execute(asked, (value,)).fetchone() is not None


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


def _body(entry: bytes) -> dict[str, Any]:
    try:
        body = json.loads(entry)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
