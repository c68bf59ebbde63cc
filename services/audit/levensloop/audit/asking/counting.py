"""The figures of a report over a period: what was done how often, to whom it went, what was refused, which terms were kept. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from levensloop.contracts.accountability import Account, LogPurpose, Operation, Outcome
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
    """Counts, made while the log goes by. `disclosed`: (month as 2026-03, role of the recipient) → how often. `refused`: rule → how often.
    `done`: per operation; `read`: why the log was read → how often.

    `roles`: organisation → its role; a recipient that is in it no more counts under none.
    """

    roles: Mapping[str, Role]
    records: int = 0
    cases: set[object] = field(default_factory=set)
    done: Counter[Operation] = field(default_factory=Counter)
    disclosed: Counter[tuple[str, Role]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    read: Counter[LogPurpose] = field(default_factory=Counter)

    @property
    def terms(self) -> list[Term]:
        """Those that began or passed in the period."""
        found = [Term(name, self.happened[start], self.happened[over]) for name, (start, over) in TERMS.items()]
        return [term for term in found if term.begun or term.passed]

    def over(self, account: Account) -> None:
        """One more record."""
        self.records += 1
        self.done[account.operation] += 1
        if account.case is not None:
            self.cases.add(account.case)
        if _made_ready(account) and (role := self.roles.get(account.to or "")):
            self.disclosed[f"{account.at.astimezone(AMSTERDAM):%Y-%m}", role] += 1
        if account.outcome is Outcome.REFUSED:
            self.refused[account.rule or "zonder regel"] += 1
        if (kind := EVENTS.get(account.what)) and any(covered.stream.startswith("LOG_") for covered in account.covers):
            self.happened[kebab(kind.__name__)] += 1
        if account.log_purpose is not None:
            self.read[account.log_purpose] += 1


def _made_ready(account: Account) -> bool:
    """Not the giving of the key to it, which is a record of its own."""
    return (account.operation, account.outcome) == (Operation.DISCLOSE, Outcome.DONE) and account.what in EVENTS
