"""The keys of the accountability log and of its witnesses are replaced at the prompt, while hub, node and witness run."""

import subprocess

from cli.at_work import grow
from cli.conftest import User

from levensloop.audit.log.signing import log_verifier, witness_verifier
from levensloop.infra.nodes.topology_file import load_topology

ZVH, GEMEENTE = "zvh-haaglanden", "gemeente-den-haag"
ON = ("--topology", "network.yaml")
WHO = ("--functionary", "technisch beheerder")
NODE = ("network.yaml", "--node", ZVH, *WHO)


def _forgotten(user: User) -> "subprocess.CompletedProcess[str]":
    """As soon as the node took the topology over, and the new key signed: nothing tells when."""
    for _ in range(60):
        done = user.run("keys", "forget-log", *NODE)
        if done.returncode == 0:
            return done
        assert "nog niet ondertekend" in done.stdout, done.stdout + done.stderr
    raise AssertionError("the new key never signed")


def test_the_key_of_the_log_is_replaced_and_then_forgotten(user: User) -> None:
    """As docs/accountability.md tells it."""
    user.make_keys()
    user.start_hub()
    user.start_zvh(ZVH)
    before = load_topology(user.topology)
    assert any(one.by(log_verifier(before, ZVH)) for one in grow(user).signatures)
    file = user.home / "keys" / f"{ZVH}.log.key"

    said = user.run("keys", "replace-log", *NODE)
    assert said.returncode == 0, said.stderr
    assert "levensloop keys forget-log" in said.stdout
    assert len(file.read_text().split()) == 2
    assert file.stat().st_mode & 0o777 == 0o600
    assert "staat nu alleen de sleutel waarmee het ondertekent" in _forgotten(user).stdout
    assert len(file.read_text().split()) == 1
    after = load_topology(user.topology)
    assert any(one.by(log_verifier(after, ZVH)) for one in grow(user).signatures)
    shown = user.run("audit", "trust", *ON, "--node", ZVH).stdout
    assert all(log_verifier(told, ZVH).format() in shown for told in (before, after))
    assert (shown.count("until = "), shown.count("from = ")) == (1, 1)

    witness = ("witness", *ON, "--organisation", GEMEENTE, "--data", "data/gemeente", "--once")
    assert user.run(*witness).returncode == 0
    said = user.run(
        "keys", "replace-witness", "network.yaml", "--organisation", GEMEENTE, "--stolen-since", "2026-03-01T09:00"
    )
    assert said.returncode == 0, said.stderr
    new = witness_verifier(load_topology(user.topology), GEMEENTE)
    assert new.format() in said.stdout
    for _ in range(60):  # until the ZVH's node knows the new key
        once = user.run(*witness)
        if once.returncode == 0:
            break
        assert "medeondertekening" in once.stdout, once.stdout + once.stderr
    else:
        raise AssertionError("the new key of the witness was never taken")
    assert "revoked = 2026-03-01T08:00:00Z" in user.run("audit", "trust", *ON, "--node", ZVH).stdout


def test_without_its_record_a_key_is_not_replaced(user: User) -> None:
    """The node does not run, so nothing can be accounted for."""
    user.make_keys()
    before = user.topology.read_bytes()
    said = user.run("keys", "replace-log", *NODE, "--lost")
    assert (said.returncode, "Draait de server" in said.stderr) == (1, True), said.stderr
    assert user.topology.read_bytes() == before
    assert user.run("keys", "replace-witness", "network.yaml", "--organisation", "om-haaglanden").returncode == 1
