"""MON-2: the ZVH says of each kind of partner whether it takes its role and keeps its agreements (S0, annex 2)."""

import pytest

from levensloop.contracts.commands.monitor import RecordCooperation
from levensloop.contracts.events.monitor import CooperationRecorded
from levensloop.contracts.monitoring import Frequency
from levensloop.contracts.roles import Role
from levensloop.monitor.service import monitor
from support.samples.world import CLLA, HAAGLANDEN, POLITIE, amsterdam, at_haaglanden

NOTHING = at_haaglanden(monitor, now=amsterdam(2026, 7, 1))
ANSWER = RecordCooperation(
    half_year="2026H1", role=Role.VG_AANBIEDER, takes_role=Frequency.SOMETIMES, keeps_agreements=Frequency.MOSTLY
)


def test_mon_2_the_zvh_answers() -> None:
    [recorded] = NOTHING.when(ANSWER, by=HAAGLANDEN).then(CooperationRecorded)

    assert (recorded.half_year, recorded.answer.role) == ("2026H1", Role.VG_AANBIEDER)
    assert (recorded.answer.takes_role, recorded.answer.keeps_agreements) == ("sometimes", "mostly")


def test_mon_2_the_scale_is_that_of_the_survey() -> None:
    assert list(Frequency) == ["always", "mostly", "sometimes", "mostly-not", "never"]


@pytest.mark.parametrize("organisation", [POLITIE, CLLA])
def test_mon_2_nobody_else_answers(organisation: str) -> None:
    NOTHING.when(ANSWER, by=organisation).refused("MON-2")


@pytest.mark.parametrize("role", [Role.ZVH, Role.CLIENT, Role.NAASTE, Role.CLLA, Role.AUDITOR])
def test_mon_2_the_survey_is_about_partners(role: Role) -> None:
    NOTHING.when(ANSWER.model_copy(update={"role": role}), by=HAAGLANDEN).refused("MON-2")


def test_mon_2_not_of_a_half_year_that_has_not_begun() -> None:
    NOTHING.when(ANSWER.model_copy(update={"half_year": "2027H1"}), by=HAAGLANDEN).refused("MON-2")
