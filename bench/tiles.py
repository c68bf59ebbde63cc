"""A log of a million entries written as tiles and read back, against SHA-256 over the same bytes.

The baseline hashes each entry once and writes nothing. A tree needs one more for each entry, over 65 bytes, and is in Python around it.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from bench.rounds import Contender, Trial
from levensloop.verifier.proofs import check_inclusion
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tile_writer import TileWriter
from levensloop.verifier.tree import Frontier, leaf_hash

BODY = b"x" * 492
"""With a number of eight digits in front: as large as an accountability record."""
REPEATED = 100_000
"""Larger logs have one round after the one that warms up."""
PROVEN = 10_000
"""Proofs are made and checked one by one only in logs up to this size."""


@asynccontextmanager
async def trial(home: Path, count: int) -> AsyncIterator[Trial]:
    """So many entries of 500 bytes; `home` gets their files."""
    written = home / "written"
    root = _write(written, count)

    def raw() -> None:
        for index in range(count):
            sha256(b"%08d" % index + BODY).digest()

    def frontier() -> None:
        grown = Frontier()
        for index in range(count):
            grown.append(leaf_hash(b"%08d" % index + BODY))
        _same(grown.root, root)

    def write() -> None:
        shutil.rmtree(home / "again", ignore_errors=True)
        _same(_write(home / "again", count), root)

    def read() -> None:
        _same(Tiles(in_directory(written), count).recomputed(), root)

    def prove() -> None:
        tiles = Tiles(in_directory(written), count)
        for index in range(count):
            check_inclusion(tiles.leaf(index), index, count, tiles.inclusion(index), root)

    contenders = [
        Contender("SHA-256 of each entry", timed(raw, count)),
        Contender("the tree in memory (frontier)", timed(frontier, count)),
        Contender("written as tiles, on disk", timed(write, count)),
        Contender("read back and the root recomputed", timed(read, count)),
    ]
    if count <= PROVEN:
        contenders.append(Contender("each proven from the tiles, and checked", timed(prove, count)))
    yield Trial(f"A log of {count:,} entries", ("entries/s",), contenders, rounds=3 if count <= REPEATED else 1)


def _write(directory: Path, count: int) -> bytes:
    writer = TileWriter(directory)
    for index in range(count):
        writer.append(b"%08d" % index + BODY)
    writer.flush()
    return writer.root


def timed(work: Callable[[], None], count: int) -> Callable[[], Awaitable[tuple[float, ...]]]:
    """What a contender runs: how many a second."""

    async def run() -> tuple[float, ...]:
        begin = perf_counter()
        work()
        return (count / (perf_counter() - begin),)

    return run


def _same(one: bytes, other: bytes) -> None:
    if one != other:
        raise RuntimeError("not the same root")
