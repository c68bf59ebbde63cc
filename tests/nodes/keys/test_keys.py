"""Keys: one per organisation, private halves for their owner alone, public halves into the topology and its file."""

from dataclasses import astuple
from pathlib import Path

import pytest

from levensloop.infra.nodes.errors import KeyProblem, TopologyError
from levensloop.infra.nodes.keys import SEED_NAMES, make_keys, public_key, read_seed, seed_file
from levensloop.infra.nodes.keys_in_file import Nkey, make_keys_for_file, replace_nkey
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.users.hub_keys import make_hub_keys

BLOCK = """\
# eigen opmerking
nodes:
  - name: zvh-a
organisations:
  - id: zvh-a          # het ZVH
    name: ZVH A
    role: zvh
    oin: "00000009900000000001"
  - {id: om-a, name: OM A, role: om, zvh: zvh-a, oin: "00000009900000000002"}  # op één regel
"""


def test_every_organisation_gets_one_of_its_own(topology: Topology, tmp_path: Path) -> None:
    filled = make_keys(topology, tmp_path / "keys")
    assert len({o.public_key for o in filled.organisations}) == len(topology.organisations)
    for organisation in filled.organisations:
        assert seed_file(tmp_path / "keys", organisation.id).stat().st_mode & 0o777 == 0o600
        assert public_key(read_seed(tmp_path / "keys", organisation.id)) == organisation.public_key


def test_again_keeps_them(topology: Topology, tmp_path: Path) -> None:
    once = make_keys(topology, tmp_path)
    assert make_keys(topology, tmp_path) == make_keys(once, tmp_path) == once


def test_a_public_key_without_its_seed_is_not_replaced(topology: Topology, tmp_path: Path) -> None:
    filled = make_keys(topology, tmp_path)
    seed_file(tmp_path, "om-haaglanden").unlink()
    with pytest.raises(KeyProblem, match="noemt een publieke sleutel van om-haaglanden"):
        make_keys(filled, tmp_path)


def test_a_seed_of_another_is_refused(topology: Topology, tmp_path: Path) -> None:
    filled = make_keys(topology, tmp_path)
    seed_file(tmp_path, "om-haaglanden").write_text(read_seed(tmp_path, "politie-haaglanden"))
    with pytest.raises(KeyProblem, match="hoort niet bij de publieke sleutel van om-haaglanden"):
        make_keys(filled, tmp_path)


@pytest.mark.parametrize("content", ["", "SUonzin", "U" + "A" * 55, "\u00e9"])
def test_what_is_no_seed_is_refused(content: str, tmp_path: Path) -> None:
    path = seed_file(tmp_path, "om-a")
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyProblem):
        read_seed(tmp_path, "om-a")


def test_a_seed_others_can_read_is_refused(topology: Topology, tmp_path: Path) -> None:
    make_keys(topology, tmp_path)
    seed_file(tmp_path, "om-haaglanden").chmod(0o644)
    with pytest.raises(KeyProblem, match="leesbaar voor anderen"):
        read_seed(tmp_path, "om-haaglanden")


def test_a_missing_seed_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match="levensloop topology keys"):
        read_seed(tmp_path, "om-a")


def test_they_are_written_into_the_file_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(BLOCK)
    filled = make_keys_for_file(path, tmp_path / "keys")
    assert load_topology(path) == filled
    text = path.read_text()
    made = ("public_key", "provisioning_key", "audit_key")
    assert [line for line in text.splitlines() if not any(key in line for key in made)] == [
        line for line in BLOCK.splitlines() if "om-a" not in line
    ]
    assert "# op één regel" in text
    assert not any(read_seed(tmp_path / "keys", org) in text for org in ("zvh-a", "om-a"))
    make_keys_for_file(path, tmp_path / "keys")
    assert path.read_text() == text


@pytest.mark.parametrize("field", ["public_key", "provisioning_key", "audit_key"])
@pytest.mark.parametrize("lost", [False, True])
def test_one_is_replaced_and_the_rest_stays(tmp_path: Path, field: Nkey, lost: bool) -> None:
    path, keys = tmp_path / "t.yaml", tmp_path / "keys"
    path.write_text(BLOCK)
    before = make_keys_for_file(path, keys).organisation("zvh-a")
    text, seeds = path.read_text(), {file.name: file.read_text() for file in keys.iterdir()}
    mine = seed_file(keys, SEED_NAMES[field]("zvh-a"))
    if lost:
        mine.unlink()

    public = replace_nkey(path, keys, "zvh-a", field)

    assert public == public_key(read_seed(keys, SEED_NAMES[field]("zvh-a"))) != getattr(before, field)
    assert load_topology(path).organisation("zvh-a") == before.model_copy(update={field: public})
    assert path.read_text() == text.replace(getattr(before, field), public)
    assert mine.stat().st_mode & 0o777 == 0o600
    assert {file.name for file in keys.iterdir() if file.read_text() != seeds[file.name]} == {mine.name}
    make_keys_for_file(path, keys)


@pytest.mark.parametrize(
    ("org", "field", "error"),
    [("om-a", "audit_key", KeyProblem), ("om-b", "public_key", TopologyError)],
)
def test_what_is_not_there_is_not_replaced(tmp_path: Path, org: str, field: Nkey, error: type[Exception]) -> None:
    path, keys = tmp_path / "t.yaml", tmp_path / "keys"
    path.write_text(BLOCK)
    make_keys_for_file(path, keys)
    before = path.read_text(), sorted(keys.iterdir())
    with pytest.raises(error):
        replace_nkey(path, keys, org, field)
    assert (path.read_text(), sorted(keys.iterdir())) == before


def test_the_hubs_own_for_users_are_made_anew_when_they_were_taken_away(tmp_path: Path) -> None:
    old = make_hub_keys(tmp_path, "hub")
    assert make_hub_keys(tmp_path, "hub") == old
    for name in ("hub.nk", "hub.issuer", "hub.route"):
        (tmp_path / name).unlink()

    new = make_hub_keys(tmp_path, "hub")

    assert all(one != other for one, other in zip(astuple(old), astuple(new), strict=True))
