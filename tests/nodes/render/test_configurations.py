"""The rendered configurations: accepted by the server as they are, with the rights of the table and no secret in them."""

import subprocess
from pathlib import Path

import pytest

from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.keys import make_keys
from levensloop.infra.nodes.placed import write_confs
from levensloop.infra.nodes.rights import rights
from levensloop.infra.nodes.server import binary
from levensloop.infra.nodes.topology import Address, Topology
from levensloop.infra.nodes.trial_authority import make_certificates


@pytest.fixture
def keyed(topology: Topology, tmp_path: Path) -> Topology:
    return make_keys(topology, tmp_path / "keys")


def test_the_server_accepts_every_one(keyed: Topology, tmp_path: Path) -> None:
    written = write_confs(keyed, tmp_path / "out", tmp_path / "keys")
    confs = [path for path in written if path.name != "seed.conf"]
    assert len(confs) == 1 + len(keyed.nodes)
    make_certificates(keyed, tmp_path / "keys")
    for path in confs:
        checked = subprocess.run(
            [binary(), "-t", "-c", str(path)], cwd=tmp_path / "keys", capture_output=True, text=True, check=False
        )
        assert "is valid" in checked.stdout + checked.stderr, checked.stderr


def test_the_server_accepts_a_door_for_users(keyed: Topology, tmp_path: Path) -> None:
    hub = keyed.hub.model_copy(update={"users": Address(port=4223), "route": Address(port=6222)})
    with_door = keyed.model_copy(update={"hub": hub})
    written = write_confs(with_door, tmp_path / "out", tmp_path / "keys")
    assert {path.parent.name for path in written if path.name == "route.conf"} == {"hub", "hub-users"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in written if path.name != "server.conf")
    secret = (tmp_path / "keys" / "hub.route").read_text().strip()
    make_certificates(keyed, tmp_path / "keys")
    for name in ("hub", "hub-users"):
        conf = tmp_path / "out" / name / "server.conf"
        assert secret not in conf.read_text()
        checked = subprocess.run(
            [binary(), "-t", "-c", str(conf)], cwd=tmp_path / "keys", capture_output=True, text=True, check=False
        )
        assert "is valid" in checked.stdout + checked.stderr, checked.stderr
    assert "nkey" not in _accounts_of_organisations(conf.read_text()), "the door knows no organisation's key"
    without_port = with_door.model_copy(update={"hub": hub.model_copy(update={"route": Address()})})
    with pytest.raises(TopologyError, match=r"hub\.route\.port"):
        write_confs(without_port, tmp_path / "again", tmp_path / "keys")


def _accounts_of_organisations(conf: str) -> str:
    return conf[conf.index("\n  zvh-haaglanden: {") :]


def test_secrets_are_only_in_the_includes_and_for_their_owner(keyed: Topology, tmp_path: Path) -> None:
    written = write_confs(keyed, tmp_path / "out", tmp_path / "keys")
    for path in written:
        secret = path.name == "seed.conf"
        assert ('"SU' in path.read_text()) == secret
        assert not secret or path.stat().st_mode & 0o077 == 0


def test_without_keys_no_secret_is_written(keyed: Topology, tmp_path: Path) -> None:
    assert [p for p in write_confs(keyed, tmp_path / "out") if "seed" in p.name] == []


def test_public_keys_must_be_there(topology: Topology, tmp_path: Path) -> None:
    with pytest.raises(TopologyError, match=r"public_key: ontbreekt; maak sleutels met `levensloop topology keys`"):
        write_confs(topology, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_hubs_leaf_port_must_be_known(keyed: Topology, tmp_path: Path) -> None:
    free = keyed.model_copy(update={"hub": keyed.hub.model_copy(update={"leaf": Address()})})
    with pytest.raises(TopologyError, match=r"hub\.leaf\.port"):
        write_confs(free, tmp_path / "out")


def test_the_hub_has_no_jetstream_and_an_account_for_each(keyed: Topology, tmp_path: Path) -> None:
    text = (write_confs(keyed, tmp_path / "out")[0]).read_text()
    assert "jetstream" not in text
    for organisation in keyed.organisations:
        assert f"\n  {organisation.id}: {{" in text


def test_every_right_names_its_receiver_and_no_wildcard_reaches_another(topology: Topology) -> None:
    for right in rights(topology):
        tokens = right.subject.split(".")
        assert right.receiver in tokens
        assert right.owner in right.subject
        assert all(at > tokens.index(right.receiver) for at, token in enumerate(tokens) if token in ("*", ">"))


def test_nobody_gets_the_call_that_makes_a_consumer_or_reads_a_stream(topology: Topology) -> None:
    for right in rights(topology):
        assert not any(
            call in right.subject
            for call in ("CREATE", "STREAM.", "DIRECT", "INFO", "NAMES", "LIST", "DELETE", "PURGE")
        )


def test_partners_of_one_zvh_have_no_right_at_another(topology: Topology) -> None:
    between_zvhs = {(z.id, o.id) for z in topology.zvhs() for o in topology.zvhs()}
    for right in rights(topology):
        assert right.owner in topology.zvhs_of(right.receiver) or (right.owner, right.receiver) in between_zvhs
