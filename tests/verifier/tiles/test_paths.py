"""Where each file stands, as tlog-tiles writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levensloop.verifier import tile_paths
from levensloop.verifier.errors import Malformed
from levensloop.verifier.tile_paths import parse


def test_the_example_of_the_specification() -> None:
    """Index 1234067 is x001/x234/067."""
    assert tile_paths.tile(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_paths.entries(1234067, 8) == "tile/entries/x001/x234/067.p/8"


@pytest.mark.parametrize(
    ("path", "level", "index", "width"),
    [
        ("tile/0/000", "0", 0, 256),
        ("tile/63/999.p/255", "63", 999, 255),
        ("tile/2/x001/000.p/1", "2", 1000, 1),
        ("tile/entries/x999/999", "entries", 999999, 256),
    ],
)
def test_a_path_says_which_it_is(path: str, level: str, index: int, width: int) -> None:
    assert parse(path) == (level, index, width)


@given(st.integers(0, 63), st.integers(0, 10**15), st.integers(1, 256))
def test_any_path_reads_and_writes_the_same(level: int, index: int, width: int) -> None:
    assert parse(tile_paths.tile(level, index, width)) == (str(level), index, width)
    assert parse(tile_paths.entries(index, width)) == ("entries", index, width)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "checkpoint",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/001",
        "tile/0/001/001",
        "tile/0/x001",
        "tile/0/1000",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../0/000",
        "tile/data/000",
        "tile/0/٠٠٠",
        "tile/0/000\n",
    ],
)
def test_what_is_no_file_of_a_log_is_refused(path: str) -> None:
    with pytest.raises(Malformed, match="is geen bestand van een logboek"):
        parse(path)


@pytest.mark.parametrize(("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_what_cannot_be_has_no_path(level: int, index: int, width: int) -> None:
    with pytest.raises(ValueError, match="no tile"):
        tile_paths.tile(level, index, width)
