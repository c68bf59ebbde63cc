"""WGS-2.31-11: to whom a result went, with necessity, agreements, objections and the RAC's test, follows from the log alone."""

from typing import Any

import pytest

from levensloop.contracts.categories import Category
from levensloop.contracts.events.third_parties import ResultGiven
from levensloop.inclusion.service import inclusion
from levensloop.inclusion.third_parties_view import third_parties
from levensloop.infra.specification import Then
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
