"""WGS-1.7-3: special-category and criminal data go to a third party only after who supplied them agreed."""

from datetime import date

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.categories import Category
from levensloop.contracts.commands.inclusion import AddPartner
from levensloop.contracts.commands.third_parties import AnswerAdmissionRequest
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import PartnerJoined
from levensloop.contracts.events.third_parties import (
    AdmissionAgreed,
    AdmissionAgreementAsked,
    AdmissionAgreementOverdue,
    AdmissionDeclined,
    ThirdPartyAdmissionTookEffect,
    ThirdPartyAdmitted,
)
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Given
from support.samples.inclusion import included_case
from support.samples.signals import bed_requested
from support.samples.third_parties import SAMPLE_ADMISSION
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    actor,
    at_haaglanden,
)

CASE = at_haaglanden(inclusion, *included_case())
SPECIAL = SAMPLE_ADMISSION.model_copy(update={"categories": (Category.HOUSING, Category.HEALTH, Category.POLICE)})
DUE = date(2026, 2, 9)


def asked() -> Given:
    """The police reported, with concerns about health and safety."""
    [decided] = CASE.when(SPECIAL, by=HAAGLANDEN).then(ThirdPartyAdmitted)
    [ask] = CASE.when_logged(decided).then(AdmissionAgreementAsked)
    return CASE.and_given(decided, ask)


def answer(agrees: bool = True, note: str | None = None, supplier: str | None = None) -> AnswerAdmissionRequest:
    return AnswerAdmissionRequest(admission=2, agrees=agrees, note=note, supplier=supplier)


def follows(case: Given) -> list[type[DomainEvent]]:
    events = Given(inclusion, case.history[:-1], case.context).when_logged(case.history[-1].event).decision
    return [type(event) for event in events]  # type: ignore[union-attr]


def test_wgs_1_7_3_who_supplied_special_data_is_asked() -> None:
    ask = asked().history[-1].event

    assert isinstance(ask, AdmissionAgreementAsked)
    assert (ask.supplier, ask.owner, ask.organisation, ask.due) == (POLITIE, POLITIE, OTHER_WOONPARTNER, DUE)
    assert set(ask.categories) == {Category.HEALTH, Category.POLICE}


def test_wgs_1_7_3_nobody_is_asked_for_what_the_admission_does_not_name() -> None:
    [decided] = CASE.when(SAMPLE_ADMISSION, by=HAAGLANDEN).then(ThirdPartyAdmitted)

    assert follows(CASE.and_given(decided)) == [ThirdPartyAdmissionTookEffect, PartnerJoined]


def test_wgs_1_7_3_until_it_agreed_nothing_takes_effect() -> None:
    waiting = asked()
    join = AddPartner(organisation=OTHER_WOONPARTNER, contact="Iemand", deciders=(GEMEENTE,))

    assert follows(waiting) == []
    assert waiting.when(join, by=HAAGLANDEN).refused("WGS-1.7-3").details == {"suppliers": POLITIE}
    [agreed] = waiting.when(answer(), by=POLITIE).then(AdmissionAgreed)
    assert follows(waiting.and_given(agreed)) == [ThirdPartyAdmissionTookEffect, PartnerJoined]


def test_wgs_1_7_3_who_declines_says_why_and_may_agree_later() -> None:
    waiting = asked()

    waiting.when(answer(agrees=False), by=POLITIE).refused("WGS-1.7-3")
    [declined] = waiting.when(answer(agrees=False, note="Loopt nog."), by=POLITIE).then(AdmissionDeclined)
    stopped = waiting.and_given(declined)
    assert follows(stopped) == []
    [agreed] = stopped.when(answer(), by=POLITIE).then(AdmissionAgreed)
    assert follows(stopped.and_given(agreed)) == [ThirdPartyAdmissionTookEffect, PartnerJoined]


@pytest.mark.parametrize("by", [PROVIDER, GEMEENTE, OTHER_WOONPARTNER])
def test_wgs_1_7_3_nobody_else_answers(by: str) -> None:
    asked().when(answer(), by=by).refused("WGS-1.7-3")


def test_wgs_1_7_3_nor_the_zvh_for_one_that_can() -> None:
    asked().when(answer(supplier=POLITIE), by=HAAGLANDEN, functionary=CHAIR).refused("WGS-1.7-3")


def test_wgs_1_7_3_late_is_said_once_and_still_answered() -> None:
    waiting = asked()
    timer = f"agreement-2-{POLITIE}"

    [late] = waiting.when_expired(timer, at=end_of(DUE)).then(AdmissionAgreementOverdue)

    after = waiting.and_given(late)
    assert timer not in after.deadlines()
    after.when(answer(), by=POLITIE).then(AdmissionAgreed)


def test_wgs_1_7_3_who_supplies_it_for_the_first_time_while_one_is_in_is_asked_too() -> None:
    waiting = asked()
    [agreed] = waiting.when(answer(), by=POLITIE).then(AdmissionAgreed)
    effect = Given(inclusion, waiting.and_given(agreed).history[:-1], waiting.context).when_logged(agreed).decision
    inside = waiting.and_given(agreed, *effect)  # type: ignore[misc]
    bed = bed_requested().model_copy(update={"by": actor(PROVIDER)})

    [ask] = inside.when_logged(bed).then(AdmissionAgreementAsked)

    assert ask.supplier == PROVIDER
    admission = inside.and_given(bed, ask).state.standing.admissions[2]
    assert admission.in_effect, "only what this supplier supplied waits"
    assert not admission.agreed(PROVIDER, Category.HEALTH)
    assert admission.agreed(POLITIE, Category.HEALTH)
