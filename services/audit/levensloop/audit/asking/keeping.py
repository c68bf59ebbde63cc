"""How long a case is kept, and from when nobody saw it any more (WGS 1.8(7), 2.31(8)). Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from levensloop.audit.asking.rows import Indexed, Row, by, came_along, case_row, is_event, moment, of_log, when
from levensloop.audit.asking.stays import closes
from levensloop.audit.records.event_facts import QUARTER, RETURNS, UNTIL, coded
from levensloop.contracts.events import handover, inclusion, plan, retention
from levensloop.contracts.periods import quarter_in_dutch, quarter_of
from levensloop.contracts.retention import last_day

NO = "nee"

_OPENING = (
    inclusion.ClientReported,
    inclusion.PurposeAssessed,
    inclusion.TriageConcluded,
    inclusion.InclusionPostponed,
    inclusion.InclusionResumed,
    inclusion.ClientIncluded,
    plan.PlanEstablished,
)
"""After each of these a case runs, where they do not close it."""


class Kept:
    """One row per case. What came along with it was first processed where it was first recorded, and its clock runs from there."""

    def __init__(self) -> None:
        self._begun: Indexed | None = None
        self._first: Indexed | None = None
        self._parts: dict[str, datetime] = {}
        self._gone: set[str] = set()
        self._unknown = False
        self._end: Indexed | None = None
        self._destroyed: Indexed | None = None
        self._extended: list[Indexed] = []
        self._shielding = Shielding()

    def over(self, record: Indexed) -> None:
        self._begun = self._begun or record
        if of_log(record):
            self._processed(record)
        if closes(record) or _went_away(record):
            self._end = record
        if is_event(record, retention.RetentionExtended):
            self._extended.append(record)
        if is_event(record, retention.CaseDestroyed):
            self._destroyed = record
        self._shielding.over(record)

    def rows(self) -> Iterator[Row]:
        first = self._first or self._begun
        if first is None:
            return
        turns = self._shielding.turns()
        cells = (
            moment(when(first.account)),
            self._until(),
            moment(when(self._end.account)) if self._end else NO,
            _periods(turns),
            ", ".join(_extension(record) for record in self._extended) or NO,
            moment(self._destroyed.account.at) if self._destroyed else NO,
        )
        found = (first, self._end, *(r for r, _ in turns), *self._extended, self._destroyed)
        rests = {record.index: record for record in found if record is not None}
        yield case_row(cells, *(rests[index] for index in sorted(rests)))

    def _processed(self, record: Indexed) -> None:
        """As the clock of retention has it: per quarter, from the oldest of it."""
        a = record.account
        if is_event(record, retention.QuarterExpired):
            self._gone |= set(coded(a.codes, QUARTER)) if by(a) == a.zvh else set()
            return
        self._unknown |= came_along(record) and a.origin is None
        at = when(a)
        if self._first is None or at < when(self._first.account):
            self._first = record
        quarter = quarter_of(at)
        self._parts[quarter] = min(at, self._parts.get(quarter, at))

    def _until(self) -> str:
        """Per part the last day on which it is kept, at the latest."""
        if self._destroyed is not None:
            return "vernietigd"
        days = [date.fromisoformat(day) for record in self._extended for day in coded(record.account.codes, UNTIL)]
        until, untold = max(days, default=None), len(days) < len(self._extended)
        said = [
            f"{quarter_in_dutch(quarter)}: {'vernietigd' if quarter in self._gone else _day(last_day(at, until))}"
            for quarter, at in sorted(self._parts.items())
        ]
        if self._unknown:
            said.append("van wat met de casus meekwam staat hier niet wanneer het eerst verwerkt is")
        if untold:
            said.append("van een verlenging staat hier niet tot wanneer; zie de casus zelf")
        return ", ".join(said)


@dataclass(slots=True)
class _Case:
    """What of a case shields it, as `contracts.standing.shielded` has it."""

    director: str | None = None
    moving_to: str | None = None
    identity_alone: bool = False
    closed: bool = False
    returned: bool = False
    destroyed: bool = False

    def shielded(self, me: str) -> bool:
        if self.destroyed:
            return True
        if self.identity_alone:
            return False
        if self.director is not None and me not in (self.director, self.moving_to):
            return True
        return self.closed and not self.returned


class Shielding:
    """Each time that a case was shielded, or was to be seen again, with the record by which. No event says so: it follows from others.

    Of a history that came along with a case, only the end counts: it was not here before.
    """

    def __init__(self) -> None:
        self._state, self._shown, self._me = _Case(), False, ""
        self._turned: Indexed | None = None
        self._turns: list[tuple[Indexed, bool]] = []

    def over(self, record: Indexed) -> None:
        if not came_along(record):
            self._settle()
        self._me = record.account.zvh
        was = self._state.shielded(self._me)
        _evolve(self._state, record)
        if self._state.shielded(self._me) != was:
            self._turned = record

    def turns(self) -> Sequence[tuple[Indexed, bool]]:
        """After the last record."""
        self._settle()
        return self._turns

    def _settle(self) -> None:
        if self._turned is not None and self._state.shielded(self._me) != self._shown:
            self._shown = not self._shown
            self._turns.append((self._turned, self._shown))


def _evolve(state: _Case, record: Indexed) -> None:
    a = record.account
    if is_event(record, inclusion.ClientReported):
        state.director = a.organisation if came_along(record) else a.zvh
        state.identity_alone = False
    elif is_event(record, handover.IdentityPresented) and state.director is None:
        state.director, state.identity_alone = a.organisation, came_along(record)
    elif is_event(record, handover.IdentityWithdrawn):
        state.identity_alone, state.moving_to = False, None
    if is_event(record, handover.MoveAnnounced):
        state.moving_to = a.to
    elif is_event(record, handover.MoveCancelled):
        state.moving_to = None
    elif is_event(record, handover.DirectionTransferred):
        state.director, state.moving_to = a.to, None
    elif is_event(record, retention.RetentionExtended):
        state.returned = state.returned or RETURNS in a.codes
    elif is_event(record, retention.ReturnEnded):
        state.returned = False
    elif is_event(record, retention.DestructionOrdered, retention.CaseDestroyed):
        state.destroyed = True
    elif closes(record):
        state.closed = True
    elif is_event(record, *_OPENING):
        state.closed = False


def _extension(record: Indexed) -> str:
    until = "".join(f", tot en met {_day(date.fromisoformat(day))}" for day in coded(record.account.codes, UNTIL))
    return f"op {moment(when(record.account))}{until}"


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _went_away(record: Indexed) -> bool:
    return is_event(record, handover.DirectionTransferred) and record.account.to != record.account.zvh


def _periods(turns: Sequence[tuple[Indexed, bool]]) -> str:
    """From when to when, in Dutch."""
    said: list[str] = []
    for record, shielded in turns:
        at = moment(record.account.at)
        if shielded:
            said.append(f"vanaf {at}")
        else:
            said[-1] += f" tot {at}"
    return ", ".join(said) or NO
