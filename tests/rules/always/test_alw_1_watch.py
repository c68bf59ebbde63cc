"""ALW-1 for `Watch`: whatever happens, in whatever order, nothing that is open is without an owner and a running or overdue deadline."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands import signals as commands
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.events import inclusion, signals
from levensloop.contracts.impasse import BottleneckCategory, EscalationKind, EscalationLevel
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Member
from levensloop.contracts.vocabulary import Scenario, Severity, SignalKind
from levensloop.infra.specification import Given, given
from levensloop.signals.release import waiting
from levensloop.signals.scenarios import decider
from levensloop.signals.service import signals as watch
from levensloop.signals.state import BedStatus, State
from support.samples.inclusion import ROTTERDAM_HEADS, direction_transferred, joined, move_announced
from support.samples.plan import SCALING_DOWN, TIME_OUT, planned_case
from support.samples.signals import COORDINATOR
from support.samples.world import CHAIR, HAAGLANDEN, ORGANISATIONS, ROTTERDAM, at_haaglanden

ROLES = st.sampled_from(sorted({o.role for o in ORGANISATIONS}))
FUNCTIONS = st.sampled_from([CHAIR, COORDINATOR, "medewerker"])
NUMBERS = st.integers(1, 3)
TEXT = "Zoals besproken."

COMMANDS: st.SearchStrategy[CommandData] = st.one_of(
    st.builds(
        commands.RaiseSignal, kind=st.sampled_from(SignalKind), severity=st.sampled_from(Severity), text=st.just(TEXT)
    ),
    st.builds(commands.AcknowledgeStep, activation=NUMBERS),
    st.builds(commands.EndScenario, activation=NUMBERS, outcome=st.just(TEXT)),
    st.builds(commands.RecordBottleneck, category=st.sampled_from(BottleneckCategory), text=st.just(TEXT)),
    st.builds(commands.ResolveBottleneck, bottleneck=NUMBERS, resolution=st.just(TEXT)),
    st.builds(commands.EndEscalation, escalation=NUMBERS, outcome=st.just(TEXT)),
)

BED: tuple[CommandData, ...] = (
    commands.RequestSecureBed(level=3, longest_stay_days=14, crisis=True, reason=TEXT),
    commands.WaitlistSecureBed(),
    commands.WithdrawSecureBedRequest(reason=TEXT),
    commands.AssignSecureBed(level=3, clinic="Kliniek"),
    commands.AdmitToSecureBed(home_kept=TEXT),
    commands.ReleaseFromSecureBed(),
    commands.ReleaseFromSecureBed(destination=TEXT),
)

NUMBERED: dict[type[DomainEvent], str] = {
    signals.SignalRaised: "signal",
    signals.ScenarioActivated: "activation",
    signals.BottleneckRecorded: "bottleneck",
    signals.EscalationStarted: "escalation",
}
OVERDUE = (
    signals.ScenarioStepOverdue,
    signals.SecureBedOverdue,
    signals.SecureBedStayExceeded,
    signals.EscalationOverdue,
    signals.BottleneckReleaseOverdue,
)


class Watching(RuleBasedStateMachine):
    """A case with a plan: commands by anybody, time that passes, partners that come and go, and a move."""

    case: Given

    @initialize()
    def planned(self) -> None:
        self.case = at_haaglanden(watch, *planned_case())

    @rule(command=COMMANDS, role=ROLES, functionary=FUNCTIONS)
    def anybody_gives_a_command(self, command: CommandData, role: Role, functionary: str) -> None:
        self.give(command, role, functionary)

    @rule(scenario=st.sampled_from([TIME_OUT, SCALING_DOWN]))
    def who_decides_activates(self, scenario: Scenario) -> None:
        person = decider(self.state, scenario, self.me)
        command = commands.ActivateScenario(scenario=scenario.key, reason=TEXT)
        self.give(command, self.case.context.organisations[person.organisation].role, person.functionary)

    @rule(command=st.sampled_from(BED))
    def the_provider_arranges_the_bed(self, command: CommandData) -> None:
        self.give(command, Role.LEVENSLOOPAANBIEDER, COORDINATOR)

    @rule(days=st.integers(-2, 40))
    def the_chair_extends_the_stay(self, days: int) -> None:
        until = self.case.context.today + timedelta(days=days)
        self.give(commands.ExtendSecureBedStay(until=until, reason=TEXT), Role.ZVH, CHAIR)

    @rule(kind=st.sampled_from(EscalationKind), which=st.integers(0, 9), days=st.none() | st.integers(-1, 100))
    def somebody_escalates(self, kind: EscalationKind, which: int, days: int | None) -> None:
        due = None if days is None else self.case.context.today + timedelta(days=days)
        owner = [self.me, *self.state.standing.team][which % (1 + len(self.state.standing.team))]
        command = commands.StartEscalation(kind=kind, owner=owner, due=due, reason=TEXT)
        self.give(command, Role.GEMEENTE, "casusregisseur")

    @rule(number=NUMBERS, level=st.sampled_from(EscalationLevel), owner=ROLES)
    def it_goes_up(self, number: int, level: EscalationLevel, owner: Role) -> None:
        command = commands.RaiseEscalation(
            escalation=number, outcome=TEXT, level=level, skipped_because=TEXT, owner=self.one(owner)
        )
        self.give(command, Role.ZVH, CHAIR)

    @rule(hours=st.integers(0, 24 * 40))
    def time_passes(self, hours: int) -> None:
        """Every timer fires at its own moment, as the node does."""
        until = self.case.context.now + timedelta(hours=hours)
        while due := [(at, name) for name, at in self.case.deadlines().items() if at <= until]:
            at, name = min(due)
            expired = self.case.when_expired(name, at=max(at, self.case.context.now)).decision
            assert expired, f"{name} is due at {at} and nothing comes of it"
            self.record(expired)
        self.case = replace(self.case, context=replace(self.case.context, now=until))

    @precondition(lambda self: self.may_leave())
    @rule(which=st.integers(0, 9))
    def a_partner_leaves(self, which: int) -> None:
        member = self.may_leave()[which % len(self.may_leave())]
        context = self.case.context
        left = inclusion.PartnerLeft(
            at=context.now,
            by=context.by,
            organisation=member.organisation,
            role=member.role,
            reason=TEXT,
            left_on=context.today,
        )
        self.record([left])

    @rule(role=ROLES.filter(lambda role: role not in (Role.ZVH, Role.LCBB)))
    def a_partner_joins(self, role: Role) -> None:
        organisation = self.one(role)
        if not self.state.standing.in_team(organisation):
            self.record([joined(organisation, zvh=self.me)])

    @precondition(lambda self: self.me == HAAGLANDEN and (self.state.open_escalations() or self.state.active()))
    @rule()
    def the_client_moves(self) -> None:
        now = self.case.context.now
        told = [recorded.event for recorded in self.case.history]
        there = given(watch, me=ROTTERDAM, now=now, organisations=ORGANISATIONS)
        self.case = there.and_given(*told, move_announced(now), source=HAAGLANDEN)
        self.record([direction_transferred(now)], source=HAAGLANDEN)
        self.record(
            [joined(ROTTERDAM_HEADS.provider, zvh=ROTTERDAM), joined(ROTTERDAM_HEADS.municipality, zvh=ROTTERDAM)]
        )

    @invariant()
    def what_is_open_has_an_owner_and_a_deadline_that_runs_or_passed(self) -> None:
        state, running = self.state, self.case.deadlines()
        for activation in state.active():
            for step in activation.open_steps():
                assert self.is_there(step.organisation)
                assert step.overdue or running[f"step-{activation.number}-{step.organisation}"] <= step.due
        if state.bed is not None:
            in_it, late = state.bed.status is BedStatus.ADMITTED, state.bed.exceeded or state.bed.overdue
            assert late != (("bed" if in_it else "bed-step") in running)
        for bottleneck in waiting(state):
            assert bottleneck.release_overdue != (f"bottleneck-{bottleneck.number}" in running)
        for escalation in state.open_escalations():
            assert self.is_there(escalation.owner)
            assert escalation.overdue or running[f"escalation-{escalation.number}"] == end_of(escalation.due)

    @invariant()
    def nothing_runs_that_is_not_open_or_is_over(self) -> None:
        state, running = self.state, self.case.deadlines()
        steps = {f"step-{a.number}-{step.organisation}" for a in state.active() for step in a.open_steps()}
        escalations = {f"escalation-{escalation.number}" for escalation in state.open_escalations()}
        bottlenecks = {f"bottleneck-{bottleneck.number}" for bottleneck in waiting(state)}
        assert set(running) <= steps | escalations | bottlenecks | ({"bed", "bed-step"} if state.bed else set())
        assert not {"bed", "bed-step"} <= set(running)
        assert all(due > self.case.context.now for due in running.values())

    @invariant()
    def the_agenda_has_all_of_it(self) -> None:
        state = self.state
        items = list(watch.agenda(state, self.case.deadlines(), self.me))
        steps = sum(len(activation.open_steps()) for activation in state.active())
        bed = state.bed is not None
        assert len(items) == steps + len(state.open_escalations()) + bed + len(waiting(state))
        assert all(self.is_there(item.owner) for item in items)
        assert all(item.overdue or item.due > self.case.context.now for item in items)

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        for kind, field in NUMBERED.items():
            numbers = [getattr(r.event, field) for r in self.case.history if isinstance(r.event, kind)]
            assert numbers == list(range(1, len(numbers) + 1)), kind

    @invariant()
    def nothing_is_overdue_twice_for_the_same_term(self) -> None:
        said = Counter(
            (kind, *(str(value) for name, value in event if name not in ("at", "by")))
            for event in (recorded.event for recorded in self.case.history)
            for kind in (type(event),)
            if isinstance(event, OVERDUE)
        )
        assert not [term for term, times in said.items() if times > 1]

    @property
    def me(self) -> str:
        return self.case.context.me

    @property
    def state(self) -> State:
        state: State = self.case.state
        return state

    def one(self, role: Role) -> str:
        """An organisation with this role, in the region where the case is (the other region's, where there is none here)."""
        there = [o.id for o in ORGANISATIONS if o.role is role]
        return next((o.id for o in ORGANISATIONS if o.role is role and o.zvh == self.me), there[0])

    def may_leave(self) -> list[Member]:
        """Who is in the team and does not carry the case (TEA-1)."""
        heads = self.state.standing.heads
        carriers = (heads.provider, heads.municipality) if heads else ()
        return [member for member in self.state.standing.team.values() if member.organisation not in carriers]

    def is_there(self, organisation: str) -> bool:
        return organisation == self.me or self.state.standing.in_team(organisation)

    def give(self, command: CommandData, role: Role, functionary: str) -> None:
        decision = self.case.when(command, by=self.one(role), functionary=functionary).decision
        if not isinstance(decision, Refusal):
            self.record(decision)

    def record(self, events: object, source: str | None = None) -> None:
        """The events, and what signals does by itself because of each."""
        assert isinstance(events, list | tuple)
        for event in events:
            reactions = self.case.when_logged(event, source=source).decision
            assert not isinstance(reactions, Refusal)
            self.case = self.case.and_given(event, source=source).and_given(*reactions)


Watching.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestWatching = Watching.TestCase
