"""WGS-1.7-2: a third party is in only when nobody objects, with a legal basis, the RAC's test and necessity; each that lacks, says so."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.inclusion import AddPartner
from levensloop.contracts.commands.third_parties import ObjectToAdmission, WithdrawAdmissionObjection
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import PartnerJoined, PartnerLeft
from levensloop.contracts.events.third_parties import (
    AdmissionObjected,
    AdmissionObjectionTermEnded,
    AdmissionObjectionWithdrawn,
    ThirdPartyAdmissionTookEffect,
    ThirdPartyAdmissionWithdrawn,
    ThirdPartyAdmitted,
)
from levensloop.contracts.vocabulary import Invitation
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Given
from support.samples.inclusion import SAMPLE_INCLUSION, SAMPLE_LEAVE, case_on_the_table, included_case
from support.samples.third_parties import PARTICIPANTS, SAMPLE_ADMISSION
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    OM,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    WOONPARTNER,
    at_haaglanden,
)

CASE = at_haaglanden(inclusion, *included_case())
JOIN = AddPartner(organisation=OTHER_WOONPARTNER, contact="Woonconsulent", deciders=(GEMEENTE,))
LAST = date(2026, 2, 9)
"""Five working days to object."""


def admitted(**changed: Any) -> Given:
    [decided] = CASE.when(SAMPLE_ADMISSION.model_copy(update=changed), by=HAAGLANDEN).then(ThirdPartyAdmitted)
    return CASE.and_given(decided)


def follows(case: Given) -> Sequence[DomainEvent]:
    """What the service records by itself after the last event of this case."""
    before = Given(inclusion, case.history[:-1], case.context)
    events = before.when_logged(case.history[-1].event).decision
    assert not hasattr(events, "rule")
    return list(events)  # type: ignore[arg-type]


def test_wgs_1_7_2_with_all_four_it_takes_effect_and_joins() -> None:
    decided = admitted()

    effect, joined = follows(decided)

    assert isinstance(effect, ThirdPartyAdmissionTookEffect)
    assert isinstance(joined, PartnerJoined)
    assert (joined.organisation, joined.admission, joined.deciders) == (OTHER_WOONPARTNER, 2, (GEMEENTE,))
    standing = decided.and_given(effect, joined).state.standing
    assert standing.admission_of(OTHER_WOONPARTNER, effect.at.date()) == standing.admissions[2]
    assert follows(decided.and_given(effect, joined)) == [], "once"


@pytest.mark.parametrize("lacks", ["necessity", "legal_basis", "rac_reference"])
def test_wgs_1_7_2_what_lacks_is_named(lacks: str) -> None:
    command = SAMPLE_ADMISSION.model_copy(update={lacks: None})

    assert CASE.when(command, by=HAAGLANDEN).refused("WGS-1.7-2").details == {"field": lacks}


def test_wgs_1_7_2_a_third_party_is_not_added_as_a_partner() -> None:
    assert "is een derde" in CASE.when(JOIN, by=HAAGLANDEN).refused("WGS-1.7-2").message


def test_wgs_1_7_2_nor_asked_in_by_the_table() -> None:
    team = (*SAMPLE_INCLUSION.team, Invitation(organisation=WOONPARTNER, contact="Iemand"))
    command = SAMPLE_INCLUSION.model_copy(update={"team": team})

    at_haaglanden(inclusion, *case_on_the_table()).when(command, by=HAAGLANDEN, functionary=CHAIR).refused("WGS-1.7-2")


def test_wgs_1_7_2_who_was_not_heard_may_object_until_a_day() -> None:
    waiting = admitted(heard=(GEMEENTE, PROVIDER))

    assert waiting.state.standing.admissions[2].decided.object_before == LAST
    assert follows(waiting) == []
    assert "kan nog bezwaar" in waiting.when(JOIN, by=HAAGLANDEN).refused("WGS-1.7-2").message
    assert waiting.deadlines()["objection-2"] == end_of(LAST)


def test_wgs_1_7_2_after_that_day_without_objections_it_takes_effect() -> None:
    waiting = admitted(heard=())
    [over] = waiting.when_expired("objection-2", at=end_of(LAST)).then(AdmissionObjectionTermEnded)

    assert over.objected == ()
    after = waiting.and_given(over)
    assert "objection-2" not in after.deadlines()
    assert [type(event) for event in follows(after)] == [ThirdPartyAdmissionTookEffect, PartnerJoined]


def test_wgs_1_7_2_too_early_nothing_is_over() -> None:
    admitted(heard=()).when_expired("objection-2", at=end_of(LAST) - timedelta(seconds=1)).then()


@pytest.mark.parametrize("by", [POLITIE, PROVIDER, RECLASSERING])
def test_wgs_1_7_2_one_objection_blocks_until_it_is_withdrawn(by: str) -> None:
    waiting = admitted(heard=())
    [objected] = waiting.when(ObjectToAdmission(admission=2, reason="Niet nodig."), by=by).then(AdmissionObjected)
    blocked = waiting.and_given(objected)
    [over] = blocked.when_expired("objection-2", at=end_of(LAST)).then(AdmissionObjectionTermEnded)
    blocked = blocked.and_given(over)

    assert over.objected == (by,)
    assert follows(blocked) == []
    assert blocked.when(JOIN, by=HAAGLANDEN).refused("WGS-1.7-2").details == {"objected": by}
    blocked.when(WithdrawAdmissionObjection(admission=2), by=GEMEENTE).refused("WGS-1.7-2")
    [gone] = blocked.when(WithdrawAdmissionObjection(admission=2), by=by).then(AdmissionObjectionWithdrawn)
    assert [type(event) for event in follows(blocked.and_given(gone))] == [ThirdPartyAdmissionTookEffect, PartnerJoined]


def test_wgs_1_7_2_an_objection_later_ends_it_at_once() -> None:
    objection = ObjectToAdmission(admission=1, reason="De woonpartner vertelde het door.")

    _, ended, left = CASE.when(objection, by=PROVIDER).then(
        AdmissionObjected, ThirdPartyAdmissionWithdrawn, PartnerLeft
    )

    assert (ended.organisation, left.organisation) == (WOONPARTNER, WOONPARTNER)


@pytest.mark.parametrize("by", [WOONPARTNER, OTHER_WOONPARTNER, OM, HAAGLANDEN])
def test_wgs_1_7_2_only_a_participant_of_the_team_objects(by: str) -> None:
    CASE.when(ObjectToAdmission(admission=1, reason="Nee."), by=by).refused("WGS-1.7-2")


@pytest.mark.parametrize("heard", [WOONPARTNER, OM, HAAGLANDEN])
def test_wgs_1_7_2_only_participants_of_the_team_are_heard(heard: str) -> None:
    command = SAMPLE_ADMISSION.model_copy(update={"heard": (*PARTICIPANTS, heard)})

    CASE.when(command, by=HAAGLANDEN).refused("WGS-1.7-2")


def test_wgs_1_7_2_who_left_may_come_back_as_long_as_the_admission_stands() -> None:
    [left] = CASE.when(SAMPLE_LEAVE, by=HAAGLANDEN).then(PartnerLeft)
    again = JOIN.model_copy(update={"organisation": WOONPARTNER})

    [joined] = CASE.and_given(left).when(again, by=HAAGLANDEN).then(PartnerJoined)

    assert joined.admission == 1
