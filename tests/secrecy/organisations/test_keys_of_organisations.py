"""`levensloop keys`: private halves in files of their own, public halves in the topology, and both belong together."""

import json
from pathlib import Path

import pytest
import yaml
from secrecy.messages.people import CASE, MESSAGE, TIME

from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.directory import check_own, directory_of
from levensloop.infra.secrecy.errors import OrganisationKeyProblem, UnknownSigner
from levensloop.infra.secrecy.jose import sign, verify
from levensloop.infra.secrecy.keys_in_topology import init_keys, master_file, rotate_keys
from levensloop.infra.secrecy.master import MasterKeyInFile
from levensloop.infra.secrecy.organisation_keys import key_file, read_organisation_keys
from levensloop.infra.secrecy.parcels import CASE_KEYS, close_parcel, open_parcel

TEXT = """\
nodes: [{name: zvh-a}]
organisations:
  - id: zvh-a          # het ZVH
    name: A
    role: zvh
    oin: "00000000000000000001"
  - {id: politie-a, name: Politie, role: politie, zvh: zvh-a, oin: "00000000000000000002"}   # en de politie
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "net.yaml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def filled(file: Path, directory: Path) -> Topology:
    init_keys(file, directory)
    return load_topology(file)


def test_everyone_gets_keys_and_a_zvh_a_master_key(file: Path, directory: Path) -> None:
    topology = filled(file, directory)

    for organisation in topology.organisations:
        check_own(topology, organisation.id, read_organisation_keys(key_file(directory, organisation.id)))
        assert key_file(directory, organisation.id).stat().st_mode & 0o777 == 0o600
    assert MasterKeyInFile(master_file(directory, "zvh-a")).current
    assert not master_file(directory, "politie-a").exists()


def test_the_rest_of_the_file_stays_as_its_owner_wrote_it(file: Path, directory: Path) -> None:
    filled(file, directory)
    text = file.read_text()

    assert "- id: zvh-a          # het ZVH\n" in text
    assert text.endswith("# en de politie\n")


def test_no_private_half_is_in_the_topology(file: Path, directory: Path) -> None:
    filled(file, directory)
    private = [key["d"] for path in directory.glob("*.jwks") for key in json.loads(path.read_text())["keys"]]

    assert len(private) == 4
    assert not any(d in file.read_text() for d in private)


def test_again_changes_nothing(file: Path, directory: Path) -> None:
    filled(file, directory)
    before = {path: path.read_bytes() for path in (file, *directory.iterdir())}
    filled(file, directory)

    assert {path: path.read_bytes() for path in (file, *directory.iterdir())} == before


def test_one_organisation_makes_its_own_and_nobody_elses(file: Path, directory: Path) -> None:
    assert list(init_keys(file, directory, "politie-a")) == ["politie-a"]

    assert [path.name for path in directory.iterdir()] == ["politie-a.jwks"]
    assert load_topology(file).organisation("zvh-a").signing_key is None


def test_after_rotation_what_was_signed_and_encrypted_before_still_counts(file: Path, directory: Path) -> None:
    topology = filled(file, directory)
    old = read_organisation_keys(key_file(directory, "zvh-a"))
    signed = sign(b"van voor", "soort", old.signing)
    address = Address("zvh-a", "zvh-a", CASE, MESSAGE, TIME)
    parcel = close_parcel(b"van voor", CASE_KEYS, address, directory_of(topology).recipient("zvh-a"), old.signing)

    rotate_keys(file, directory, "zvh-a")
    rotate_keys(file, directory, "zvh-a")

    topology, new = load_topology(file), read_organisation_keys(key_file(directory, "zvh-a"))
    check_own(topology, "zvh-a", new)
    known = directory_of(topology)
    assert new.public != old.public
    assert verify(signed, "soort", known.signer).organisation == "zvh-a"
    assert open_parcel(parcel, CASE_KEYS, "zvh-a", CASE, known.signer, new)[1] == b"van voor"
    assert verify(sign(b"van nu", "soort", new.signing), "soort", known.signer).payload == b"van nu"


def test_a_stolen_key_is_believed_of_nothing_but_letters_that_its_owner_still_opens(
    file: Path, directory: Path
) -> None:
    filled(file, directory)
    first = read_organisation_keys(key_file(directory, "zvh-a")).signing
    rotate_keys(file, directory, "zvh-a")
    stolen = read_organisation_keys(key_file(directory, "zvh-a")).signing

    rotate_keys(file, directory, "zvh-a", stolen=True)
    rotate_keys(file, directory, "zvh-a", stolen=True)

    topology = load_topology(file)
    known = directory_of(topology)
    assert (len(topology.organisation("zvh-a").earlier_signing_keys), len(known.revoked)) == (1, 2)
    assert verify(sign(b"", "soort", first), "soort", known.signer).organisation == "zvh-a"
    with pytest.raises(UnknownSigner):
        verify(sign(b"", "soort", stolen), "soort", known.signer)
    assert verify(sign(b"", "soort", stolen), "soort", known.signer_of_letter).organisation == "zvh-a"


async def test_who_waits_for_keys_is_woken_by_the_next_topology(file: Path, directory: Path) -> None:
    known = directory_of(filled(file, directory))
    waiting = known.news()
    assert not waiting.done()
    rotate_keys(file, directory, "zvh-a", stolen=True)

    known.learn(directory_of(load_topology(file)))

    await waiting
    assert known == directory_of(load_topology(file))


def test_keys_that_the_topology_does_not_name_are_not_started_with(file: Path, directory: Path) -> None:
    topology = filled(file, directory)
    others = read_organisation_keys(key_file(directory, "politie-a"))

    with pytest.raises(OrganisationKeyProblem, match="signing_key"):
        check_own(topology, "zvh-a", others)


def test_lost_keys_are_not_silently_replaced(file: Path, directory: Path) -> None:
    filled(file, directory)
    key_file(directory, "zvh-a").unlink()

    with pytest.raises(OrganisationKeyProblem, match="ontbreekt"):
        init_keys(file, directory)


def test_another_organisations_file_in_its_place_is_noticed(file: Path, directory: Path) -> None:
    filled(file, directory)
    key_file(directory, "zvh-a").write_bytes(key_file(directory, "politie-a").read_bytes())

    with pytest.raises(OrganisationKeyProblem, match="hoort niet bij"):
        init_keys(file, directory)


NO_KEYS = [
    "",
    "[]",
    "{}",
    '{"keys": []}',
    '{"keys": [{"kty": "OKP"}]}',
    '{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "A"}]}',
]


@pytest.mark.parametrize("text", NO_KEYS)
def test_a_damaged_file_is_refused_with_what_to_do(directory: Path, text: str) -> None:
    directory.mkdir()
    path = key_file(directory, "zvh-a")
    path.write_text(text)
    path.chmod(0o600)

    with pytest.raises(OrganisationKeyProblem, match=r"keys init|horen één sleutel"):
        read_organisation_keys(path)


def test_a_file_that_others_can_read_is_refused(file: Path, directory: Path) -> None:
    filled(file, directory)
    path = key_file(directory, "zvh-a")
    path.chmod(0o644)

    with pytest.raises(OrganisationKeyProblem, match="leesbaar voor anderen"):
        read_organisation_keys(path)


@pytest.mark.parametrize("value", ["A" * 42, "A" * 44, "A" * 42 + "B", "A" * 42 + "="])
def test_a_public_half_that_is_none_is_refused_by_name(file: Path, value: str) -> None:
    text = yaml.safe_load(TEXT)
    text["organisations"][0]["signing_key"] = value
    file.write_text(yaml.safe_dump(text))

    with pytest.raises(TopologyError, match=r"signing_key.*keys init"):
        load_topology(file)


def test_two_organisations_do_not_share_a_key(file: Path) -> None:
    text = yaml.safe_load(TEXT)
    for organisation in text["organisations"]:
        organisation["signing_key"] = "A" * 43
    file.write_text(yaml.safe_dump(text))

    with pytest.raises(TopologyError, match="signing_key: dezelfde waarde"):
        load_topology(file)


def test_an_unknown_organisation_has_no_keys_to_make(file: Path, directory: Path) -> None:
    with pytest.raises(TopologyError, match="geen organisatie 'zvh-b'"):
        init_keys(file, directory, "zvh-b")
