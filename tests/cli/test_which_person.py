"""WGS-1.8-2: who is at the prompt: as is said, else by the number of the user that the organisation made and resolves itself."""

from pathlib import Path

import pytest

from levensloop.cli.person import person_of
from levensloop.contracts.event import Actor
from levensloop.infra.users.grant import new_user_id
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
