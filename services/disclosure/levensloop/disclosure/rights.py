"""Whether an organisation may read now what was made ready for it before. Pure (TEA-2, EXT-3, MOV-7, ALW-2).

`disclosed` decides what goes when an event happens. This is asked again each time a recipient wants to read: by the case as it
stands then, and by the same memberships and matrix.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from levensloop.contracts import standing
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import entitled
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.matrix.lines import Grant, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.shielding import refused_as_shielded
from levensloop.contracts.standing import Standing
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.ending import WITHOUT_TEAM, ended, tells_the_end


@dataclass(frozen=True, slots=True)
class Now:
    """A case at this moment. `left`: organisation → position in the log of the event by which it was last taken out of the team;
    `over`: that of the last event by which everybody's right ended here, 0 for none."""

    standing: Standing = field(default_factory=Standing)
    left: Mapping[str, int] = field(default_factory=dict)
    over: int = 0


def now(history: Iterable[Recorded[DomainEvent]], me: str) -> Now:
    """`history`: all events of the case that the log of the ZVH `me` has, in its order."""
    found, left, over = Standing(), dict[str, int](), 0
    for recorded in history:
        before, found = found, standing.evolve(found, recorded)
        left |= dict.fromkeys(before.team.keys() - found.team.keys(), recorded.position)
        if (end := ended(recorded.event, before, found, me)) and end.organisation is None:
            over = recorded.position
    return Now(found, left, over)


def right(
    recorded: Recorded[DomainEvent],
    record: AccountRecord,
    now: Now,
    organisations: Mapping[str, Organisation],
    me: str,
) -> Refusal | None:
    """Why `record.to` may not read this letter, the view of `recorded` that `record` tells of; `None` when it may.

    What tells it that its part ended it may always read. Else all that is in the letter must still be its to see: it is one whole.
    """
    event, to = recorded.event, record.to
    if tells_the_end(event, to):
        return None
    held = memberships(recorded, to, now, organisations, me)
    if isinstance(held, Refusal):
        return held
    name, role = kebab(type(event).__name__), organisations[to].role
    if _fields(record, name) <= matrix().given(name, role, held).keys():
        return None
    if Grant.TEAM in record.grounds and not now.standing.in_team(to):
        return _left(to)
    return refuse(
        "ALW-2", f"Wat in dit bericht staat mag {to} niet meer lezen: de rol of het deel erin gaf er recht op.", to=to
    )


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
    if parted:
        held &= WITHOUT_TEAM
    if matrix().given(kebab(type(event).__name__), known.role, held):
        return held
    if parted:
        return _left(to)
    return refuse("ALW-2", f"{to} heeft nu geen deel in de casus dat recht geeft op dit bericht.", to=to)


def _fields(record: AccountRecord, name: str) -> frozenset[str]:
    """The fields that went. Where nobody can tell (a version that is not kept here, no role or grounds): `?`, which nothing gives."""
    try:
        found = matrix(record.table_version).given(name, record.role, record.grounds) if record.role else {}
    except KeyError:
        found = {}
    return frozenset(found) or frozenset("?")


def _left(to: str) -> Refusal:
    return refuse(
        "TEA-2",
        f"{to} zit niet meer in het team van deze casus. Wat voor het vertrek niet gelezen was, blijft dicht.",
        to=to,
    )
