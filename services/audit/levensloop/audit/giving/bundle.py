"""A bundle out of the log of a node: what an auditor needs to check records on a machine of his own (docs/audit.md)."""

import asyncio
import json
import tempfile
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from levensloop.audit.giving.shown import Shown
from levensloop.audit.log.reading import Entry, LogReader
from levensloop.audit.log.succeeding import handed_at
from levensloop.audit.records.authorised import authorisations
from levensloop.contracts import papers
from levensloop.contracts.accountability import WHO_ACTED_DESTROYED, LogPurpose
from levensloop.contracts.authorisations import authorisation_paper
from levensloop.contracts.event import CaseId
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.secrecy.errors import KeyLost, Tampered
from levensloop.verifier.bundle_lines import State
from levensloop.verifier.bundle_scope import OneCase, Period, Scope, WholeLog
from levensloop.verifier.bundle_writer import BundleWriter, paper
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.errors import TileDamaged, TileMissing
from levensloop.verifier.findings import BUNDLE
from levensloop.verifier.note import Note
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tile_writer import TileWriter
from levensloop.verifier.tree import NodeAt

WHAT = BUNDLE
"""What the record of the reading calls it."""


class NoBundle(NodesError):
    """There is nothing that could be proven; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One case, a period, or neither: the whole log. `complete`: with every other record around those of the case, sealed."""

    case: CaseId | None = None
    complete: bool = False
    period: tuple[datetime, datetime] | None = None
    earlier: bytes | None = None
    """A checkpoint that the auditor kept: the bundle proves that the log continues it."""


@dataclass
class Made:
    """What is in it: entries by state, the size of the log, and whether enough witnesses cosigned its checkpoint."""

    scope: Scope
    size: int
    trusted: bool
    records: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))


async def write_bundle(node: Node, reader: LogReader, wanted: Wanted, purpose: LogPurpose, file: BinaryIO) -> Made:
    """Into this file, in flat memory. Raises `NoBundle`, `NodesError`, `EventStoreError`, `AuditError`, `MasterKeyProblem`, OSError."""
    trusted = await reader.trusted()
    head = trusted or await reader.last()
    if head is None:
        raise NoBundle(
            "Het verantwoordingslogboek heeft nog geen controlepunt. Draait de dienst `audit` op dit knooppunt?"
        )
    kept = None if wanted.earlier is None else Note.parse(wanted.earlier)
    successions = await reader.successions(head.checkpoint.size)
    shown = Shown(reader.policy, head.checkpoint.size, wanted.period, kept, handed_at(successions))
    async with aclosing(reader.oldest_first()) as checkpoints:
        async for signed in checkpoints:
            shown.over(signed)
    scope = _scope(wanted, shown)
    async with _hashes(reader, head.checkpoint) as hashes:
        writer = BundleWriter(file, head.checkpoint.size, hashes)
        writer.front(
            node.clock.now(),
            purpose,
            scope,
            head.note.format(),
            policy=reader.policy.format().decode(),
            keys=[{"key": told.key.format(), **told.dates()} for told in reader.keys],
            papers=[paper(name, text) for name, text in {**papers.papers(), **await _authorisations(node)}.items()],
            earlier=await asyncio.to_thread(shown.earlier, hashes),
            successions=[note.format() for note in successions],
        )
        made = Made(scope, head.checkpoint.size, trusted is not None)
        erased: set[str] = set()
        async with aclosing(_within(reader, scope, head.checkpoint.size, erased)) as entries:
            async for entry, ours in entries:
                state, key = await _opened(node, entry, ours)
                if state is State.ERASED:
                    erased.add(_told(entry)[1])
                made.records[state] += 1
                await asyncio.to_thread(writer.record, entry.index, entry.message.data, state, key)
        writer.close()
    return made


async def _authorisations(node: Node) -> dict[str, str]:
    """Every text that stands here of who may do what. One that was changed goes along where there is no other: whoever verifies says so."""
    found = sorted(await authorisations(node), key=lambda one: one.sound)
    return {authorisation_paper(one.version): one.text for one in found}


def _scope(wanted: Wanted, shown: Shown) -> Scope:
    if wanted.case is not None:
        return OneCase(wanted.case, wanted.complete)
    return WholeLog() if wanted.period is None else Period(*wanted.period, *shown.bounds)


@asynccontextmanager
async def _hashes(reader: LogReader, head: Checkpoint) -> AsyncGenerator[NodeAt, None]:
    """The tree of this size: from the files of the log, or built again from the log itself where those are not at hand."""
    if reader.tiles is not None:
        tiles = Tiles(in_directory(reader.tiles), head.size)
        try:
            if tiles.root() == head.root:
                yield tiles.node
                return
        except (TileMissing, TileDamaged):
            pass  # another copy is made below, and held against the checkpoint
    with tempfile.TemporaryDirectory(prefix="levensloop-bundel-") as directory:
        writer = TileWriter(Path(directory))
        async with aclosing(reader.entries(0, head.size)) as entries:
            async for entry in entries:
                writer.append(entry.message.data)
        writer.flush()
        if (writer.size, writer.root) != (head.size, head.root):
            raise NoBundle(
                f"Het logboek past niet bij zijn eigen controlepunt van {head.size} regels: er is iets aan veranderd. Bewaar alles zoals "
                "het is; wat getuigen en eerdere bundels hebben is het bewijs."
            )
        yield Tiles(in_directory(Path(directory)), head.size).node


async def _within(
    reader: LogReader, scope: Scope, size: int, erased: set[str]
) -> AsyncGenerator[tuple[Entry, bool], None]:
    """The entries of this scope, and whether their keys are for it; after a period also those that tell of keys it lacks."""
    first, end = (scope.first, scope.end) if isinstance(scope, Period) else (0, size)
    async with aclosing(reader.entries(first, size)) as entries:
        async for entry in entries:
            about, _, destroyed = _told(entry)
            if isinstance(scope, OneCase):
                ours = about == scope.case
                if ours or scope.complete:
                    yield entry, ours
            elif entry.index < end or destroyed & erased:
                yield entry, True


def _told(entry: Entry) -> tuple[UUID | None, str, set[str]]:
    """What stands in clear: whom it is about, the id of its key, and of which keys it says that they are destroyed. What is none of our
    records is about nobody: whoever verifies will say so."""
    try:
        body = json.loads(entry.message.data)
        about = UUID(body["case"]) if "case" in body else None
        kid, _, _ = body["functionary"]["sealed"].partition(".")
        return about, kid, set(body.get("codes", ())) if body["what"] == WHO_ACTED_DESTROYED else set()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None, "", set()


async def _opened(node: Node, entry: Entry, ours: bool) -> tuple[State, bytes | None]:
    """A key that should be here and is not is left out: whoever verifies will say so."""
    if not ours:
        return State.WITHHELD, None
    try:
        key = await node.accounts.key_of(entry.message)
    except (Tampered, KeyLost):
        return State.WITHHELD, None
    return (State.ERASED, None) if key is None else (State.OPENED, key.secret)
