"""Signals and scenarios: SIG-1 raised, SIG-2 suggested by the machine and activated by a person, SIG-3 the steps."""

from collections.abc import Iterator

from levensloop.contracts.admission import PROCESS_DIRECTOR
from levensloop.contracts.commands.signals import AcknowledgeStep, ActivateScenario, EndScenario, RaiseSignal
from levensloop.contracts.decision import Context, Decision, system
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.events.signals import (
    ScenarioActivated,
    ScenarioEnded,
    ScenarioStepAcknowledged,
    ScenarioStepAssigned,
    ScenarioSuggested,
    SignalRaised,
)
from levensloop.contracts.refusal import refuse
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import Scenario
from levensloop.signals.state import State


def raise_signal(state: State, command: RaiseSignal, context: Context) -> Decision:
    """SIG-1; and SIG-2: every scenario that it triggers and that does not run yet is suggested."""
    number = state.signals + 1
    raised = SignalRaised(
        at=context.now,
        by=context.by,
        signal=number,
        kind=command.kind,
        severity=command.severity,
        text=command.text,
    )
    suggested = [
        ScenarioSuggested(
            at=context.now,
            by=system(context.me),
            signal=number,
            scenario=scenario.key,
            decided_by=scenario.decided_by.organisation,
        )
        for scenario in (state.plan.scenarios if state.plan else ())
        if command.kind in scenario.triggers and not state.is_active(scenario.key)
    ]
    return [raised, *suggested]


def designated(scenario: Scenario, context: Context) -> bool:
    """Whether the plan designates whoever acts. A node itself never is: the machine decides nothing (WGS 1.9)."""
    by, person = context.by, scenario.decided_by
    return by.functionary != SYSTEM and (by.organisation, by.functionary) == (person.organisation, person.functionary)


def activate(state: State, command: ActivateScenario, context: Context) -> Decision:
    """SIG-2: only by the person whom the current plan designates; then every role with a step gets it (SIG-3)."""
    scenario = state.scenario(command.scenario)
    if scenario is None:
        return refuse("SIG-2", f"Het plan kent geen scenario {command.scenario}.", field="scenario")
    if not designated(scenario, context):
        person = scenario.decided_by
        return refuse(
            "SIG-2",
            f"Scenario {scenario.key} start alleen {person.functionary} van {person.organisation}.",
            organisation=person.organisation,
            functionary=person.functionary,
        )
    if state.is_active(scenario.key):
        return refuse("SIG-2", f"Scenario {scenario.key} loopt al.", scenario=scenario.key)
    number = len(state.activations) + 1
    activated = ScenarioActivated(
        at=context.now,
        by=context.by,
        activation=number,
        scenario=scenario.key,
        kind=scenario.kind,
        reason=command.reason,
    )
    return [activated, *_steps(state, scenario, number, context)]


def _steps(state: State, scenario: Scenario, activation: int, context: Context) -> Iterator[ScenarioStepAssigned]:
    team = [(context.me, Role.ZVH), *((member.organisation, member.role) for member in state.standing.team.values())]
    for step in scenario.steps:
        for organisation, role in team:
            if role is step.role:
                yield ScenarioStepAssigned(
                    at=context.now,
                    by=context.by,
                    activation=activation,
                    scenario=scenario.key,
                    organisation=organisation,
                    role=role,
                    step=step.text,
                    if_fails=step.if_fails,
                )


def acknowledge(state: State, command: AcknowledgeStep, context: Context) -> Decision:
    """SIG-3: by the organisation that got the step. To say it twice does no harm and changes nothing."""
    organisation = context.by.organisation
    activation = state.activations.get(command.activation)
    if activation is None or organisation not in activation.steps:
        return refuse("SIG-3", f"{organisation} heeft geen stap in scenario nummer {command.activation}.")
    if activation.steps[organisation]:
        return []
    if activation.ended:
        return refuse("SIG-3", f"Scenario {activation.scenario} is al beëindigd.")
    return [
        ScenarioStepAcknowledged(
            at=context.now,
            by=context.by,
            activation=activation.number,
            scenario=activation.scenario,
            organisation=organisation,
        )
    ]


def end(state: State, command: EndScenario, context: Context) -> Decision:
    """PLN-2: by the designated person of the plan as it now is (or was, when it no longer has the scenario), or the chair."""
    activation = state.activations.get(command.activation)
    if activation is None or activation.ended:
        return refuse("SIG-2", f"Er loopt geen scenario met nummer {command.activation}.", field="activation")
    scenario = state.scenario(activation.scenario) or activation.agreed
    chairs = context.mine and context.by.functionary == PROCESS_DIRECTOR
    if not chairs and not (scenario and designated(scenario, context)):
        return refuse(
            "SIG-2",
            f"Scenario {activation.scenario} beëindigt alleen wie het plan aanwijst, of de {PROCESS_DIRECTOR}.",
            organisation=context.by.organisation,
            functionary=context.by.functionary,
        )
    return [
        ScenarioEnded(
            at=context.now,
            by=context.by,
            activation=activation.number,
            scenario=activation.scenario,
            outcome=command.outcome,
        )
    ]
