"""The keys of the accountability log and of its witnesses are replaced at the prompt, while hub, node and witness run."""

import subprocess
import time

from cli.at_work import grow, reached
from cli.conftest import PATIENCE, User

from levensloop.audit.log.signing import log_verifier, witness_verifier
from levensloop.infra.nodes.topology_file import load_topology

ZVH, GEMEENTE = "zvh-haaglanden", "gemeente-den-haag"
ON = ("--topology", "network.yaml")
WHO = ("--functionary", "technisch beheerder")
NODE = (*ON, "--node", ZVH, *WHO)


def _until_done(user: User, *words: str, unless: str) -> "subprocess.CompletedProcess[str]":
    """As soon as the node took the topology over, and what is new was used: nothing tells when. Until then it says `unless`."""
    deadline = time.monotonic() + PATIENCE
    while (done := user.run(*words)).returncode != 0:
        assert unless in done.stdout, done.stdout + done.stderr
        assert time.monotonic() < deadline, f"never done: {words}"
    return done


def test_the_key_of_the_log_is_replaced_and_then_forgotten(user: User) -> None:
    """As docs/accountability.md tells it."""
    user.make_keys()
    user.start_hub()
    user.start_zvh(ZVH)
    reached(user)
    before = load_topology(user.topology)
    assert any(one.by(log_verifier(before, ZVH)) for one in grow(user).signatures)
    file = user.home / "keys" / f"{ZVH}.log.key"

    said = user.run("keys", "replace-log", *NODE)
    assert said.returncode == 0, said.stderr
    assert "levensloop keys forget-log" in said.stdout
    assert len(file.read_text().split()) == 2
    assert file.stat().st_mode & 0o777 == 0o600
    forgotten = _until_done(user, "keys", "forget-log", *NODE, unless="nog niet ondertekend")
    assert "staat nu alleen de sleutel waarmee het ondertekent" in forgotten.stdout
    assert len(file.read_text().split()) == 1
    after = load_topology(user.topology)
    assert any(one.by(log_verifier(after, ZVH)) for one in grow(user).signatures)
    shown = user.run("audit", "trust", *ON, "--node", ZVH).stdout
    assert all(log_verifier(told, ZVH).format() in shown for told in (before, after))
    assert (shown.count("until = "), shown.count("from = ")) == (1, 1)

    witness = ("witness", *ON, "--organisation", GEMEENTE, "--data", "data/gemeente", "--once")
    assert user.run(*witness).returncode == 0
    said = user.run(
        "keys",
        "replace-witness",
        "--topology",
        "network.yaml",
        "--organisation",
        GEMEENTE,
        "--stolen-since",
        "2026-03-01T09:00",
    )
    assert said.returncode == 0, said.stderr
    new = witness_verifier(load_topology(user.topology), GEMEENTE)
    assert new.format() in said.stdout
    _until_done(user, *witness, unless="medeondertekening")
    assert "revoked = 2026-03-01T08:00:00Z" in user.run("audit", "trust", *ON, "--node", ZVH).stdout


def test_without_its_record_a_key_is_not_replaced(user: User) -> None:
    """The node does not run, so nothing can be accounted for."""
    user.make_keys()
    before = user.topology.read_bytes()
    said = user.run("keys", "replace-log", *NODE, "--lost")
    assert (said.returncode, "Draait de server" in said.stderr) == (1, True), said.stderr
    assert user.topology.read_bytes() == before
    assert (
        user.run("keys", "replace-witness", "--topology", "network.yaml", "--organisation", "om-haaglanden").returncode
        == 1
    )
