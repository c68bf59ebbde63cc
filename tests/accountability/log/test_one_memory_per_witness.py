"""One witness key, one memory: two would let a ZVH get two histories cosigned by one key. Without a server."""

import shutil
from pathlib import Path

import pytest

from levensloop.audit.log.one_memory import SecondMemory, memory_file, one_memory

POLITIE, GEMEENTE = "politie-haaglanden", "gemeente-den-haag"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    (tmp_path / "keys").mkdir()
    return tmp_path / "keys"


def looks(organisation: str, keys: Path, directory: Path) -> None:
    with one_memory(organisation, keys, directory):
        pass


def saw(directory: Path) -> None:
    """As a witness leaves it."""
    (directory / "zvh-haaglanden.checkpoint").write_bytes(b"")


@pytest.mark.parametrize("other", ["here", "there"])
def test_a_second_process_is_refused_wherever_it_would_remember(keys: Path, tmp_path: Path, other: str) -> None:
    with one_memory(POLITIE, keys, tmp_path / "here"), pytest.raises(SecondMemory, match="kijkt al een ander proces"):
        looks(POLITIE, keys, tmp_path / other)
    looks(POLITIE, keys, tmp_path / "here")


def test_another_directory_is_refused_once_there_is_something_to_remember(keys: Path, tmp_path: Path) -> None:
    looks(POLITIE, keys, tmp_path / "first")
    with one_memory(POLITIE, keys, tmp_path / "here"):
        saw(tmp_path / "here")
    with pytest.raises(SecondMemory, match=f"onthoudt in {tmp_path / 'here'} wat zij als getuige zag"):
        looks(POLITIE, keys, tmp_path / "there")
    looks(POLITIE, keys, tmp_path / "here")


def test_a_memory_that_was_moved_is_gone_on_with(keys: Path, tmp_path: Path) -> None:
    with one_memory(POLITIE, keys, tmp_path / "here"):
        saw(tmp_path / "here")
    shutil.move(tmp_path / "here", tmp_path / "there")
    with one_memory(POLITIE, keys, tmp_path / "there"):
        assert memory_file(keys, POLITIE).read_text().strip() == str(tmp_path / "there")


def test_one_directory_is_not_of_two_witnesses_at_once(keys: Path, tmp_path: Path) -> None:
    """Also where the keys are two, each in a directory of its own."""
    (tmp_path / "other keys").mkdir()
    with one_memory(POLITIE, keys, tmp_path / "here"):
        with pytest.raises(SecondMemory, match="onthoudt al een ander proces"):
            looks(GEMEENTE, keys, tmp_path / "here")
        with pytest.raises(SecondMemory, match="onthoudt al een ander proces"):
            looks(POLITIE, tmp_path / "other keys", tmp_path / "here")


def test_keys_that_cannot_be_written_beside_leave_the_directory_to_keep_others_out(tmp_path: Path) -> None:
    keys, here = tmp_path / "no such", tmp_path / "here"
    with one_memory(POLITIE, keys, here), pytest.raises(SecondMemory, match="onthoudt al een ander proces"):
        looks(POLITIE, keys, here)
