"""Of one event and one organisation: what went, what was withheld, and by which line; or why nothing went. Pure (ALW-2, WGS 1.8(4))."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from uuid import UUID

from levensloop.contracts import standing
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import entitled, table
from levensloop.contracts.ending import tells_the_end
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.contracts.matrix.lines import Code, Field, Grant, Matrix, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.standing import Standing, shielded
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.reasons import reasons, why

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
    """One disclosure with its record; `taken_back` where it waited and the right ended. No lines: its version is not kept. `left_out`:
    of several parts those that were withheld, such as `inventory.indications.0` → why in Dutch. `asked`: the records of its key
    and of what was pulled after it, given or refused, in order."""

    record: AccountRecord
    lines: tuple[Line, ...]
    taken_back: AccountRecord | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[AccountRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that went of this event to this organisation; or why nothing did, in Dutch. `refused`: the records of what the matrix gives
    and was withheld."""

    recorded: Recorded[DomainEvent]
    to: Organisation
    went: tuple[Went, ...]
    why_not: str = ""
    refused: tuple[AccountRecord, ...] = ()


def explain(
    case: Sequence[Recorded[DomainEvent]],
    event: UUID,
    to: Organisation,
    records: Iterable[AccountRecord],
    organisations: Mapping[str, Organisation],
    me: str,
) -> Explanation:
    """`case`: all its events in the order of the log, `event` is one of them; `records`: those of the case, in that order too."""
    recorded = next(each for each in case if each.id == event)
    of_it = [record for record in records if (record.event, record.to) == (event, to.id)]
    refused = tuple(record for record in of_it if record.outcome is Outcome.REFUSED)
    ready = [at for at, record in enumerate(of_it) if record.outcome is Outcome.DISCLOSED]
    went = tuple(
        _went(case, recorded.event, of_it[start], of_it[start + 1 : until])
        for start, until in pairwise([*ready, len(of_it)])
    )
    why_not = "" if went else _withheld_whole(case, refused) or _why_not(case, recorded, to, organisations, me)
    return Explanation(recorded, to, went, why_not, refused)


def _went(
    case: Sequence[Recorded[DomainEvent]],
    event: DomainEvent,
    record: AccountRecord,
    after: Sequence[AccountRecord],
) -> Went:
    """`after`: the records of this event for this organisation up to its next disclosure."""
    found = reasons(case, [each for each in after if each.outcome is Outcome.REFUSED])
    left_out = {place: why for place, why in found.items() if any(part.isdigit() for part in place.split("."))}
    taken_back = next((each for each in after if each.outcome is Outcome.WITHDRAWN), None)
    asked = tuple(each for each in after if each.because == record.id and each.outcome in _ASKED)
    return Went(record, tuple(_lines(event, record, found)), taken_back, left_out, asked)


_ASKED = (Outcome.READ, Outcome.UNREAD, Outcome.PULLED)


def _withheld_whole(case: Sequence[Recorded[DomainEvent]], refused: Sequence[AccountRecord]) -> str:
    said = dict.fromkeys(why(case, record) for record in refused)
    return f"Weerhouden: {'; '.join(said)}." if said else ""


def _lines(event: DomainEvent, record: AccountRecord, because: Mapping[str, str]) -> Iterator[Line]:
    name, role = kebab(type(event).__name__), record.role
    try:
        found = matrix(record.table_version)
    except KeyError:
        return
    if role is None:
        return
    given = found.given(name, role, record.grounds)
    for each in found.events[name]:
        codes = () if each.path in record.withheld else given.get(each.path, ())
        yield Line(each, codes, "" if codes else because.get(each.path) or _withheld(found, each, role, record.grounds))


def _withheld(found: Matrix, field: Field, role: Role, grounds: Collection[Grant]) -> str:
    codes = found.cell(field, role)
    if not codes:
        return f"geen regel geeft dit aan de rol {ROLES[role].dutch}"
    if pulled := [code.name for code in codes if code.to in grounds]:
        return f"niet in de brief, wel op te vragen ({' '.join(pulled)})"
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
