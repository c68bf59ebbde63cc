"""FIN-1: on which days this ZVH's team coordinated for a client, and who paid. Days, not money: rates are a table of their own."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from levensloop.contracts import standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.erased import if_known, is_erased
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientDied, ClientIncluded, CoordinationPayerRecorded
from levensloop.contracts.monitoring import Payer
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import ACTIVE, Standing


@dataclass(frozen=True, slots=True)
class Stretch:
    """From this day up to and including the last; no last day: still going on."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class CaseCoordination:
    """`stretches` in which this ZVH directed; `payers` in the order in which they were recorded, each from its day on."""

    standing: Standing = field(default_factory=Standing)
    stretches: tuple[Stretch, ...] = ()
    payers: tuple[tuple[date, Payer], ...] = ()

    def payer(self, day: date) -> Payer | None:
        """Who pays this day: as was recorded last of what holds by then; `None`: nobody recorded it."""
        known = [(start, number, payer) for number, (start, payer) in enumerate(self.payers) if start <= day]
        return max(known, key=lambda found: found[:2])[2] if known else None


def evolve(case: CaseCoordination, recorded: Recorded[DomainEvent], me: str) -> CaseCoordination:
    """One more event of the case.

    The day of inclusion counts, and so does the last day of who died or left; the day of a transfer counts for who receives,
    so that no day is paid twice.
    """
    was = case.standing.phase in ACTIVE and case.standing.director == me
    case = replace(case, standing=standing.evolve(case.standing, recorded))
    now = case.standing.phase in ACTIVE and case.standing.director == me
    event, day = recorded.event, day_of(recorded.event.at)
    if isinstance(event, CoordinationPayerRecorded) and is_erased(event.from_date):
        return case
    if isinstance(event, CoordinationPayerRecorded):
        return replace(case, payers=(*case.payers, (event.from_date, event.payer)))
    if now and not was:
        first = (if_known(event.included_on) if isinstance(event, ClientIncluded) else None) or day
        return replace(case, stretches=(*case.stretches, Stretch(first)))
    if was and not now:
        moved = case.standing.phase in ACTIVE
        last = (
            day - timedelta(days=1)
            if moved
            else (if_known(event.died_on) if isinstance(event, ClientDied) else None) or day
        )
        *earlier, current = case.stretches
        ended = [replace(current, last=last)] if last >= current.first else []
        return replace(case, stretches=(*earlier, *ended))
    return case


@dataclass(frozen=True, slots=True)
class Days:
    """Consecutive days of one client with one payer; `None`: not known who pays."""

    first: date
    last: date
    payer: Payer | None

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1


def days(case: CaseCoordination, first: date, last: date) -> Iterator[Days]:
    """The days from `first` up to and including `last`, cut where the payer changes."""
    for stretch in case.stretches:
        begin, end = max(first, stretch.first), min(last, stretch.last or last)
        if begin > end:
            continue
        cuts = sorted({begin, *(start for start, _ in case.payers if begin < start <= end)})
        ends = [*(cut - timedelta(days=1) for cut in cuts[1:]), end]
        pieces = [Days(start, until, case.payer(start)) for start, until in zip(cuts, ends, strict=True)]
        yield from _joined(pieces)


def _joined(pieces: list[Days]) -> Iterator[Days]:
    """A payer that was recorded twice is still one."""
    current: Days | None = None
    for piece in pieces:
        if current is not None and piece.payer == current.payer:
            current = replace(current, last=piece.last)
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current
