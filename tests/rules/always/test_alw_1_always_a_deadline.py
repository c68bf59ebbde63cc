"""ALW-1 over `Case` and `LifecoursePlan`: in any order of commands and of days that pass, every open case has who directs it, and a
deadline that runs or is seen to be overdue; every open action and housing route has an owner who can do it; and a closed case has
nothing left to run.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from levensloop.contracts.commands.inclusion import (
    CompletePostponedAction,
    PostponeInclusion,
    RecordConsent,
    RecordDeath,
    RetractReport,
)
from levensloop.contracts.commands.plan import (
    AgreeAction,
    CallCrisisConference,
    CompleteAction,
    HoldCrisisConference,
    ReassignAction,
    RegisterLabel,
)
from levensloop.contracts.commands.signals import RaiseSignal
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.intake import AgreedAction, Consent
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.registry import SERVICE_OF_COMMAND
from levensloop.contracts.standing import ACTIVE, CLOSED, Phase
from levensloop.contracts.vocabulary import Severity, SignalKind, TriageOutcome
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.service import Service
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from levensloop.signals.service import signals
from support.samples.housing import SAMPLE_PROFILE, SAMPLE_ROUTE, SAMPLE_ROUTE_END, SAMPLE_ROUTE_STEP
from support.samples.inclusion import (
    SAMPLE_CRITERIA,
    SAMPLE_DECLINE,
    SAMPLE_EXIT,
    SAMPLE_INCLUSION,
    SAMPLE_JOIN,
    SAMPLE_LEAVE,
    SAMPLE_POSITIONS,
    SAMPLE_PURPOSE,
    SAMPLE_REPORT,
    SAMPLE_SEATS,
    SAMPLE_TRIAGE,
)
from support.samples.plan import SAMPLE_ESTABLISH, SAMPLE_REVIEW, SAMPLE_REVISION
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    OM,
    POLITIE,
    PROVIDER,
    REPORTED_AT,
    WOONPARTNER,
    at_haaglanden,
)

SERVICES: dict[str, Service[Any]] = {"inclusion": inclusion, "plan": plan}

USUAL: tuple[tuple[CommandData, str, int], ...] = (
    (SAMPLE_REPORT, POLITIE, 0),
    (SAMPLE_PURPOSE, POLITIE, 1),
    (SAMPLE_TRIAGE, HAAGLANDEN, 2),
    (SAMPLE_INCLUSION, HAAGLANDEN, 3),
    (SAMPLE_ESTABLISH, HAAGLANDEN, 14),
)
FIXED: tuple[CommandData, ...] = (
    SAMPLE_REPORT,
    SAMPLE_PURPOSE,
    SAMPLE_PURPOSE.model_copy(update={"fits": False}),
    SAMPLE_TRIAGE,
    SAMPLE_TRIAGE.model_copy(update={"outcome": TriageOutcome.CASE_CONFERENCE}),
    SAMPLE_INCLUSION,
    SAMPLE_DECLINE,
    SAMPLE_ESTABLISH,
    SAMPLE_REVISION,
    SAMPLE_REVIEW,
    SAMPLE_EXIT,
    RecordConsent(consent=Consent.GIVEN),
    RegisterLabel(system="eigen systeem"),
    SAMPLE_PROFILE,
    SAMPLE_ROUTE,
    SAMPLE_ROUTE_STEP,
    SAMPLE_ROUTE_END,
    CallCrisisConference(reason="Crisis."),
    HoldCrisisConference(participants=(HAAGLANDEN, PROVIDER), agreements="Afgesproken."),
    *(SAMPLE_JOIN.model_copy(update={"organisation": o}) for o in (OM, WOONPARTNER, POLITIE)),
    *(SAMPLE_LEAVE.model_copy(update={"organisation": o}) for o in (PROVIDER, GEMEENTE, POLITIE, WOONPARTNER)),
)
ANYONE = st.sampled_from(
    (POLITIE, OM, PROVIDER, GEMEENTE, CRISISDIENST, WOONPARTNER, HAAGLANDEN, HAAGLANDEN, HAAGLANDEN)
)
NUMBERS, DAYS = st.integers(1, 4), st.integers(0, 40)


class Casework(RuleBasedStateMachine):
    """One case at one ZVH: people give commands, days pass, and the services do what they do by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.log = at_haaglanden(inclusion, now=REPORTED_AT)

    def seen_by(self, service: str) -> Given:
        return Given(SERVICES[service], self.log.history, self.log.context)

    def record(self, events: Any) -> None:
        """Events, and what follows from each by itself."""
        assert not isinstance(events, Refusal)
        for event in events:
            before = self.log
            self.log = before.and_given(event)
            for service in SERVICES.values():
                self.record(Given(service, before.history, before.context).when_logged(event).decision)

    def give(self, command: CommandData, by: str) -> None:
        decision = (
            self.seen_by(SERVICE_OF_COMMAND[command.wire_name()]).when(command, by=by, functionary=CHAIR).decision
        )
        if not isinstance(decision, Refusal):
            self.record(decision)

    def days_pass(self, days: int) -> None:
        """Every timer that falls due meanwhile goes off, in the order in which they do."""
        until = self.log.context.now + timedelta(days=days)
        while due := min(((at, name, s) for s in SERVICES for name, at in self.running(s).items()), default=None):
            at, timer, service = due
            if at > until:
                break
            self.at(max(at, self.log.context.now))
            said = self.seen_by(service).when_expired(timer, at=self.log.context.now).decision
            assert said, f"{timer} was due and nothing was said"
            self.record(said)
            assert timer not in self.running(service), f"{timer} fires again and again"
        self.at(until)

    def at(self, now: datetime) -> None:
        self.log = replace(self.log, context=replace(self.log.context, now=now))

    def running(self, service: str) -> dict[str, datetime]:
        return self.seen_by(service).deadlines()

    @initialize(steps=st.integers(0, len(USUAL)))
    def the_usual_start(self, steps: int) -> None:
        for command, by, days in USUAL[:steps]:
            self.days_pass(days)
            self.give(command, by)

    @rule(command=st.sampled_from(FIXED), by=ANYONE)
    def somebody_gives(self, command: CommandData, by: str) -> None:
        self.give(command, by)

    @rule(command=st.sampled_from(FIXED))
    def the_procesregisseur_gives(self, command: CommandData) -> None:
        self.give(command, HAAGLANDEN)

    @rule(who=st.sampled_from((PROVIDER, GEMEENTE, POLITIE, WOONPARTNER)))
    def who_has_an_action_leaves(self, who: str) -> None:
        self.an_action_is_agreed(who, 7)
        self.give(SAMPLE_LEAVE.model_copy(update={"organisation": who}), HAAGLANDEN)

    @rule(early=st.integers(0, 9))
    def the_client_dies(self, early: int) -> None:
        if early == 0:  # seldom: it ends every story
            self.give(RecordDeath(died_on=self.log.context.today), HAAGLANDEN)

    @rule(seldom=st.integers(0, 9))
    def the_report_is_retracted(self, seldom: int) -> None:
        if seldom == 0:
            self.give(RetractReport(reason="Naamgenoot."), HAAGLANDEN)

    @rule(owner=ANYONE, days=DAYS)
    def an_action_is_agreed(self, owner: str, days: int) -> None:
        due = self.log.context.today + timedelta(days=days)
        self.give(AgreeAction(text="Belt.", owner=owner, due=due), HAAGLANDEN)

    @rule(action=NUMBERS, by=ANYONE)
    def an_action_is_done(self, action: int, by: str) -> None:
        self.give(CompleteAction(action=action, outcome="Gedaan."), by)
        self.give(CompletePostponedAction(action=action, outcome="Gedaan."), by)

    @rule(action=NUMBERS, owner=ANYONE)
    def an_action_changes_hands(self, action: int, owner: str) -> None:
        self.give(ReassignAction(action=action, owner=owner, reason="Ruil."), HAAGLANDEN)

    @rule(owners=st.lists(ANYONE, min_size=1, max_size=3), days=DAYS)
    def inclusion_waits(self, owners: list[str], days: int) -> None:
        today = self.log.context.today
        actions = tuple(
            AgreedAction(text="Zoekt uit.", owner=owner, due=today + timedelta(days=days + number))
            for number, owner in enumerate(owners)
        )
        table = {"seats": SAMPLE_SEATS, "criteria": SAMPLE_CRITERIA, "positions": SAMPLE_POSITIONS}
        self.give(PostponeInclusion(**table, reason="Vragen.", actions=actions), HAAGLANDEN)

    @rule(severity=st.sampled_from(Severity))
    def a_signal_is_raised(self, severity: Severity) -> None:
        if self.log.state.standing.phase in ACTIVE:
            self.record([_signal(severity, self.log)])

    @rule(days=st.integers(1, 120))
    def time_passes(self, days: int) -> None:
        self.days_pass(days)

    @invariant()
    def somebody_directs_and_carries_it(self) -> None:
        standing = self.log.state.standing
        assert (standing.director is None) == (standing.phase is Phase.NONE)
        if standing.phase in ACTIVE:
            assert standing.heads is not None
            assert {standing.heads.provider, standing.heads.municipality} <= standing.team.keys()

    @invariant()
    def something_is_due_or_seen_to_be_overdue(self) -> None:
        standing = self.log.state.standing
        items = [
            item
            for name, service in SERVICES.items()
            for item in service.agenda(self.seen_by(name).state, self.running(name), HAAGLANDEN)
        ]
        if standing.phase in CLOSED or standing.phase is Phase.NONE:
            assert items == []
            assert not any(self.running(name) for name in SERVICES)
            return
        term = "REV-1" if standing.phase is Phase.PLANNED else "INC-7"
        assert [item.owner for item in items if item.rule == term] == [HAAGLANDEN], f"{standing.phase}: nothing is due"
        now = self.log.context.now
        assert all(item.overdue for item in items if item.due <= now), "overdue and unseen"
        running = {at for name in SERVICES for at in self.running(name).values()}
        assert running <= {item.due for item in items if not item.overdue}, "a timer that nobody sees"

    @invariant()
    def every_open_action_has_who_can_do_it(self) -> None:
        state = self.seen_by("plan").state
        if state.standing.phase in ACTIVE:
            for action in state.actions.values():
                assert not action.is_open or action.owner == HAAGLANDEN or state.standing.in_team(action.owner)
            route = state.housing.running
            assert route is None or route.owner == HAAGLANDEN or state.standing.in_team(route.owner)


def _signal(severity: Severity, log: Given) -> DomainEvent:
    """As `signals` records it; that service watches terms of its own."""
    command = RaiseSignal(kind=SignalKind.AGGRESSION, severity=severity, text="Sloeg.")
    raised, *_ = Given(signals, log.history, log.context).when(command, by=PROVIDER).decision
    assert isinstance(raised, DomainEvent)
    return raised


Casework.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
test_alw_1_always_a_deadline = Casework.TestCase
