"""WGS-2.29-3, WGS-1.7-1: a case does not go to another ZVH past a supplier that keeps its data from there; and what it said goes along."""

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.disclosure import LiftConditions, ObjectToDisclosure
from levensloop.contracts.commands.handover import AnswerSupplierRequest
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import ConditionsLifted, DisclosureObjected
from levensloop.contracts.events.handover import CaseReleased, SupplierAgreed, SupplierAgreementAsked
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.roles import Role
from levensloop.contracts.sending import handed_over
from levensloop.disclosure.service import disclosure
from levensloop.infra.specification import Given, given
from support.samples.disclosure import condition_lifted, condition_set, objected
from support.samples.handover import HANDED_OVER_AT, announced_at_haaglanden, answered, supplier_agreed
from support.samples.inclusion import direction_transferred
from support.samples.world import CHAIR, GEMEENTE, ORGANISATIONS, POLITIE, ROTTERDAM

FINANCIAL = (Category.FINANCIAL,)
AGREE = AnswerSupplierRequest(agrees=True, note="Voor deze verhuizing.")


def asked_with(*events: DomainEvent) -> Given:
    """Hit or no hit is answered in a case that holds these; and who must agree is asked."""
    before = announced_at_haaglanden().and_given(*events)
    asks = before.when_logged(answered(), source=ROTTERDAM).decision
    assert isinstance(asks, list)
    assert all(isinstance(ask, SupplierAgreementAsked) for ask in asks)
    return before.and_given(answered(), source=ROTTERDAM).and_given(*asks)


def who_is_asked(case: Given) -> dict[str, tuple[Category, ...]]:
    return {r.event.supplier: r.event.categories for r in case.history if isinstance(r.event, SupplierAgreementAsked)}


def test_wgs_2_29_3_a_condition_on_any_category_asks_for_agreement() -> None:
    condition = condition_set(GEMEENTE, FINANCIAL, None, only_to=Recipients(roles=(Role.LEVENSLOOPAANBIEDER,)))

    assert who_is_asked(asked_with()) == {POLITIE: (Category.HEALTH, Category.POLICE)}
    assert who_is_asked(asked_with(condition))[GEMEENTE] == FINANCIAL
    assert GEMEENTE not in who_is_asked(asked_with(condition, condition_lifted(GEMEENTE)))
    assert GEMEENTE not in who_is_asked(asked_with(condition_set(GEMEENTE, FINANCIAL, (POLITIE,))))


def test_wgs_2_29_3_the_release_waits_for_it_and_goes_on_when_it_agrees() -> None:
    case = asked_with(condition_set(GEMEENTE, FINANCIAL, (ROTTERDAM,)))

    [agreed] = case.when(AGREE, by=GEMEENTE).then(SupplierAgreed)
    case.when_logged(supplier_agreed(POLITIE)).then()
    case.and_given(supplier_agreed(POLITIE)).when_logged(agreed).then(CaseReleased)


def test_wgs_1_7_1_an_objection_after_the_agreement_takes_it_back() -> None:
    case = asked_with(objected(GEMEENTE, FINANCIAL, None)).and_given(supplier_agreed(GEMEENTE))

    case.and_given(objected(GEMEENTE, FINANCIAL, ROTTERDAM, 2)).when_logged(supplier_agreed(POLITIE)).then()
    case.and_given(objected(GEMEENTE, FINANCIAL, POLITIE, 2)).when_logged(supplier_agreed(POLITIE)).then(CaseReleased)


def test_wgs_2_29_3_conditions_and_objections_travel_with_the_case() -> None:
    case = asked_with(condition_set(GEMEENTE, FINANCIAL, (POLITIE,)), objected(GEMEENTE, FINANCIAL, POLITIE))
    released = case.and_given(supplier_agreed(POLITIE)).when_logged(supplier_agreed(POLITIE)).decision

    sent = [type(r.event).__name__ for r in handed_over(case.and_given(*released).history, 1)]  # type: ignore[misc]

    assert {"ConditionsSet", "DisclosureObjected"} <= set(sent)


def test_wgs_2_29_3_after_the_move_they_hold_and_the_procesregisseur_there_records_that_they_are_lifted() -> None:
    history = (r.event for r in asked_with(condition_set(GEMEENTE, FINANCIAL, (POLITIE,))).history)
    there = given(disclosure, me=ROTTERDAM, now=HANDED_OVER_AT, organisations=ORGANISATIONS).and_given(
        *history, direction_transferred(HANDED_OVER_AT), source="zvh-haaglanden"
    )
    lift = LiftConditions(condition=1, reason="De gemeente Den Haag zei toe dat het mag.")
    objection = ObjectToDisclosure(categories=FINANCIAL, reasons="Schuldeisers lezen mee.", supplier=GEMEENTE)

    assert there.state.restrictions.conditions.keys() == {1}
    there.when(lift, by=ROTTERDAM).refused("WGS-2.29-3")
    there.when(lift, by="gemeente-rotterdam").refused("WGS-2.29-3")
    there.when(lift, by=ROTTERDAM, functionary=CHAIR).then(ConditionsLifted)
    there.when(objection, by=ROTTERDAM, functionary=CHAIR).then(DisclosureObjected)
