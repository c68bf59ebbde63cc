"""Whether an event that arrived may be recorded here, and what the receiver then says of it. Pure (MOV-2, MOV-5)."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from levensloop.contracts.decision import system
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import CaseStreamReceived, HandoverAccepted, JointMeetingHeld
from levensloop.contracts.recorded import Recorded
from levensloop.handover.manifest import Link
from levensloop.handover.state import State, evolve
from levensloop.handover.wire import BrokenCaseStream

FROM_RECEIVER = (CaseStreamReceived, HandoverAccepted, JointMeetingHeld)
"""All that a ZVH may record on a case that another directs (contracts.admission), and so all that comes back."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The place of one message in its case stream: its case, move and link, and the fingerprints of all before it."""

    case: UUID
    move: int
    link: Link
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Here:
    """A case as this log has it: how it stands, and each event's fingerprint by its id."""

    state: State = field(default_factory=State)
    fingerprints: dict[UUID, str] = field(default_factory=dict)

    def then(self, *events: Recorded[DomainEvent]) -> "Here":
        """With these events after it."""
        state = self.state
        for recorded in events:
            state = evolve(state, recorded)
        return replace(
            self,
            state=state,
            fingerprints={**self.fingerprints, **{recorded.id: recorded.fingerprint for recorded in events}},
        )


def is_new(arrived: Arrived, recorded: Recorded[DomainEvent], here: Here, me: str) -> bool:
    """Whether this event is to be recorded here; not when it is here already, as of a client who moves back.

    Raises `BrokenCaseStream` when anything before it is missing, when it is changed, or not the sender's to send.
    """
    which = f"Gebeurtenis {arrived.link.count} van casus {arrived.case} (verhuizing {arrived.move})"
    known = here.fingerprints.get(recorded.id)
    if recorded.case != arrived.case:
        raise BrokenCaseStream(f"{which} hoort bij een andere casus.")
    if missing := arrived.before.difference(here.fingerprints.values()):
        raise BrokenCaseStream(f"{which} kan niet worden opgenomen: {len(missing)} eerdere ontbreken hier.")
    if known is not None:
        if known != recorded.fingerprint:
            raise BrokenCaseStream(f"{which} is anders dan dezelfde gebeurtenis die hier al staat.")
        return False
    if recorded.source == me:
        raise BrokenCaseStream(f"{which} zou hier zijn vastgelegd, maar staat niet in dit logboek.")
    if here.state.standing.director == me and not _may_come_back(arrived, recorded, here):
        raise BrokenCaseStream(f"{which} komt van {recorded.source}, dat dit op deze casus niet kan vastleggen.")
    return True


def _may_come_back(arrived: Arrived, recorded: Recorded[DomainEvent], here: Here) -> bool:
    """MOV-5: who directs takes nothing from others, but what the receiver may record during the move."""
    move = here.state.running
    expected = move is not None and (move.number, move.to_zvh) == (arrived.move, recorded.source)
    return expected and isinstance(recorded.event, FROM_RECEIVER)


def receipt(arrived: Arrived, after: Here, me: str, now: datetime) -> CaseStreamReceived | None:
    """MOV-2: what the receiving ZVH says once this event is recorded here; `None` for a case that does not move here."""
    move = after.state.running
    if move is None or move.to_zvh != me:
        return None
    return CaseStreamReceived(
        at=now,
        by=system(me),
        move=move.number,
        from_zvh=move.from_zvh,
        count=arrived.link.count,
        digest=arrived.link.digest,
    )
