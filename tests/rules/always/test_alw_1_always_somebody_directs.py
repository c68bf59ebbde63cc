"""ALW-1, MOV-5: whatever commands are given, in whatever order, by whomever: a case is never without who directs and carries it."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.contracts.commands.inclusion import ChangeHeads
from levensloop.contracts.commands.plan import RegisterLabel
from levensloop.contracts.event import CommandData
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.registry import SERVICE_OF_COMMAND
from levensloop.contracts.standing import ACTIVE, Phase
from levensloop.contracts.vocabulary import TriageOutcome
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.service import Service
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from support.samples.inclusion import (
    SAMPLE_DECLINE,
    SAMPLE_EXIT,
    SAMPLE_HEADS,
    SAMPLE_INCLUSION,
    SAMPLE_INFORMED,
    SAMPLE_JOIN,
    SAMPLE_LEAVE,
    SAMPLE_PURPOSE,
    SAMPLE_REPORT,
    SAMPLE_TRIAGE,
)
from support.samples.plan import SAMPLE_ESTABLISH, SAMPLE_PICTURE, SAMPLE_REVIEW, SAMPLE_REVISION
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    OM,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    REPORTED_AT,
    WOONPARTNER,
    at_haaglanden,
)

SERVICES: dict[str, Service[Any]] = {"inclusion": inclusion, "plan": plan}
ANYONE = (POLITIE, OM, PROVIDER, GEMEENTE, CRISISDIENST, WOONPARTNER, OTHER_WOONPARTNER, HAAGLANDEN, "zvh-rotterdam")

COMMANDS: tuple[CommandData, ...] = (
    SAMPLE_REPORT,
    SAMPLE_PURPOSE,
    SAMPLE_TRIAGE,
    SAMPLE_TRIAGE.model_copy(update={"outcome": TriageOutcome.CASE_CONFERENCE}),
    SAMPLE_INCLUSION,
    SAMPLE_DECLINE,
    SAMPLE_INFORMED,
    SAMPLE_PICTURE,
    SAMPLE_ESTABLISH,
    SAMPLE_REVISION,
    SAMPLE_REVIEW,
    SAMPLE_EXIT,
    ChangeHeads(heads=SAMPLE_HEADS.model_copy(update={"coordinator": "Een ander"}), reason="Nieuwe baan."),
    RegisterLabel(system="eigen systeem"),
    *(SAMPLE_JOIN.model_copy(update={"organisation": o}) for o in (OM, WOONPARTNER, OTHER_WOONPARTNER)),
    *(SAMPLE_LEAVE.model_copy(update={"organisation": o}) for o in (PROVIDER, GEMEENTE, POLITIE, WOONPARTNER)),
)

happenings = st.tuples(st.sampled_from(COMMANDS), st.sampled_from(ANYONE), st.integers(0, 400))
any_order = st.lists(happenings, max_size=15)
usual_start = st.tuples(
    st.just((SAMPLE_REPORT, POLITIE, 0)),
    st.just((SAMPLE_PURPOSE, POLITIE, 1)),
    st.just((SAMPLE_TRIAGE, HAAGLANDEN, 2)),
    st.just((SAMPLE_INCLUSION, HAAGLANDEN, 3)),
    st.just((SAMPLE_ESTABLISH, HAAGLANDEN, 14)),
).flatmap(lambda steps: st.integers(0, len(steps)).map(lambda n: list(steps[:n])))


def seen_by(service: str, log: Given) -> Given:
    return Given(SERVICES[service], log.history, log.context)


def play(log: Given, command: CommandData, by: str, days: int) -> Given:
    """One command, and what the services do by themselves after it."""
    now = log.context.now + timedelta(days=days)
    given_now = at_haaglanden(inclusion, now=now)
    log = Given(inclusion, log.history, given_now.context)
    service = SERVICE_OF_COMMAND[command.wire_name()]
    decision = seen_by(service, log).when(command, by=by, functionary=CHAIR).decision
    if isinstance(decision, Refusal):
        return log
    for event in decision:
        before, log = log, log.and_given(event)
        for name in SERVICES:
            reactions = seen_by(name, before).when_logged(event).decision
            assert not isinstance(reactions, Refusal)
            log = log.and_given(*reactions)
    return log


@settings(max_examples=200, deadline=None)
@given(usual_start, any_order)
def test_alw_1_never_without_a_director_and_who_carry_it(
    start: list[tuple[CommandData, str, int]], then: list[tuple[CommandData, str, int]]
) -> None:
    log = at_haaglanden(inclusion, now=REPORTED_AT)
    for command, by, days in [*start, *then]:
        log = play(log, command, by, days)

        standing = log.state.standing
        assert (standing.director is None) == (standing.phase is Phase.NONE)
        assert standing.director in (None, HAAGLANDEN)
        if standing.phase in ACTIVE:
            assert standing.heads is not None
            assert {standing.heads.provider, standing.heads.municipality} <= standing.team.keys()


@settings(max_examples=200, deadline=None)
@given(usual_start, any_order)
def test_alw_1_who_has_the_label_is_who_is_in_the_team(
    start: list[tuple[CommandData, str, int]], then: list[tuple[CommandData, str, int]]
) -> None:
    """PLN-6: asked of everyone in the team once there is a plan, and of nobody else, whatever happened in between."""
    log = at_haaglanden(inclusion, now=REPORTED_AT)
    for command, by, days in [*start, *then]:
        log = play(log, command, by, days)

    state = seen_by("plan", log).state
    team = set(state.standing.team) if state.standing.phase is Phase.PLANNED else set()
    assert set(state.labels) == team
    assert (state.standing.phase is Phase.PLANNED) == (
        "review" in seen_by("plan", log).deadlines() or state.review_overdue
    )


def test_alw_1_the_start_is_the_usual_one() -> None:
    """The properties above would say little if the commands never got anywhere."""
    log = at_haaglanden(inclusion, now=REPORTED_AT)
    for command, by, days in [
        (SAMPLE_REPORT, POLITIE, 0),
        (SAMPLE_PURPOSE, POLITIE, 1),
        (SAMPLE_TRIAGE, HAAGLANDEN, 2),
        (SAMPLE_INCLUSION, HAAGLANDEN, 3),
        (SAMPLE_ESTABLISH, HAAGLANDEN, 14),
        (SAMPLE_EXIT, HAAGLANDEN, 900),
    ]:
        log = play(log, command, by, days)

    assert log.state.standing.phase is Phase.EXCLUDED
