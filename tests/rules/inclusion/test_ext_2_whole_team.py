"""EXT-2: decided in a meeting with the whole team, client and relatives, and in writing."""

import pytest
from pydantic import ValidationError

from levensloop.contracts.commands.inclusion import ExcludeClient
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, case_on_the_table, joined, move_announced
from support.samples.plan import planned_case
from support.samples.world import CHAIR, HAAGLANDEN, NOW, OM, POLITIE, PROVIDER, ROTTERDAM, at_haaglanden

CASE = at_haaglanden(inclusion, *planned_case(), now=EXIT_AT)


def test_ext_2_the_whole_team_decides() -> None:
    [excluded] = CASE.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).then(ClientExcluded)

    assert excluded.participants == SAMPLE_EXIT.participants
    assert excluded.decision == SAMPLE_EXIT.decision


@pytest.mark.parametrize("absent", SAMPLE_EXIT.participants)
def test_ext_2_nobody_of_the_team_is_absent(absent: str) -> None:
    present = tuple(p for p in SAMPLE_EXIT.participants if p != absent)

    refusal = CASE.when(
        SAMPLE_EXIT.model_copy(update={"participants": present}), by=HAAGLANDEN, functionary=CHAIR
    ).refused("EXT-2")

    assert refusal.details == {"absent": absent}


def test_ext_2_who_joined_later_is_of_the_team_too() -> None:
    CASE.and_given(joined(OM)).when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).refused("EXT-2")


def test_ext_2_an_unknown_organisation_decides_nothing() -> None:
    command = SAMPLE_EXIT.model_copy(update={"participants": (*SAMPLE_EXIT.participants, "om-nergens")})

    CASE.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("INV-3")


@pytest.mark.parametrize(("by", "functionary"), [(POLITIE, CHAIR), (PROVIDER, "coördinator"), (HAAGLANDEN, "stagiair")])
def test_ext_2_the_procesregisseur_records_it(by: str, functionary: str) -> None:
    CASE.when(SAMPLE_EXIT, by=by, functionary=functionary).refused("EXT-2")


@pytest.mark.parametrize("field", ["client_and_relatives", "decision"])
def test_ext_2_neither_the_client_nor_the_writing_is_left_out(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        ExcludeClient.model_validate({**dict(SAMPLE_EXIT), field: ""})


def test_ext_2_not_while_the_case_moves() -> None:
    """MOV-5 stands in the way: two teams are changing places."""
    refusal = CASE.and_given(move_announced(NOW)).when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).refused("MOV-5")

    assert refusal.details == {"to_zvh": ROTTERDAM}


def test_ext_2_only_who_is_included_can_exit() -> None:
    case = at_haaglanden(inclusion, *case_on_the_table(), now=EXIT_AT)

    case.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")
