"""Whether an organisation may read now what was made ready for it before. Pure (TEA-2, EXT-3, MOV-7, ALW-2, WGS 2.29, 1.7(1)).

`disclosed` decides what goes when an event happens. This is asked again each time a recipient wants to read: by the case as it
stands then, and by the same memberships and matrix.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from levensloop.contracts import restrictions, standing
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import entitled
from levensloop.contracts.ending import ended, tells_the_end
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.grounds import SAYS, WITHOUT_TEAM, judge, no_longer
from levensloop.contracts.matrix.lines import Grant, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.restrictions import EXPIRED, Restrictions
from levensloop.contracts.roles import WgsStanding
from levensloop.contracts.shielding import refused_as_shielded
from levensloop.contracts.standing import Standing
from levensloop.contracts.third_party import past
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.correction import says_only_that


@dataclass(frozen=True, slots=True)
class Now:
    """A case at this moment. `left`: organisation → position in the log of the event by which it was last taken out of the team;
    `over`: that of the last event by which everybody's right ended here, 0 for none. `restrictions`: what stands in the way by what
    suppliers and the client said."""

    standing: Standing = field(default_factory=Standing)
    restrictions: Restrictions = field(default_factory=Restrictions)
    left: Mapping[str, int] = field(default_factory=dict)
    over: int = 0
    today: date = date.min


def now(history: Iterable[Recorded[DomainEvent]], me: str, today: date = date.min) -> Now:
    """`history`: all events of the case that the log of the ZVH `me` has, in its order; `today`: the day in the
    Netherlands; without it a condition holds whose last day passed."""
    found, left, over, withheld = Standing(), dict[str, int](), 0, Restrictions()
    for recorded in history:
        before, found = found, standing.evolve(found, recorded)
        withheld = restrictions.evolve(withheld, recorded)
        left |= dict.fromkeys(before.team.keys() - found.team.keys(), recorded.position)
        if (end := ended(recorded.event, before, found, me)) and end.organisation is None:
            over = recorded.position
    return Now(found, withheld, left, over, today)


def right(
    recorded: Recorded[DomainEvent],
    record: AccountRecord,
    now: Now,
    organisations: Mapping[str, Organisation],
    me: str,
) -> Refusal | None:
    """Why `record.to` may not read this letter, the view of `recorded` that `record` tells of; `None` when it may.

    What tells it that its part ended it may always read, and that a datum which it has was wrong.
    Else all that is in the letter must still be its to see: it is one whole.
    """
    event, to = recorded.event, record.to
    known = organisations.get(to)
    if tells_the_end(event, to) or (known and says_only_that(event, known.role, record.grounds, record.withheld)):
        return None
    held = memberships(recorded, to, now, organisations, me)
    if isinstance(held, Refusal):
        return held
    name, role = kebab(type(event).__name__), organisations[to].role
    if _fields(record, name) <= matrix().given(name, role, held).keys():
        return _withheld(recorded, record, now, organisations[to])
    if Grant.TEAM in record.grounds and not now.standing.in_team(to):
        return _left(to)
    if Grant.TEAM in record.grounds and _over(to, now, organisations):
        return _expired(to)
    return refuse(
        "ALW-2", f"Wat in dit bericht staat mag {to} niet meer lezen: de rol of het deel erin gaf er recht op.", to=to
    )


def _withheld(recorded: Recorded[DomainEvent], record: AccountRecord, now: Now, to: Organisation) -> Refusal | None:
    """By a ground that does not hold any more, or what a supplier said since (WGS 2.29(2)(3), 1.7(1))."""
    judged = judge(recorded, to, record.grounds, now.restrictions, now.today)
    for each in no_longer(record.withheld, judged):
        message = f"Iets in dit bericht mag {to.id} niet meer lezen: {SAYS[each.rule]}."
        return refuse(each.rule, message, to=to.id)
    return None


def memberships(
    recorded: Recorded[DomainEvent], to: str, now: Now, organisations: Mapping[str, Organisation], me: str
) -> frozenset[Grant] | Refusal:
    """By which memberships something of this event may go to this organisation now: at least one. Or why nothing may."""
    event, known = recorded.event, organisations.get(to)
    if known is None or not known.works_with(me):
        return refuse("ALW-2", f"{to} hoort niet (meer) bij de regio van {me}.", to=to)
    if (refusal := refused_as_shielded(now.standing, me)) and recorded.position != now.over:
        return refusal  # the event by which the case ended says no more than that, to who may know
    held = dict(entitled(event, now.standing, now.standing, organisations, me, (to,))).get(to, frozenset())
    parted = not now.standing.in_team(to) and now.left.get(to, 0) >= recorded.position
    over = _over(to, now, organisations)
    if parted or over:
        held &= WITHOUT_TEAM
    if matrix().given(kebab(type(event).__name__), known.role, held):
        return held
    if parted:
        return _left(to)
    if over:
        return _expired(to)
    return refuse("ALW-2", f"{to} heeft nu geen deel in de casus dat recht geeft op dit bericht.", to=to)


def _fields(record: AccountRecord, name: str) -> frozenset[str]:
    """The fields that went. Where nobody can tell (a version that is not kept here, no role or grounds): `?`, which nothing gives."""
    try:
        found = matrix(record.table_version).given(name, record.role, record.grounds) if record.role else {}
    except KeyError:
        found = {}
    return frozenset(found) or frozenset("?")


def _over(to: str, now: Now, organisations: Mapping[str, Organisation]) -> bool:
    """Whether it is a third party whose admission had its last day: it has no part any more, though nothing took it out of the team
    yet."""
    return organisations[to].standing is WgsStanding.THIRD and past(now.standing.admissions, to, now.today)


def _expired(to: str) -> Refusal:
    return refuse(
        EXPIRED, f"De toelating van {to} als derde is verlopen. Wat nog niet gelezen was, blijft dicht.", to=to
    )


def _left(to: str) -> Refusal:
    return refuse(
        "TEA-2",
        f"{to} zit niet meer in het team van deze casus. Wat voor het vertrek niet gelezen was, blijft dicht.",
        to=to,
    )
