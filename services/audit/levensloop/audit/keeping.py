"""How long a case was kept, and from when nobody saw it any more (WGS 1.8(7), 2.31(8)). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from levensloop.audit.event_facts import RETURNS
from levensloop.audit.rows import Indexed, Row, came_along, case_row, is_event, moment, of_log, per_case
from levensloop.audit.stays import closes
from levensloop.contracts.events import handover, inclusion, plan, retention

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


def kept(records: Iterable[Indexed]) -> Iterator[Row]:
    """One row per case."""
    for case in per_case(records):
        first = next((r for r in case if of_log(r)), case[0])
        ends = [r for r in case if closes(r) or _went_away(r)]
        extended = [r for r in case if is_event(r, retention.RetentionExtended)]
        destroyed = [r for r in case if is_event(r, retention.CaseDestroyed)]
        turns = list(shielding(case))
        cells = (
            moment(first.account.at),
            moment(ends[-1].account.at) if ends else NO,
            _periods(turns),
            ", ".join(moment(r.account.at) for r in extended) or NO,
            moment(destroyed[-1].account.at) if destroyed else NO,
        )
        rests = {r.index: r for r in (first, *ends[-1:], *(r for r, _ in turns), *extended, *destroyed[-1:])}
        yield case_row(case, cells, *(rests[index] for index in sorted(rests)))


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


def shielding(case: Sequence[Indexed]) -> Iterator[tuple[Indexed, bool]]:
    """Each time that a case was shielded, or was to be seen again, with the record by which. No event says so: it follows from others.

    Of a history that came along with a case, only the end counts: it was not here before.
    """
    state, shown, turned = _Case(), False, None
    for number, record in enumerate(case):
        me = record.account.zvh
        was = state.shielded(me)
        _evolve(state, record)
        if state.shielded(me) != was:
            turned = record
        last = number + 1 == len(case)
        if turned is not None and state.shielded(me) != shown and (last or not came_along(case[number + 1])):
            shown = not shown
            yield turned, shown


def _evolve(state: _Case, record: Indexed) -> None:
    a = record.account
    if is_event(record, inclusion.ClientReported):
        state.director = a.organisation if came_along(record) else a.zvh
        state.identity_alone = False
    elif is_event(record, handover.IdentityPresented) and state.director is None:
        state.director, state.identity_alone = a.organisation, came_along(record)
    elif is_event(record, handover.IdentityWithdrawn):
        state.identity_alone = False
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
