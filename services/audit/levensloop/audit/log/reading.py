"""Reading the accountability log: only for one of the four purposes, and each time with a record of that (WGS 1.8(4))."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from levensloop.audit.log.checkpoints import Checkpoints, Signed
from levensloop.audit.log.seen import AtTheLatest, seen_by_enough, seen_by_then
from levensloop.audit.log.signing import ToldKey, keys_told, policy_of
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, LogPurpose, Operation
from levensloop.contracts.event import Actor, CaseId
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.unopened import Unopened, unopened
from levensloop.infra.secrecy.errors import KeyLost, Tampered
from levensloop.verifier.note import Note
from levensloop.verifier.policy import Policy
from levensloop.verifier.succession import Succession

TILES = "verantwoording"
"""The directory of the log's files, in the directory of the node's data."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the tree: its index, from 0, and the message whose `data` it is."""

    index: int
    message: StoredMessage


@dataclass(frozen=True, slots=True)
class Record:
    """One record, opened: `entry.message.data` is the entry of the tree, `account` what it says."""

    entry: Entry
    account: Account


class LogReader:
    """What may be read of the accountability log of a node. Made by `read_log` alone."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._checkpoints = Checkpoints(node.store(subjects.checkpoints_stream(node.me)))
        self.unreadable = set[int]()
        """Indexes of entries that were read so far and are no record of ours: whoever could write there put a line in, or changed one. What
        is asked is answered from the others, and these are named with it."""
        self.doubted = set[CaseId]()
        """The cases that these stand under, or say to be of."""
        self.unopened: list[Unopened] = []
        """The same of `about`, which knows no indexes."""

    @property
    def stream(self) -> str:
        """Where the log stands."""
        return self._node.accounts.store.stream

    async def entries(self, first: int = 0, end: int | None = None) -> AsyncGenerator[Entry, None]:
        """As they stand in the log, in the order of the tree: from index `first` up to `end`, by default the last there is now.

        Raises `EventStoreError`, `Malformed`.
        """
        index, after = await self._before(first)
        async with aclosing(self._node.accounts.store.replay(subjects.ALL_AUDIT, after)) as messages:
            async for message in messages:
                if end is not None and index >= end:
                    return
                if index >= first:
                    yield Entry(index, message)
                index += 1

    async def records(
        self, first: int = 0, end: int | None = None, case: CaseId | None = None
    ) -> AsyncGenerator[Record, None]:
        """The same, opened, if wanted of one case only; a functionary whose key is destroyed reads as erased. What does not open is passed
        over, and in `unreadable` from then on.

        Raises as `entries`; `MasterKeyProblem`.
        """
        async with aclosing(self.entries(first, end)) as entries:
            async for entry in entries:
                if record := await self.opened(entry, case):
                    yield record

    async def opened(self, entry: Entry, case: CaseId | None = None) -> Record | None:
        """What this entry says; nothing where it is of another case than this one, or does not open. One that says to be of this case and
        stands under another is looked at too: it does not open there. Raises as `records`."""
        subject, body = entry.message.subject, entry.message.data
        if case is not None and not subject.endswith(f".{case}") and str(case).encode() not in body:
            return None
        try:
            record = await self.strictly(entry)
        except (Tampered, KeyLost):
            self.unreadable.add(entry.index)
            self.doubted |= _claimed(subject, body)
            return None
        return record if case is None or record.account.case == case else None

    async def strictly(self, entry: Entry) -> Record:
        """What this entry says: it opens with the node's keys, and tells of what it stands under. Raises also `Tampered`, `KeyLost`."""
        (kept,) = await self._node.accounts.read([entry.message])
        return Record(entry, kept.account)

    async def about(self, case: CaseId) -> AsyncGenerator[Account, None]:
        """What the records of one case say, in the order of the log, without their places in the tree: nothing else is read. What does not
        open is passed over, and in `unopened` from then on.

        Raises `EventStoreError`, `MasterKeyProblem`.
        """
        async with aclosing(self._node.accounts.store.replay(subjects.audit_of(case))) as messages:
            async for message in messages:
                try:
                    (kept,) = await self._node.accounts.read([message])
                except (Tampered, KeyLost) as error:
                    self.unopened.append(unopened(self.stream, message, error))
                else:
                    yield kept.account

    def oldest_first(self) -> AsyncGenerator[Signed, None]:
        """All checkpoints one by one, each with the cosignatures that came in, in flat memory: not with one that came a thousand
        checkpoints later. Raises `EventStoreError`, `Malformed`."""
        return self._checkpoints.oldest_first()

    async def last(self) -> Signed | None:
        """The newest checkpoint, cosigned or not."""
        return await self._checkpoints.last()

    async def trusted(self) -> Signed | None:
        """The newest that enough witnesses cosigned, by the policy of the topology. Raises also `NodesError`."""
        policy = self.policy
        async with aclosing(self._checkpoints.newest_first()) as found:
            async for signed in found:
                if seen_by_enough(policy, signed):
                    return signed
        return None

    async def at(self, moment: datetime) -> tuple[Signed, bool] | None:
        """The newest checkpoint that enough witnesses had seen by then, by their clocks; where they saw none, the newest that the node had
        made by then, by its own, and False: no later than a later one, nor than any witness saw it. Raises as `trusted`."""
        policy, made, latest = self.policy, None, AtTheLatest()
        async with aclosing(self._checkpoints.newest_first()) as found:
            async for signed in found:
                if seen_by_then(policy, signed, moment):
                    return signed, True
                if made is None and latest.of(signed, policy) <= moment:
                    made = signed
        return None if made is None else (made, False)

    @property
    def policy(self) -> Policy:
        """Whom to believe about this log; its `format()` is the text of a C2SP tlog-policy. Raises `NodesError`."""
        return policy_of(self._node.told.topology, self._node.me)

    @property
    def keys(self) -> list[ToldKey]:
        """The keys in that policy, with from when until when each counts. Raises `NodesError`."""
        return keys_told(self._node.told.topology, self._node.me)

    async def successions(self, size: int) -> list[Note]:
        """The words of keys of the log for the next, as far as they are from before a checkpoint of this size. Raises as `oldest_first`."""
        return [note for note in await self._checkpoints.successions() if Succession.parse(note.text).size < size]

    @property
    def tiles(self) -> Path | None:
        """The directory with the files of the log, where this node keeps one here."""
        return tiles_of(self._node.data)

    async def _before(self, first: int) -> tuple[int, int]:
        """An index at or before this one, and the place in the log just before it."""
        passed = await self._checkpoints.at_most(first) if first else None
        return (passed.checkpoint.size, passed.position) if passed else (0, 0)


