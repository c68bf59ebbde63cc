"""What handover knows of a case: how it stands, the chain over all its events, and the move that runs or ran last."""

from dataclasses import dataclass, field, replace

from levensloop.contracts import standing
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Standing
from levensloop.contracts.vocabulary import Heads
from levensloop.handover.labels import Labels
from levensloop.handover.labels import evolve as evolve_labels
from levensloop.handover.manifest import Link, Manifest, goes_along


@dataclass(frozen=True, slots=True)
class Move:
    """One move of the case. `sent` is what the sender's log says; `received` what the receiver last said it has (MOV-2)."""

    number: int
    from_zvh: str
    to_zvh: str
    sent: Manifest
    received: Link | None = None
    accepted: Heads | None = None
    meetings: int = 0
    transferred: bool = False

    @property
    def whole(self) -> bool:
        """Whether the receiver has all that was sent, unchanged."""
        return self.received == self.sent.last


@dataclass(frozen=True, slots=True)
class State:
    """`all` is the chain over every event of this log, from which a move starts. `labels`: what a transfer withdraws (MOV-7)."""

    standing: Standing = field(default_factory=Standing)
    all: Link = field(default_factory=Link)
    move: Move | None = None
    labels: Labels = field(default_factory=dict)

    @property
    def running(self) -> Move | None:
        """The move that runs now."""
        return self.move if self.move is not None and not self.move.transferred else None


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    state = replace(
        state,
        standing=standing.evolve(state.standing, recorded),
        all=state.all.then(recorded.fingerprint),
        labels=evolve_labels(state.labels, recorded.event),
    )
    if isinstance(recorded.event, handover.MoveAnnounced):
        announced = recorded.event
        sent = Manifest(state.all.count, (state.all.digest,))
        return replace(state, move=Move(announced.move, announced.from_zvh, announced.to_zvh, sent))
    if state.running is None:
        return state
    return replace(state, move=_evolve(state.running, recorded))


def _evolve(move: Move, recorded: Recorded[DomainEvent]) -> Move:
    if goes_along(recorded, move.to_zvh):
        move = replace(move, sent=move.sent.then(recorded.fingerprint))
    by_receiver = recorded.source == move.to_zvh
    match recorded.event:
        case handover.CaseStreamReceived(move=move.number, count=count, digest=digest) if by_receiver:
            return replace(move, received=Link(count, digest))
        case handover.HandoverAccepted(move=move.number, heads=heads) if by_receiver:
            return replace(move, accepted=heads)
        case handover.JointMeetingHeld(move=move.number):
            return replace(move, meetings=move.meetings + 1)
        case handover.DirectionTransferred(move=move.number):
            return replace(move, transferred=True)
    return move
