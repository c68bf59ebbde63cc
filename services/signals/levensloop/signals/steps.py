"""SIG-3: every step of a scenario that runs has one who takes it, in time or visibly too late, also when a partner leaves."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from levensloop.contracts.commands.signals import AcknowledgeStep
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.erased import if_known
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.signals import (
    ScenarioStepAcknowledged,
    ScenarioStepAssigned,
    ScenarioStepOverdue,
    ScenarioStepReassigned,
)
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import refuse
from levensloop.contracts.roles import Role
from levensloop.contracts.terms import STEPS
from levensloop.contracts.vocabulary import Scenario, ScenarioKind
from levensloop.signals.state import Activation, State, Step


def assign(state: State, scenario: Scenario, activation: int, context: Context) -> Iterator[ScenarioStepAssigned]:
    """To every member with the role of the step; to the ZVH where nobody has it (any more), so that it is not lost."""
    due = context.over(STEPS[scenario.kind])
    for step in scenario.steps:
        members = [member.organisation for member in state.standing.team.values() if member.role is step.role]
        for organisation in [context.me] if step.role is Role.ZVH else members or [context.me]:
            yield ScenarioStepAssigned(
                at=context.now,
                by=context.by,
                activation=activation,
                scenario=scenario.key,
                organisation=organisation,
                role=step.role,
                step=step.text,
                if_fails=step.if_fails,
                due=due,
            )


def acknowledge(state: State, command: AcknowledgeStep, context: Context) -> Decision:
    """By the organisation that has the step, late is also good. To say it twice does no harm and changes nothing."""
    organisation = context.by.organisation
    activation = state.activations.get(command.activation)
    steps = [step for step in activation.steps if step.organisation == organisation] if activation else []
    if activation is None or not steps:
        return refuse("SIG-3", f"{organisation} heeft geen stap in scenario nummer {command.activation}.")
    if all(step.acknowledged for step in steps):
        return []
    if activation.ended:
        return refuse("SIG-3", f"Scenario nummer {command.activation} is al beëindigd.")
    return [
        ScenarioStepAcknowledged(
            at=context.now,
            by=context.by,
            activation=activation.number,
            scenario=activation.scenario,
            organisation=organisation,
        )
    ]


def deadlines(state: State) -> dict[str, datetime]:
    """One timer per activation and organisation: for the first of its steps that is neither acknowledged nor overdue."""
    due: dict[str, datetime] = {}
    for activation, step in _waiting(state):
        name = _timer(activation, step)
        due[name] = min(step.due, due.get(name, step.due))
    return due


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """Overdue, once per term. Whoever has the step still must acknowledge it."""
    late = [(a, s) for a, s in _waiting(state) if _timer(a, s) == timer and s.due <= context.now]
    if not late:
        return []
    activation, step = late[0]
    return [
        ScenarioStepOverdue(
            at=context.now,
            by=context.by,
            activation=activation.number,
            scenario=activation.scenario,
            organisation=step.organisation,
            due=max(step.due for _, step in late),
        )
    ]


def take_over(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """ALW-1: who left the team, or stayed behind in the old region, leaves no open step: the ZVH has it, with a new term."""
    return [
        ScenarioStepReassigned(
            at=context.now,
            by=context.by,
            activation=activation.number,
            scenario=activation.scenario,
            from_organisation=step.organisation,
            organisation=context.me,
            role=step.role,
            step=step.text,
            if_fails=step.if_fails,
            due=context.over(STEPS[if_known(activation.kind) or ScenarioKind.ACUTE_ADMISSION]),
        )
        for activation in state.active()
        for step in activation.open_steps()
        if state.standing.carried and step.organisation != context.me and not state.standing.in_team(step.organisation)
    ]


def _waiting(state: State) -> list[tuple[Activation, Step]]:
    return [(a, step) for a in state.active() for step in a.open_steps() if not step.overdue]


def _timer(activation: Activation, step: Step) -> str:
    return f"step-{activation.number}-{step.organisation}"
