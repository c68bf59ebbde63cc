"""WGS-2.31-9: public participants admit an incidental third party, for one case and one occasion, until a day."""

from datetime import date, timedelta

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.inclusion import AddPartner
from levensloop.contracts.commands.third_parties import AdmitThirdParty, WithdrawAdmission
from levensloop.contracts.decision import Organisation
from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.contracts.events.third_parties import (
    ThirdPartyAdmissionExpired,
    ThirdPartyAdmissionTookEffect,
    ThirdPartyAdmissionWithdrawn,
    ThirdPartyAdmitted,
)
from levensloop.contracts.roles import Role
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import given
from support.samples.inclusion import SAMPLE_LEAVE, direction_transferred, included_case
from support.samples.third_parties import LAST_DAY, SAMPLE_ADMISSION
from support.samples.world import (
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    OM,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    WOONPARTNER,
    at_haaglanden,
)

CASE = at_haaglanden(inclusion, *included_case())
AGAIN = SAMPLE_ADMISSION.model_copy(update={"organisation": WOONPARTNER})


def test_wgs_2_31_9_the_event_says_all_that_was_decided() -> None:
    [decided] = CASE.when(SAMPLE_ADMISSION, by=HAAGLANDEN).then(ThirdPartyAdmitted)

    said = {name: getattr(decided, name) for name in AdmitThirdParty.model_fields if name != "until"}
    assert said == {name: getattr(SAMPLE_ADMISSION, name) for name in said}
    assert (decided.admission, decided.until) == (2, date(2027, 2, 2))


@pytest.mark.parametrize("by", [POLITIE, GEMEENTE])
def test_wgs_2_31_9_a_public_participant_admits(by: str) -> None:
    CASE.when(SAMPLE_ADMISSION.model_copy(update={"deciders": ()}), by=by).then(ThirdPartyAdmitted)


@pytest.mark.parametrize("by", [PROVIDER, CRISISDIENST, WOONPARTNER, OM])
def test_wgs_2_31_9_nobody_else_admits_or_withdraws(by: str) -> None:
    CASE.when(SAMPLE_ADMISSION, by=by).refused("WGS-2.31-9")
    CASE.when(WithdrawAdmission(admission=1, reason="Nee.", deciders=(GEMEENTE,)), by=by).refused("WGS-2.31-9")


def test_wgs_2_31_9_a_participant_is_no_third_party() -> None:
    CASE.when(SAMPLE_ADMISSION.model_copy(update={"organisation": OM}), by=HAAGLANDEN).refused("WGS-2.31-9")


@pytest.mark.parametrize("until", [NOW.date() - timedelta(days=1), date(2027, 2, 3)])
def test_wgs_2_31_9_neither_over_already_nor_for_longer_than_a_year(until: date) -> None:
    CASE.when(SAMPLE_ADMISSION.model_copy(update={"until": until}), by=HAAGLANDEN).refused("WGS-2.31-9")


def test_wgs_2_31_9_after_its_last_day_it_is_out() -> None:
    CASE.when_expired("admission-1", at=end_of(LAST_DAY) - timedelta(seconds=1)).then()

    ended, left = CASE.when_expired("admission-1", at=end_of(LAST_DAY)).then(ThirdPartyAdmissionExpired, PartnerLeft)

    assert (ended.organisation, left.organisation) == (WOONPARTNER, WOONPARTNER)
    after = CASE.and_given(ended, left)
    assert not after.state.standing.in_team(WOONPARTNER)
    assert after.state.standing.admission_of(WOONPARTNER, LAST_DAY) is None
    assert "admission-1" not in after.deadlines()
    back = AddPartner(organisation=WOONPARTNER, contact="Iemand", deciders=(GEMEENTE,))
    after.when(back, by=HAAGLANDEN).refused("WGS-1.7-2")


def test_wgs_2_31_9_who_left_before_leaves_no_second_time() -> None:
    [left] = CASE.when(SAMPLE_LEAVE, by=HAAGLANDEN).then(PartnerLeft)

    CASE.and_given(left).when_expired("admission-1", at=end_of(LAST_DAY)).then(ThirdPartyAdmissionExpired)


def test_wgs_2_31_9_going_on_is_a_new_admission_in_place_of_the_other() -> None:
    [decided] = CASE.when(AGAIN, by=HAAGLANDEN).then(ThirdPartyAdmitted)
    [effect] = CASE.when_logged(decided).then(ThirdPartyAdmissionTookEffect)

    after = CASE.and_given(decided, effect)

    assert after.state.standing.in_team(WOONPARTNER)
    assert after.state.standing.admission_of(WOONPARTNER, LAST_DAY) == after.state.standing.admissions[2]
    assert "admission-1" not in after.deadlines()
    assert "admission-2" in after.deadlines()


def test_wgs_2_31_9_one_decision_waits_at_a_time() -> None:
    [decided] = CASE.when(SAMPLE_ADMISSION.model_copy(update={"heard": ()}), by=HAAGLANDEN).then(ThirdPartyAdmitted)

    CASE.and_given(decided).when(SAMPLE_ADMISSION, by=HAAGLANDEN).refused("WGS-2.31-9")


def test_wgs_2_31_9_what_never_took_effect_ends_on_its_day_too() -> None:
    [decided] = CASE.when(SAMPLE_ADMISSION.model_copy(update={"heard": ()}), by=HAAGLANDEN).then(ThirdPartyAdmitted)

    CASE.and_given(decided).when_expired("admission-2", at=end_of(decided.until)).then(ThirdPartyAdmissionExpired)


def test_wgs_2_31_9_public_participants_take_it_back() -> None:
    command = WithdrawAdmission(admission=1, reason="De kamer is er.", deciders=(POLITIE,))

    ended, left = CASE.when(command, by=HAAGLANDEN).then(ThirdPartyAdmissionWithdrawn, PartnerLeft)

    assert (ended.deciders, left.deciders) == ((POLITIE,), (POLITIE,))
    CASE.when(command.model_copy(update={"deciders": ()}), by=HAAGLANDEN).refused("WGS-2.31-9")
    CASE.and_given(ended, left).when(command, by=HAAGLANDEN).refused("WGS-2.31-9")


def test_wgs_2_31_9_a_move_ends_it() -> None:
    moved = CASE.and_given(direction_transferred(NOW))

    assert moved.state.standing.admission_of(WOONPARTNER, LAST_DAY) is None
    assert moved.deadlines() == {}


def test_wgs_2_31_9_who_stands_beside_the_client_is_no_partner_and_no_third_party() -> None:
    beside = "client-ondersteuning"
    world = (*ORGANISATIONS, Organisation(beside, Role.CLIENTONDERSTEUNER, HAAGLANDEN))
    case = given(inclusion, *included_case(), me=HAAGLANDEN, now=NOW, organisations=world)

    case.when(AddPartner(organisation=beside, contact="Iemand", deciders=(GEMEENTE,)), by=HAAGLANDEN).refused("TEA-1")
    case.when(SAMPLE_ADMISSION.model_copy(update={"organisation": beside}), by=HAAGLANDEN).refused("TEA-1")
