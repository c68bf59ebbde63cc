"""What a third party did with what it received: at least once a year, and overdue is an event (WGS 1.7(4))."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import third_parties as events
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.infra.messaging.agenda import AgendaItem


@dataclass(frozen=True, slots=True)
class Owed:
    """Feedback that is to come: of which admission or giving, and before the end of which day. `owner`: the third party, or nobody here."""

    admission: int | None
    giving: int | None
    owner: str | None
    due: date
    overdue: bool = False


Feedback = Mapping[str, Owed]
"""Third party in the network, or the number of a giving → what it still owes."""


def of_giving(number: int) -> str:
    """The key of a result that was given outside the network: no organisation's id begins with a digit."""
    return str(number)


def evolve(owed: Feedback, event: DomainEvent) -> Feedback:
    """What is owed after one more event. With the case, the clock of the old region stops (MOV-5)."""
    match event:
        case events.ThirdPartyAdmissionTookEffect(admission=number, organisation=who, feedback_before=due):
            late = who in owed and owed[who].overdue
            return {**owed, who: Owed(number, None, who, due, late)}
        case events.ResultGiven(giving=number, feedback_before=due):
            return {**owed, of_giving(number): Owed(None, number, None, due)}
        case events.FeedbackGiven(next_before=None) as given:
            return {key: found for key, found in owed.items() if not _same(found, given)}
        case events.FeedbackGiven(next_before=date() as due) as given:
            return {k: replace(o, due=due, overdue=False) if _same(o, given) else o for k, o in owed.items()}
        case events.FeedbackOverdue() as late_one:
            return {k: replace(o, overdue=True) if _same(o, late_one) else o for k, o in owed.items()}
        case DirectionTransferred():
            return {}
    return owed


def _same(owed: Owed, event: events.FeedbackGiven | events.FeedbackOverdue) -> bool:
    return (owed.admission, owed.giving) == (event.admission, event.giving)


_TIMER = "feedback-"


def deadlines(owed: Feedback) -> dict[str, datetime]:
    """A timer per third party that still owes it."""
    return {f"{_TIMER}{key}": end_of(found.due) for key, found in owed.items() if not found.overdue}


def expire(owed: Feedback, timer: str, context: Context) -> Sequence[DomainEvent]:
    """Overdue, said once."""
    found = owed.get(timer.removeprefix(_TIMER)) if timer.startswith(_TIMER) else None
    if found is None:
        return []
    return [
        events.FeedbackOverdue(
            at=context.now,
            by=context.by,
            admission=found.admission,
            giving=found.giving,
            owner=found.owner or context.me,
            due=found.due,
        )
    ]


def agenda(owed: Feedback, me: str) -> Iterator[AgendaItem]:
    """For the third party itself; for one outside the network the ZVH asks."""
    for found in owed.values():
        what = "terugkoppelen wat met de gegevens is gedaan"
        what = what if found.owner else f"{what}, van verstrekking {found.giving}"
        yield AgendaItem(what, end_of(found.due), found.owner or me, "WGS-1.7-4", found.overdue)
