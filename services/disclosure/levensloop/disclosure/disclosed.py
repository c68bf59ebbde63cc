"""What goes to whom because of one event in the log. Pure: the table and the team decide (ALW-2, TEA-1)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from uuid import UUID

from levensloop.contracts import restrictions, standing
from levensloop.contracts.calendar import day_of
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import Grant, entitled, first, table
from levensloop.contracts.ending import tells_the_end
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import ClientIncluded, HeadsChanged, PartnerJoined, ReportRetracted
from levensloop.contracts.events.plan import HousingProfileRecorded, PlanEstablished, PlanRevised, SituationAssessed
from levensloop.contracts.grounds import Judged, judge
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restrictions
from levensloop.contracts.standing import CLOSED, Standing, shielded

FOR_NEWCOMERS: tuple[tuple[type[DomainEvent], ...], ...] = (
    (ClientIncluded,),
    (DirectionTransferred, HeadsChanged),
    (PlanEstablished, PlanRevised),
    (HousingProfileRecorded,),
)
"""What who joins the team must know of before: that and when the client was included, who carry the case, the plan, and
who somebody is to live with. Of each
line the latest, whoever recorded it."""


STANDS: tuple[tuple[type[DomainEvent], ...], ...] = (
    (SituationAssessed,),
    (PlanEstablished, PlanRevised),
    (HousingProfileRecorded,),
)
"""What describes the client as of now, of each line the latest: passed on again when what stood in its way changes."""


@dataclass(frozen=True, slots=True)
class CaseSoFar:
    """What disclosure must know of a case: how it stands, what stands in the way of passing on, and per line of `FOR_NEWCOMERS` and of
    `STANDS` the latest event. `began`: organisation → position of the event by which it last came into the team or went; under `""`
    that by which the case last got another director, or was closed or opened. `corrections`: event → what was corrected in it."""

    standing: Standing = field(default_factory=Standing)
    known: tuple[Recorded[DomainEvent] | None, ...] = (None,) * len(FOR_NEWCOMERS)
    began: Mapping[str, int] = field(default_factory=dict)
    restrictions: Restrictions = field(default_factory=Restrictions)
    stands: tuple[Recorded[DomainEvent] | None, ...] = (None,) * len(STANDS)
    corrections: Mapping[UUID, tuple[Recorded[DatumRectified], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What of one event goes to one organisation: by these memberships, of which `grant` is the first that gives the event at all.
    `judged`: what of that is withheld, which may be all of it."""

    recorded: Recorded[DomainEvent]
    to: str
    grant: Grant
    grounds: frozenset[Grant] = frozenset()
    judged: Judged = field(default_factory=Judged)


def evolve(state: CaseSoFar, recorded: Recorded[DomainEvent]) -> CaseSoFar:
    """After one more event of the case."""
    known = _latest(FOR_NEWCOMERS, state.known, recorded)
    before, after = state.standing, standing.evolve(state.standing, recorded)
    changed = set(before.team.keys() ^ after.team.keys())
    if before.director != after.director or (before.phase in CLOSED) != (after.phase in CLOSED):
        changed.add("")
    began = {**state.began, **dict.fromkeys(changed, recorded.position)} if changed else state.began
    stands = _latest(STANDS, state.stands, recorded)
    corrections = state.corrections
    if isinstance(recorded.event, DatumRectified):
        correction, of = cast("Recorded[DatumRectified]", recorded), recorded.event.event
        corrections = {**corrections, of: (*corrections.get(of, ()), correction)}
    return CaseSoFar(after, known, began, restrictions.evolve(state.restrictions, recorded), stands, corrections)


def _latest(
    lines: tuple[tuple[type[DomainEvent], ...], ...],
    known: tuple[Recorded[DomainEvent] | None, ...],
    recorded: Recorded[DomainEvent],
) -> tuple[Recorded[DomainEvent] | None, ...]:
    return tuple(
        recorded if isinstance(recorded.event, kinds) else old for kinds, old in zip(lines, known, strict=True)
    )


def disclosures(
    recorded: Recorded[DomainEvent],
    before: CaseSoFar,
    after: CaseSoFar,
    organisations: Mapping[str, Organisation],
    me: str,
    received: Collection[str] = (),
    today: date | None = None,
) -> Iterator[Disclosure]:
    """Who gets this event of ours, in the order of the topology; then what a newcomer to the team must know of before.

    `after` is the state when all that was decided together is recorded: who joins by a decision hears of all of it. What
    another ZVH recorded, that ZVH disclosed in its own region; a newcomer here gets it as it stands, and that a report was
    retracted or a datum was wrong everybody passes on. Of a shielded case nothing
    new goes but what tells that it ended (EXT-3, MOV-7), and that a datum was wrong (GDPR 19).
    `received`: who received anything of the case before (REP-2).
    What is withheld of each is judged as the case stands after it, on the day `today` (in the Netherlands; default: that of the event).
    """
    day = today or day_of(recorded.time)
    if recorded.source != me and not isinstance(recorded.event, ReportRetracted | DatumRectified):
        return
    over = shielded(before.standing, me) is not None
    for to, held in entitled(recorded.event, before.standing, after.standing, organisations, me, received):
        if not over or tells_the_end(recorded.event, to) or isinstance(recorded.event, DatumRectified):
            told = tells_the_end(recorded.event, to)
            judged = judge(recorded, organisations[to], held, after.restrictions, day, told)
            yield Disclosure(recorded, to, _first(recorded, to, held, organisations), held, judged)
    if isinstance(recorded.event, PartnerJoined) and not over:
        for earlier in sorted(filter(None, before.known), key=lambda r: r.position):
            for to, held in entitled(earlier.event, after.standing, after.standing, organisations, me):
                grant = _first(earlier, to, held, organisations)
                if to == recorded.event.organisation and grant is Grant.TEAM and not _together(earlier, recorded):
                    yield Disclosure(
                        earlier, to, grant, held, judge(earlier, organisations[to], held, after.restrictions, day)
                    )


def _first(
    recorded: Recorded[DomainEvent], to: str, held: frozenset[Grant], organisations: Mapping[str, Organisation]
) -> Grant:
    return first(held & table()[kebab(type(recorded.event).__name__)][organisations[to].role])


def _together(one: Recorded[DomainEvent], other: Recorded[DomainEvent]) -> bool:
    """Whether both came of one command: then the newcomer gets the event as a member of the team."""
    return one.command is not None and one.command == other.command
