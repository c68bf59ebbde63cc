"""WGS-2.31-11: to whom a result went, with necessity, agreements, objections and the RAC's test, follows from the log alone."""

from datetime import timedelta
from typing import Any

import pytest

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.third_parties import ResultGiven
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.inclusion.service import inclusion
from levensloop.inclusion.third_parties_view import third_parties
from levensloop.infra.specification import Then
from support.samples.disclosure import condition_lifted, condition_set, objected, objection_withdrawn
from support.samples.inclusion import included_case
from support.samples.third_parties import PARTICIPANTS, SAMPLE_GIVING
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, OM, POLITIE, PROVIDER, WOONPARTNER, at_haaglanden

CASE = at_haaglanden(inclusion, *included_case())
SPECIAL = (Category.HOUSING, Category.POLICE)


def give(by: str = HAAGLANDEN, **changed: Any) -> Then:
    return CASE.when(SAMPLE_GIVING.model_copy(update=changed), by=by)


def test_wgs_2_31_11_to_whom_a_result_went_and_by_which_right() -> None:
    [went] = give(categories=SPECIAL, agreed_by=(POLITIE,)).then(ResultGiven)

    [found] = third_parties(CASE.and_given(went).state)["results"]

    assert found["recipient"] == SAMPLE_GIVING.recipient
    assert found["necessity"] == SAMPLE_GIVING.necessity
    assert found["legal_basis"] == SAMPLE_GIVING.legal_basis
    assert found["rac_reference"] == "RAC-2026-015"
    assert (found["heard"], found["agreed_by"], found["deciders"]) == (list(PARTICIPANTS), [POLITIE], [GEMEENTE])
    assert found["categories"] == ["housing", "police"]


def test_wgs_2_31_11_they_are_numbered() -> None:
    [first] = give().then(ResultGiven)
    [second] = CASE.and_given(first).when(SAMPLE_GIVING, by=HAAGLANDEN).then(ResultGiven)

    assert (first.giving, second.giving) == (1, 2)


@pytest.mark.parametrize("lacks", ["necessity", "legal_basis", "rac_reference"])
def test_wgs_2_31_11_what_lacks_is_named(lacks: str) -> None:
    assert give(**{lacks: None}).refused("WGS-1.7-2").details == {"field": lacks}


@pytest.mark.parametrize("silent", PARTICIPANTS)
def test_wgs_2_31_11_every_participant_was_heard(silent: str) -> None:
    heard = tuple(o for o in PARTICIPANTS if o != silent)

    assert give(heard=heard).refused("WGS-1.7-2").details == {"unheard": silent}


def test_wgs_2_31_11_who_supplied_special_data_agreed() -> None:
    assert give(categories=SPECIAL).refused("WGS-1.7-3").details == {"suppliers": POLITIE}


HELD = (Category.HOUSING,)
EVENT = CASE.history[0].id


def give_after(*said: DomainEvent, by: str = HAAGLANDEN, **changed: Any) -> Then:
    return CASE.and_given(*said).when(SAMPLE_GIVING.model_copy(update=changed), by=by)


@pytest.mark.parametrize("agreed_by", [(), (POLITIE,)], ids=["not agreed", "agreed"])
@pytest.mark.parametrize(
    "objection",
    [objected(POLITIE, HELD, None), objected(POLITIE, (), None, event=EVENT), objected(POLITIE, HELD, "stichting")],
    ids=["anyone", "one event", "by name"],
)
def test_wgs_1_7_1_no_result_while_a_supplier_objects(objection: DomainEvent, agreed_by: tuple[str, ...]) -> None:
    """WGS-2.31-11: whoever was said to be heard or to agree."""
    refusal = give_after(objection, agreed_by=agreed_by).refused("WGS-1.7-1")

    assert refusal.details == {"supplier": POLITIE, "number": "1"}
    give_after(objection, objection_withdrawn(POLITIE), agreed_by=agreed_by).then(ResultGiven)


def test_wgs_1_7_1_not_by_an_objection_on_other_data_or_to_another() -> None:
    give_after(objected(POLITIE, (Category.POLICE,), None)).then(ResultGiven)
    give_after(objected(POLITIE, HELD, OM)).then(ResultGiven)


@pytest.mark.parametrize(
    "to",
    [{"only_to": Recipients(roles=(Role.OM,))}, {"not_to": ("stichting-nieuw-begin",)}],
    ids=["only to others", "not to this one"],
)
def test_wgs_2_29_3_no_result_where_a_condition_says_not_to_whom(to: dict[str, Any]) -> None:
    """Agreeing beforehand, as another says it did, lifts no condition."""
    held = condition_set(POLITIE, HELD, **{"not_to": None, **to})

    assert give_after(held, agreed_by=(POLITIE,)).refused("WGS-2.29-3").details["supplier"] == POLITIE
    give_after(held, condition_lifted(POLITIE)).then(ResultGiven)


@pytest.mark.parametrize("not_to", [None, (OM,)], ids=["in words", "not to another"])
def test_wgs_2_29_3_a_condition_in_words_asks_that_its_supplier_agrees(not_to: tuple[str, ...] | None) -> None:
    held = condition_set(POLITIE, HELD, not_to)

    give_after(held).refused("WGS-2.29-3")
    give_after(held, agreed_by=(POLITIE,)).then(ResultGiven)
    give_after(held, categories=(Category.SOCIAL_PROVISIONS,)).then(ResultGiven)


def test_wgs_2_29_3_over_on_the_day_that_it_was_given_it_holds_no_more() -> None:
    day = SAMPLE_GIVING.given_on

    give_after(condition_set(POLITIE, HELD, None, until=day)).refused("WGS-2.29-3")
    give_after(condition_set(POLITIE, HELD, None, until=day - timedelta(days=1))).then(ResultGiven)


@pytest.mark.parametrize(
    "said", [objected(POLITIE, HELD, None), condition_set(POLITIE, HELD, None)], ids=["1.7", "2.29"]
)
def test_alw_2_a_partner_does_not_hear_whose_it_is(said: DomainEvent) -> None:
    """ALW-2: it may not see who keeps what from whom."""
    refusal = give_after(said, by=GEMEENTE).decision

    assert isinstance(refusal, Refusal)
    assert POLITIE not in refusal.model_dump_json()


def test_wgs_2_31_11_an_unknown_organisation_agrees_to_nothing() -> None:
    give(agreed_by=("om-nergens",)).refused("INV-3")


@pytest.mark.parametrize("by", [PROVIDER, CRISISDIENST, WOONPARTNER, OM])
def test_wgs_2_31_11_nobody_else_gives_results(by: str) -> None:
    give(by).refused("WGS-2.31-11")


def test_wgs_2_31_11_not_before_it_happened() -> None:
    give(given_on=SAMPLE_GIVING.given_on.replace(year=2030)).refused("WGS-2.31-11")


def test_wgs_2_31_11_who_was_let_in_from_when_to_when_follows_from_the_log_too() -> None:
    [admission] = third_parties(CASE.state)["admissions"]

    assert (admission["organisation"], admission["state"], admission["until"]) == (
        WOONPARTNER,
        "in-effect",
        "2027-01-12",
    )
    assert admission["rac_reference"] == "RAC-2026-014"
    assert admission["deciders"] == [GEMEENTE]
