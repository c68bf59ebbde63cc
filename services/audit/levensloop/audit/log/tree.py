"""The tree over the records, as files: grown in the order of the log, and the same again from any checkpoint."""

from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import structlog

from levensloop.audit.log.checkpoints import Signed
from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.nodes.errors import NodesError
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.coverage import Running, covered, lines, parse_lines
from levensloop.verifier.errors import TileDamaged, TileMissing
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tile_writer import TileWriter
from levensloop.verifier.tree import leaf_hash

_log = structlog.get_logger()


class LogBroken(NodesError):
    """What stands in the accountability log is not what was signed: nothing more is signed, and somebody must look."""

    def __init__(self, zvh: str, why: str) -> None:
        super().__init__(
            f"Het verantwoordingslogboek van {zvh} klopt niet met wat ondertekend is: {why}. Er wordt niets meer ondertekend. "
            "Bewaar alles zoals het is en zoek uit wie eraan zat; getuigen hebben de laatste controlepunten."
        )


class Tree:
    """All records up to `position` in the log, `size` of them. The one writer of its directory."""

    def __init__(self, writer: TileWriter, position: int, running: dict[str, Running]) -> None:
        self._writer, self._running = writer, running
        self.position = position

    @property
    def size(self) -> int:
        """Records so far, signed or not."""
        return self._writer.size

    def append(self, messages: Sequence[StoredMessage]) -> None:
        """Records, in the order of the log. Writes files as they fill. Raises OSError."""
        for message in messages:
            self._writer.append(message.data)
            for one in covered(message.data):
                self._running[one.stream] = self._running.get(one.stream, Running()).over(one.position, one.digest)
            self.position = message.seq

    def head(self, origin: str) -> Checkpoint:
        """What there is to sign, once all of it is on disk. Raises OSError."""
        self._writer.flush()
        return Checkpoint(origin, self._writer.size, self._writer.root, lines(self._running))


async def grown_to(last: Signed | None, directory: Path, log: EventStore, zvh: str) -> Tree:
    """The tree as the last checkpoint has it, from its files; from the log itself where those are gone or damaged.

    Raises `LogBroken` when the log does not lead to that checkpoint any more, `EventStoreError`, `Malformed`, OSError.
    """
    if last is None:
        return Tree(TileWriter(directory), 0, {})
    head = last.checkpoint
    if await log.last_seq() < last.position:
        raise LogBroken(zvh, "het is korter dan het was")
    try:
        writer = TileWriter(directory, head.size)
        if writer.root == head.root:
            await _stands_there(last, directory, log, zvh)
            return Tree(writer, last.position, parse_lines(head.extensions))
        _log.warning("files of the accountability log differ from the checkpoint", zvh=zvh, size=head.size)
    except (TileMissing, TileDamaged) as error:
        _log.warning("files of the accountability log made anew", zvh=zvh, reason=type(error).__name__)
    return await _made_anew(last, directory, log, zvh)


async def _stands_there(last: Signed, directory: Path, log: EventStore, zvh: str) -> None:
    """That the place beside the checkpoint is that of its last record: nobody signed it, and what lies before it is not read again."""
    if last.checkpoint.size == 0:
        return
    leaf, found = (
        Tiles(in_directory(directory), last.checkpoint.size).leaf(last.checkpoint.size - 1),
        await log.at(last.position),
    )
    if found is None or leaf_hash(found.data) != leaf:
        raise LogBroken(zvh, f"op plaats {last.position} staat niet de laatste regel die ondertekend is")


async def _made_anew(last: Signed, directory: Path, log: EventStore, zvh: str) -> Tree:
    tree = Tree(TileWriter(directory), 0, {})
    async with aclosing(log.follow(subjects.ALL_AUDIT)) as stretches:
        async for stretch in stretches:
            known = [message for message in stretch.messages if message.seq <= last.position]
            tree.append(known)
            if tree.position >= last.position or len(known) < len(stretch.messages) or not stretch.pending:
                break
    head = tree.head(last.checkpoint.origin)
    if head != last.checkpoint:
        raise LogBroken(zvh, f"de eerste {last.checkpoint.size} regels geven een andere wortel")
    return tree
