"""`levensloop-verify`: on a machine with this member and the contracts alone; says what it checked, and ends with the first failure."""

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from levensloop.verifier.bundle_scope import OneCase
from levensloop.verifier.steps import Check
from levensloop.verifier.trust import short
from support.broken_bundles import CORPUS
from support.bundled_log import GONE, SIZES, A, BundledLog
from support.tree import ROOT
from support.verified_log import LOG, ORIGIN, POLICY

GOOD = BundledLog()
TRUST = f"version = 1\norigin = \"{ORIGIN}\"\npolicy = '''\n{POLICY.format().decode()}'''\n"
NOT_NEEDED = ("nats", "faststream", "typer", "structlog", "rich", "joserfc", "yaml")


def run(home: Path, *arguments: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """With nothing of ours on the path but contracts and verifier, and of others what these need."""
    home.mkdir(exist_ok=True)
    (home / "trust.toml").write_text(TRUST)
    path = os.pathsep.join((str(ROOT / "contracts"), str(ROOT / "verifier"), str(_packages(home))))
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", _START.format(path=path.split(os.pathsep)), *arguments],
        cwd=home,
        input=data,
        capture_output=True,
        check=False,
    )


_START = """
import sys
sys.path[:0] = {path}
from levensloop.verifier.command import main
status = main()
print(*sorted(name for name in sys.modules), file=sys.stderr)
sys.exit(status)
"""


def _packages(home: Path) -> Path:
    """A directory with cryptography and pydantic, and what these themselves need."""
    found = home / "packages"
    if not found.exists():
        found.mkdir()
        for name in (
            "cryptography",
            "cffi",
            "_cffi_backend",
            "pydantic",
            "pydantic_core",
            "annotated_types",
            "typing_extensions",
            "typing_inspection",
        ):
            for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
                for there in Path(place).glob(f"{name}*"):
                    if not (found / there.name).exists() and "dist-info" not in there.name:
                        (found / there.name).symlink_to(there)
    return found


def test_a_whole_bundle_holds_and_nothing_of_the_system_is_there(tmp_path: Path) -> None:
    (tmp_path / "b.bundel").write_bytes(GOOD.bundle())
    done = run(tmp_path, "b.bundel", "--trust", "trust.toml")
    out, modules = done.stdout.decode(), done.stderr.decode().split()
    assert done.returncode == 0, done.stderr.decode()
    assert "GELDIG: alles" in out
    for check in Check:
        assert f"goed     {check.dutch}: " in out
    assert not set(NOT_NEEDED) & {name.partition(".")[0] for name in modules}
    assert {name.split(".")[1] for name in modules if name.startswith("levensloop.")} == {"contracts", "verifier"}


@pytest.mark.parametrize(
    "broken",
    [
        "truncated file",
        "wrong key",
        "too few witnesses",
        "changed record",
        "removed record",
        "record key of another record",
    ],
)
def test_it_ends_with_the_first_failure_by_name_and_status(tmp_path: Path, broken: str) -> None:
    done = run(tmp_path, "-", "--trust", "trust.toml", "--json", data=CORPUS[broken].make())
    last = json.loads(done.stdout.splitlines()[-1])
    assert (last["name"], last["index"]) == (CORPUS[broken].name, CORPUS[broken].index)
    assert done.returncode == last["status"] == Check[last["failed"].upper()].status >= 10


def test_every_check_has_a_status_of_its_own() -> None:
    assert len({check.status for check in Check}) == len(Check)


def test_who_says_nothing_about_whom_to_believe_is_told_so(tmp_path: Path) -> None:
    done = run(tmp_path, "-", data=GOOD.bundle())
    assert done.returncode == Check.TRUST.status
    assert "--trust" in done.stdout.decode()


@pytest.mark.parametrize("written", ["version = 2\n", "geen = = TOML\n", "\0"])
def test_a_trust_file_with_a_mistake_is_named_and_nothing_is_said_of_the_bundle(tmp_path: Path, written: str) -> None:
    (tmp_path / "wrong.toml").write_text(written)
    done = run(tmp_path, "-", "--trust", "wrong.toml", data=GOOD.bundle())
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("--trust wrong.toml is geen vertrouwensbestand: ")


def test_what_is_no_checkpoint_is_named_and_nothing_is_said_of_the_bundle(tmp_path: Path) -> None:
    done = run(tmp_path, "-", "--trust", "trust.toml", "--earlier", "trust.toml", data=GOOD.bundle())
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("--earlier trust.toml is geen controlepunt: ")


