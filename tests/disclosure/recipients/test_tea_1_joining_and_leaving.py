"""TEA-1: what a partner receives follows its membership: who joins gets the plan, who left gets nothing any more."""

from disclosure.passing import kinds, logged, passed_on

from levensloop.contracts.disclosure import Grant
from levensloop.contracts.events.inclusion import HeadsChanged, PartnerLeft
from levensloop.contracts.events.plan import PlanRevised
from levensloop.contracts.roles import Role
from support.samples.handover import HANDED_OVER_AT
from support.samples.inclusion import SAMPLE_HEADS, direction_transferred, included_case, joined, move_announced
from support.samples.plan import SAMPLE_PLAN, planned_case, review_held
from support.samples.signals import signal_raised, time_out_activated
from support.samples.world import (
    CHAIR,
    HAAGLANDEN,
    LCBB,
    NOW,
    OM,
    OTHER_WOONPARTNER,
    POLITIE,
    ROTTERDAM,
    WOONPARTNER,
    actor,
)

LEFT = PartnerLeft(
    at=NOW,
    by=actor(HAAGLANDEN, CHAIR),
    organisation=WOONPARTNER,
    role=Role.WOONPARTNER,
    reason="De cliënt woont nu elders.",
    left_on=NOW.date(),
)
REVISED = PlanRevised(
    at=NOW, by=actor(HAAGLANDEN, CHAIR), plan_version=2, plan=SAMPLE_PLAN, reason="Na de review scherper gemaakt."
)
HEADS = HeadsChanged(
    at=NOW,
    by=actor(HAAGLANDEN, CHAIR),
    heads=SAMPLE_HEADS.model_copy(update={"coordinator": "G. Opvolger"}),
    reason="Kreeg ander werk.",
)
REVIEW = review_held(NOW, NOW.date())


def test_tea_1_who_left_hears_that_and_then_nothing() -> None:
    until = passed_on(logged(*planned_case()))[WOONPARTNER]
    received = passed_on(logged(*planned_case(), LEFT, *time_out_activated(), REVISED, REVIEW))[WOONPARTNER]

    assert kinds(received[len(until) :]) == ["PartnerLeft"]


def test_tea_1_the_others_go_on() -> None:
    received = passed_on(logged(*planned_case(), LEFT, REVISED, REVIEW))[POLITIE]

    assert kinds(received)[-3:] == ["PartnerLeft", "PlanRevised", "ReviewHeld"]


def test_tea_1_who_joins_gets_the_inclusion_and_the_plan_as_it_stands_and_nothing_else_of_before() -> None:
    history = logged(*planned_case(), signal_raised(), REVISED, joined(OM, NOW), REVIEW)

    received = passed_on(history)[OM]

    assert kinds(received) == ["PartnerJoined", "ClientIncluded", "PlanRevised", "ReviewHeld"]
    assert received[2].recorded is next(r for r in history if r.event is REVISED)
    assert received[2].grant is Grant.TEAM


def test_tea_1_the_team_and_who_joins_later_hear_who_carry_the_case_now() -> None:
    received = passed_on(logged(*planned_case(), HEADS, joined(OM, NOW)))

    assert "HeadsChanged" in kinds(received[POLITIE])
    assert kinds(received[OM]) == ["PartnerJoined", "ClientIncluded", "PlanEstablished", "HeadsChanged"]
    assert received[OM][-1].recorded.event is HEADS


def test_tea_1_without_a_plan_there_is_none_to_get() -> None:
    received = passed_on(logged(*included_case(), joined(OM, NOW)))[OM]

    assert kinds(received) == ["PartnerJoined", "ClientIncluded"]


def test_tea_1_nobody_gets_the_plan_again_because_another_joins() -> None:
    received = passed_on(logged(*planned_case(), joined(OM, NOW), joined(OTHER_WOONPARTNER, NOW)))

    assert kinds(received[POLITIE]).count("PlanEstablished") == 1
    assert kinds(received[OM]).count("PlanEstablished") == 1


def test_tea_1_a_role_without_a_right_to_the_plan_does_not_get_it() -> None:
    received = passed_on(logged(*planned_case(), joined(LCBB, NOW)))

    assert LCBB not in received or "PlanEstablished" not in kinds(received[LCBB])


def test_tea_1_after_a_move_the_new_team_gets_the_plan_from_its_own_zvh() -> None:
    moved = logged(*planned_case(), move_announced(NOW), direction_transferred(HANDED_OVER_AT))
    own = logged(joined("politie-rotterdam", HANDED_OVER_AT, ROTTERDAM), source=ROTTERDAM, after=len(moved))

    received = passed_on([*moved, *own], ROTTERDAM)

    assert {to: kinds(disclosures) for to, disclosures in received.items()} == {
        "politie-rotterdam": ["PartnerJoined", "ClientIncluded", "PlanEstablished", "DirectionTransferred"]
    }
