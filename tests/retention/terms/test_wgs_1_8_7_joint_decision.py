"""WGS-1.8-7, WGS-2.31: before its term a closed case goes by a step of at least two joint controllers; one of them can withdraw it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.retention import DestroyCase, WithdrawDestruction
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientDied
from levensloop.contracts.events.retention import (
    DestructionAnnounced,
    DestructionOrdered,
    DestructionWithdrawn,
    RetentionExtended,
)
from levensloop.contracts.retention import DestructionGround, KeepingGround
from levensloop.infra.specification import Given
from levensloop.retention.service import retention
from support.samples.inclusion import (
    direction_transferred,
    included_case,
    move_announced,
    report_retracted,
    reported_case,
)
from support.samples.plan import label_withdrawn
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    OM,
    POLITIE,
    RECLASSERING,
    ROTTERDAM,
    actor,
    at_haaglanden,
)

REASON = "De zaak is afgedaan."
STOP = WithdrawDestruction(reason="Er komt een klacht.")
CLOSED = included_case()
AFTER = CLOSED[-1].at + timedelta(days=1)
DIED = ClientDied(at=AFTER, by=actor(HAAGLANDEN), died_on=AFTER.date())


def closed() -> Given:
    return at_haaglanden(retention, *CLOSED, DIED)


def by(*deciders: str) -> DestroyCase:
    return DestroyCase(reason=REASON, deciders=deciders)


def announced(history: Given) -> Given:
    (event,) = history.when(by(GEMEENTE), by=POLITIE).then(DestructionAnnounced)
    return history.and_given(event)


@pytest.mark.parametrize(
    ("command", "who"),
    [
        (by(), POLITIE),
        (by(POLITIE), POLITIE),
        (by(RECLASSERING), POLITIE),
        (by("politie-rotterdam"), POLITIE),
        (by(GEMEENTE, POLITIE), RECLASSERING),
        (by(POLITIE), HAAGLANDEN),
        (by(HAAGLANDEN, POLITIE), HAAGLANDEN),
    ],
)
def test_wgs_1_8_7_not_by_one_alone_nor_by_who_is_no_joint_controller(command: DestroyCase, who: str) -> None:
    closed().when(command, by=who, functionary=CHAIR).refused("WGS-1.8-7")


def test_wgs_1_8_7_not_by_who_was_not_in_the_team() -> None:
    """The team has two public participants, and it is theirs."""
    history = closed()
    team = history.state.standing.team
    assert {POLITIE, GEMEENTE} <= team.keys()
    assert OM not in team
    history.when(by(POLITIE, GEMEENTE), by=OM).refused("WGS-1.8-7")


def test_wgs_1_8_7_where_there_was_no_team_by_those_of_the_region() -> None:
    """The copy of a case that is at another ZVH by now."""
    here = at_haaglanden(retention, *reported_case())
    there = replace(here, context=replace(here.context, me=ROTTERDAM))
    there.when(by("politie-rotterdam", "om-rotterdam"), by=ROTTERDAM, functionary=CHAIR).then(DestructionAnnounced)
    there.when(by("politie-rotterdam", POLITIE), by=ROTTERDAM, functionary=CHAIR).refused("WGS-1.8-7")


def test_wgs_1_8_7_it_begins_when_the_term_to_withdraw_it_is_over() -> None:
    history = closed()
    (event,) = history.when(by(POLITIE, GEMEENTE), by=HAAGLANDEN, functionary=CHAIR).then(DestructionAnnounced)
    assert set(event.deciders) == {POLITIE, GEMEENTE}
    assert event.reason == REASON
    history = history.and_given(event)
    due = history.deadlines()["announced"]
    assert due == end_of(event.due)
    history.when_expired("announced", at=due - timedelta(seconds=1)).then()
    (order,) = history.when_expired("announced", at=due).then(DestructionOrdered)
    assert order.ground is DestructionGround.NO_LONGER_NEEDED


def test_wgs_1_8_7_who_was_in_the_team_or_supplied_sees_it_coming() -> None:
    history = announced(closed())
    due = history.deadlines()["announced"]
    items = retention.agenda_kept(history.state, history.deadlines(), HAAGLANDEN)

    assert {item.owner for item in items if item.due == due} >= {HAAGLANDEN, POLITIE, GEMEENTE, RECLASSERING}


def test_wgs_1_8_7_one_public_participant_withdraws_it() -> None:
    history = announced(closed())
    history.when(by(GEMEENTE), by=POLITIE).refused("WGS-1.8-7")
    history.when(STOP, by=RECLASSERING).refused("WGS-1.8-7")
    (event,) = history.when(STOP, by=OM).then(DestructionWithdrawn)
    history = history.and_given(event)

    assert "announced" not in history.deadlines()
    history.when(STOP, by=OM).refused("WGS-1.8-7")


def test_wgs_1_8_7_what_is_kept_longer_does_not_go_by_it() -> None:
    history = announced(closed())
    at, who = history.context.now, actor(HAAGLANDEN)
    until = history.context.today + timedelta(days=300)
    extended = RetentionExtended(at=at, by=who, proposal=1, until=until, ground=KeepingGround.LEGAL_CLAIM)

    assert "announced" not in history.and_given(extended).deadlines()


def test_wgs_1_8_7_what_comes_back_does_not_go_by_it() -> None:
    """Of a case that moved away the copy may go; not once the case is on its way here again."""
    away = direction_transferred(AFTER)
    back = move_announced(AFTER, 2).model_copy(update={"from_zvh": ROTTERDAM, "to_zvh": HAAGLANDEN})
    history = announced(at_haaglanden(retention, *CLOSED, away))

    assert "announced" in history.deadlines()
    coming = history.and_given(back)
    assert "announced" not in coming.deadlines()
    assert "announced" not in coming.and_given(direction_transferred(AFTER, 3)).deadlines(), "nor when it leaves again"


@pytest.mark.parametrize(
    "meanwhile", [label_withdrawn(POLITIE, AFTER), report_retracted(AFTER), DIED], ids=lambda e: type(e).__name__
)
def test_wgs_1_8_7_what_is_recorded_of_a_closed_case_meanwhile_stops_nothing(meanwhile: DomainEvent) -> None:
    """Only a public participant, or the ZVH, withdraws it: not a policy that takes a label back, nor a private one that retracts."""
    history = announced(closed())

    assert history.and_given(meanwhile).deadlines()["announced"] == history.deadlines()["announced"]
    history.and_given(meanwhile).when(STOP, by=OM).then(DestructionWithdrawn)


def test_wgs_1_8_7_another_zvh_does_not_destroy_its_copy_by_it() -> None:
    history = announced(closed())
    there = replace(history, context=replace(history.context, me=ROTTERDAM))

    assert "announced" not in there.deadlines()
