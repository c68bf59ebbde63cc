"""Whether a condition or an objection was kept: nothing of what it is about went to whom it excludes, as long as it stood (WGS 2.29(3),
1.7(1)). Pure.

What is said comes in the order of the log. What went out is recorded by another policy, maybe before the record of what was said
earlier: so what went since the last event of the case is remembered, and all is held against each other by its time. What went at the
same moment counts as before. What is taken back before it was read did not go.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from levensloop.audit.asking.rows import Indexed, is_event, of_log, when
from levensloop.audit.records.event_facts import (
    ABOUT,
    ABOUT_EVENT,
    ANYONE,
    NOT_TO,
    NOT_TO_ROLE,
    ONLY_TO,
    ONLY_TO_ROLE,
    SUPPLIER,
    UNTIL,
    coded,
)
from levensloop.audit.records.out_records import READ
from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, plan
from levensloop.contracts.restrictions import CONDITION, OBJECTION

RULES: Mapping[type[DomainEvent], str] = {disclosure.ConditionsSet: CONDITION, disclosure.DisclosureObjected: OBJECTION}
LIFTS: Mapping[type[DomainEvent], str] = {
    disclosure.ConditionsLifted: CONDITION,
    disclosure.ObjectionWithdrawn: OBJECTION,
}
"""Kind of event → the rule by which what it sets, or ends, withholds."""

_SEVERAL = plan.SituationAssessed.wire_name()
"""What has parts of several suppliers: of which its record of a disclosure does not tell, so it is held against what is about it alone."""

_TOGETHER = timedelta(minutes=1)
"""The record of what was withheld is made with that of what went."""
_MOST = 200
"""Disclosures that are remembered between two events of a case."""


@dataclass(slots=True)
class Said:
    """One condition or objection. `against`: what went all the same, as far as is known now; `withheld`: how often something was."""

    record: Indexed
    rule: str
    number: str
    ends: datetime | None = None
    withheld: int = 0
    against: list[Indexed] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether its record says what it is about; those of before did not."""
        return bool(coded(self.record.account.codes, SUPPLIER))

    def stood(self, at: datetime) -> bool:
        days = coded(self.record.account.codes, UNTIL)
        ended = (self.ends is not None and at >= self.ends) or any(day_of(at) > date.fromisoformat(d) for d in days)
        return when(self.record.account) < at and not ended

    def covers(self, went: Account) -> bool:
        """Whether it is about something of what went."""
        codes = self.record.account.codes
        if went.event is not None and str(went.event) in coded(codes, ABOUT_EVENT):
            return True
        same = went.what != _SEVERAL and went.organisation in coded(codes, SUPPLIER)
        return same and bool(set(went.categories) & set(coded(codes, ABOUT)))

    def excludes(self, went: Account) -> bool:
        """Whether it may not go there, as `contracts.restrictions` has it."""
        codes, to, role = self.record.account.codes, went.to or "", went.to_role or ""
        if to in coded(codes, SUPPLIER):
            return False
        if ANYONE in codes or to in coded(codes, NOT_TO) or role in coded(codes, NOT_TO_ROLE):
            return True
        only, roles = coded(codes, ONLY_TO), coded(codes, ONLY_TO_ROLE)
        return bool(only or roles) and to not in only and role not in roles


class CaseKept:
    """Of one case: what was said, and what went against it."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], Said] = {}
        self._lately: deque[Indexed] = deque(maxlen=_MOST)

    def over(self, record: Indexed) -> None:
        """The next record of the case."""
        a = record.account
        if of_log(record):
            self._event(record)
        elif _went(a):
            self._lately.append(record)
            for said in self._said.values():
                _hold(said, record)
        elif a.operation is Operation.REFUSE:
            for said in self._of(a):
                said.withheld += 1
                said.against = [went for went in said.against if not _left_out(went.account, a)]
        elif a.outcome is Outcome.WITHDRAWN:
            self._lately = deque((w for w in self._lately if not _same(w.account, a)), _MOST)
            for said in self._said.values():
                said.against = [went for went in said.against if not _same(went.account, a)]

    def close(self) -> Iterator[tuple[Said, list[Indexed]]]:
        """Each, with what went against it."""
        for said in self._said.values():
            yield said, [went for went in said.against if said.stood(went.account.at)]

    def _event(self, record: Indexed) -> None:
        a = record.account
        for kind, rule in RULES.items():
            if is_event(record, kind):
                said = Said(record, rule, "".join(a.conditions))
                self._said[rule, said.number] = said
                for went in self._lately:
                    _hold(said, went)
        for kind, rule in LIFTS.items():
            if is_event(record, kind) and (ended := self._said.get((rule, "".join(a.conditions)))) is not None:
                ended.ends = when(a)
        self._lately = deque((w for w in self._lately if w.account.at > when(a)), _MOST)

    def _of(self, refused: Account) -> Iterator[Said]:
        for number in refused.conditions:
            if (said := self._said.get((refused.rule or "", number))) is not None:
                yield said


def _hold(said: Said, went: Indexed) -> None:
    a = went.account
    if said.stood(a.at) and said.covers(a) and said.excludes(a):
        said.against.append(went)


def _went(a: Account) -> bool:
    """Whether a letter went, or more of an event was pulled. Not that the key to a letter was given, of which its record does not tell what
    is in it; nor what of several suppliers was pulled."""
    if a.operation is not Operation.DISCLOSE or a.outcome is not Outcome.DONE or a.to is None or a.what == READ:
        return False
    return not (a.what == _SEVERAL and a.organisation == a.to)


def _same(went: Account, other: Account) -> bool:
    return (went.event, went.to) == (other.event, other.to) and went.at <= other.at


def _left_out(went: Account, refused: Account) -> bool:
    """Whether this was left out of what went: then only the rest did."""
    return _same(went, refused) and refused.at - went.at <= _TOGETHER
