"""The hashes of all entries of a log in one pass: kept in a file without a name, so that memory does not grow with the log."""

import tempfile
import weakref
from typing import IO

from levensloop.verifier.tree import HASH_SIZE, perfect_root

_HEIGHT = 8
"""Levels of the tree between two that are kept."""
_WIDTH = 1 << _HEIGHT
_IN_MEMORY = 1 << 20
"""Bytes of a level that may stay in memory: 32,768 hashes."""


class Leaves:
    """32 bytes of disk an entry, and one in 256 more; in memory at most some megabytes. Hashes of ciphertext say nothing of anybody."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    def __len__(self) -> int:
        return len(self._levels[0]) if self._levels else 0

    def append(self, leaf: bytes) -> None:
        """The leaf hash of the next entry. Raises OSError."""
        whole: bytes | None = leaf
        height = 0
        while whole is not None:
            if height == len(self._levels):
                self._levels.append(_Level())
            whole = self._levels[height].append(whole)
            height += 1

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree, as `verifier.tree.NodeAt`. Raises IndexError, OSError."""
        height, above = divmod(level, _HEIGHT)
        return perfect_root(self._levels[height].read(index << above, 1 << above))


class _Level:
    """Hashes side by side; those of the last tile, which is not full, in memory."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it ends with us
        weakref.finalize(self, self._file.close)
        self._last: list[bytes] = []
        self._full = 0
        self._read: tuple[int, list[bytes]] = (-1, [])

    def __len__(self) -> int:
        return self._full * _WIDTH + len(self._last)

    def append(self, hash: bytes) -> bytes | None:
        """The hash of the tile that is full with it."""
        self._last.append(hash)
        if len(self._last) < _WIDTH:
            return None
        self._file.seek(self._full * _WIDTH * HASH_SIZE)
        self._file.write(b"".join(self._last))
        root = perfect_root(self._last)
        self._last, self._full = [], self._full + 1
        return root

    def read(self, start: int, count: int) -> list[bytes]:
        tile, at = divmod(start, _WIDTH)
        found = self._last if tile == self._full else self._tile(tile)
        if at + count > len(found):
            raise IndexError(start)
        return found[at : at + count]

    def _tile(self, number: int) -> list[bytes]:
        if self._read[0] != number:
            self._file.seek(number * _WIDTH * HASH_SIZE)
            data = self._file.read(_WIDTH * HASH_SIZE)
            self._read = number, [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]
        return self._read[1]
