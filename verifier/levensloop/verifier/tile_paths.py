"""Where the files of a log stand (C2SP tlog-tiles).

tile/<level>/<index>[.p/<width>]      hashes
tile/entries/<index>[.p/<width>]      the entries themselves
checkpoint
"""

import re

from levensloop.verifier.errors import Malformed

WIDTH = 256
"""Hashes in a full tile, entries in a full bundle."""
TILE_HEIGHT = 8
"""Levels of the tree in a tile."""
CHECKPOINT = "checkpoint"
ENTRIES = "entries"
"""Stands where the level stands, for bundles of entries."""
_TOP_LEVEL = 63
_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def tile(level: int, index: int, width: int = WIDTH) -> str:
    """Of hashes at a level of tiles, 0 being that of the entries themselves."""
    if not 0 <= level <= _TOP_LEVEL:
        raise ValueError(f"no tile at level {level}")
    return _path(str(level), index, width)


def entries(index: int, width: int = WIDTH) -> str:
    """Of a bundle of entries."""
    return _path(ENTRIES, index, width)


def parse(path: str) -> tuple[str, int, int]:
    """Level or `entries`, index and width of a path in its one spelling; raises Malformed."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise Malformed("Het pad", f"{path[:100]!r} is geen bestand van een logboek")
    level, number, partial = found.groups()
    index, width = int(number.replace("x", "").replace("/", "")), int(partial or WIDTH)
    wide = partial is not None and width >= WIDTH
    if wide or (level != ENTRIES and int(level) > _TOP_LEVEL) or _path(level, index, width) != path:
        raise Malformed("Het pad", f"{path[:100]!r} is geen bestand van een logboek")
    return level, index, width


def partial_folder(path: str) -> str:
    """Where the partial versions of a full file stand."""
    return f"{path}.p"


def _path(level: str, index: int, width: int) -> str:
    if index < 0 or not 1 <= width <= WIDTH:
        raise ValueError(f"no tile {index} of width {width}")
    parts = [f"{index % 1000:03}"]
    while index := index // 1000:
        parts.append(f"x{index % 1000:03}")
    whole = f"tile/{level}/{'/'.join(reversed(parts))}"
    return whole if width == WIDTH else f"{partial_folder(whole)}/{width}"
