"""Who gave which data, on which ground, and for which recorded need (WGS 1.5(1), 2.29(2)). Pure.

Of health data: consent, where it stood then; else the kinds of ground by which the matrix of that version lets this kind of event go on.
Whether the facts for it were there is judged at each disclosure, and stands in its record. All else participants must give (1.5(1)).
A necessity is text: a row says in which event it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from levensloop.audit.asking.rows import Indexed, Row, by, case_of, is_event, moment, of_log, place, row, via, when, who
from levensloop.audit.records.event_facts import CONSENTS, CONSENTS_NOT
from levensloop.audit.words import GROUNDS, categories_in_dutch, what_in_dutch
from levensloop.contracts.accountability import Account, Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.event import kebab
from levensloop.contracts.events import inclusion
from levensloop.contracts.matrix.lines import VERSION, GroundKind, matrix
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import WgsStanding

OWED, ADMITTED, OWN = (
    "verplichte verstrekking (WGS 1.5(1))",
    "toegelaten als derde (WGS 2.31(9))",
    "vastgelegd door het ZVH",
)
UNKNOWN, NO_GROUND = "onbekend of het een deelnemer was", "geen regel van de matrix noemt een grond (WGS 2.29(2))"
NO_NEED = "nog niet vastgelegd"

_GIVEN = (Operation.COLLECT, Operation.ALTER, Operation.COMBINE)


@dataclass(slots=True)
class _Case:
    """`consents`: whether the client's consent stands; `need`: the event with the purpose, by its place in the log."""

    consents: bool = False
    need: int | None = None


class Supplied:
    """A row for each event with data about the person; of a case is remembered whether consent stands, and where the purpose is."""

    def __init__(self) -> None:
        self._cases: dict[object, _Case] = {}

    def over(self, record: Indexed) -> Iterable[Row]:
        a = record.account
        known = self._cases.setdefault(a.case, _Case())
        if of_log(record):
            known.consents = (known.consents or CONSENTS in a.codes) and CONSENTS_NOT not in a.codes
            if is_event(record, inclusion.PurposeAssessed):
                known.need = place(record)
        if a.operation not in _GIVEN or not set(a.categories) - {Category.PROCESS, Category.STAFF}:
            return ()
        need = NO_NEED if known.need is None else f"vastgelegd in gebeurtenis {known.need}"
        about = (what_in_dutch(a.what), categories_in_dutch(a.categories), _ground(a, known.consents))
        return (row(record, moment(when(a)), *who(a), case_of(a), *about, need, a.article or "", via(a)),)

    def close(self) -> Iterable[Row]:
        return ()


def _ground(a: Account, consents: bool) -> str:
    standing = a.origin.standing if a.origin else a.standing
    if by(a) in (a.zvh, a.organisation if a.origin else a.zvh):
        said = OWN
    elif standing is None:
        said = UNKNOWN
    else:
        said = ADMITTED if standing is WgsStanding.THIRD else OWED
    return f"{said}; gezondheid: {_of_care(a, consents)}" if Category.HEALTH in a.categories else said


def _of_care(a: Account, consents: bool) -> str:
    if consents:
        return GROUNDS[GroundKind.CONSENT]
    kind = EVENTS.get(a.what)
    try:
        table = matrix(a.authorisation.partition("-")[0])
    except KeyError:  # of a version that is not kept
        table = matrix(VERSION)
    fields = table.events.get(kebab(kind.__name__), ()) if kind else ()
    codes = (
        table.codes[name]
        for field in fields
        if field.category is Category.HEALTH
        for cell in field.cells.values()
        for name in cell
    )
    found = {code.kind for code in codes} - {GroundKind.CONSENT, GroundKind.OWN}
    said = " of ".join(GROUNDS[kind] for kind in GroundKind if kind in found)
    return f"zonder toestemming; de matrix noemt: {said}" if said else NO_GROUND
