"""Whether what an organisation could read is of a case of its own, by what the log of the ZVH says of who was in the team and when.

Told apart from the code that decides what goes (`contracts.disclosure`): by the events of joining and leaving, and nothing else of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import (
    ClientIncluded,
    ClientReported,
    HeadsChanged,
    PartnerJoined,
    PartnerLeft,
    ReportRetracted,
)
from levensloop.contracts.events.plan import HousingProfileRecorded, PlanEstablished, PlanRevised
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role

FOR_WHO_JOINS = (
    ClientIncluded,
    DirectionTransferred,
    HeadsChanged,
    PlanEstablished,
    PlanRevised,
    HousingProfileRecorded,
)
"""Of before, who joins hears these (TEA-1)."""
OF_ANY_CASE = frozenset({Role.LCBB, Role.CLLA})
"""They have no team: beds, and what is about nobody."""
TO_WHO_RECEIVED = (ReportRetracted, DatumRectified)
"""Told to who had something of the case, in the team or not."""

History = Sequence[Recorded[DomainEvent]]


def not_its_own(
    name: str, role: Role, received: Iterable[tuple[UUID, UUID]], cases: Mapping[UUID, History]
) -> list[tuple[str, UUID]]:
    """`received`: case and event of each letter that it could read. Kind and case of those that are none of its business."""
    found = []
    for case, event in received:
        recorded = next((one for one in cases.get(case, ()) if one.id == event), None)
        if recorded is None:
            found.append(("not in the log", case))
        elif role not in OF_ANY_CASE and not _its_own(name, recorded, cases[case]):
            found.append((type(recorded.event).__name__, case))
    return found


def _its_own(name: str, recorded: Recorded[DomainEvent], history: History) -> bool:
    if any(isinstance(one.event, ClientReported) and one.event.by.organisation == name for one in history):
        return True
    return name in set(_named(recorded.event)) or in_the_team(name, recorded, history)


def in_the_team(name: str, recorded: Recorded[DomainEvent], history: History) -> bool:
    """Whether it was a member when this was recorded, or hears it because it joins."""
    for joined, left in _terms(name, history):
        before = recorded.position < joined.position and not _together(recorded, joined)
        if left is not None and recorded.position > left.position and not isinstance(recorded.event, TO_WHO_RECEIVED):
            continue
        if not before or isinstance(recorded.event, FOR_WHO_JOINS):
            return True
    return False


def _together(one: Recorded[DomainEvent], other: Recorded[DomainEvent]) -> bool:
    """Of one command; or who joins by one decision that is no command, such as after a move: they hear of each other."""
    joined = isinstance(one.event, PartnerJoined) and one.event.at == other.event.at
    return joined or (one.command is not None and one.command == other.command)


def _named(event: DomainEvent) -> Iterator[str]:
    """The organisations that the event itself is addressed to or comes from; not those that it only tells of."""
    yield event.by.organisation
    for field in ("organisation", "partner", "owner", "supplier", "decided_by"):
        named: Any = getattr(event, field, None)
        if isinstance(named, str):
            yield named


def _terms(name: str, history: History) -> Iterator[tuple[Recorded[DomainEvent], Recorded[DomainEvent] | None]]:
    """From when to when it was in the team."""
    joined = None
    for one in history:
        if isinstance(one.event, PartnerJoined) and one.event.organisation == name and joined is None:
            joined = one
        elif isinstance(one.event, PartnerLeft) and one.event.organisation == name and joined is not None:
            yield joined, one
            joined = None
    if joined is not None:
        yield joined, None


def by_case(events: Iterable[Recorded[DomainEvent]]) -> Mapping[UUID, History]:
    """The events of a log per case, in order."""
    found: dict[UUID, list[Recorded[DomainEvent]]] = defaultdict(list)
    for one in events:
        found[one.case].append(one)
    return found
