"""Whether what arrived may be recorded here, and what the receiver then says of it. Pure (MOV-2, MOV-5).

The event itself does not tell who sent it: a history holds the events of every ZVH where the client lived. So the sender is
checked, as the receiving server names it, and nothing of a case enters before its sender released it to here, after this ZVH
said hit or no hit (MOV-1).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from uuid import UUID

from levensloop.contracts.decision import system
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    CaseReleased,
    CaseStreamReceived,
    HandoverAccepted,
    JointMeetingHeld,
    MoveAnnounced,
)
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import CLOSED
from levensloop.handover.manifest import IDENTITY_STEPS, Link
from levensloop.handover.state import State, evolve
from levensloop.handover.wire import BrokenCaseStream

FROM_RECEIVER = (CaseStreamReceived, HandoverAccepted, JointMeetingHeld)
"""All that a ZVH may record on a case that another directs (contracts.admission), and so all that comes back."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The place of one message in its case stream: its case, move, sender and link, the fingerprints of all before it, and
    whether the release of the case is among those. `doubted`: of those before it that are under a key which was stolen since."""

    case: UUID
    move: int
    from_zvh: str
    link: Link
    before: frozenset[str] = frozenset()
    released: bool = False
    doubted: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"Gebeurtenis {self.link.count} van casus {self.case} (verhuizing {self.move}, van {self.from_zvh})"


@dataclass(frozen=True, slots=True)
class Here:
    """A case as this log has it: how it stands, each event's fingerprint by its id, and the moves by number: as announced, and as
    released. `beside`: what others may not know of it, though it is here: identities, and what was recorded here as a receiver."""

    state: State = field(default_factory=State)
    fingerprints: dict[UUID, str] = field(default_factory=dict)
    announced: dict[int, MoveAnnounced] = field(default_factory=dict)
    released: dict[int, CaseReleased] = field(default_factory=dict)
    beside: frozenset[UUID] = frozenset()

    def then(self, *events: Recorded[DomainEvent]) -> "Here":
        """With these events after it."""
        state = self.state
        for recorded in events:
            state = evolve(state, recorded)
        announced = [recorded.event for recorded in events if isinstance(recorded.event, MoveAnnounced)]
        released = [recorded.event for recorded in events if isinstance(recorded.event, CaseReleased)]
        beside = {recorded.id for recorded in events if isinstance(recorded.event, (*IDENTITY_STEPS, *FROM_RECEIVER))}
        return replace(
            self,
            state=state,
            fingerprints={**self.fingerprints, **{recorded.id: recorded.fingerprint for recorded in events}},
            announced={**self.announced, **{event.move: event for event in announced}},
            released={**self.released, **{event.move: event for event in released}},
            beside=self.beside | beside,
        )


class Place(Enum):
    """Of an event in its case stream: before the release of the case, that release, or in a case that was released here."""

    WAITS = "waits"
    OPENS = "opens"
    FOLLOWS = "follows"


def place(arrived: Arrived, recorded: Recorded[DomainEvent], here: Here, me: str) -> Place:
    """Where this event stands. Raises `BrokenCaseStream` when this sender has nothing to send of this case here."""
    if known := here.released.get(arrived.move):
        other = {known.from_zvh: known.to_zvh, known.to_zvh: known.from_zvh}.get(me)
        if arrived.from_zvh != other:
            between = f"van {known.from_zvh} naar {known.to_zvh}"
            raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: die verhuizing is {between}.")
        return Place.FOLLOWS
    if here.state.standing.director == me:
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: de regie op deze casus ligt hier.")
    if here.state.running is not None and here.state.running.to_zvh == me:
        running = here.state.running.from_zvh
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: de casus verhuist al hierheen, van {running}.")
    if arrived.released:
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: de vrijgave ervoor is dat ook niet.")
    return Place.OPENS if releases(recorded, arrived.move) else Place.WAITS


def believed(arrived: Arrived, here: Here) -> None:
    """What stands under a key that was stolen since counts where it was taken in before that was known. Raises `BrokenCaseStream`."""
    if missing := arrived.doubted.difference(here.fingerprints.values()):
        raise BrokenCaseStream(
            f"{arrived} kan niet worden opgenomen: {len(missing)} ervoor zijn ondertekend met een sleutel die gestolen is, en hier niet "
            "opgenomen."
        )


def releases(recorded: Recorded[DomainEvent], move: int) -> bool:
    """Whether this is the release of the case for that move."""
    return isinstance(recorded.event, CaseReleased) and recorded.event.move == move


def opened(
    arrived: Arrived, events: Sequence[Recorded[DomainEvent]], here: Here, me: str
) -> list[Recorded[DomainEvent]]:
    """What is to be recorded of a case stream up to and including its release, in order.

    Raises `BrokenCaseStream` unless the sender releases the case to here itself, in a move that it announced and for which
    somebody here said hit or no hit (MOV-1), directs the case by that same history, and knows all that this log knows of the
    case: who never had it, cannot.
    """
    release = events[-1]
    said = release.event
    if not isinstance(said, CaseReleased) or (said.from_zvh, said.to_zvh) != (arrived.from_zvh, me):
        raise BrokenCaseStream(f"{arrived} geeft geen casus vrij van {arrived.from_zvh} naar {me}.")
    asked = here.state.identity
    if asked is None or (asked.move, asked.from_zvh) != (arrived.move, arrived.from_zvh) or asked.hit is None:
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: hier is nog geen hit of geen hit gezegd (MOV-1).")
    marks = {recorded.id: recorded.fingerprint for recorded in events}
    if len(marks) != len(events):
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: ervoor staat iets tweemaal.")
    if any(
        marks.get(known) != mark
        for known, mark in here.fingerprints.items()
        if known in marks or known not in here.beside
    ):
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: wat hier al van de casus staat, is daar anders.")
    fresh = [recorded for recorded in events if recorded.id not in here.fingerprints]
    if any(recorded.source == me for recorded in fresh):
        raise BrokenCaseStream(
            f"{arrived} kan niet worden opgenomen: ervoor staat iets dat hier is vastgelegd noch bekend."
        )
    after = here.then(*fresh)
    director, announced = after.state.standing.director, after.announced.get(arrived.move)
    if announced is None or (announced.from_zvh, announced.to_zvh) != (arrived.from_zvh, me):
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: die verhuizing is niet aangekondigd.")
    if director != arrived.from_zvh or release.source != arrived.from_zvh:
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: de regie ligt daar bij {director or 'niemand'}.")
    return fresh


def is_new(arrived: Arrived, recorded: Recorded[DomainEvent], here: Here, me: str) -> bool:
    """Whether this event of a known move is to be recorded here; not when it is here already.

    Raises `BrokenCaseStream` when anything before it is missing, when it is changed, or not the sender's to send.
    """
    known = here.fingerprints.get(recorded.id)
    if missing := arrived.before.difference(here.fingerprints.values()):
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: {len(missing)} eerdere ontbreken hier.")
    if known is not None:
        if known != recorded.fingerprint:
            raise BrokenCaseStream(f"{arrived} is anders dan dezelfde gebeurtenis die hier al staat.")
        return False
    if recorded.source == me:
        raise BrokenCaseStream(f"{arrived} zou hier zijn vastgelegd, maar staat niet in dit logboek.")
    if here.state.standing.director == me and not _may_come_back(arrived, recorded, here):
        raise BrokenCaseStream(f"{arrived} komt van {recorded.source}, dat dit op deze casus niet kan vastleggen.")
    return True


def _may_come_back(arrived: Arrived, recorded: Recorded[DomainEvent], here: Here) -> bool:
    """MOV-5: who directs takes nothing from others, but what the receiver may record during the move; also when that was on its
    way as the move was cancelled (MOV-6): it is no part of the case any more, and not lost."""
    move = here.released.get(arrived.move)
    expected = move is not None and move.to_zvh == recorded.source
    return expected and isinstance(recorded.event, FROM_RECEIVER)


def receipt(arrived: Arrived, after: Here, me: str, now: datetime) -> CaseStreamReceived | None:
    """MOV-2: what the receiving ZVH says once this event is recorded here; `None` for a case that does not move here, or that ended:
    nobody waits for it."""
    move = after.state.running
    if move is None or move.to_zvh != me or after.state.standing.phase in CLOSED:
        return None
    return CaseStreamReceived(
        at=now,
        by=system(me),
        move=move.number,
        from_zvh=move.from_zvh,
        count=arrived.link.count,
        digest=arrived.link.digest,
    )
