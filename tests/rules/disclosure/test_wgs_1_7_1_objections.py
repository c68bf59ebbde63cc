"""WGS-1.7-1: a supplier objects, with weighty reasons, to disclosure of what it supplied: to one organisation, or to anyone."""

from typing import Any

import pytest

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.disclosure import ObjectToDisclosure, WithdrawObjection
from levensloop.contracts.events.disclosure import DisclosureObjected, ObjectionWithdrawn
from levensloop.contracts.roles import Role
from levensloop.disclosure.service import disclosure
from support.samples.disclosure import case_with_picture, objected, objection_withdrawn
from support.samples.inclusion import partner_left
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    at_haaglanden,
)

CASE = at_haaglanden(disclosure, *case_with_picture())
PICTURE = next(r.id for r in CASE.history if type(r.event).__name__ == "SituationAssessed")
OBJECT = ObjectToDisclosure(categories=(Category.HEALTH,), against=POLITIE, reasons="De behandeling breekt af.")
WITHDRAW = WithdrawObjection(objection=1, reason="Uitgesproken.")


def to(**other: Any) -> ObjectToDisclosure:
    return OBJECT.model_copy(update=other)


def test_wgs_1_7_1_against_one_organisation_with_its_reasons() -> None:
    [made] = CASE.when(OBJECT, by=CRISISDIENST).then(DisclosureObjected)

    assert (made.objection, made.supplier, made.against) == (1, CRISISDIENST, POLITIE)
    [seen] = disclosure.views["grounds"](CASE.and_given(made).state)["objections"]
    assert (seen["not_to"], seen["anyone"], seen["words"]) == ([POLITIE], False, OBJECT.reasons)


def test_wgs_1_7_1_against_anyone_and_on_one_event() -> None:
    [made] = CASE.when(to(against=None, categories=(), event=PICTURE), by=CRISISDIENST).then(DisclosureObjected)

    assert disclosure.views["grounds"](CASE.and_given(made).state)["objections"][0]["anyone"]
    CASE.when(to(categories=(), event=PICTURE), by=GEMEENTE).then(DisclosureObjected)
    CASE.when(to(categories=(), event=PICTURE), by=POLITIE).refused("WGS-1.7-1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"reasons": None},
        {"categories": ()},
        {"categories": (Category.PROCESS,)},
        {"event": PICTURE},
        {"against": PROVIDER},
        {"supplier": CRISISDIENST},
    ],
)
def test_wgs_1_7_1_not_without_reasons_nor_on_nothing_nor_for_another(wrong: dict[str, Any]) -> None:
    CASE.when(to(**wrong), by=PROVIDER).refused("WGS-1.7-1")


def test_wgs_1_7_1_to_whom_must_be_known() -> None:
    CASE.when(to(against="niemand"), by=PROVIDER).refused("INV-3")


@pytest.mark.parametrize("by", [HAAGLANDEN, OTHER_WOONPARTNER, "politie-rotterdam"])
def test_wgs_1_7_1_only_who_supplies_here(by: str) -> None:
    CASE.when(OBJECT, by=by).refused("WGS-1.7-1")


def test_wgs_1_7_1_for_who_is_of_another_region_the_procesregisseur_records_it() -> None:
    there = to(supplier="levensloopaanbieder-rotterdam")

    [made] = CASE.when(there, by=HAAGLANDEN, functionary=CHAIR).then(DisclosureObjected)
    CASE.and_given(made).when(WITHDRAW, by=HAAGLANDEN, functionary=CHAIR).then(ObjectionWithdrawn)


def test_wgs_1_7_1_withdrawn_by_who_objected_once() -> None:
    standing = CASE.and_given(objected())

    for by in (POLITIE, HAAGLANDEN):
        standing.when(WITHDRAW, by=by, functionary=CHAIR).refused("WGS-1.7-1")
    standing.when(WITHDRAW, by=PROVIDER).then(ObjectionWithdrawn)
    standing.and_given(objection_withdrawn()).when(WITHDRAW, by=PROVIDER).refused("WGS-1.7-1")


def test_wgs_1_7_1_whose_it_is_not_does_not_hear_whether_it_is_there() -> None:
    """ALW-2: against whom an objection is, would count them otherwise."""
    standing, none = CASE.and_given(objected()), CASE
    over = standing.and_given(objection_withdrawn())
    left = standing.and_given(partner_left(POLITIE, Role.POLITIE))

    said = [case.when(WITHDRAW, by=POLITIE).refused("WGS-1.7-1") for case in (standing, none, over, left)]

    assert len({refusal.model_dump_json() for refusal in said}) == 1
    assert PROVIDER not in said[0].model_dump_json()
    there, gone = (
        case.when(WITHDRAW, by=HAAGLANDEN, functionary=CHAIR).refused("WGS-1.7-1") for case in (standing, none)
    )
    assert there.message != gone.message, "the ZVH sees them all"