def test_a_checkpoint_of_another_log_is_the_auditors_own_mistake(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(GOOD.checkpoint(SIZES[0]).replace(b"verantwoording", b"verantwoorden"))
    done = run(tmp_path, "-", "--trust", "trust.toml", "--earlier", "kept", "--keep", "new", data=GOOD.bundle())
    assert done.returncode == 2
    assert done.stderr.decode().startswith("--earlier kept: ")
    assert "GELDIG" not in done.stdout.decode()
    assert not list(tmp_path.glob("new*"))


def test_what_was_not_checked_has_a_mark_of_its_own_and_the_end_does_not_claim_it(tmp_path: Path) -> None:
    done = run(tmp_path, "-", "--trust", "trust.toml", data=GOOD.bundle(OneCase(A, False)))
    out = done.stdout.decode()
    assert done.returncode == 0
    for check in (Check.COVERAGE, Check.COMPLETE):
        assert f"niet gecontroleerd  {check.dutch}: " in out
        assert f"goed     {check.dutch}" not in out
    assert (
        "GELDIG: wat hierboven `goed` is, is gecontroleerd en klopt. Niet gecontroleerd: gedekte berichten, volledigheid."
        in out
    )


@pytest.mark.parametrize("given", [["--help"], [], ["b", "c"], ["b", "--trust"], ["b", "--json=ja"], ["b", "--foo"]])
def test_what_it_takes_and_what_is_wrong_with_it_is_dutch(tmp_path: Path, given: list[str]) -> None:
    done = run(tmp_path, *given)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == (0 if given == ["--help"] else 2)
    assert not [word for word in ("usage", "argument ", "arguments", "options", "error", "required") if word in said]
    assert "Gebruik: " in said if given == ["--help"] else "Hulp: levensloop-verify --help" in said


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "none", "--trust", "trust.toml")
    assert done.returncode == 2
    assert "none" in done.stderr.decode()


def test_the_checkpoint_that_was_kept_counts(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(GOOD.checkpoint(SIZES[0]))
    assert run(tmp_path, "-", "--trust", "trust.toml", "--earlier", "kept", data=GOOD.bundle()).returncode == 0
    (tmp_path / "kept").write_bytes(CORPUS["split view"].asked.kept or b"")
    assert (
        run(tmp_path, "-", "--trust", "trust.toml", "--earlier", "kept", data=GOOD.bundle()).returncode
        == Check.HISTORY.status
    )


def test_the_checkpoint_to_keep_is_that_of_a_bundle_that_holds(tmp_path: Path) -> None:
    given = ("-", "--trust", "trust.toml", "--keep", "bewaard")
    assert run(tmp_path, *given, data=CORPUS["removed last record"].make()).returncode
    assert not list(tmp_path.glob("bewaard*"))
    assert run(tmp_path, *given, data=GOOD.bundle()).returncode == 0
    head = next(line for line in GOOD.bundle().splitlines() if line.startswith(b'{"head"'))
    assert (tmp_path / "bewaard").read_text(encoding="utf-8") == json.loads(head)["head"]
    assert run(tmp_path, "-", "--trust", "trust.toml", "--earlier", "bewaard", data=GOOD.bundle()).returncode == 0


def test_the_records_can_be_read_on_once_they_are_believed(tmp_path: Path) -> None:
    given = ("-", "--trust", "trust.toml", "--records", "regels.jsonl")
    assert run(tmp_path, *given, data=CORPUS["removed last record"].make()).returncode
    assert not list(tmp_path.glob("regels*"))
    assert run(tmp_path, *given, data=GOOD.bundle()).returncode == 0
    assert (tmp_path / "regels.jsonl").stat().st_mode & 0o777 == 0o600
    rows = [json.loads(line) for line in (tmp_path / "regels.jsonl").read_text().splitlines()]
    assert [row["index"] for row in rows] == list(range(GOOD.size))
    assert [row["functionary"] for row in rows] == [
        None if one.case == GONE else one.functionary for one in GOOD.accounts
    ]


def test_dates_in_the_trust_file_are_read(tmp_path: Path) -> None:
    dated = TRUST + f'[[key]]\nid = "{short(LOG.verifier)}"\nrevoked = 2020-01-01T00:00:00Z\n'
    (tmp_path / "dated.toml").write_text(dated)
    done = run(tmp_path, "-", "--trust", "dated.toml", data=GOOD.bundle())
    assert done.returncode == Check.TIMES.status
    assert "KeyRevoked" in done.stdout.decode()


def test_it_is_what_the_member_installs() -> None:
    project = tomllib.loads((ROOT / "verifier" / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"levensloop-verify": "levensloop.verifier.command:main"}
    assert {name.partition(">")[0] for name in project["dependencies"]} == {
        "levensloop-contracts",
        "cryptography",
        "pydantic",
    }
