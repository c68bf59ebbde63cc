"""The scenarios of a plan: what triggers each, who decides that it goes wrong, the steps per role and what if one fails (PLN-2)."""

from levensloop.contracts.erased import is_erased
from levensloop.contracts.roles import ROLES
from levensloop.contracts.vocabulary import BedTerms, Plan, Scenario
from levensloop.contracts.words import in_dutch
from levensloop.documents.model import Facts, Section, Table
from levensloop.documents.wording import NOTHING, called, listed


def scenarios(plan: Plan) -> Section:
    """PLN-2: all of them, in the order of the plan."""
    return Section("Scenario's", () if plan.scenarios else (NOTHING,), tuple(map(_scenario, plan.scenarios)))


def _scenario(scenario: Scenario) -> Section:
    decides = f"{scenario.decided_by.functionary}, {called(scenario.decided_by.organisation)}"
    facts = (
        ("Signalen", listed(map(in_dutch, scenario.triggers))),
        ("Wie beslist dat het misgaat", decides),
        *((("Beveiligd bed", _bed(scenario.bed)),) if scenario.bed else ()),
    )
    steps = tuple((ROLES[step.role].dutch, step.text, step.if_fails) for step in scenario.steps)
    return Section(_title(scenario), (Facts(facts), Table(("Wie", "Stap", "Als de stap mislukt"), steps, (26, 39, 35))))


def _title(scenario: Scenario) -> str:
    """Its short name, by which people call it, and its kind where that says more."""
    name, kind = scenario.key.replace("-", " "), in_dutch(scenario.kind)
    return kind.capitalize() if name in kind.replace("-", " ") else f"{name.capitalize()} ({kind})"


def _bed(bed: BedTerms) -> str:
    if is_erased(bed):
        return str(bed)
    return f"beveiligingsniveau {bed.level}, ten hoogste {bed.longest_stay_days} dagen"
