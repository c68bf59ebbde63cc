"""What should have gone out of a case by its log, against the records of what did. Pure (ALW-2, ALW-3).

Held against each other is which event went to whom, the first time that it could: whether it went, or was withheld whole. What depends on
more than the log is not: how often it went (again, when what stood in the way changed), which fields, and what was read or pulled since.
Recipients are those of the topology of now; the day by which a term was judged is that of the record, or of the event where there is none.
An event of which a field is destroyed since is judged no more: what the destroyed field would have held back cannot be known.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import takewhile
from uuid import UUID

from levensloop.contracts.calendar import day_of
from levensloop.contracts.decision import Organisation
from levensloop.contracts.ending import ended
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.supplied import leaves
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.disclosed import CaseSoFar, disclosures, evolve
from levensloop.disclosure.printed import Printed
from levensloop.disclosure.rectified import Wrong, as_far_as_it_may, who_received, wrong_ones

Pair = tuple[UUID, str]
"""An event, and the organisation to which it goes."""


@dataclass(frozen=True, slots=True)
class Logged:
    """An event of the case, and the append that wrote it."""

    recorded: Recorded[DomainEvent]
    batch: str


@dataclass(slots=True)
class Expected:
    """What follows from the log. `went`: pair → whether anything of it goes; `may`: pairs that may also be there, for what became known
    later; `unsure`: events of which something is destroyed; `over`: to whom everything ended once (`""`: to all): letters may be gone."""

    went: dict[Pair, bool] = field(default_factory=dict)
    may: set[Pair] = field(default_factory=set)
    unsure: set[UUID] = field(default_factory=set)
    over: set[str] = field(default_factory=set)


def expected(
    history: Sequence[Logged],
    records: Sequence[AccountRecord],
    organisations: Mapping[str, Organisation],
    me: str,
    documents_to: frozenset[str] = frozenset(),
    documents: Collection[Printed] = (),
) -> Expected:
    """`history`: the whole case; `records`: those of it, in the order of the outbox; `documents_to`: who was given a document of it, and
    `documents`: which. Who had the wrong datum in a document may be told; whether it must, depends on when it was given."""
    found, state, events = Expected(), CaseSoFar(), [logged.recorded for logged in history]
    days = _days(records)
    received = documents_to | {record.to for record in records if record.outcome is not Outcome.REFUSED}
    for at, logged in enumerate(history):
        recorded, before = logged.recorded, state
        state = evolve(state, recorded)
        together = takewhile(lambda later: later.batch == logged.batch, history[at + 1 :])  # noqa: B023 - used at once
        after = reduce(evolve, (later.recorded for later in together), state)
        if any(leaf.erased for leaf in leaves(recorded.event)):
            found.unsure.add(recorded.id)
        to: frozenset[str] = frozenset()
        wrong: Wrong = ()
        day = days.get(recorded.id, day_of(recorded.time))
        if isinstance(recorded.event, ReportRetracted):
            to = received
        elif isinstance(recorded.event, DatumRectified):
            wrong = wrong_ones(recorded.event, events[:at])
            known = list(takewhile(lambda record: record.event != recorded.id, records))  # noqa: B023 - used at once
            to = who_received(wrong, known)
            found.may |= {(recorded.id, each) for each in who_received(wrong, list(records), documents)}
        for each in disclosures(recorded, before, after, organisations, me, to, day):
            judged = as_far_as_it_may(each, wrong, after, organisations, me, day).judged if wrong else each.judged
            if judged.withheld or not judged.nothing:  # else the matrix gives nothing of it, and there is no record
                found.went.setdefault((each.recorded.id, each.to), not judged.nothing)
        if end := ended(recorded.event, before.standing, state.standing, me):
            found.over.add(end.organisation or "")
    return found


def differences(
    found: Expected, records: Sequence[AccountRecord], letters: Mapping[UUID, str], done: frozenset[UUID]
) -> Iterator[tuple[UUID, str, str | None, str | None]]:
    """Event, organisation, what the log says, what there is. `letters`: those that stand in the outbox, number → to whom. `done`: the
    events that disclosure has handled; of a later one nothing need be there."""
    first = _first(records)
    for pair, went in found.went.items():
        event, to = pair
        if event in found.unsure or event not in done:
            continue
        there = first.get(pair)
        if there is None:
            yield event, to, _said(went), None
        elif (there.outcome is Outcome.DISCLOSED) != went:
            yield event, to, _said(went), _said(not went)
    for (event, to), record in first.items():
        if (event, to) not in found.went and (event, to) not in found.may and event not in found.unsure:
            yield event, to, None, _said(record.outcome is Outcome.DISCLOSED)
    sent = {record.id: record for record in records if record.outcome is Outcome.DISCLOSED}
    back = {(record.event, record.to) for record in records if record.outcome is Outcome.WITHDRAWN}
    for number, to in letters.items():
        if number not in sent:
            yield number, to, None, "brief zonder verantwoording"
    for number, record in sent.items():
        gone = {"", record.to} & found.over or (record.event, record.to) in back
        if number not in letters and not gone:
            yield record.event, record.to, "brief", None


def _first(records: Sequence[AccountRecord]) -> dict[Pair, AccountRecord]:
    """Pair → the first record by which it went or was withheld."""
    found: dict[Pair, AccountRecord] = {}
    for record in records:
        if record.outcome in (Outcome.DISCLOSED, Outcome.REFUSED):
            found.setdefault((record.event, record.to), record)
    return found


def _days(records: Sequence[AccountRecord]) -> dict[UUID, date]:
    """Event → the day on which it was first judged."""
    found: dict[UUID, date] = {}
    for record in records:
        found.setdefault(record.event, day_of(record.at))
    return found


def _said(went: bool) -> str:
    return "verstrekt" if went else "achtergehouden"
