"""Which terms were kept: the begin and the end of each, held against each other within its case, while the log goes by. Pure.

A term that came along with a case began elsewhere, and is this ZVH's to keep from then on: it counts here when it ends or passes here,
and one that began here when another ZVH ends it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from levensloop.audit.asking.rows import Indexed, came_along, is_event, of_log
from levensloop.audit.asking.stays import closes
from levensloop.audit.records.deadlines import DEADLINES, NO_TERM, Deadline
from levensloop.audit.records.event_facts import coded
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.contracts.registry import EVENTS

KEPT, MISSED, RUNNING, DROPPED = "gehaald", "verlopen", "loopt nog", "vervallen"


@dataclass(frozen=True, slots=True)
class Term:
    """What became of one kind of term in the period: ended in time, passed, still running at its end, or dropped since it need not be any
    more. One that passed counts when it does, whatever comes later."""

    name: str
    kept: int
    missed: int
    running: int
    dropped: int

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """For a chart; what was dropped only where anything was."""
        dropped = ((DROPPED, self.dropped),) if self.dropped else ()
        return ((KEPT, self.kept), (MISSED, self.missed), (RUNNING, self.running), *dropped)


_Key = tuple[str | None, ...]
"""Which one of its kind; of a record of before, which does not say, one of its own: the first to begin is then the first to end."""


@dataclass(slots=True)
class _Open:
    """One that runs, or that passed and is still to be done. `here`: whether it began here."""

    here: bool
    passed: bool = False


@dataclass(slots=True)
class _Case:
    """Term, and which one of its kind → how it stands. What ended is not remembered."""

    open: dict[tuple[str, _Key], _Open] = field(default_factory=dict)


@dataclass(slots=True)
class Deadlines:
    """Counts per term. What it remembers are the terms that run, per case."""

    _cases: dict[object, _Case] = field(default_factory=dict)
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def over(self, record: Indexed, counts: bool = True) -> None:
        """The next record, in the order of the log; `counts`: whether it is of the period."""
        kind = EVENTS.get(record.account.what)
        if kind is None or record.account.case is None or not of_log(record):
            return
        case = self._cases.setdefault(record.account.case, _Case())
        for deadline in _OF_KIND.get(kind, ()):
            self._one(case, deadline, kind, record, counts)
        if _all_over(record):
            self._drop(case, case.open, counts, not came_along(record))
        if not case.open:
            del self._cases[record.account.case]

    @property
    def terms(self) -> list[Term]:
        """Those of which anything ended, passed or runs."""
        runs = Counter(name for case in self._cases.values() for (name, _), one in case.open.items() if not one.passed)
        found = [
            Term(
                each.name,
                self._counts[each.name, KEPT],
                self._counts[each.name, MISSED],
                runs[each.name],
                self._counts[each.name, DROPPED],
            )
            for each in DEADLINES
        ]
        return [term for term in found if any(number for _, number in term.rows)]

    def _one(self, case: _Case, deadline: Deadline, kind: type[DomainEvent], record: Indexed, counts: bool) -> None:
        a, here = record.account, not came_along(record)
        key = tuple(next(iter(coded(a.codes, name)), None) for name in deadline.of)
        mine = [each for each in case.open if each[0] == deadline.name and _fits(each[1], key)]
        if kind is deadline.passed:
            runs = [each for each in mine if not case.open[each].passed]
            each = next(iter((*runs, *mine)), (deadline.name, key))  # also one that began before the log did
            one = case.open.setdefault(each, _Open(here))
            self._count(deadline.name, MISSED, counts and not one.passed and (one.here or here))
            one.passed = True
            return
        if kind in deadline.ends:
            for each in mine[:1]:
                one = case.open.pop(each)
                self._count(deadline.name, KEPT, counts and not one.passed and (one.here or here))
        elif kind in deadline.drops:
            self._drop(case, mine, counts, here)
        if kind in deadline.begins and NO_TERM not in a.codes:
            case.open[deadline.name, (*key, str(a.id)) if deadline.of and not any(key) else key] = _Open(here)

    def _drop(self, case: _Case, these: Iterable[tuple[str, _Key]], counts: bool, here: bool) -> None:
        for name, key in list(these):
            one = case.open.pop((name, key))
            self._count(name, DROPPED, counts and not one.passed and (one.here or here))

    def _count(self, name: str, what: str, counts: bool) -> None:
        if counts:
            self._counts[name, what] += 1


def _fits(known: _Key, said: _Key) -> bool:
    """Whether this is the one, or one of those, that an event is about that says less."""
    return all(b is None or a is None or a == b for a, b in zip(known, said, strict=False))


def _all_over(record: Indexed) -> bool:
    """Nothing of the case runs on here: it closed, it is destroyed, or it went to another ZVH."""
    if is_event(record, DirectionTransferred):
        return record.account.to != record.account.zvh and not came_along(record)
    return closes(record) or is_event(record, CaseDestroyed, DestructionOrdered)


def _by_kind() -> Mapping[type[DomainEvent], tuple[Deadline, ...]]:
    kinds = {kind for deadline in DEADLINES for kind in deadline.kinds}
    return {kind: tuple(each for each in DEADLINES if kind in each.kinds) for kind in kinds}


_OF_KIND = _by_kind()
