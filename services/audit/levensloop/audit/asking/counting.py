"""The figures of a report over a period: what was done how often, to whom it went, what was refused, which terms were kept. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from levensloop.audit.asking.deadlines_kept import Deadlines, Term
from levensloop.audit.asking.rows import Indexed, came_along, of_log
from levensloop.audit.refusals import NO_RULE, NOT_PROVIDED
from levensloop.contracts.accountability import Account, LogPurpose, Operation, Outcome
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.event import kebab
from levensloop.contracts.events.disclosure import ProvisionRefused
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role


@dataclass(slots=True)
class Figures:
    """Counts, made while the log goes by. `disclosed`: (month as 2026-03, role of the recipient) → how often. `refused`: rule → how often.
    `done`: per operation; `read`: why the log was read → how often.

    `roles`: organisation → its role now, for records that do not say by which role was judged. What came along with a case happened
    elsewhere: of that only the receiving counts.
    """

    roles: Mapping[str, Role]
    records: int = 0
    cases: set[object] = field(default_factory=set)
    done: Counter[Operation] = field(default_factory=Counter)
    disclosed: Counter[tuple[str, Role]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    read: Counter[LogPurpose] = field(default_factory=Counter)
    deadlines: Deadlines = field(default_factory=Deadlines)

    @property
    def terms(self) -> list[Term]:
        """What became of those that ended, passed or ran in the period."""
        return self.deadlines.terms

    def before(self, record: Indexed) -> None:
        """One more record from before the period: a term that began then may end in it."""
        self.deadlines.over(record, counts=False)

    def over(self, record: Indexed) -> None:
        """One more record of the period."""
        account = record.account
        self.deadlines.over(record)
        self.records += 1
        self.done[account.operation] += 1
        if account.case is not None:
            self.cases.add(account.case)
        if _made_ready(account) and (role := account.to_role or self.roles.get(account.to or "")):
            self.disclosed[f"{account.at.astimezone(AMSTERDAM):%Y-%m}", role] += 1
        if account.outcome is Outcome.REFUSED:
            self.refused[account.rule or NO_RULE] += 1
        if (kind := EVENTS.get(account.what)) and of_log(record) and not came_along(record):
            self.happened[kebab(kind.__name__)] += 1
            self.refused.update([NOT_PROVIDED] if kind is ProvisionRefused else [])
        if account.log_purpose is not None:
            self.read[account.log_purpose] += 1


def _made_ready(account: Account) -> bool:
    """Not the giving of the key to it, which is a record of its own."""
    return (account.operation, account.outcome) == (Operation.DISCLOSE, Outcome.DONE) and account.what in EVENTS
