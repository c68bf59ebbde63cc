"""What a plan must hold: PLN-1 the long-term goal for living first, PLN-3 the approach, PLN-2 scenarios that can be carried out."""

from collections import Counter

from levensloop.contracts.commands.plan import PlanDraft
from levensloop.contracts.decision import Context, unknown_organisation
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.standing import Standing
from levensloop.contracts.vocabulary import Plan, Scenario, ScenarioKind

NEEDS_BED = frozenset({ScenarioKind.TIME_OUT})
"""A time-out is in a secure clinic (S0, 1). An acute admission may be to an ordinary ward, which has no security level."""

HAS_NO_BED = frozenset({ScenarioKind.INTENSIFY_GUIDANCE, ScenarioKind.SUSPENSION_FROM_RESIDENCE})
"""Guidance is outpatient; a suspension is for when admission is not needed (S0, 1)."""


_PLN_3 = {
    "approach": "de bejegening: hoe ga je met de cliënt om",
    "informing": "hoe het team elkaar informeert",
    "zsm": "wat ZSM moet meewegen",
}
"""PLN-3: field of the draft → what it must say."""


def finish(draft: PlanDraft, standing: Standing, context: Context) -> Plan | Refusal:
    """The draft as a plan of this team, or what is wrong with it."""
    if draft.long_term_goal is None:
        return refuse(
            "PLN-1",
            "Begin met het doel op lange termijn voor wonen of verblijf; zonder dat is er geen levensloopplan.",
            field="long_term_goal",
        )
    for field, words in _PLN_3.items():
        if getattr(draft, field) is None:
            return refuse("PLN-3", f"In het levensloopplan ontbreekt {words}.", field=field)
    for key, times in Counter(scenario.key for scenario in draft.scenarios).items():
        if times > 1:
            return refuse("PLN-2", f"Er zijn twee scenario's met de naam {key}.", scenario=key)
    for scenario in draft.scenarios:
        refusal = _decider(scenario, standing, context) or _steps(scenario, standing) or _bed(scenario)
        if refusal is not None:
            return refusal
    return Plan(
        long_term_goal=draft.long_term_goal,
        middle_term=draft.middle_term,
        short_term=draft.short_term,
        scenarios=draft.scenarios,
        approach=draft.approach,
        informing=draft.informing,
        zsm=draft.zsm,
    )


def _decider(scenario: Scenario, standing: Standing, context: Context) -> Refusal | None:
    organisation = scenario.decided_by.organisation
    if refusal := unknown_organisation(context, organisation):
        return refusal
    if organisation == context.me or standing.in_team(organisation):
        return None
    return refuse(
        "PLN-2",
        f"Over scenario {scenario.key} beslist {organisation}, maar die zit niet in het levensloopteam.",
        scenario=scenario.key,
        organisation=organisation,
    )


def _steps(scenario: Scenario, standing: Standing) -> Refusal | None:
    present = {Role.ZVH, *(member.role for member in standing.team.values())}
    for step in scenario.steps:
        if step.role not in present:
            return refuse(
                "PLN-2",
                f"Scenario {scenario.key} heeft een stap voor {ROLES[step.role].dutch}, maar die zit niet in het team.",
                scenario=scenario.key,
                role=step.role,
            )
    return None


def _bed(scenario: Scenario) -> Refusal | None:
    if scenario.kind in NEEDS_BED and scenario.bed is None:
        return refuse(
            "PLN-2",
            f"Scenario {scenario.key} gaat over een beveiligd bed: noem beveiligingsniveau en langste verblijf.",
            scenario=scenario.key,
            field="bed",
        )
    if scenario.kind in HAS_NO_BED and scenario.bed is not None:
        return refuse(
            "PLN-2",
            f"Scenario {scenario.key} is van een soort zonder bed; kies een andere soort of laat het bed weg.",
            scenario=scenario.key,
            field="bed",
        )
    return None
