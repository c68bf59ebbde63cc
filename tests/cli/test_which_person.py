"""WGS-1.8-2: who is at the prompt: as is said, else by the number of the user that the organisation made and resolves itself."""

from pathlib import Path

import pytest

from levensloop.cli.person import person_of
from levensloop.contracts.event import Actor
from levensloop.infra.nodes.credentials import credentials
from levensloop.infra.nodes.keys import make_keys, read_seed
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.secrecy.organisation_keys import key_file, make_organisation_keys
from levensloop.infra.users.grant import new_user_id
from levensloop.infra.users.speaking import SpeakingUser
from levensloop.infra.users.user_file import UserFile, new_seed, user_file, write_user

POLITIE = "politie-haaglanden"


@pytest.fixture
def user(tmp_path: Path) -> UserFile:
    found = UserFile(id=new_user_id(), organisation=POLITIE, grant="x", seed=new_seed())
    write_user(user_file(tmp_path, POLITIE), found)
    return found


def test_a_user_is_named_by_its_own_number_unless_it_says_another(user: UserFile, tmp_path: Path) -> None:
    assert person_of(None, POLITIE, tmp_path) == user.id
    assert person_of("7f3a-19c2", POLITIE, tmp_path) == "7f3a-19c2"
    assert Actor(organisation=POLITIE, functionary="wijkagent", person=user.id).person == user.id


def test_who_has_the_organisations_own_key_is_nobody_in_particular(tmp_path: Path) -> None:
    assert person_of(None, POLITIE, tmp_path) is None


def test_who_has_an_nkey_and_a_users_file_speaks_as_the_user(
    user: UserFile, topology: Topology, tmp_path: Path
) -> None:
    """At a node of one's own, where users have no door: without the organisation's own keys nobody signs as the organisation."""
    known = make_keys(topology.model_copy(update={"tls": False}), tmp_path)

    shown = credentials(known, tmp_path, POLITIE)

    assert (shown.seed, shown.grant, shown.user) == (read_seed(tmp_path, POLITIE), "", "")
    assert isinstance(shown.correspondent, SpeakingUser)
    assert (shown.correspondent.grant, shown.correspondent.own().signing.thumbprint()) == (
        user.grant,
        user.signing.thumbprint(),
    )
    assert person_of(None, POLITIE, tmp_path) is None, "the ZVH takes it from the grant"
    make_organisation_keys(key_file(tmp_path, POLITIE))
    assert not isinstance(credentials(known, tmp_path, POLITIE).correspondent, SpeakingUser)
