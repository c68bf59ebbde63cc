"""INC-3: questions first: the decision waits for actions with owner and due date, and the case comes back by itself."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from levensloop.contracts.commands.inclusion import CompletePostponedAction, PostponeInclusion
from levensloop.contracts.disclosure import Grant
from levensloop.contracts.events.inclusion import (
    InclusionDeclined,
    InclusionPostponed,
    InclusionResumed,
    InclusionTableHeld,
    PostponedActionAgreed,
    PostponedActionCompleted,
    PostponedActionOverdue,
)
from levensloop.contracts.intake import AgreedAction
from levensloop.contracts.standing import Phase
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Given, Then
from levensloop.plan.service import plan
from support.recipients import recipients
from support.samples.inclusion import (
    SAMPLE_CRITERIA,
    SAMPLE_DECLINE,
    SAMPLE_INCLUSION,
    SAMPLE_POSITIONS,
    SAMPLE_SEATS,
    case_in_triage,
    case_on_the_table,
)
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    LCBB,
    OM,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    at_haaglanden,
)

CASE = at_haaglanden(inclusion, *case_on_the_table())
FIRST = AgreedAction(text="Vraagt de risicotaxatie op.", owner=PROVIDER, due=date(2026, 2, 9))
SECOND = AgreedAction(text="Zoekt uit of er een titel is.", owner=OM, due=date(2026, 2, 16))
POSTPONE = PostponeInclusion(
    seats=SAMPLE_SEATS,
    criteria=SAMPLE_CRITERIA,
    positions=SAMPLE_POSITIONS,
    reason="De risicotaxatie is van 2019.",
    actions=(FIRST, SECOND),
)
POSTPONED = (InclusionTableHeld, InclusionPostponed, PostponedActionAgreed, PostponedActionAgreed)
DUE_1, DUE_2 = datetime(2026, 2, 9, 23, 0, tzinfo=UTC), datetime(2026, 2, 16, 23, 0, tzinfo=UTC)


def postpone(case: Given = CASE, **changed: Any) -> Then:
    return case.when(POSTPONE.model_copy(update=changed), by=HAAGLANDEN, functionary=CHAIR)


def done(action: int) -> CompletePostponedAction:
    return CompletePostponedAction(action=action, outcome="Uitgezocht.")


WAITING = CASE.and_given(*postpone().then(*POSTPONED))
OVERDUE = WAITING.and_given(*WAITING.when_expired("postponed-1", at=DUE_1).then(PostponedActionOverdue))


def test_inc_3_the_decision_waits_for_actions() -> None:
    _, postponed, first, second = postpone().then(*POSTPONED)

    assert postponed.until == date(2026, 2, 16)
    assert [(a.action, a.owner, a.due) for a in (first, second)] == [
        (1, PROVIDER, date(2026, 2, 9)),
        (2, OM, date(2026, 2, 16)),
    ]
    assert WAITING.state.standing.phase is Phase.POSTPONED


def test_inc_3_without_an_action_there_is_no_postponement() -> None:
    postpone(actions=()).refused("INC-3")


@pytest.mark.parametrize("owner", [OTHER_WOONPARTNER, LCBB, "politie-rotterdam"])
def test_inc_3_the_owner_is_a_fixed_participant_here(owner: str) -> None:
    postpone(actions=(FIRST.model_copy(update={"owner": owner}),)).refused("INC-3")


def test_inc_3_the_zvh_may_own_one_and_an_unknown_organisation_may_not() -> None:
    postpone(actions=(FIRST.model_copy(update={"owner": HAAGLANDEN}),)).then(*POSTPONED[:3])
    postpone(actions=(FIRST.model_copy(update={"owner": "ggd-nergens"}),)).refused("INV-3")


def test_inc_3_the_day_is_not_over() -> None:
    postpone(actions=(FIRST.model_copy(update={"due": date(2026, 2, 1)}),)).refused("INC-3")


def test_inc_3_the_record_of_the_table_is_asked_for_here_too() -> None:
    postpone(seats=SAMPLE_SEATS[:-1]).refused("INC-1")
    postpone(criteria=SAMPLE_CRITERIA[1:]).refused("INC-2")
    postpone(positions=()).refused("INC-4")
    CASE.when(POSTPONE, by=HAAGLANDEN).refused("INC-1")
    postpone(at_haaglanden(inclusion, *case_in_triage())).refused("INV-5")


def test_inc_3_while_postponed_the_table_does_not_decide() -> None:
    for command in (SAMPLE_INCLUSION, SAMPLE_DECLINE, POSTPONE):
        WAITING.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")


@pytest.mark.parametrize("by", [PROVIDER, HAAGLANDEN])
def test_inc_3_the_owner_says_that_it_is_done_or_the_zvh_for_it(by: str) -> None:
    [completed] = WAITING.when(done(1), by=by).then(PostponedActionCompleted)

    after = WAITING.and_given(completed)
    assert after.deadlines() == {"postponed-2": DUE_2}
    after.when(done(1), by=by).then()


def test_inc_3_nobody_else_does() -> None:
    WAITING.when(done(1), by=GEMEENTE).refused("INC-3")
    WAITING.when(done(1), by=OTHER_WOONPARTNER).refused("INC-3")
    WAITING.when(done(3), by=HAAGLANDEN).refused("INC-3")
    CASE.when(done(1), by=HAAGLANDEN).refused("INC-3")


def test_inc_3_whose_it_is_not_does_not_hear_whether_it_is_there() -> None:
    """ALW-2: the matrix tells of an action its owner alone."""
    said = [case.when(done(n), by=GEMEENTE).refused("INC-3").message for case in (WAITING, CASE) for n in (1, 2, 3)]

    assert len({message.replace(str(n), "n") for message, n in zip(said, (1, 2, 3) * 2, strict=True)}) == 1
    assert not any(owner in message for message in said for owner in (PROVIDER, OM))


def test_inc_3_when_all_are_done_the_case_is_on_the_table_again() -> None:
    after = WAITING.and_given(*WAITING.when(done(2), by=OM).then(PostponedActionCompleted))

    _, resumed = after.when(done(1), by=PROVIDER).then(PostponedActionCompleted, InclusionResumed)

    assert (resumed.all_done, resumed.by.functionary) == (True, "systeem")
    back = after.and_given(resumed)
    assert back.state.standing.phase is Phase.INCLUSION_TABLE
    back.when(SAMPLE_DECLINE, by=HAAGLANDEN, functionary=CHAIR).then(InclusionTableHeld, InclusionDeclined)


def test_inc_3_overdue_is_an_event_once_and_stays_visible() -> None:
    assert WAITING.deadlines() == {"postponed-1": DUE_1, "postponed-2": DUE_2}
    [overdue] = WAITING.when_expired("postponed-1", at=DUE_1).then(PostponedActionOverdue)

    assert (overdue.action, overdue.owner, overdue.due) == (1, PROVIDER, DUE_1)
    OVERDUE.when_expired("postponed-1", at=DUE_1).then()
    assert OVERDUE.deadlines() == {"postponed-2": DUE_2}
    assert [a["overdue"] for a in inclusion.views["case"](OVERDUE.state)["postponed"]] == [True, False]
    assert [(i.owner, i.overdue) for i in inclusion.agenda(OVERDUE.state, {}, HAAGLANDEN)] == [
        (PROVIDER, True),
        (OM, False),
    ]
    WAITING.when_expired("postponed-1", at=datetime(2026, 2, 9, 22, 59, tzinfo=UTC)).then()


def test_inc_3_when_the_last_day_passes_the_case_is_back_by_itself() -> None:
    _, resumed = OVERDUE.when_expired("postponed-2", at=DUE_2).then(PostponedActionOverdue, InclusionResumed)

    assert resumed.all_done is False
    back = OVERDUE.and_given(resumed)
    assert back.state.standing.phase is Phase.INCLUSION_TABLE
    assert back.deadlines() == {}


def test_inc_3_late_is_still_done_once_the_case_is_back() -> None:
    back = OVERDUE.and_given(
        *OVERDUE.when_expired("postponed-2", at=DUE_2).then(PostponedActionOverdue, InclusionResumed)
    )

    late = back.and_given(*back.when(done(2), by=OM).then(PostponedActionCompleted))

    assert late.state.standing.phase is Phase.INCLUSION_TABLE
    assert [i.owner for i in inclusion.agenda(late.state, {}, HAAGLANDEN)] == [PROVIDER]
    decision = late.when(SAMPLE_DECLINE, by=HAAGLANDEN, functionary=CHAIR).then(InclusionTableHeld, InclusionDeclined)
    late.and_given(*decision).when(done(1), by=PROVIDER).refused("INV-5")


def test_inc_3_with_one_overdue_and_the_rest_done_nothing_is_waited_for() -> None:
    _, resumed = OVERDUE.when(done(2), by=OM).then(PostponedActionCompleted, InclusionResumed)

    assert resumed.all_done is False


def test_inc_3_a_second_postponement_counts_on() -> None:
    back = OVERDUE.and_given(
        *OVERDUE.when_expired("postponed-2", at=DUE_2).then(PostponedActionOverdue, InclusionResumed)
    )

    *_, third = postpone(back, actions=(FIRST,)).then(*POSTPONED[:3])

    assert third.action == 3
    assert back.and_given(*postpone(back, actions=(FIRST,)).then(*POSTPONED[:3])).deadlines() == {"postponed-3": DUE_1}


def test_inc_7_the_term_of_the_plan_runs_on_meanwhile() -> None:
    assert "plan" in Given(plan, WAITING.history, WAITING.context).deadlines()


def test_inc_3_each_owner_hears_of_its_own_action_and_the_reporter_that_it_waits() -> None:
    """ALW-2: before there is a team, nobody hears of another's action."""
    _, postponed, first, second = postpone().then(*POSTPONED)
    standing = WAITING.state.standing
    heard = [
        dict(recipients(event, standing, standing, WAITING.context.organisations, HAAGLANDEN))
        for event in (postponed, first, second)
    ]

    assert heard == [{POLITIE: Grant.REPORTER}, {PROVIDER: Grant.ADDRESSED}, {OM: Grant.ADDRESSED}]
