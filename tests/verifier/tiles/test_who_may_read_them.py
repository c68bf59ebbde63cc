"""Entries are records, partly in clear: on the machine they are for their owner alone, or for a group that somebody chose."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tile_writer import TileWriter


@pytest.fixture(autouse=True, params=[0o022, 0o000, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def grown(directory: Path, count: int, size: int = 0) -> None:
    writer = TileWriter(directory, size)
    for number in range(size, size + count):
        writer.append(b"%d" % number)
    writer.flush()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def below(directory: Path) -> list[Path]:
    return [directory, *directory.rglob("*")]


def test_what_is_written_is_for_its_owner(tmp_path: Path) -> None:
    grown(tmp_path, 600)
    for path in below(tmp_path / "tile" / "entries"):
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path
    assert list(Tiles(in_directory(tmp_path), 600).entries())[599] == b"599"


def test_hashes_are_for_whom_the_umask_says(tmp_path: Path) -> None:
    grown(tmp_path, 300)
    now = os.umask(0)
    os.umask(now)
    assert mode(tmp_path / "tile" / "0" / "000") == 0o666 & ~now


def test_what_was_wider_before_is_closed_when_it_is_gone_on_with(tmp_path: Path) -> None:
    grown(tmp_path, 300)
    entries = tmp_path / "tile" / "entries"
    entries.chmod(0o755)
    (entries / "000").chmod(0o644)
    grown(tmp_path, 300, 300)
    assert mode(entries) == 0o700, "nobody else comes by it to what stands below"


def test_a_group_that_was_chosen_reads_what_comes_later_too(tmp_path: Path) -> None:
    grown(tmp_path, 300)
    entries = tmp_path / "tile" / "entries"
    for path in below(entries):
        path.chmod(0o2750 if path.is_dir() else 0o640)
    grown(tmp_path, 400, 300)
    for path in below(entries):
        assert mode(path) == (0o2750 if path.is_dir() else 0o640), path


def test_one_that_was_left_half_written_by_another_mode_is_closed(tmp_path: Path) -> None:
    grown(tmp_path, 10)
    left = tmp_path / "tile" / "entries" / "000.p" / "20.new"
    left.write_bytes(b"half")
    left.chmod(0o644)
    grown(tmp_path, 10, 10)
    assert mode(left.with_suffix("")) == 0o600
