"""The lock holds names, versions and hashes and nothing else, and everything that a member asks for."""

import re
import tomllib
from pathlib import Path

import pytest

from support.tree import ROOT, name_of, project_files

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# A name with a version, then hashes, each line continued but the last; comments say who asked for it.
LINE = re.compile(r"[a-z0-9][a-z0-9.-]*==[^\s;@/]+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?|\s*#.*|")
MEMBERS = [path for path in project_files() if path.name == "pyproject.toml" and path.parent != ROOT]


def canonical(requirement: str) -> str:
    """The package's name as indexes compare it."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


LOCKED = {canonical(line) for line in LOCK.splitlines() if "==" in line and not line.lstrip().startswith("#")}
OWN = {canonical(tomllib.loads(path.read_text(encoding="utf-8"))["project"]["name"]) for path in MEMBERS}


def test_it_has_only_names_versions_and_hashes() -> None:
    strange = [line for line in LOCK.splitlines() if not LINE.fullmatch(line)]
    assert not strange


def test_it_names_no_place_to_get_things_from() -> None:
    assert not re.search(r"://|\bfile:/|--(index|extra-index|find-links|trusted-host)|@ ", LOCK)


@pytest.mark.parametrize("member", MEMBERS, ids=name_of)
def test_it_has_what_a_member_asks_for(member: Path) -> None:
    told = tomllib.loads(member.read_text(encoding="utf-8"))
    asked = {canonical(name) for name in [*told["project"].get("dependencies", []), *told["build-system"]["requires"]]}
    assert asked - OWN <= LOCKED, "run `make lock`"


def test_it_has_what_is_asked_for_by_name() -> None:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    asked = {canonical(line) for line in lines if line.strip() and not line.startswith("#")}
    assert asked <= LOCKED, "run `make lock`"
