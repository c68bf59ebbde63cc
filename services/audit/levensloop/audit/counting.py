"""The figures of a report over a period: what was done how often, to whom it went, what was refused, which terms were kept. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from levensloop.audit.rows import Indexed
from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.event import kebab
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role

TERMS: Mapping[str, tuple[str, str]] = {
    "plan binnen de termijn": ("client-included", "plan-overdue"),
    "evaluatie": ("plan-established", "review-overdue"),
    "label bij de partner": ("label-requested", "label-overdue"),
    "crisisberaad": ("crisis-conference-called", "crisis-conference-overdue"),
    "stap van een scenario": ("scenario-step-assigned", "scenario-step-overdue"),
    "beveiligd bed": ("secure-bed-requested", "secure-bed-overdue"),
    "actie": ("action-agreed", "action-overdue"),
    "uitzoekactie": ("postponed-action-agreed", "postponed-action-overdue"),
    "stap van de maatwerkzorgroute": ("housing-route-started", "housing-route-overdue"),
    "escalatie": ("escalation-started", "escalation-overdue"),
    "hit of geen hit": ("identity-presented", "identity-overdue"),
    "instemming van een leverancier": ("supplier-agreement-asked", "supplier-agreement-overdue"),
}
"""Term, in Dutch → the event that starts it, the event that says that it passed."""


@dataclass(frozen=True, slots=True)
class Term:
    """How often a term began and how often it passed, in the period."""

    name: str
    begun: int
    passed: int


@dataclass(slots=True)
class Figures:
    """Counts. `disclosed`: (month as 2026-03, role of the recipient) → how often. `refused`: rule → how often. `done`: per operation."""

    records: int = 0
    cases: set[object] = field(default_factory=set)
    done: Counter[Operation] = field(default_factory=Counter)
    disclosed: Counter[tuple[str, Role]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)

    @property
    def terms(self) -> list[Term]:
        """Those that began or passed in the period."""
        found = [Term(name, self.happened[start], self.happened[over]) for name, (start, over) in TERMS.items()]
        return [term for term in found if term.begun or term.passed]


def count(records: Iterable[Indexed], roles: Mapping[str, Role]) -> Figures:
    """`roles`: organisation → its role; a recipient that is in it no more counts under none."""
    figures = Figures()
    for record in records:
        a = record.account
        figures.records += 1
        figures.done[a.operation] += 1
        if a.case is not None:
            figures.cases.add(a.case)
        if _made_ready(a) and (role := roles.get(a.to or "")):
            figures.disclosed[f"{a.at.astimezone(AMSTERDAM):%Y-%m}", role] += 1
        if a.outcome is Outcome.REFUSED:
            figures.refused[a.rule or "zonder regel"] += 1
        if (kind := EVENTS.get(a.what)) and any(covered.stream.startswith("LOG_") for covered in a.covers):
            figures.happened[kebab(kind.__name__)] += 1
    return figures


def _made_ready(account: Account) -> bool:
    """Not the giving of the key to it, which is a record of its own."""
    return (account.operation, account.outcome) == (Operation.DISCLOSE, Outcome.DONE) and account.what in EVENTS
