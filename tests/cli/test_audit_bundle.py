"""An auditor asks for a bundle and checks it: with a node that runs for the one, and with nothing but the file for the other."""

import json
import re
from pathlib import Path

import pytest
from cli.at_work import reached
from cli.conftest import User

ZVH, POLITIE = "zvh-haaglanden", "politie-haaglanden"
ON = ("--topology", "network.yaml", "--node", ZVH)
MAKE = ("audit", "bundle", *ON, "--purpose", "lawfulness", "--wait", "0")


@pytest.fixture
def running(user: User) -> User:
    """A node without witnesses: what these add is tried elsewhere."""
    alone = re.sub(r", witnesses: \[[^]]*\], quorum: \d", "", user.topology.read_text(encoding="utf-8"))
    user.topology.write_text(alone, encoding="utf-8")
    user.make_keys()
    user.start_hub()
    user.start_zvh(ZVH)
    trust = user.run("audit", "trust", *ON)
    (user.home / "trust.toml").write_text(trust.stdout, encoding="utf-8")
    return user


def test_a_bundle_is_made_read_recorded_and_verified(running: User) -> None:
    made = running.run(*MAKE, "--out", "alles.bundel", "--data", f"data/{ZVH}")
    assert made.returncode == 0, made.stderr
    assert "alles.bundel" in made.stdout
    assert not list(running.home.glob("*.deel"))
    assert (running.home / "alles.bundel").stat().st_mode & 0o777 == 0o600
    held = running.run("audit", "verify", "alles.bundel", "--trust", "trust.toml", "--records", "regels.jsonl")
    assert held.returncode == 0, held.stdout
    assert "\nGELDIG: wat hierboven `goed` is" in held.stdout, "nobody cosigns here: that is not called checked"
    rows = [json.loads(line) for line in (running.home / "regels.jsonl").read_text().splitlines()]
    (read,) = [row for row in rows if row["operation"] == "read-log"]
    assert (read["what"], read["log_purpose"], read["functionary"]) == (
        "audit.bundle",
        "lawfulness",
        "informatiecoördinator",
    )

    whole = (running.home / "alles.bundel").read_bytes()
    Path(running.home / "half.bundel").write_bytes(whole[: len(whole) // 2])
    broken = running.run("audit", "verify", "half.bundel", "--trust", "trust.toml")
    assert broken.returncode >= 10
    assert "NIET GELDIG" in broken.stdout
    assert running.run("audit", "verify", "alles.bundel").returncode == 11

    kept = running.run("audit", "verify", "alles.bundel", "--trust", "trust.toml", "--keep", "bewaard")
    assert kept.returncode == 0, kept.stdout
    later = running.run(*MAKE, "--out", "later.bundel", "--earlier", "bewaard")
    assert later.returncode == 0, later.stderr
    again = running.run(
        "audit", "verify", "later.bundel", "--trust", "trust.toml", "--earlier", "bewaard", "--keep", "later"
    )
    assert again.returncode == 0, again.stdout
    assert "uw controlepunt" in again.stdout
    refused = running.run("audit", "verify", "alles.bundel", "--trust", "trust.toml", "--earlier", "later")
    assert refused.returncode == 16
    assert "teruggedraaid" in refused.stdout


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--complete",), "--complete hoort bij --case"),
        (("--from", "2026-01-01"), "--from en --until"),
        (("--from", "2026-01-02", "--until", "2026-01-01"), "ligt niet na"),
        (("--earlier", "none"), "none is niet te lezen"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_read(user: User, more: tuple[str, ...], said: str) -> None:
    done = user.run(*MAKE, "--out", "x.bundel", *more)
    assert done.returncode != 0
    assert said in done.stderr
    assert not (user.home / "x.bundel").exists()


def test_with_witnesses_a_bundle_is_of_what_enough_of_them_saw(user: User) -> None:
    user.make_keys()
    user.start_hub()
    user.start_zvh(ZVH)
    reached(user)
    (user.home / "trust.toml").write_text(user.run("audit", "trust", *ON).stdout, encoding="utf-8")
    early = user.run(*MAKE, "--out", "vroeg.bundel")
    assert (early.returncode, "nog niet genoeg getuigen" in early.stderr) == (0, True)
    assert user.run("audit", "verify", "vroeg.bundel", "--trust", "trust.toml").returncode == 14
    looked = user.run("witness", *ON[:2], "--organisation", "gemeente-den-haag", "--data", "data/gemeente", "--once")
    assert looked.returncode == 0, looked.stderr
    user.start_partner(POLITIE, until="Medeondertekend.")
    made = user.run(*MAKE, "--out", "gezien.bundel", "--data", f"data/{ZVH}")
    assert (made.returncode, made.stderr) == (0, "")
    held = user.run("audit", "verify", "gezien.bundel", "--trust", "trust.toml")
    assert held.returncode == 0, held.stdout
    assert "levensloopaanpak.nl/getuige/politie-haaglanden" in held.stdout
