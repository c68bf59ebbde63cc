"""Fictional clients as short stories, the events that tell them, and what they count for: worked out from the story alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, inclusion, plan, signals
from levensloop.contracts.housing import HousingSituation
from levensloop.contracts.impasse import EscalationKind, EscalationLevel
from levensloop.contracts.intake import WlzGround
from levensloop.contracts.monitoring import OF_KIND, OF_LEVEL, Figure
from levensloop.contracts.recorded import Recorded
from levensloop.infra.specification import record
from support.samples.world import HAAGLANDEN, ROTTERDAM, actor

BY = actor(HAAGLANDEN)


@dataclass(frozen=True)
class Story:
    """`included` may be absent: then the table declined. `end`: how it ended, and when. `from_elsewhere`: Rotterdam included."""

    reported: date
    included: date | None
    planned: date | None = None
    reviewed_in_time: date | None = None
    review_late: date | None = None
    housing: HousingSituation | None = None
    ground: WlzGround | None = None
    admitted: date | None = None
    released: date | None = None
    escalated: tuple[date, EscalationKind, EscalationLevel] | None = None
    end: tuple[str, date] | None = None
    from_elsewhere: date | None = None


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def told(story: Story, position: int = 0) -> list[Recorded[DomainEvent]]:
    """As this ZVH's log has it; what Rotterdam did before the client came has Rotterdam as its source."""
    found = sorted(_told(story), key=lambda item: item[0].at)
    return [record(event, position + n, source) for n, (event, source) in enumerate(found, 1)]


def _told(story: Story) -> Iterator[tuple[DomainEvent, str]]:
    first = ROTTERDAM if story.from_elsewhere else HAAGLANDEN

    def at(day: date) -> str:
        """Who records it: Rotterdam, until the client came from there."""
        return ROTTERDAM if story.from_elsewhere and day < story.from_elsewhere else HAAGLANDEN

    yield made(inclusion.ClientReported, story.reported), first
    if story.included is None:
        yield made(inclusion.InclusionDeclined, story.reported + timedelta(days=1)), first
        return
    yield made(inclusion.ClientIncluded, story.included, included_on=story.included, heads=None), first
    if story.ground is not None:
        yield made(plan.WlzChecked, story.included, minutes=1, indicated=True, ground=story.ground), first
    if story.housing is not None:
        yield made(plan.SituationAssessed, story.included, minutes=2, housing=story.housing), first
    if story.from_elsewhere:
        yield (
            made(handover.MoveAnnounced, story.included, minutes=3, move=1, to_zvh=HAAGLANDEN),
            ROTTERDAM,
        )
        yield (
            made(
                handover.DirectionTransferred, story.from_elsewhere, from_zvh=ROTTERDAM, to_zvh=HAAGLANDEN, heads=None
            ),
            ROTTERDAM,
        )
    if story.planned:
        yield made(plan.PlanEstablished, story.planned, minutes=5), at(story.planned)
    if story.reviewed_in_time:
        yield made(plan.ReviewHeld, story.reviewed_in_time, minutes=6, housing=None), at(story.reviewed_in_time)
    if story.review_late:
        yield made(plan.ReviewOverdue, story.review_late, minutes=7), at(story.review_late)
        yield made(plan.ReviewHeld, story.review_late + timedelta(days=3), minutes=8, housing=None), HAAGLANDEN
    if story.admitted:
        yield made(signals.AdmittedToSecureBed, story.admitted, minutes=9), HAAGLANDEN
    if story.released:
        yield made(signals.ReleasedFromSecureBed, story.released, minutes=10), HAAGLANDEN
    if story.escalated:
        day, kind, level = story.escalated
        first_table = EscalationLevel.CASE_TABLE
        yield made(signals.EscalationStarted, day, minutes=11, escalation=1, kind=kind, level=first_table), at(day)
        if level is not first_table:
            yield made(signals.EscalationRaised, day, minutes=12, escalation=1, level=level), at(day)
    if story.end:
        yield _end(*story.end), HAAGLANDEN


def _end(how: str, day: date) -> DomainEvent:
    match how:
        case "died":
            return made(inclusion.ClientDied, day, minutes=30, died_on=day)
        case "excluded":
            return made(inclusion.ClientExcluded, day, minutes=30)
    return made(handover.DirectionTransferred, day, minutes=30, from_zvh=HAAGLANDEN, to_zvh=ROTTERDAM, heads=None)


def made(event: type[DomainEvent], day: date, /, *, minutes: int = 0, **fields: Any) -> DomainEvent:
    """An event with what the figures look at, and nothing else."""
    return event.model_construct(at=noon(day) + timedelta(minutes=minutes), by=BY, **fields)


def expected(stories: list[Story], begin: date, end: date) -> Counter[Figure]:
    """What these stories count for between two days, worked out by hand."""
    found: Counter[Figure] = Counter()

    def within(day: date | None) -> bool:
        return day is not None and begin <= day <= end

    for s in stories:
        if s.included is None:
            found[Figure.DECLINED] += within(s.reported + timedelta(days=1))
            continue
        came = s.from_elsewhere or s.included
        found[Figure.MOVED_IN if s.from_elsewhere else Figure.INCLUDED] += within(came)
        if s.planned and within(s.planned):
            found[Figure.PLANS] += 1
            month = s.reported.replace(month=s.reported.month % 12 + 1, year=s.reported.year + s.reported.month // 12)
            found[Figure.PLANS_WITHIN_MONTH] += s.planned <= month
        for day, figure in ((s.reviewed_in_time, Figure.REVIEWS_ON_TIME), (s.review_late, Figure.REVIEWS_LATE)):
            found[figure] += within(day)
            found[Figure.REVIEWS] += within(day)
        if s.escalated and within(s.escalated[0]):
            found[Figure.ESCALATIONS] += 1
            found[OF_KIND[s.escalated[1]]] += 1
            found[OF_LEVEL[s.escalated[2]]] += 1
        if s.end:
            figures = {"died": Figure.DIED, "excluded": Figure.EXCLUDED, "moved": Figure.MOVED_OUT}
            found[figures[s.end[0]]] += within(s.end[1])
        if came <= end and not (s.end and s.end[1] <= end):
            found[Figure.OPEN_AT_END] += 1
            found[Figure.WITHOUT_HOUSING] += s.housing in (HousingSituation.HOMELESS, HousingSituation.SHELTERED)
            found[Figure.VG_INDICATION] += s.ground in (WlzGround.INTELLECTUAL, WlzGround.MILD_INTELLECTUAL)
            in_bed = s.admitted is not None and s.admitted <= end and not (s.released and s.released <= end)
            found[Figure.IN_SECURE_BED] += in_bed
    return found
