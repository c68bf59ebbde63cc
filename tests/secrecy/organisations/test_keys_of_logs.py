"""The keys that sign the accountability log: one of each ZVH, one of each witness, apart from what letters are signed with."""

from pathlib import Path

import pytest

from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.topology_file import load_topology, parse_topology
from levensloop.infra.nodes.witnesses import quorum, witnessed_by
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.keys_in_topology import init_keys
from levensloop.infra.secrecy.log_keys import log_key_file, public_half, read_log_key, witness_key_file

TEXT = """\
nodes: [{name: zvh-a}, {name: zvh-b}]
organisations:
  - {id: zvh-a, name: A, role: zvh, oin: "00000000000000000001", witnesses: [politie-a, clla]}
  - {id: zvh-b, name: B, role: zvh, oin: "00000000000000000002"}
  - {id: politie-a, name: Politie, role: politie, zvh: zvh-a, oin: "00000000000000000003"}
  - {id: om-a, name: OM, role: om, zvh: zvh-a, oin: "00000000000000000004"}
  - {id: clla, name: CLLA, role: clla, oin: "00000000000000000005"}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "net.yaml"
    path.write_text(TEXT)
    return path


def test_each_zvh_and_each_witness_has_one_and_the_topology_its_public_half(file: Path, tmp_path: Path) -> None:
    init_keys(file, tmp_path / "keys")
    topology = load_topology(file)
    named = {o.id: (o.log_key is not None, o.witness_key is not None) for o in topology.organisations}
    assert named == {
        "zvh-a": (True, False),
        "zvh-b": (True, False),
        "politie-a": (False, True),
        "om-a": (False, False),
        "clla": (False, True),
    }
    for path, told in (
        (log_key_file(tmp_path / "keys", "zvh-a"), topology.organisation("zvh-a").log_key),
        (witness_key_file(tmp_path / "keys", "clla"), topology.organisation("clla").witness_key),
    ):
        assert public_half(read_log_key(path)) == told
        assert path.stat().st_mode & 0o777 == 0o600
    before = file.read_text()
    init_keys(file, tmp_path / "keys")
    assert file.read_text() == before


def test_a_topology_of_before_gets_them_added(file: Path, tmp_path: Path) -> None:
    file.write_text(TEXT.replace(", witnesses: [politie-a, clla]", ""))
    init_keys(file, tmp_path / "keys")
    assert load_topology(file).organisation("politie-a").witness_key is None
    file.write_text(file.read_text().replace("role: zvh,", "role: zvh, witnesses: [politie-a],", 1))
    init_keys(file, tmp_path / "keys")
    assert load_topology(file).organisation("politie-a").witness_key is not None


def test_another_key_than_the_topology_names_is_refused(file: Path, tmp_path: Path) -> None:
    init_keys(file, tmp_path / "keys")
    log_key_file(tmp_path / "keys", "zvh-a").unlink()
    with pytest.raises(OrganisationKeyProblem):
        init_keys(file, tmp_path / "keys")
    log_key_file(tmp_path / "keys", "zvh-b").rename(log_key_file(tmp_path / "keys", "zvh-a"))
    with pytest.raises(OrganisationKeyProblem):
        init_keys(file, tmp_path / "keys")


def test_who_others_can_read_is_no_secret(file: Path, tmp_path: Path) -> None:
    init_keys(file, tmp_path / "keys")
    log_key_file(tmp_path / "keys", "zvh-a").chmod(0o644)
    with pytest.raises(OrganisationKeyProblem, match="chmod 600"):
        init_keys(file, tmp_path / "keys")


def test_more_than_half_are_enough_unless_the_topology_says_otherwise() -> None:
    topology = parse_topology(TEXT)
    assert [quorum(topology.organisation(zvh)) for zvh in ("zvh-a", "zvh-b")] == [2, 0]
    one = parse_topology(TEXT.replace("clla]", "clla], quorum: 1"))
    assert quorum(one.organisation("zvh-a")) == 1
    assert witnessed_by(topology, "clla") == ["zvh-a"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("witnesses: [zvh-b]", "'zvh-b' werkt niet met dit ZVH"),
        ("witnesses: [politie-c]", "'politie-c' werkt niet met dit ZVH"),
        ("witnesses: [clla, clla]", "hoogstens één keer"),
        ("witnesses: [clla], quorum: 2", "2 van 1 getuigen kan niet"),
    ],
)
def test_witnesses_that_cannot_be_are_named(wrong: str, says: str) -> None:
    with pytest.raises(TopologyError, match=says):
        parse_topology(TEXT.replace("witnesses: [politie-a, clla]", wrong))


def test_only_a_zvh_has_witnesses() -> None:
    with pytest.raises(TopologyError, match="alleen een ZVH"):
        parse_topology(TEXT.replace("role: politie,", "role: politie, witnesses: [clla],"))
