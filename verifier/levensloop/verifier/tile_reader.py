"""A log read from its files alone: roots, proofs and entries. Nothing is believed for standing there: check it against a checkpoint."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path

from levensloop.verifier import bundles, proofs, tile_paths
from levensloop.verifier.errors import InclusionRefused, TileDamaged, TileMissing
from levensloop.verifier.tile_paths import TILE_HEIGHT, WIDTH
from levensloop.verifier.tree import HASH_SIZE, Frontier, leaf_hash, perfect_root, range_root

Fetch = Callable[[str], bytes]
"""Path of a file in the log → its bytes; raises TileMissing."""
KEPT = 64
"""Tiles held at hand, 8 kB each."""


def in_directory(directory: Path) -> Fetch:
    """The files below a directory."""

    def fetch(path: str) -> bytes:
        try:
            return (directory / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise TileMissing(path) from None

    return fetch


class Tiles:
    """The files of a log at one size; the size comes from a checkpoint whose signature was checked."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._kept: OrderedDict[tuple[int, int], tuple[bytes, ...]] = OrderedDict()

    def root(self) -> bytes:
        """Root over all entries, from the stored hashes."""
        return range_root(0, self._size, self.node)

    def leaf(self, index: int) -> bytes:
        """Leaf hash of an entry."""
        return self.node(0, index)

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """The proof that this entry is in the log of this size."""
        return proofs.inclusion_proof(index, self._size, self.node)

    def consistency(self, smaller: int) -> tuple[bytes, ...]:
        """The proof that the log of this size continues that of a smaller one."""
        return proofs.consistency_proof(smaller, self._size, self.node)

    def entry(self, index: int) -> bytes:
        """One entry, by its index."""
        if not 0 <= index < self._size:
            raise InclusionRefused(index, self._size, proofs.NO_SUCH)
        return self.bundle(index // WIDTH)[index % WIDTH]

    def entries(self) -> Iterator[bytes]:
        """All of them in order, a bundle at a time."""
        for number in range(-(-self._size // WIDTH)):
            yield from self.bundle(number)

    def recomputed(self) -> bytes:
        """The root over the entries themselves; the stored hashes are not used."""
        grown = Frontier()
        for entry in self.entries():
            grown.append(leaf_hash(entry))
        return grown.root

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree, as `tree.NodeAt`."""
        tile_level, height = divmod(level, TILE_HEIGHT)
        number, start = divmod(index << height, WIDTH)
        return perfect_root(self.hashes(tile_level, number)[start : start + (1 << height)])

    def hashes(self, level: int, number: int) -> tuple[bytes, ...]:
        """One tile, as far as the log of this size has it."""
        at = (level, number)
        if at not in self._kept:
            width = self._width(self._size >> TILE_HEIGHT * level, number)
            path, data = self._file(tile_paths.tile(level, number, width), tile_paths.tile(level, number))
            if len(data) not in (HASH_SIZE * width, HASH_SIZE * WIDTH):
                raise TileDamaged(path, f"het heeft {len(data)} bytes in plaats van {HASH_SIZE * width}")
            self._kept[at] = tuple(data[at : at + HASH_SIZE] for at in range(0, HASH_SIZE * width, HASH_SIZE))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(at)
        return self._kept[at]

    def bundle(self, number: int) -> list[bytes]:
        """One bundle of entries, as far as the log of this size has it."""
        width = self._width(self._size, number)
        path, data = self._file(tile_paths.entries(number, width), tile_paths.entries(number))
        found = bundles.unbundled(data, path)
        if len(found) not in (width, WIDTH):
            raise TileDamaged(path, f"het heeft {len(found)} regels in plaats van {width}")
        return found[:width]

    def _width(self, hashes: int, number: int) -> int:
        """Of this tile, at a level that has so many hashes."""
        width = min(hashes - number * WIDTH, WIDTH)
        if width < 1 or number < 0:
            raise ValueError(f"a log of {self._size} has no tile {number} there")
        return width

    def _file(self, path: str, full: str) -> tuple[str, bytes]:
        """A partial file may be gone once the full one is there, which begins with the same."""
        try:
            return path, self._fetch(path)
        except TileMissing:
            if path == full:
                raise
        try:
            return full, self._fetch(full)
        except TileMissing:
            raise TileMissing(path) from None
