"""Of one event and one organisation: what went, what was withheld, and by which line; or why nothing went. Pure (ALW-2, WGS 1.8(4))."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from uuid import UUID

from levensloop.contracts import standing
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import entitled, table
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.contracts.matrix.lines import Code, Field, Grant, Matrix, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.standing import Standing, shielded
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.ending import tells_the_end

TO_WHOM: Mapping[Grant, str] = {
    Grant.TEAM: "een lid van het team",
    Grant.ADDRESSED: "aan wie het gericht is",
    Grant.REPORTER: "de melder",
    Grant.RECEIVED: "wie eerder iets van de casus ontving",
    Grant.ROLE: "iedereen in deze rol",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field. It went by `codes`; where there are none, `withheld` says in Dutch why not."""

    field: Field
    codes: tuple[Code, ...]
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Went:
    """One disclosure with its record; `taken_back` where it waited and the right ended. No lines: its version is not kept."""

    record: AccountRecord
    lines: tuple[Line, ...]
    taken_back: AccountRecord | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that went of this event to this organisation; or why nothing did, in Dutch."""

    recorded: Recorded[DomainEvent]
    to: Organisation
    went: tuple[Went, ...]
    why_not: str = ""


def explain(
    case: Sequence[Recorded[DomainEvent]],
    event: UUID,
    to: Organisation,
    records: Iterable[AccountRecord],
    organisations: Mapping[str, Organisation],
    me: str,
) -> Explanation:
    """`case`: all its events in the order of the log, `event` is one of them; `records`: those of the case."""
    recorded = next(each for each in case if each.id == event)
    of_it = [record for record in records if (record.event, record.to) == (event, to.id)]
    back = [record for record in of_it if record.outcome is Outcome.WITHDRAWN]
    ready = [record for record in of_it if record.outcome is Outcome.DISCLOSED]
    went = tuple(Went(r, tuple(_lines(recorded.event, r)), _taken_back(r, ready, back)) for r in ready)
    return Explanation(recorded, to, went, "" if went else _why_not(case, recorded, to, organisations, me))


def _taken_back(
    record: AccountRecord, ready: Sequence[AccountRecord], back: Sequence[AccountRecord]
) -> AccountRecord | None:
    """Its own: between this disclosure and the next one of the same event."""
    later = min((other.at for other in ready if other.at > record.at), default=None)
    return next((b for b in back if b.at >= record.at and (later is None or b.at <= later)), None)


def _lines(event: DomainEvent, record: AccountRecord) -> Iterator[Line]:
    name, role = kebab(type(event).__name__), record.role
    try:
        found = matrix(record.table_version)
    except KeyError:
        return
    if role is None:
        return
    given = found.given(name, role, record.grounds)
    for field in found.events[name]:
        codes = given.get(field.path, ())
        yield Line(field, codes, "" if codes else _withheld(found, field, role))


def _withheld(found: Matrix, field: Field, role: Role) -> str:
    codes = found.cell(field, role)
    if not codes:
        return f"geen regel geeft dit aan de rol {ROLES[role].dutch}"
    return "; ".join(f"{code.name} geldt alleen voor {TO_WHOM[code.to]}" for code in codes)


def _why_not(
    case: Sequence[Recorded[DomainEvent]],
    recorded: Recorded[DomainEvent],
    to: Organisation,
    organisations: Mapping[str, Organisation],
    me: str,
) -> str:
    grants = table()[kebab(type(recorded.event).__name__)].get(to.role, frozenset())
    role, before, after = ROLES[to.role].dutch, *_around(case, recorded)
    if to.role is Role.ZVH:
        return "Een ZVH krijgt geen verstrekkingen: het heeft zijn eigen logboek, of krijgt de casus bij een verhuizing (MOV-1)."
    if not to.works_with(me):
        return f"{to.id} hoort niet bij de regio van {me}."
    if not grants:
        return f"Rol: de matrix geeft deze gebeurtenis niet aan de rol {role}."
    if recorded.source != me:
        return f"Vastgelegd bij {recorded.source}: dat ZVH verstrekt het in zijn eigen regio; hier krijgt alleen wie nieuw is het nog."
    rule = shielded(before, me)
    if rule is not None and not tells_the_end(recorded.event, to.id):
        return f"Afgeschermd: de casus was toen gesloten of verhuisd ({rule})."
    if to.id not in dict(entitled(recorded.event, before, after, organisations, me)):
        return f"Lidmaatschap: {_membership(case, recorded, to)}; het gaat alleen naar {_whom(grants)}."
    return (
        "Er is geen verantwoording van: de verstrekking loopt achter, of staat bij de dode brieven (levensloop dead)."
    )


def _around(case: Sequence[Recorded[DomainEvent]], recorded: Recorded[DomainEvent]) -> tuple[Standing, Standing]:
    """Before the event, and after all that the same command led to."""
    before = reduce(standing.evolve, (r for r in case if r.position < recorded.position), Standing())
    rest = [r for r in case if r.position >= recorded.position]
    together = [r for r in rest if r is recorded or (r.command is not None and r.command == recorded.command)]
    return before, reduce(standing.evolve, together, before)


def _membership(case: Sequence[Recorded[DomainEvent]], recorded: Recorded[DomainEvent], to: Organisation) -> str:
    left = [
        r.event.left_on
        for r in case
        if isinstance(r.event, PartnerLeft) and r.event.organisation == to.id and r.position <= recorded.position
    ]
    return f"{to.id} had het team toen verlaten ({left[-1]:%d-%m-%Y})" if left else f"{to.id} zat toen niet in het team"


def _whom(grants: Collection[Grant]) -> str:
    return " of ".join(TO_WHOM[grant] for grant in Grant if grant in grants)
