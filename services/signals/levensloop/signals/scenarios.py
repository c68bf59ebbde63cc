"""Signals and scenarios: SIG-1 raised, SIG-2 suggested by the machine, activated and ended by a person."""

from levensloop.contracts.admission import PROCESS_DIRECTOR
from levensloop.contracts.commands.signals import ActivateScenario, EndScenario, RaiseSignal
from levensloop.contracts.decision import Context, Decision, system
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.events.signals import ScenarioActivated, ScenarioEnded, ScenarioSuggested, SignalRaised
from levensloop.contracts.refusal import refuse
from levensloop.contracts.vocabulary import Designation, Scenario
from levensloop.signals.state import State
from levensloop.signals.steps import assign


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
            decided_by=decider(state, scenario, context.me).organisation,
        )
        for scenario in (state.plan.scenarios if state.plan else ())
        if command.kind in scenario.triggers and not state.is_active(scenario.key)
    ]
    return [raised, *suggested]


def decider(state: State, scenario: Scenario, me: str) -> Designation:
    """Whom the plan designates; the procesregisseur where that organisation left, or stayed behind in the old region."""
    person = scenario.decided_by
    if person.organisation == me or state.standing.in_team(person.organisation):
        return person
    return Designation(organisation=me, functionary=PROCESS_DIRECTOR)


def decides(person: Designation, context: Context) -> bool:
    """Whether this is who acts. A node itself never is: the machine decides nothing (WGS 1.9)."""
    by = context.by
    return by.functionary != SYSTEM and (by.organisation, by.functionary) == (person.organisation, person.functionary)


def activate(state: State, command: ActivateScenario, context: Context) -> Decision:
    """SIG-2: only by the person whom the current plan designates; then every step goes to who takes it (SIG-3)."""
    scenario = state.scenario(command.scenario)
    if scenario is None:
        return refuse("SIG-2", f"Het plan kent geen scenario {command.scenario}.", field="scenario")
    person = decider(state, scenario, context.me)
    if not decides(person, context):
        return refuse(
            "SIG-2",
            f"Scenario {scenario.key} start alleen wie het plan daarvoor aanwijst, van {person.organisation}.",
            organisation=person.organisation,
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
    return [activated, *assign(state, scenario, number, context)]


def end(state: State, command: EndScenario, context: Context) -> Decision:
    """PLN-2: by the designated person of the plan as it now is (or was, when it no longer has the scenario), or the chair."""
    activation = state.activations.get(command.activation)
    if activation is None or activation.ended:
        return refuse("SIG-2", f"Er loopt geen scenario met nummer {command.activation}.", field="activation")
    scenario = state.scenario(activation.scenario) or activation.agreed
    chairs = context.mine and context.by.functionary == PROCESS_DIRECTOR
    if not chairs and not (scenario and decides(decider(state, scenario, context.me), context)):
        return refuse(
            "SIG-2",
            f"Scenario nummer {command.activation} beëindigt alleen wie het plan aanwijst, of de {PROCESS_DIRECTOR}.",
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
