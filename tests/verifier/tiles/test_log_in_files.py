"""A log as files: what is written is what the specification says, and everything can be proven from the files alone."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.verifier.bundles import LARGEST
from levensloop.verifier.errors import AuditError, EntryTooLarge, InclusionRefused, TileDamaged, TileMissing
from levensloop.verifier.proofs import check_consistency, check_inclusion
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tile_writer import TileWriter
from levensloop.verifier.tree import EMPTY_ROOT, Frontier, leaf_hash

SIZE = 70_000
"""The specification's own example."""


def entry(index: int) -> bytes:
    """Some bytes, not always as many."""
    return b"regel %d" % index


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a log of seventy thousand."""
    directory = tmp_path_factory.mktemp("log")
    writer = TileWriter(directory)
    for index in range(SIZE):
        assert writer.append(entry(index)) == index
    writer.flush()
    return directory


@pytest.fixture(scope="module")
def roots() -> list[bytes]:
    """Of each size, from a frontier."""
    grown, found = Frontier(), [EMPTY_ROOT]
    for index in range(SIZE):
        grown.append(leaf_hash(entry(index)))
        found.append(grown.root)
    return found


def test_the_files_are_those_of_the_specification(log: Path) -> None:
    """273 full tiles and one of 112; one full and one of 17 at level 1; one of 1 at level 2. Each length fits."""
    tiles = {str(path.relative_to(log)): path.stat().st_size for path in log.rglob("*") if path.is_file()}
    level = {
        number: {path: size for path, size in tiles.items() if path.startswith(f"tile/{number}/")} for number in "012"
    }
    assert len(level["0"]) == 274
    assert sorted(level["0"].values())[:2] == [112 * 32, 8192]
    assert level["1"] == {"tile/1/000": 8192, "tile/1/001.p/17": 17 * 32}
    assert level["2"] == {"tile/2/000.p/1": 32}
    assert len(tiles) == 2 * 274 + 3


def test_two_hundred_fifty_six_is_one_full_tile_and_one_of_one(tmp_path: Path) -> None:
    writer = TileWriter(tmp_path)
    for index in range(256):
        writer.append(entry(index))
    writer.flush()
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"tile/0/000", "tile/1/000.p/1", "tile/entries/000"}


def test_the_root_is_that_of_the_tree_and_of_the_entries(log: Path, roots: list[bytes]) -> None:
    tiles = Tiles(in_directory(log), SIZE)
    assert tiles.root() == tiles.recomputed() == roots[SIZE]


@settings(max_examples=60)
@given(data=st.data())
def test_any_entry_is_proven_from_the_files(log: Path, roots: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, SIZE - 1))
    tiles = Tiles(in_directory(log), SIZE)
    assert tiles.entry(index) == entry(index)
    check_inclusion(leaf_hash(entry(index)), index, SIZE, tiles.inclusion(index), roots[SIZE])


@settings(max_examples=60)
@given(smaller=st.integers(1, SIZE))
def test_the_log_continues_any_smaller_one(log: Path, roots: list[bytes], smaller: int) -> None:
    proof = Tiles(in_directory(log), SIZE).consistency(smaller)
    check_consistency(smaller, SIZE, proof, roots[smaller], roots[SIZE])


@settings(max_examples=60)
@given(larger=st.integers(1, 256).map(lambda bundles: bundles * 256), data=st.data())
def test_the_files_of_a_log_are_those_of_a_smaller_one_too(
    log: Path, roots: list[bytes], larger: int, data: st.DataObject
) -> None:
    """A partial tile that gave way is read from the full one."""
    smaller = data.draw(st.integers(1, larger))
    tiles = Tiles(in_directory(log), larger)
    check_consistency(smaller, larger, tiles.consistency(smaller), roots[smaller], roots[larger])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 400), max_size=5))
def test_it_goes_on_where_it_stopped(tmp_path_factory: pytest.TempPathFactory, stops: list[int]) -> None:
    """Flushed and opened again at any size; each size that was flushed can still be read."""
    directory, grown, sizes = tmp_path_factory.mktemp("log"), Frontier(), [(0, EMPTY_ROOT)]
    for count in stops:
        writer = TileWriter(directory, grown.size)
        for index in range(grown.size, grown.size + count):
            writer.append(entry(index))
            grown.append(leaf_hash(entry(index)))
        writer.flush()
        assert (writer.size, writer.root) == (grown.size, grown.root)
        sizes.append((grown.size, grown.root))
    for size, root in sizes:
        tiles = Tiles(in_directory(directory), size)
        assert tiles.root() == tiles.recomputed() == root


def test_what_was_not_flushed_is_written_again(tmp_path: Path) -> None:
    """Killed after a full tile: who goes on does so from the last size that was flushed, with the same entries."""
    writer = TileWriter(tmp_path)
    for index in range(600):
        writer.append(entry(index))
        if index == 99:
            writer.flush()
    again = TileWriter(tmp_path, 100)
    for index in range(100, 600):
        again.append(entry(index))
    again.flush()
    assert again.root == writer.root == Tiles(in_directory(tmp_path), 600).recomputed()


def test_a_partial_tile_gives_way_to_the_full_one(tmp_path: Path) -> None:
    writer = TileWriter(tmp_path)
    for index in range(256):
        writer.append(entry(index))
        writer.flush()
    assert [path.name for path in (tmp_path / "tile" / "0").iterdir()] == ["000"]
    grown = Frontier()
    for index in range(256):
        grown.append(leaf_hash(entry(index)))
        assert Tiles(in_directory(tmp_path), index + 1).root() == grown.root


def read_everything(tiles: Tiles, size: int) -> None:
    """Each entry and its proof."""
    for index in range(size):
        tiles.inclusion(index)
        tiles.entry(index)


def broken(directory: Path, path: str, data: bytes | None) -> None:
    """Another content, or none."""
    if data is None:
        (directory / path).unlink()
    else:
        (directory / path).write_bytes(data)


@pytest.mark.parametrize(
    ("path", "data", "error"),
    [
        ("tile/0/001", None, TileMissing),
        ("tile/0/001", b"x" * 8191, TileDamaged),
        ("tile/0/002.p/88", b"", TileDamaged),
        ("tile/0/002.p/88", None, TileMissing),
        ("tile/entries/001", None, TileMissing),
        ("tile/entries/001", b"\0", TileDamaged),
        ("tile/entries/001", b"\0\5abc", TileDamaged),
        ("tile/entries/001", b"\0\0" * 255, TileDamaged),
    ],
)
def test_a_file_that_is_gone_or_cut_off_is_named(
    tmp_path: Path, path: str, data: bytes | None, error: type[AuditError]
) -> None:
    writer = TileWriter(tmp_path)
    for index in range(600):
        writer.append(entry(index))
    writer.flush()
    broken(tmp_path, path, data)
    tiles = Tiles(in_directory(tmp_path), 600)
    with pytest.raises(error, match=path.replace(".", r"\.")):
        read_everything(tiles, 600)


def test_a_changed_hash_or_entry_shows(tmp_path: Path) -> None:
    writer = TileWriter(tmp_path)
    for index in range(600):
        writer.append(entry(index))
    writer.flush()
    tile, bundle = tmp_path / "tile" / "0" / "001", tmp_path / "tile" / "entries" / "001"
    bundle.write_bytes(bundle.read_bytes().replace(b"regel 300", b"regel 3OO"))
    assert Tiles(in_directory(tmp_path), 600).recomputed() != writer.root
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    tiles = Tiles(in_directory(tmp_path), 600)
    with pytest.raises(InclusionRefused):
        check_inclusion(leaf_hash(entry(257)), 257, 600, tiles.inclusion(257), writer.root)
    (tmp_path / "tile" / "entries" / "002.p" / "88").write_bytes(b"\0\1x" * 88)
    with pytest.raises(TileDamaged, match="passen niet bij de hashes"):
        TileWriter(tmp_path, 600)


def test_an_entry_that_does_not_fit_adds_nothing(tmp_path: Path) -> None:
    writer = TileWriter(tmp_path)
    with pytest.raises(EntryTooLarge, match="65536 bytes past niet"):
        writer.append(b"x" * (LARGEST + 1))
    assert (writer.size, writer.root) == (0, EMPTY_ROOT)
    writer.append(b"x" * LARGEST)
    writer.append(b"")
    writer.flush()
    assert list(Tiles(in_directory(tmp_path), 2).entries()) == [b"x" * LARGEST, b""]


def test_what_is_not_in_the_log_is_not_read(tmp_path: Path) -> None:
    tiles = Tiles(in_directory(tmp_path), 0)
    assert tiles.root() == tiles.recomputed() == EMPTY_ROOT
    for index in (-1, 0):
        with pytest.raises(InclusionRefused):
            tiles.entry(index)


def peak(directory: Path, count: int) -> int:
    """The most bytes in use while so many entries are written and read back."""
    tracemalloc.start()
    try:
        writer = TileWriter(directory)
        for index in range(count):
            writer.append(b"%0300d" % index)
        writer.flush()
        tiles = Tiles(in_directory(directory), count)
        assert tiles.recomputed() == writer.root
        assert all(tiles.leaf(index) for index in range(0, count, 256))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_log(tmp_path: Path) -> None:
    assert peak(tmp_path / "large", 60_000) < 1.5 * peak(tmp_path / "small", 20_000)
