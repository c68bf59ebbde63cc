"""Third parties that were let into a case: from when to when, and by what that ended (WGS 2.31(4)(9)). Pure.

The same as `levensloop.audit.asking.stays` tells an auditor from the records, here from the events themselves: also of what came along with
a case, which is another ZVH's to account for, and the person's to know.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import cast

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.third_parties import (
    ThirdPartyAdmissionExpired,
    ThirdPartyAdmissionTookEffect,
    ThirdPartyAdmissionWithdrawn,
)
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import CLOSED, Phase, Standing, evolve
from levensloop.documents.history import Events
from levensloop.documents.wording import day, listed

Begun = Recorded[ThirdPartyAdmissionTookEffect]


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which data could go to it by this admission. `ended`: when, None as long as nothing did; `because`: by what, in Dutch."""

    since: datetime
    ended: datetime | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class LetIn:
    """One admission that took effect, and each stay by it: one, or more where a closed case was to be seen again."""

    begun: Begun
    stays: tuple[Stay, ...]

    @property
    def until(self) -> date:
        """Its last day, as it was decided."""
        return self.begun.event.until


@dataclass
class _Inside:
    """Who is in now, and who was when the case closed."""

    stays: dict[int, LetIn] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    before: set[int] = field(default_factory=set)

    def begin(self, number: int, since: datetime) -> None:
        found = self.stays[number]
        self.stays[number] = replace(found, stays=(*found.stays, Stay(since)))
        self.open.add(number)

    def end(self, number: int, at: datetime, because: str) -> None:
        found = self.stays[number]
        self.stays[number] = replace(
            found, stays=(*found.stays[:-1], replace(found.stays[-1], ended=at, because=because))
        )
        self.open.discard(number)

    def end_all(self, at: datetime, because: str) -> None:
        for number in sorted(self.open):
            self.end(number, at, because)


def let_in(events: Events) -> Iterator[LetIn]:
    """In the order in which the admissions took effect. An admission that never did let nobody in."""
    standing, inside = Standing(), _Inside()
    for recorded in events:
        before, standing = standing, evolve(standing, recorded)
        _over(inside, recorded, _closed(before), _closed(standing), standing.phase)
    yield from inside.stays.values()


def _closed(standing: Standing) -> bool:
    """Nobody of a team sees it any more (EXT-3)."""
    return standing.phase in CLOSED and not standing.returned


def _over(inside: _Inside, recorded: Recorded[DomainEvent], was: bool, closed: bool, phase: Phase) -> None:
    at = recorded.time
    match recorded.event:
        case ThirdPartyAdmissionTookEffect(admission=number, organisation=organisation):
            for other in [n for n in inside.open if inside.stays[n].begun.event.organisation == organisation]:
                inside.end(other, at, "een nieuwe toelating kwam ervoor in de plaats")
            inside.stays[number] = LetIn(cast("Begun", recorded), ())
            inside.begin(number, at)
        case ThirdPartyAdmissionExpired(admission=number) | ThirdPartyAdmissionWithdrawn(admission=number) as event:
            inside.before.discard(number)
            if number in inside.open:
                withdrawn = isinstance(event, ThirdPartyAdmissionWithdrawn)
                inside.end(number, at, "de toelating werd beëindigd" if withdrawn else "")
        case DirectionTransferred():  # the team of the old region ends with it (MOV-5)
            inside.before.clear()
            inside.end_all(at, "uw casus ging naar een andere regio")
    if closed and phase is Phase.DESTROYED:
        inside.before.clear()
        inside.end_all(at, "uw gegevens werden vernietigd")
    elif closed and not was:
        inside.before |= inside.open
        inside.end_all(at, "uw casus werd gesloten")
    elif was and not closed:
        for number in sorted(inside.before):
            inside.begin(number, at)
        inside.before.clear()


def period(found: LetIn) -> str:
    """`van 16 mei 2024 tot 15 oktober 2024 (uw casus werd gesloten; afgesproken was tot en met 15 mei 2025)`"""
    return listed(_stay(stay, found.until) for stay in found.stays)


def _stay(stay: Stay, until: date) -> str:
    since = f"van {day(stay.since)}"
    if stay.ended is None or not stay.because:
        return f"{since} tot en met {day(until)}"
    return f"{since} tot {day(stay.ended)} ({stay.because}; afgesproken was tot en met {day(until)})"
