"""WGS-2.29-3: a supplier sets conditions on passing on what it supplied; only it can lift them."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.disclosure import LiftConditions, SetConditions
from levensloop.contracts.events.disclosure import ConditionsLifted, ConditionsSet
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.roles import Role
from levensloop.disclosure.service import disclosure
from support.samples.disclosure import case_with_picture, condition_lifted, condition_set
from support.samples.inclusion import client_died, included_case, partner_left
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    OM,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    WOONPARTNER,
    at_haaglanden,
)

CASE = at_haaglanden(disclosure, *case_with_picture())
PICTURE = next(r.id for r in CASE.history if type(r.event).__name__ == "SituationAssessed")
ELSEWHERE = "levensloopaanbieder-rotterdam"
WORDS = SetConditions(categories=(Category.HEALTH,), words="Niet buiten de behandelkamer.")
LIFT = LiftConditions(condition=1, reason="Niet meer nodig.")


def asked(**other: Any) -> SetConditions:
    return WORDS.model_copy(update=other)


def test_wgs_2_29_3_in_words_alone_on_what_it_gave_or_will_give() -> None:
    [made] = CASE.when(WORDS, by=CRISISDIENST).then(ConditionsSet)

    assert (made.condition, made.supplier, made.not_to, made.only_to) == (1, CRISISDIENST, None, None)
    seen = disclosure.views["grounds"](CASE.and_given(made).state)["conditions"]
    assert [(one["number"], one["supplier"], one["words"]) for one in seen] == [(1, CRISISDIENST, WORDS.words)]


@pytest.mark.parametrize(
    "who",
    [
        {"not_to": Recipients(organisations=(POLITIE,))},
        {"not_to": Recipients(roles=(Role.OM, Role.DJI))},
        {"only_to": Recipients(roles=(Role.LEVENSLOOPAANBIEDER,)), "until": date(2026, 2, 2)},
    ],
)
def test_wgs_2_29_3_with_to_whom_it_may_not_go(who: dict[str, Any]) -> None:
    [made] = CASE.when(asked(**who), by=WOONPARTNER).then(ConditionsSet)

    assert {name: getattr(made, name) for name in who} == who


def test_wgs_2_29_3_on_one_event_in_which_it_gave_something() -> None:
    on_it = asked(categories=(), event=PICTURE)

    CASE.when(on_it, by=CRISISDIENST).then(ConditionsSet)
    refusal = CASE.when(on_it, by=POLITIE).refused("WGS-2.29-3")
    assert "verstrekte niets" in refusal.message
    CASE.when(asked(categories=(), event=UUID(int=1)), by=PROVIDER).refused("WGS-2.29-3")


@pytest.mark.parametrize(
    "wrong",
    [
        {"categories": ()},
        {"event": PICTURE},
        {"categories": (Category.PROCESS,)},
        {"until": date(2026, 2, 1)},
        {"not_to": Recipients()},
        {"not_to": Recipients(roles=(Role.OM,)), "only_to": Recipients(roles=(Role.DJI,))},
    ],
)
def test_wgs_2_29_3_it_says_on_what_and_to_whom_without_a_doubt(wrong: dict[str, Any]) -> None:
    CASE.when(asked(**wrong), by=PROVIDER).refused("WGS-2.29-3")


def test_wgs_2_29_3_to_whom_must_be_known() -> None:
    CASE.when(asked(not_to=Recipients(organisations=("niemand",))), by=PROVIDER).refused("INV-3")


@pytest.mark.parametrize("by", [HAAGLANDEN, OTHER_WOONPARTNER, "politie-rotterdam"])
def test_wgs_2_29_3_only_who_supplies_here(by: str) -> None:
    CASE.when(WORDS, by=by).refused("WGS-2.29-3")


def test_wgs_2_29_3_nobody_speaks_for_another() -> None:
    for by in (POLITIE, HAAGLANDEN):
        CASE.when(asked(supplier=PROVIDER), by=by, functionary=CHAIR).refused("WGS-2.29-3")
    CASE.when(WORDS, by=HAAGLANDEN, functionary=CHAIR).refused("WGS-2.29-3")


def test_wgs_2_29_3_for_who_is_of_another_region_the_procesregisseur_records_it() -> None:
    there = asked(supplier=ELSEWHERE)

    [made] = CASE.when(there, by=HAAGLANDEN, functionary=CHAIR).then(ConditionsSet)
    assert made.supplier == ELSEWHERE
    CASE.when(there, by=HAAGLANDEN).refused("WGS-2.29-3")
    lifted = CASE.and_given(made).when(LIFT, by=HAAGLANDEN, functionary=CHAIR)
    lifted.then(ConditionsLifted)


def test_wgs_2_29_3_lifted_by_who_set_them_and_by_nobody_else() -> None:
    held = CASE.and_given(condition_set())

    for by in (POLITIE, GEMEENTE, HAAGLANDEN):
        held.when(LIFT, by=by, functionary=CHAIR).refused("WGS-2.29-3")
    [lifted] = held.when(LIFT, by=PROVIDER).then(ConditionsLifted)
    assert disclosure.views["grounds"](held.and_given(lifted).state)["conditions"] == []


def test_wgs_2_29_3_lifted_once_and_numbers_are_not_used_again() -> None:
    over = CASE.and_given(condition_set(), condition_lifted())

    over.when(LIFT, by=PROVIDER).refused("WGS-2.29-3")
    [made] = over.when(WORDS, by=PROVIDER).then(ConditionsSet)
    assert made.condition == 2


def test_wgs_2_29_3_from_the_report_until_the_end() -> None:
    at_haaglanden(disclosure, *included_case()).when(WORDS, by=OM).then(ConditionsSet)
    CASE.and_given(client_died()).when(WORDS, by=PROVIDER).refused("INV-5")


def test_wgs_2_29_3_whose_it_is_not_does_not_hear_whether_it_is_there() -> None:
    """ALW-2."""
    held, none = CASE.and_given(condition_set()), CASE
    over = held.and_given(condition_lifted())
    left = held.and_given(partner_left(POLITIE, Role.POLITIE))

    said = [case.when(LIFT, by=POLITIE).refused("WGS-2.29-3") for case in (held, none, over, left)]

    assert len({refusal.model_dump_json() for refusal in said}) == 1
    assert PROVIDER not in said[0].model_dump_json()
    held.when(LIFT, by=PROVIDER).then(ConditionsLifted)
