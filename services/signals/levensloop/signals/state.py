"""What signals knows of a case: how it stands, the plan's scenarios, which of them run, the secure bed, and what is stuck."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from levensloop.contracts import standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.erased import if_known
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, inclusion, plan, signals
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.renewed import renewed
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Standing
from levensloop.contracts.terms import BOTTLENECK_RELEASE, STEPS, step_of_bed
from levensloop.contracts.vocabulary import Person, Plan, Scenario, ScenarioKind
from levensloop.signals.escalated import Escalation, Escalations
from levensloop.signals.escalated import evolve as evolve_escalated
from levensloop.signals.raised import Signal
from levensloop.signals.raised import evolve as evolve_raised


@dataclass(frozen=True, slots=True)
class Step:
    """SIG-3: a step of a scenario that runs, and who has it now. Open until it is acknowledged, overdue or not."""

    organisation: str
    role: Role
    text: str
    if_fails: str
    due: datetime
    acknowledged: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Activation:
    """A scenario that was activated, with its steps in the order of the plan (SIG-3). `agreed`: as the plan had it."""

    number: int
    scenario: str
    kind: ScenarioKind
    agreed: Scenario | None
    steps: tuple[Step, ...] = ()
    ended: bool = False

    def open_steps(self) -> list[Step]:
        """What nobody acknowledged yet; nothing, once the scenario ended."""
        return [] if self.ended else [step for step in self.steps if not step.acknowledged]


class BedStatus(StrEnum):
    """BED-1: how far the way to a secure bed is."""

    REQUESTED = "requested"
    WAITLISTED = "waitlisted"
    ASSIGNED = "assigned"
    ADMITTED = "admitted"


@dataclass(frozen=True, slots=True)
class Bed:
    """BED-1: the secure bed that is asked for or used. `level` is what was asked until it is assigned.

    `due` is the last day of the step on the way to it, `overdue` that it passed; `until` and `exceeded` so of the stay (BED-3).
    """

    status: BedStatus
    level: int
    longest_stay_days: int
    crisis: bool
    clinic: str = ""
    expected_on: date | None = None
    until: date | None = None
    home_kept: str | None = None
    exceeded: bool = False
    due: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """BTL-1: what is stuck. `name` for a category of its own; `released`: the text was checked and left."""

    number: int
    category: BottleneckCategory
    name: str | None
    text: str
    release_before: date
    resolved: bool = False
    released: bool = False
    release_overdue: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """`signals` is how many there have been, `raised` what they said; the rest is by number, what ended included."""

    standing: Standing = field(default_factory=Standing)
    person: Person | None = None
    plan: Plan | None = None
    signals: int = 0
    raised: tuple[Signal, ...] = ()
    activations: dict[int, Activation] = field(default_factory=dict)
    bed: Bed | None = None
    bottlenecks: dict[int, Bottleneck] = field(default_factory=dict)
    escalations: Escalations = field(default_factory=dict)

    def scenario(self, key: str) -> Scenario | None:
        """The scenario of this name in the current plan."""
        return next((s for s in self.plan.scenarios if s.key == key), None) if self.plan else None

    def active(self) -> list[Activation]:
        """What runs now, oldest first."""
        return [activation for activation in self.activations.values() if not activation.ended]

    def open_escalations(self) -> list[Escalation]:
        return [escalation for escalation in self.escalations.values() if not escalation.ended]

    def is_active(self, key: str) -> bool:
        return any(activation.scenario == key for activation in self.active())


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    state = renewed(
        state,
        standing=standing.evolve(state.standing, recorded),
        raised=evolve_raised(state.raised, recorded.event),
        escalations=evolve_escalated(state.escalations, recorded.event),
    )
    match recorded.event:
        case inclusion.ClientReported(person=person):
            return replace(state, person=person)
        case disclosure.DatumRectified(person=person) if person is not None:
            return replace(state, person=person)
        case plan.PlanEstablished(plan=current) | plan.PlanRevised(plan=current):
            return replace(state, plan=current)
        case signals.SignalRaised(signal=number):
            return replace(state, signals=number)
        case signals.ScenarioActivated(activation=number, scenario=key, kind=kind):
            return _activation(state, Activation(number, key, kind, state.scenario(key)))
        case signals.ScenarioEnded(activation=number) if number in state.activations:
            return _activation(state, replace(state.activations[number], ended=True))
        case (
            signals.ScenarioStepAssigned()
            | signals.ScenarioStepAcknowledged()
            | signals.ScenarioStepOverdue()
            | signals.ScenarioStepReassigned()
        ) as event if event.activation in state.activations:
            activation = state.activations[event.activation]
            return _activation(state, replace(activation, steps=_steps(activation, event)))
        case signals.BottleneckRecorded(bottleneck=number) as new:
            before = new.release_before or BOTTLENECK_RELEASE.after(day_of(new.at))
            return _bottleneck(state, Bottleneck(number, new.category, new.name, new.text, before))
        case signals.BottleneckReleased(bottleneck=number) if number in state.bottlenecks:
            return _bottleneck(state, replace(state.bottlenecks[number], released=True))
        case signals.BottleneckReleaseOverdue(bottleneck=number) if number in state.bottlenecks:
            return _bottleneck(state, replace(state.bottlenecks[number], release_overdue=True))
        case signals.BottleneckResolved(bottleneck=number) if number in state.bottlenecks:
            return _bottleneck(state, replace(state.bottlenecks[number], resolved=True))
        case _:
            return renewed(state, bed=_bed(state.bed, recorded.event))


def _activation(state: State, activation: Activation) -> State:
    return replace(state, activations={**state.activations, activation.number: activation})


def _bottleneck(state: State, bottleneck: Bottleneck) -> State:
    return replace(state, bottlenecks={**state.bottlenecks, bottleneck.number: bottleneck})


def _steps(activation: Activation, event: DomainEvent) -> tuple[Step, ...]:
    """SIG-3. A step that was assigned before terms were recorded is due as the table says."""
    match event:
        case signals.ScenarioStepAssigned() as new:
            due = new.due or STEPS[activation.kind].over(new.at)
            return (*activation.steps, Step(new.organisation, new.role, new.step, new.if_fails, due))
        case signals.ScenarioStepAcknowledged(organisation=who):
            return _open(activation, lambda step: step.organisation == who, acknowledged=True)
        case signals.ScenarioStepOverdue(organisation=who, due=due):
            return _open(activation, lambda step: step.organisation == who and step.due <= due, overdue=True)
        case signals.ScenarioStepReassigned(from_organisation=gone, organisation=to, step=text, due=due):
            return _open(
                activation,
                lambda step: step.organisation == gone and step.text == text,
                organisation=to,
                due=due,
                overdue=False,
            )
    return activation.steps


def _open(activation: Activation, which: Callable[[Step], bool], **changes: Any) -> tuple[Step, ...]:
    return tuple(
        replace(step, **changes) if not step.acknowledged and which(step) else step for step in activation.steps
    )


def _bed(bed: Bed | None, event: DomainEvent) -> Bed | None:
    match event, bed:
        case signals.SecureBedRequested(level=level, longest_stay_days=days, crisis=crisis, at=at, due=due), _:
            return Bed(BedStatus.REQUESTED, level, days, crisis, due=due or step_of_bed(crisis).after(day_of(at)))
        case signals.SecureBedWaitlisted(expected_on=expected_on, at=at, due=due), Bed():
            due = due or step_of_bed(bed.crisis).after(day_of(at))
            return replace(bed, status=BedStatus.WAITLISTED, expected_on=expected_on, due=due, overdue=False)
        case signals.SecureBedAssigned(level=level, clinic=clinic, at=at, due=due), Bed():
            bed = replace(bed, due=due or step_of_bed(bed.crisis).after(day_of(at)), overdue=False)
            return replace(bed, status=BedStatus.ASSIGNED, level=level, clinic=clinic, expected_on=None)
        case signals.SecureBedOverdue(), Bed():
            return replace(bed, overdue=True)
        case signals.AdmittedToSecureBed(until=until, home_kept=home_kept), Bed():
            return replace(
                bed, status=BedStatus.ADMITTED, until=if_known(until), home_kept=home_kept, due=None, overdue=False
            )
        case signals.SecureBedStayExceeded(), Bed():
            return replace(bed, exceeded=True)
        case signals.SecureBedStayExtended(until=until), Bed():
            return replace(bed, until=if_known(until), exceeded=False)
        case signals.ReleasedFromSecureBed() | signals.SecureBedRequestWithdrawn(), _:
            return None
    return bed
