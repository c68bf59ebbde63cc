"""INC-5, ALW-1, TEA-1: who carry the case may change, and there is no moment without them in its team."""

from datetime import date
from typing import Any

import pytest

from levensloop.contracts.commands.inclusion import ChangeHeads, RemovePartner
from levensloop.contracts.decision import Organisation
from levensloop.contracts.events.inclusion import HeadsChanged, PartnerJoined, PartnerLeft
from levensloop.contracts.roles import Role
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Then, given
from support.samples.inclusion import SAMPLE_HEADS, case_on_the_table, client_excluded, included_case, move_announced
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    at_haaglanden,
)

OTHER_PROVIDER, OTHER_GEMEENTE = "levensloopaanbieder-delfland", "gemeente-delft"
REGION = (
    *ORGANISATIONS,
    Organisation(OTHER_PROVIDER, Role.LEVENSLOOPAANBIEDER, HAAGLANDEN),
    Organisation(OTHER_GEMEENTE, Role.GEMEENTE, HAAGLANDEN),
)
CASE = given(inclusion, *included_case(), me=HAAGLANDEN, now=NOW, organisations=REGION)
BOTH = {"provider": OTHER_PROVIDER, "municipality": OTHER_GEMEENTE}


def to(**changed: str) -> ChangeHeads:
    return ChangeHeads(
        heads=SAMPLE_HEADS.model_copy(update=changed), reason="Wie dit deed, kreeg ander werk.", deciders=(POLITIE,)
    )


def change(**changed: str) -> Then:
    return CASE.when(to(**changed), by=HAAGLANDEN, functionary=CHAIR)


@pytest.mark.parametrize("head", ["process_director", "coordinator", "municipal_director"])
def test_inc_5_another_person_carries_the_case(head: str) -> None:
    [changed] = change(**{head: "G. Opvolger"}).then(HeadsChanged)

    assert changed.reason == "Wie dit deed, kreeg ander werk."
    assert CASE.and_given(changed).state.standing.heads == SAMPLE_HEADS.model_copy(update={head: "G. Opvolger"})


def test_inc_5_who_is_new_joins_the_team_before_it_carries_the_case() -> None:
    provider, municipality, changed = change(**BOTH).then(PartnerJoined, PartnerJoined, HeadsChanged)

    assert (provider.organisation, provider.role, provider.contact) == (
        OTHER_PROVIDER,
        Role.LEVENSLOOPAANBIEDER,
        SAMPLE_HEADS.coordinator,
    )
    assert (municipality.organisation, municipality.contact) == (OTHER_GEMEENTE, SAMPLE_HEADS.municipal_director)
    assert provider.joined_on == date(2026, 2, 2)
    log = CASE
    for event in (provider, municipality, changed):
        log = log.and_given(event)
        assert log.state.standing.carried


@pytest.mark.parametrize(
    ("former", "now"), [(PROVIDER, {"provider": OTHER_PROVIDER}), (GEMEENTE, {"municipality": OTHER_GEMEENTE})]
)
def test_inc_5_who_carried_it_stays_a_member_until_it_is_removed(former: str, now: dict[str, str]) -> None:
    after = CASE.and_given(*change(**now).then(PartnerJoined, HeadsChanged))
    leave = RemovePartner(organisation=former, reason="Draagt de casus niet meer.", deciders=(POLITIE,))
    [new] = now.values()

    assert after.state.standing.in_team(former)
    after.when(leave, by=HAAGLANDEN).then(PartnerLeft)
    after.when(leave.model_copy(update={"organisation": new}), by=HAAGLANDEN).refused("TEA-1")


def test_inc_5_who_is_a_member_already_does_not_join_again() -> None:
    log = CASE.and_given(*change(**BOTH).then(PartnerJoined, PartnerJoined, HeadsChanged))

    log.when(to(), by=HAAGLANDEN, functionary=CHAIR).then(HeadsChanged)


def test_inc_5_the_same_heads_change_nothing() -> None:
    change().then()


@pytest.mark.parametrize("head", ["provider", "municipality"])
def test_inc_5_new_heads_have_the_fitting_role(head: str) -> None:
    change(**{head: POLITIE}).refused("INC-5")


@pytest.mark.parametrize(
    ("head", "organisation", "rule"),
    [
        ("provider", "levensloopaanbieder-rotterdam", "TEA-1"),
        ("municipality", "gemeente-rotterdam", "TEA-1"),
        ("provider", "levensloopaanbieder-nergens", "INV-3"),
    ],
)
def test_inc_5_new_heads_are_of_this_region(head: str, organisation: str, rule: str) -> None:
    change(**{head: organisation}).refused(rule)


@pytest.mark.parametrize("by", [(HAAGLANDEN, "medewerker"), (PROVIDER, CHAIR), (POLITIE, "teamchef")])
def test_inc_5_only_the_chair_changes_them(by: tuple[str, str]) -> None:
    CASE.when(to(coordinator="G. Opvolger"), by=by[0], functionary=by[1]).refused("INC-5")


def test_inc_5_mov_5_not_while_the_case_moves() -> None:
    moving = CASE.and_given(move_announced(NOW))

    moving.when(to(coordinator="G. Opvolger"), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-5")


@pytest.mark.parametrize("history", [case_on_the_table(), (*included_case(), client_excluded())])
def test_inc_5_nobody_carries_what_is_not_included(history: Any) -> None:
    case = at_haaglanden(inclusion, *history)

    case.when(to(coordinator="G. Opvolger"), by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")