async def read_log(
    node: Node,
    purpose: LogPurpose,
    by: Actor,
    *,
    what: str,
    case: CaseId | None = None,
    capacity: Capacity = Capacity.TESTING,
    codes: tuple[str, ...] = (),
) -> LogReader:
    """The way into the log, for every tool. `by`: who reads, of an organisation in the topology; `what`: the tool, such as `audit.bundle`;
    `codes`: what is asked, and over how much of it, as `asking.scope` has it.

    The record of the reading is written first. Raises `EventStoreError`, `MasterKeyProblem`: then nothing is read.
    """
    accountant = node.accountant
    who = (by.organisation, by.functionary, capacity)
    facts: dict[str, Any] = {"case": case, "log_purpose": purpose, "person": by.person, "codes": codes}
    await accountant.keep(accountant.record(Operation.READ_LOG, what, *who, **facts))
    return LogReader(node)


def tiles_of(data: Path | None) -> Path | None:
    """Where the files of the log are, in a directory of data."""
    return None if data is None else data / TILES


def _claimed(subject: str, body: bytes) -> set[CaseId]:
    """The cases that a line that does not open may be of."""
    told: list[Any] = [subject.rpartition(".")[2]]
    with suppress(ValueError, AttributeError, RecursionError):
        told.append(json.loads(body).get("case"))
    found = set[CaseId]()
    for each in told:
        with suppress(ValueError):
            found.add(UUID(str(each)))
    return found
