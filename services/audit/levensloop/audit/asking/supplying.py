"""Who gave which data, on which ground, and for which recorded need (WGS 1.5(1), 2.29(2)). Pure.

All that participants have they must give (1.5(1)). Health data of who is bound by professional secrecy needs a ground to go on (2.29(2)):
which one it was is judged at each disclosure, and stands in its record; where it did not go on yet, the kinds of ground by which the
matrix of that version would let it. A necessity is text: a row says in which event it stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from levensloop.audit.asking.rows import Indexed, Row, by, case_of, is_event, moment, of_log, place, row, via, when, who
from levensloop.audit.words import GROUNDS, categories_in_dutch, ground_in_dutch, what_in_dutch
from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.categories import ABOUT_NOBODY, Category
from levensloop.contracts.event import kebab
from levensloop.contracts.events import inclusion
from levensloop.contracts.matrix.lines import VERSION, GroundKind, matrix
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import ROLES, WgsStanding

OWED, ADMITTED, OWN = (
    "verplichte verstrekking (WGS 1.5(1))",
    "toegelaten als derde (WGS 2.31(9))",
    "vastgelegd door het ZVH",
)
UNKNOWN = "onbekend of het een deelnemer was"
NOT_BOUND = "wie het gaf is niet aan het beroepsgeheim gebonden, dus vraagt WGS 2.29(2) bij het geven geen grond"
GOES_NOWHERE = "de matrix geeft het aan niemand door, dus vraagt WGS 2.29(2) geen grond"
NO_NEED = "nog niet vastgelegd"

_GIVEN = (Operation.COLLECT, Operation.ALTER, Operation.COMBINE)


@dataclass(slots=True)
class _Given:
    """Health data that was given: its row, but for the ground, and by which grounds it went on since."""

    record: Indexed
    row: Row
    went: dict[str, None]


class Supplied:
    """A row for each event with data about the person. Remembered are, of a case, where the purpose is; and of each event with health data
    its row, for what it went on by comes later; or just before, for another policy records that.
    """

    def __init__(self) -> None:
        self._need: dict[object, int | None] = {}
        self._health: dict[UUID, _Given] = {}
        self._early: dict[UUID, dict[str, None]] = {}

    def over(self, record: Indexed) -> Iterator[Row]:
        a = record.account
        if is_event(record, inclusion.PurposeAssessed):
            self._need[a.case] = place(record)
        if a.event is not None and a.operation is Operation.DISCLOSE and a.outcome is Outcome.DONE:
            self._went(a.event, a)
        if a.operation not in _GIVEN or not set(a.categories) - ABOUT_NOBODY:
            return
        found = self._row(record)
        if Category.HEALTH in a.categories and a.event is not None and of_log(record):
            self._health[a.event] = _Given(record, found, self._early.pop(a.event, {}))
        else:
            yield found

    def close(self) -> Iterator[Row]:
        for given in self._health.values():
            cells = list(given.row.cells)
            cells[GROUND] = _ground(given.record.account, given.went)
            yield replace(given.row, cells=tuple(cells))

    def _row(self, record: Indexed) -> Row:
        a = record.account
        at = self._need.get(a.case)
        need = NO_NEED if at is None else f"vastgelegd in gebeurtenis {at}"
        about = (what_in_dutch(a.what), categories_in_dutch(a.categories), _ground(a, ()))
        return row(record, moment(when(a)), *who(a), case_of(a), *about, need, a.article or "", via(a))

    def _went(self, event: UUID, a: Account) -> None:
        """What goes back to who gave it does not go on."""
        known = self._health.get(event)
        if grounds := [
            ground_in_dutch(each)
            for each in a.held
            if each.category is Category.HEALTH and each.ground is not GroundKind.OWN
        ]:
            went = known.went if known else self._early.setdefault(event, {})
            went |= dict.fromkeys(grounds)


GROUND = 7
"""The place of the ground among the cells."""


def _ground(a: Account, went: Iterable[str]) -> str:
    standing = a.origin.standing if a.origin else a.standing
    if by(a) in (a.zvh, a.organisation if a.origin else a.zvh):
        said = OWN
    elif standing is None:
        said = UNKNOWN
    else:
        said = ADMITTED if standing is WgsStanding.THIRD else OWED
    return f"{said}; gezondheid: {_of_care(a, tuple(went))}" if Category.HEALTH in a.categories else said


def _of_care(a: Account, went: tuple[str, ...]) -> str:
    """`went`: by which grounds it went on, in Dutch."""
    if went:
        return f"ging door op: {'; '.join(went)}"
    if a.origin is None and by(a) != a.zvh and not ROLES[a.role].secrecy:
        return NOT_BOUND
    kinds = _kinds(a)
    said = " of ".join(GROUNDS[kind] for kind in GroundKind if kind in kinds)
    return f"nog niet doorgegeven; de matrix noemt: {said}" if said else GOES_NOWHERE


def _kinds(a: Account) -> set[GroundKind | None]:
    """By which kinds of ground the matrix of that version lets the health data in such an event go on."""
    kind = EVENTS.get(a.what)
    try:
        table = matrix(a.authorisation.partition("-")[0])
    except KeyError:  # of a version that is not kept
        table = matrix(VERSION)
    fields = table.events.get(kebab(kind.__name__), ()) if kind else ()
    cells = (cell for each in fields if each.category is Category.HEALTH for cell in each.cells.values())
    return {table.codes[name].kind for cell in cells for name in cell} - {GroundKind.OWN, None}
