"""The accountability log against what was signed: its records, its checkpoints, its files, and the signatures of others."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from levensloop.audit.checking.finding import Finding
from levensloop.audit.checkpoints import Signed
from levensloop.audit.proven import Leaves
from levensloop.audit.reading import LogReader
from levensloop.contracts import subjects
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.verifier.checkpoint import opened
from levensloop.verifier.errors import AuditError
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tree import leaf_hash, range_root

CHECK = "verantwoordingslogboek"


async def log(node: Node, reader: LogReader) -> AsyncIterator[Finding]:
    """First that nothing was taken out, signed or not; then the checkpoints among each other and against the records; then the files."""
    for store in (node.accounts.store, node.store(subjects.checkpoints_stream(node.me))):
        async for seq in _missing(store):
            yield Finding(CHECK, f"{store.stream} {seq}", "weggenomen: hieruit wordt nooit iets weggenomen")
    leaves = Leaves()
    async with aclosing(reader.entries()) as entries:
        async for entry in entries:
            leaves.hashes.append(leaf_hash(entry.message.data))
    checkpoints = await reader.checkpoints()
    if not checkpoints:
        if leaves.hashes:
            yield Finding(CHECK, "controlepunten", f"er is er geen, terwijl er {len(leaves.hashes)} regels zijn")
        return
    for finding in _checkpoints(checkpoints, leaves, reader):
        yield finding
    for finding in _files(checkpoints[-1], leaves, reader):
        yield finding


async def _missing(store: EventStore) -> AsyncIterator[int]:
    """The places where nothing stands any more, from the first that there ever was."""
    last, before = await store.last_seq(), 0
    async with aclosing(store.replay(">")) as messages:
        async for message in messages:
            for seq in range(before + 1, message.seq):
                yield seq
            before = message.seq
    for seq in range(before + 1, last + 1):
        yield seq


def _checkpoints(checkpoints: list[Signed], leaves: Leaves, reader: LogReader) -> list[Finding]:
    found, before = [], 0
    for number, signed in enumerate(checkpoints, 1):
        where, size = f"controlepunt {number}, {signed.checkpoint.size} regels", signed.checkpoint.size
        try:
            opened(signed.note, reader.policy.logs)
        except AuditError as error:
            found.append(Finding(CHECK, where, f"de ondertekening klopt niet: {error}"))
        if size < before:
            found.append(Finding(CHECK, where, f"korter dan het vorige, dat {before} regels had"))
        elif size > len(leaves.hashes):
            found.append(Finding(CHECK, where, f"er staan nog maar {len(leaves.hashes)} regels"))
        elif range_root(0, size, leaves.node) != signed.checkpoint.root:
            found.append(Finding(CHECK, where, "de regels geven een andere wortel dan er ondertekend is"))
        before = max(before, size)
    return found


def _files(last: Signed, leaves: Leaves, reader: LogReader) -> list[Finding]:
    """By the files one can tell which record was changed: they hold the hash of each."""
    if reader.tiles is None:
        return [Finding(CHECK, "bestanden", "niet nagekeken: geef met --data de datamap van het knooppunt")]
    found, size = [], last.checkpoint.size
    tiles = Tiles(in_directory(reader.tiles), size)
    try:
        if tiles.root() != last.checkpoint.root or tiles.recomputed() != last.checkpoint.root:
            found.append(Finding(CHECK, "bestanden", "ze geven een andere wortel dan er ondertekend is"))
        for index in range(min(size, len(leaves.hashes))):
            if tiles.leaf(index) != leaves.hashes[index]:
                found.append(Finding(CHECK, f"regel {index}", "in het logboek anders dan in de bestanden"))
    except AuditError as error:
        found.append(Finding(CHECK, "bestanden", str(error)))
    newest = reader.tiles / "checkpoint"
    if not newest.is_file() or not newest.read_text(encoding="utf-8").startswith(last.note.text):
        found.append(Finding(CHECK, "bestanden", "het controlepunt dat ernaast staat is niet het laatste"))
    return found
