"""What an auditor checks on files alone: whole ones hold, and each spoiled one is refused with its own reason."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from levensloop.verifier.bundles import framed
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.tile_reader import in_directory
from levensloop.verifier.verify import Trust, checkpoint_failure, continuation_failure, entry_failure, log_failure
from support.verified_log import AT, LOG, ORIGIN, POLICY, TRUST, WITNESSES, Shown, entry, signed

STRANGER = SignerKey("vreemde.example", Kind.COSIGNATURE, b"\x77" * 32)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """What was seen before."""
    return Shown(tmp_path_factory.mktemp("small"), 300)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The same log, later."""
    return Shown(tmp_path_factory.mktemp("log"), 700)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Another history under the same name, signed and cosigned as well."""
    return Shown(tmp_path_factory.mktemp("other"), 700, changed=42)


def name(failure: object) -> str | None:
    """Of what failed first."""
    return getattr(failure, "name", None)


def test_a_whole_log_holds(log: Shown, small: Shown) -> None:
    assert checkpoint_failure(log.head, TRUST) is None
    assert log_failure(in_directory(log.directory), TRUST, small.head) is None
    for index in (0, 255, 256, 699):
        assert entry_failure(entry(index), log.proof(index), TRUST) is None
    assert continuation_failure(small.head, log.head, log.tiles.consistency(300), TRUST) is None


def test_an_empty_log_holds(tmp_path: Path, small: Shown) -> None:
    empty = Shown(tmp_path, 0)
    assert log_failure(in_directory(tmp_path), TRUST) is None
    assert continuation_failure(empty.head, small.head, (), TRUST) is None


def test_each_spoiled_checkpoint_is_refused_with_its_own_reason(log: Shown) -> None:
    size, root = log.size, log.root
    elsewhere = SignerKey("zvh-rotterdam.example/logboek", Kind.NOTE, b"\x66" * 32)
    spoiled = {
        "Malformed": log.head[:-1],
        "BadSignature": log.head.replace(b"\n700\n", b"\n701\n"),
        "NotSigned": signed(size, root, log=SignerKey(ORIGIN, Kind.NOTE, b"\x55" * 32)),
        "QuorumMissed": signed(size, root, witnesses=(WITNESSES[0], STRANGER)),
    }
    assert {reason: name(checkpoint_failure(data, TRUST)) for reason, data in spoiled.items()} == {
        reason: reason for reason in spoiled
    }
    both = Trust(replace(POLICY, logs=(LOG.verifier, elsewhere.verifier)), ORIGIN)
    assert name(checkpoint_failure(signed(size, root, log=elsewhere), both)) == "WrongOrigin"
    assert name(checkpoint_failure(log.head, replace(TRUST, now=AT - 1))) == "FromTheFuture"


def test_one_witness_twice_is_one(log: Shown) -> None:
    twice = signed(log.size, log.root, witnesses=(WITNESSES[0], WITNESSES[0]))
    failure = checkpoint_failure(twice, TRUST)
    assert failure is not None
    assert (failure.name, "er tekende: w0." in failure.text) == ("QuorumMissed", True)


def test_a_forged_cosignature_is_refused(log: Shown) -> None:
    forger = SignerKey(WITNESSES[1].name, Kind.COSIGNATURE, b"\x44" * 32)
    by_forger = signed(log.size, log.root, witnesses=(WITNESSES[0], forger))
    assert name(checkpoint_failure(by_forger, TRUST)) == "QuorumMissed", "another key is another witness"
    copied = signed(log.size, log.root).split(b"\n")[-2]
    older = signed(300, bytes(32), witnesses=WITNESSES[:1]) + copied + b"\n"
    assert name(checkpoint_failure(older, TRUST)) == "BadSignature"


def test_an_entry_that_is_not_there_is_refused(log: Shown) -> None:
    assert name(entry_failure(b"verantwoording 8!", log.proof(8), TRUST)) == "InclusionRefused"
    assert name(entry_failure(entry(9), log.proof(8), TRUST)) == "InclusionRefused"
    moved = log.proof(8).replace(b"index 8\n", b"index 9\n")
    assert name(entry_failure(entry(8), moved, TRUST)) == "InclusionRefused"
    assert name(entry_failure(entry(8), log.proof(8).replace(b"index", b"plaats"), TRUST)) == "Malformed"
    unsigned = log.proof(8).replace(b"\n700\n", b"\n699\n")
    assert name(entry_failure(entry(8), unsigned, TRUST)) == "BadSignature"


def test_a_log_that_shows_two_histories_is_found_out(small: Shown, log: Shown, other: Shown) -> None:
    proof = other.tiles.consistency(300)
    assert name(continuation_failure(small.head, other.head, proof, TRUST)) == "ConsistencyRefused"
    assert name(continuation_failure(log.head, other.head, (), TRUST)) == "SplitView"
    assert name(log_failure(in_directory(other.directory), TRUST, small.head)) == "ConsistencyRefused"
    assert log_failure(in_directory(other.directory), TRUST) is None, "by itself it looks whole: hence witnesses"


def test_a_log_that_was_rolled_back_is_found_out(small: Shown, log: Shown) -> None:
    assert name(continuation_failure(log.head, small.head, (), TRUST)) == "RolledBack"
    assert name(log_failure(in_directory(small.directory), TRUST, log.head)) == "RolledBack"


@pytest.mark.parametrize(
    ("path", "old", "new", "reason", "said"),
    [
        ("tile/entries/001", b"ding 300", b"ding 3OO", "EntryChanged", "Regel 300 is gewijzigd"),
        ("tile/entries/002.p/188", framed(entry(699)), b"", "TileDamaged", "002.p/188"),
        ("tile/0/000", None, bytes(32), "EntryChanged", "Regel 0 is gewijzigd"),
        ("tile/1/000.p/2", None, bytes(32), "TileDamaged", "tile/1/000"),
        ("checkpoint", b"\n700\n", b"\n699\n", "BadSignature", ORIGIN),
    ],
)
def test_each_changed_file_is_named(
    log: Shown, tmp_path: Path, path: str, old: bytes | None, new: bytes, reason: str, said: str
) -> None:
    shutil.copytree(log.directory, tmp_path / "log")
    file = tmp_path / "log" / path
    before = file.read_bytes()
    file.write_bytes(before.replace(old, new) if old is not None else new + before[len(new) :])
    assert file.read_bytes() != before
    failure = log_failure(in_directory(tmp_path / "log"), TRUST)
    assert failure is not None
    assert failure.name == reason
    assert said in failure.text


@pytest.mark.parametrize("path", ["checkpoint", "tile/0/001", "tile/1/000.p/2", "tile/entries/000"])
def test_each_file_that_is_gone_is_named(log: Shown, tmp_path: Path, path: str) -> None:
    shutil.copytree(log.directory, tmp_path / "log")
    (tmp_path / "log" / path).unlink()
    failure = log_failure(in_directory(tmp_path / "log"), TRUST)
    assert failure is not None
    assert (failure.name, path in failure.text) == ("TileMissing", True)


def test_two_entries_that_changed_places_are_found(log: Shown, tmp_path: Path) -> None:
    shutil.copytree(log.directory, tmp_path / "log")
    bundle, tile = tmp_path / "log" / "tile" / "entries" / "000", tmp_path / "log" / "tile" / "0" / "000"
    third, fourth = framed(entry(3)), framed(entry(4))
    swapped = bundle.read_bytes().replace(third + fourth, fourth + third)
    bundle.write_bytes(swapped)
    assert name(log_failure(in_directory(tmp_path / "log"), TRUST)) == "EntryChanged"
    hashes = tile.read_bytes()
    tile.write_bytes(hashes[: 3 * 32] + hashes[4 * 32 : 5 * 32] + hashes[3 * 32 : 4 * 32] + hashes[5 * 32 :])
    assert name(log_failure(in_directory(tmp_path / "log"), TRUST)) == "RootRefused", "with its hashes changed along"


def test_it_needs_nothing_of_ours_but_itself_and_of_others_only_cryptography() -> None:
    """So that an auditor installs next to nothing."""
    found = subprocess.run(
        [sys.executable, "-c", "import levensloop.verifier.verify, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    ours = {
        module for module in found if module.startswith("levensloop.") and not module.startswith("levensloop.verifier")
    }
    assert not ours
    assert not {"nats", "pydantic", "faststream", "structlog", "typer"} & set(found)
