"""A log written as the files of C2SP tlog-tiles, which any static file server can offer.

Full tiles and bundles are written as they fill and never again; partial ones when asked for, before a checkpoint of that size is signed.
In memory are at most 255 hashes a level of tiles, and the entries since the last full bundle.
"""

import shutil
from pathlib import Path

from levensloop.verifier import bundles, tile_paths
from levensloop.verifier.errors import TileDamaged
from levensloop.verifier.modes import keep_to_owner, make_for, written
from levensloop.verifier.tile_paths import TILE_HEIGHT, WIDTH
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tree import join, leaf_hash, perfect_root


class TileWriter:
    """The one writer of a directory; a second one at the same time would break it."""

    def __init__(self, directory: Path, size: int = 0) -> None:
        """A new log, or one to go on with: `size` is what was last flushed. Raises TileMissing, TileDamaged, OSError."""
        keep_to_owner(directory)
        self._directory = directory
        self._size = size
        self._levels: list[list[bytes]] = []
        self._bundle = bytearray()
        if size:
            self._read_back(size)

    @property
    def size(self) -> int:
        """Entries so far, flushed or not."""
        return self._size

    @property
    def root(self) -> bytes:
        """Root over all of them."""
        peaks = []
        for hashes in reversed(self._levels):
            start = 0
            for height in reversed(range(TILE_HEIGHT)):
                if len(hashes) >> height & 1:
                    peaks.append(perfect_root(hashes[start : start + (1 << height)]))
                    start += 1 << height
        return join(peaks)

    def append(self, entry: bytes) -> int:
        """One more entry; its index. Raises EntryTooLarge and then nothing was added."""
        self._bundle += bundles.framed(entry)
        index, hash = self._size, leaf_hash(entry)
        self._size += 1
        for level in range(len(self._levels) + 1):
            if level == len(self._levels):
                self._levels.append([])
            hashes = self._levels[level]
            hashes.append(hash)
            if len(hashes) < WIDTH:
                break
            number = (self._size >> TILE_HEIGHT * (level + 1)) - 1
            self._write_full(tile_paths.tile(level, number), b"".join(hashes))
            if level == 0:
                self._write_full(tile_paths.entries(number), bytes(self._bundle))
                self._bundle.clear()
            hash = perfect_root(hashes)
            hashes.clear()
        return index

    def flush(self) -> None:
        """Write what is not full, so that the files hold all entries so far."""
        for level, hashes in enumerate(self._levels):
            if hashes:
                number = self._size >> TILE_HEIGHT * (level + 1)
                self._write(tile_paths.tile(level, number, len(hashes)), b"".join(hashes))
        if width := self._size % WIDTH:
            self._write(tile_paths.entries(self._size // WIDTH, width), bytes(self._bundle))

    def _write_full(self, path: str, data: bytes) -> None:
        self._write(path, data)
        shutil.rmtree(self._directory / tile_paths.partial_folder(path), ignore_errors=True)

    def _write(self, path: str, data: bytes) -> None:
        """Whole or not at all to a reader, and on disk before it is there; files do not change once there."""
        target = self._directory / path
        mode = make_for(self._directory, target)
        beside = target.with_name(f"{target.name}.new")
        written(beside, data, mode)
        beside.replace(target)

    def _read_back(self, size: int) -> None:
        tiles = Tiles(in_directory(self._directory), size)
        level = 0
        while size >> TILE_HEIGHT * level:
            width = (size >> TILE_HEIGHT * level) % WIDTH
            number = size >> TILE_HEIGHT * (level + 1)
            self._levels.append(list(tiles.hashes(level, number)) if width else [])
            level += 1
        if size % WIDTH:
            waiting = tiles.bundle(size // WIDTH)
            if [leaf_hash(entry) for entry in waiting] != self._levels[0]:
                raise TileDamaged(
                    tile_paths.entries(size // WIDTH, size % WIDTH), "de regels passen niet bij de hashes"
                )
            for entry in waiting:
                self._bundle += bundles.framed(entry)
