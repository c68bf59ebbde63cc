"""The checkpoints of a ZVH's accountability log, all of them, each with the cosignatures that its witnesses gave."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime

from levensloop.audit.log.moments import told_by
from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.signed_to import SignedTo
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.errors import Malformed
from levensloop.verifier.note import Note, Signature

PLACES = 1000
"""Of the stream that are read at a time, from the newest back."""
_COSIGNED = subjects.cosignature("*")


@dataclass(frozen=True, slots=True)
class Signed:
    """One checkpoint. `note` has all signatures; `position` is the place in AUDIT of its last record; `at` when the node made it, by its
    clock; `seq` its place among the checkpoints."""

    note: Note
    checkpoint: Checkpoint
    position: int
    at: datetime
    seq: int


class Checkpoints:
    """The stream of checkpoints. What is read back is not believed for standing there."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def last(self) -> Signed | None:
        """The newest. Raises `EventStoreError`, `Malformed`."""
        found = await self._store.last(subjects.CHECKPOINT)
        return None if found is None else _with(_signed(found), await self._cosigned(found.seq))

    async def all(self, after: int = 0) -> list[Signed]:
        """Oldest first; `after` this place among the checkpoints. Raises `EventStoreError`, `Malformed`."""
        cosigned = await self._cosigned(after)
        return [_with(_signed(m), cosigned) for m in await self._store.load(subjects.CHECKPOINT, after)]

    async def oldest_first(self) -> AsyncGenerator[Signed, None]:
        """All, in flat memory: with the cosignatures that came in before a thousand more checkpoints did. Raises as `all`."""
        waiting: dict[str, Signed] = {}
        async with aclosing(self._store.replay([subjects.CHECKPOINT, _COSIGNED])) as messages:
            async for message in messages:
                if message.subject == subjects.CHECKPOINT:
                    signed = _signed(message)
                    waiting[signed.note.text] = signed
                    if len(waiting) > PLACES:
                        yield waiting.pop(next(iter(waiting)))
                    continue
                note = Note.parse(message.data)
                if (of := waiting.get(note.text)) is not None:
                    waiting[note.text] = replace(of, note=merged(of.note, note.signatures))
        for signed in waiting.values():
            yield signed

    async def newest_first(self) -> AsyncGenerator[Signed, None]:
        """All, in flat memory, a thousand places at a time: there may be a year of them. Raises as `all`."""
        until, waiting = await self._store.last_seq(), dict[str, list[Signature]]()
        while until > 0:
            after = max(0, until - PLACES)
            found, here = list[Signed](), dict[str, list[Signature]]()
            async with aclosing(self._store.replay([subjects.CHECKPOINT, _COSIGNED], after, until)) as messages:
                async for message in messages:
                    if message.subject == subjects.CHECKPOINT:
                        found.append(_signed(message))
                    else:
                        note = Note.parse(message.data)
                        here.setdefault(note.text, []).extend(note.signatures)
            for text, signatures in here.items():
                waiting[text] = signatures + waiting.get(text, [])
            for signed in reversed(found):
                yield replace(signed, note=merged(signed.note, waiting.pop(signed.note.text, ())))
            until = after

    async def at_most(self, size: int) -> Signed | None:
        """The newest over at most so many records, without cosignatures. Raises as `all`."""
        found, low, high = None, 1, await self._store.last_seq()
        while low <= high:
            middle = (low + high) // 2
            message = await self._store.next(subjects.CHECKPOINT, middle)
            if message is not None and (signed := _signed(message)).checkpoint.size <= size:
                found, low = signed, signed.seq + 1
            else:
                high = middle - 1
        return found

    async def keep(self, note: Note, position: int, at: datetime, after: Signed | None) -> Signed:
        """A next checkpoint, behind `after`. Raises `Conflict` when another instance was first, `EventStoreError`."""
        headers = {"Content-Type": "text/plain; charset=utf-8", **SignedTo(position, at).headers()}
        guard = Guard(subjects.CHECKPOINT, after.seq if after else 0)
        appended = await self._store.append([NewMessage(subjects.CHECKPOINT, note.format(), headers, guard)])
        return Signed(note, Checkpoint.parse(note.text), position, at, appended.last)

    async def cosign(self, witness: str, note: Note) -> None:
        """Keep a cosignature, which was checked: the text, and this witness's lines. Raises `EventStoreError`."""
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        await self._store.append([NewMessage(subjects.cosignature(witness), note.format(), headers)])

    async def succeed(self, note: Note, after: Signed) -> None:
        """Keep the word of one key for the next, while `after` is the newest checkpoint. Raises as `keep`."""
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        guard = Guard(subjects.CHECKPOINT, after.seq)
        await self._store.append([NewMessage(subjects.SUCCESSION, note.format(), headers, guard)])

    async def successions(self) -> list[Note]:
        """The words of keys for the next, oldest first. Raises as `all`."""
        return [Note.parse(message.data) for message in await self._store.load(subjects.SUCCESSION)]

    async def _cosigned(self, after: int) -> dict[str, list[Signature]]:
        """Text of a checkpoint → the signatures that witnesses put under it; those stand behind it in the stream."""
        found: dict[str, list[Signature]] = {}
        for message in await self._store.load(_COSIGNED, after):
            note = Note.parse(message.data)
            found.setdefault(note.text, []).extend(note.signatures)
        return found


def _signed(message: StoredMessage) -> Signed:
    note = Note.parse(message.data)
    if (to := told_by(message)) is None:
        raise Malformed("Wat naast een controlepunt staat", f"plaats of moment is niet te lezen (plaats {message.seq})")
    return Signed(note, Checkpoint.parse(note.text), to.position, to.at, message.seq)


def _with(signed: Signed, cosigned: dict[str, list[Signature]]) -> Signed:
    return replace(signed, note=merged(signed.note, cosigned.get(signed.note.text, ())))


def merged(note: Note, signatures: Sequence[Signature]) -> Note:
    """The same text with these signatures too, each key's last."""
    by = {(s.name, s.key_id): s for s in (*note.signatures, *signatures)}
    return Note(note.text, tuple(by.values()))
