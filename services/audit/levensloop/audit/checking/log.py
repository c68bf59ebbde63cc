"""The accountability log against what was signed: its records, its checkpoints and its files, in one pass and in flat memory."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from pathlib import Path

from levensloop.audit.checking.finding import Finding
from levensloop.audit.checking.places import missing
from levensloop.audit.log.checkpoints import Signed
from levensloop.audit.log.moments import CLOCKS, EPOCH, moment_of, told_by
from levensloop.audit.log.reading import Entry, LogReader
from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.verifier.checkpoint import Checkpoint, opened
from levensloop.verifier.coverage import Running, grown, parse_lines
from levensloop.verifier.errors import AuditError
from levensloop.verifier.keys import VerifierKey
from levensloop.verifier.note import Note
from levensloop.verifier.tile_paths import CHECKPOINT
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tree import Frontier, leaf_hash

CHECK = "verantwoordingslogboek"
LOOKS, PAUSE = 20, 0.1
"""How often, and every how many seconds, it is looked whether the newest checkpoint is shown by now."""


async def log(node: Node, reader: LogReader) -> AsyncIterator[Finding]:
    """First that nothing was taken out, signed or not; then the checkpoints among each other and against the records; then the files."""
    points = node.store(subjects.checkpoints_stream(node.me))
    for store in (node.accounts.store, points):
        async for seq in missing(store):
            yield Finding(CHECK, f"{store.stream} {seq}", "weggenomen: hieruit wordt nooit iets weggenomen")
    try:
        last = await reader.last()
    except AuditError:
        last = None  # named below, where it stands
    tree, keys, number = _Grown(reader, last), reader.policy.logs, 0
    async with aclosing(reader.entries()) as entries, aclosing(points.replay(subjects.CHECKPOINT)) as checkpoints:
        async for message in checkpoints:
            number += 1
            async for finding in _checkpoint(node, number, message, tree, entries, keys):
                yield finding
        async for entry in entries:
            for finding in tree.over(entry):
                yield finding
    if number == 0:
        if tree.size:
            yield Finding(CHECK, "controlepunten", f"er is er geen, terwijl er {tree.size} regels zijn")
        return
    for finding in _files(last, reader):
        yield finding
    if last is not None and reader.tiles is not None and not await _shown(reader.tiles / CHECKPOINT, reader):
        yield Finding(CHECK, "bestanden", "het controlepunt dat ernaast staat is niet het laatste")


class _Grown:
    """The tree over the records that were read so far, and what they cover; with the files of the log beside it, where they are here."""

    def __init__(self, reader: LogReader, last: Signed | None) -> None:
        here = reader.tiles is not None and last is not None
        self._tiles = Tiles(in_directory(reader.tiles), last.checkpoint.size) if here else None  # type: ignore[arg-type, union-attr]
        self._signed = last.checkpoint.size if last else 0
        self._frontier, self.running, self.longest = Frontier(), dict[str, Running](), 0
        self.position, self.moment, self.told = 0, EPOCH, EPOCH

    @property
    def size(self) -> int:
        return self._frontier.size

    @property
    def root(self) -> bytes:
        return self._frontier.root

    def over(self, entry: Entry) -> Iterator[Finding]:
        """By the files one can tell which record was changed: they hold the hash of each."""
        leaf, index = leaf_hash(entry.message.data), self._frontier.size
        self._frontier.append(leaf)
        self.running = grown(self.running, [entry.message.data])
        self.position, self.moment = entry.message.seq, max(self.moment, moment_of(entry.message.data))
        if self._tiles is None or index >= self._signed:
            return
        try:
            if self._tiles.leaf(index) != leaf:
                yield Finding(CHECK, f"regel {index}", "in het logboek anders dan in de bestanden")
        except AuditError as error:
            self._tiles = None  # one file that is gone is one finding
            yield Finding(CHECK, "bestanden", str(error))


async def _checkpoint(
    node: Node,
    number: int,
    message: StoredMessage,
    tree: _Grown,
    entries: AsyncGenerator[Entry, None],
    keys: Sequence[VerifierKey],
) -> AsyncIterator[Finding]:
    where = f"controlepunt {number}"
    try:
        note = Note.parse(message.data)
        head = Checkpoint.parse(note.text)
    except AuditError as error:
        yield Finding(CHECK, where, f"is niet te lezen: {error}")
        return
    where += f", {head.size} regels"
    try:
        opened(note, keys)
    except AuditError as error:
        yield Finding(CHECK, where, f"de ondertekening klopt niet: {error}")
    if head.size < tree.longest:
        yield Finding(CHECK, where, f"korter dan het vorige, dat {tree.longest} regels had")
        return
    while tree.size < head.size and (entry := await anext(entries, None)) is not None:
        for finding in tree.over(entry):
            yield finding
    tree.longest = head.size
    if tree.size < head.size:
        yield Finding(CHECK, where, f"er staan nog maar {tree.size} regels")
    elif tree.size == head.size and tree.root != head.root:
        yield Finding(CHECK, where, "de regels geven een andere wortel dan er ondertekend is")
    elif tree.size == head.size and not _follow(head, tree.running):
        yield Finding(CHECK, where, "wat de regels dekken is iets anders dan er ondertekend is")
    if tree.size == head.size:
        for what in _beside(message, tree, node.clock.now()):
            yield Finding(CHECK, where, what)


def _beside(checkpoint: StoredMessage, tree: _Grown, now: datetime) -> Iterator[str]:
    """Place and moment stand in headers, which nobody signs: they follow from the records, or are held against them and each other. Against
    what witnesses say the moment is held where their cosignatures are (`beside`)."""
    told = told_by(checkpoint)
    if told is None:
        yield "de plaats of het moment dat ernaast staat is niet te lezen"
        return
    if told.position != tree.position:
        yield f"de plaats die ernaast staat is {told.position}, en de laatste regel staat op {tree.position}"
    if told.at < tree.moment - CLOCKS:
        yield "het moment dat ernaast staat is van voor de laatste regel die het dekt"
    if told.at < tree.told - CLOCKS:
        yield "het moment dat ernaast staat is van voor dat van een eerder controlepunt"
    if told.at > now + CLOCKS:
        yield "het moment dat ernaast staat is nog niet geweest"
    tree.told = max(tree.told, told.at)


def _follow(head: Checkpoint, running: Mapping[str, Running]) -> bool:
    try:
        return parse_lines(head.extensions) == running
    except AuditError:
        return False


async def _shown(file: Path, reader: LogReader) -> bool:
    """Whether the newest checkpoint stands beside the tiles. A log at work shows it a moment after it kept it: that is waited for."""
    for _ in range(LOOKS):
        newest, shown = await reader.last(), await asyncio.to_thread(_bytes_of, file)
        if newest is not None and shown.startswith(newest.note.text.encode()):
            return True
        await asyncio.sleep(PAUSE)
    return False


def _bytes_of(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _files(last: Signed | None, reader: LogReader) -> Iterator[Finding]:
    if reader.tiles is None:
        yield Finding(CHECK, "bestanden", "niet nagekeken: geef met --data de datamap van het knooppunt")
        return
    if last is None:
        return
    tiles = Tiles(in_directory(reader.tiles), last.checkpoint.size)
    try:
        if tiles.root() != last.checkpoint.root or tiles.recomputed() != last.checkpoint.root:
            yield Finding(CHECK, "bestanden", "ze geven een andere wortel dan er ondertekend is")
    except AuditError as error:
        yield Finding(CHECK, "bestanden", str(error))
