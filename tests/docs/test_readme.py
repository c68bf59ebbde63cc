"""Every command in the README does what it says: the two for a newcomer exist, the others are run here as they stand."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli.at_work import reached
from cli.conftest import User

from support.samples.world import HAAGLANDEN

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line, comments=True)
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
LEVENSLOOP = [words[1:] for words in COMMANDS if words[0] == ".venv/bin/levensloop"]
MAKE = [words[1:] for words in COMMANDS if words[0] == "make"]


@pytest.fixture
def user(tmp_path: Path) -> User:
    somebody = User(tmp_path)
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    (tmp_path / "topologies").symlink_to(ROOT / "topologies")
    return somebody


def test_it_names_no_other_command_than_these() -> None:
    assert len(LEVENSLOOP) + len(MAKE) == len(COMMANDS)
    assert MAKE == [["demo"], ["test"]]


@pytest.mark.parametrize("target", ["demo", "test", "soak", "check", "bench", "nation", "docs"])
def test_make_knows_the_target(target: str) -> None:
    # What they run, other tests and CI do; here only that make would.
    result = subprocess.run(
        ["make", "-n", target, f"PYTHON={sys.executable}"], cwd=ROOT, capture_output=True, check=False
    )

    assert result.returncode == 0


@pytest.mark.timeout(900)  # a whole case is played, on a machine with too much to do
def test_the_levensloop_commands_work_in_the_order_of_the_readme(user: User) -> None:
    try:
        for words in LEVENSLOOP:
            if words[0] == "up":
                user.start(*words, until="Ctrl-C stopt")
                if HAAGLANDEN in words:
                    reached(user)  # people type slower than a node is known at the hub
            elif words[:2] == ["partner", "tail"]:
                user.run(*words, "--no-follow").check_returncode()
            else:
                result = user.run(*words, timeout=400)
                assert result.returncode == 0, f"{words}: {result.stdout[-500:]}{result.stderr}"
    finally:
        user.end_all()


def test_the_pages_it_links_to_exist() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []
