"""The eight entries that RFC 6962 implementations share, and the roots of the trees over the first so many of them."""

from collections.abc import Sequence
from pathlib import Path

from levensloop.verifier.tree import NodeAt, join, leaf_hash, range_root

VECTORS = Path(__file__).parents[1] / "verifier" / "vectors"
"""Examples and vectors of others, each folder with its notice."""
ENTRIES = tuple(
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def plain_root(entries: Sequence[bytes]) -> bytes:
    """MTH as RFC 9162 writes it in 2.1.1: by itself again, and slow."""
    if len(entries) < 2:
        return leaf_hash(entries[0]) if entries else join(())
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return join((plain_root(entries[:split]), plain_root(entries[split:])))


def in_memory(entries: Sequence[bytes]) -> NodeAt:
    """Subtrees of a tree that is kept whole."""
    levels = [[leaf_hash(entry) for entry in entries]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([join(below[at : at + 2]) for at in range(0, len(below) - 1, 2)])
    return lambda level, index: levels[level][index]


def root_of(size: int, node: NodeAt) -> bytes:
    """The root over the first `size` entries."""
    return range_root(0, size, node)
