"""PIC-1: the team's picture of the person, in a case conference chaired by the procesregisseur."""

import pytest

from levensloop.contracts.events.plan import SituationAssessed
from levensloop.plan.service import plan
from support.samples.inclusion import case_on_the_table, included_case, move_announced
from support.samples.plan import SAMPLE_PICTURE
from support.samples.world import CHAIR, HAAGLANDEN, NOW, OTHER_WOONPARTNER, PROVIDER, at_haaglanden

CASE = at_haaglanden(plan, *included_case())
WITH_ROTTERDAM = SAMPLE_PICTURE.model_copy(
    update={"participants": (*SAMPLE_PICTURE.participants, "levensloopaanbieder-rotterdam")}
)


def test_pic_1_the_picture_is_recorded_whole() -> None:
    [assessed] = CASE.when(SAMPLE_PICTURE, by=HAAGLANDEN, functionary=CHAIR).then(SituationAssessed)

    assert dict(SAMPLE_PICTURE).items() <= dict(assessed).items()


@pytest.mark.parametrize(("by", "functionary"), [(PROVIDER, CHAIR), (HAAGLANDEN, "informatiecoördinator")])
def test_pic_1_the_procesregisseur_chairs(by: str, functionary: str) -> None:
    CASE.when(SAMPLE_PICTURE, by=by, functionary=functionary).refused("PIC-1")


def test_pic_1_nobody_from_outside_the_team_is_there() -> None:
    command = SAMPLE_PICTURE.model_copy(update={"participants": (PROVIDER, OTHER_WOONPARTNER)})

    refusal = CASE.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("PIC-1")

    assert refusal.details == {"organisation": OTHER_WOONPARTNER}


def test_pic_1_nor_anybody_unknown() -> None:
    command = SAMPLE_PICTURE.model_copy(update={"participants": (PROVIDER, "ggz-nergens")})

    CASE.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("INV-3")


def test_pic_1_around_a_move_the_other_team_is_there_too() -> None:
    CASE.when(WITH_ROTTERDAM, by=HAAGLANDEN, functionary=CHAIR).refused("PIC-1")

    moving = CASE.and_given(move_announced(NOW))
    moving.when(WITH_ROTTERDAM, by=HAAGLANDEN, functionary=CHAIR).then(SituationAssessed)


def test_pic_1_not_before_the_inclusion() -> None:
    case = at_haaglanden(plan, *case_on_the_table())

    case.when(SAMPLE_PICTURE, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")
