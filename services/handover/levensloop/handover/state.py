"""What handover knows of a case: how it stands, the chain over all its events, who supplied what, and the move that runs or ran last."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce

from levensloop.contracts import restrictions, special_data, standing
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, handover, inclusion
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restrictions
from levensloop.contracts.sending import Sending
from levensloop.contracts.special_data import Agreement, Kinds, Supplied
from levensloop.contracts.standing import Standing
from levensloop.contracts.vocabulary import Heads, Person
from levensloop.handover.labels import Labels
from levensloop.handover.labels import evolve as evolve_labels
from levensloop.handover.manifest import Link, Manifest


@dataclass(frozen=True, slots=True)
class Identity:
    """MOV-1: the identity that one ZVH presented last to another, before it sends the case. `hit`: the answer."""

    move: int
    from_zvh: str
    to_zvh: str
    person: Person
    due: date
    hit: bool | None = None
    overdue: bool = False
    withdrawn: bool = False

    @property
    def waits(self) -> bool:
        """Whether somebody still has to answer."""
        return self.hit is None and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Move:
    """One move of the case. `sending`: who was asked, and what is held; `sent` is what the sender's log says that it sent since the case
    was released; `received` what the receiver last said it has (MOV-2)."""

    number: int
    from_zvh: str
    to_zvh: str
    planned_on: date
    sending: Sending
    sent: Manifest | None = None
    received: Link | None = None
    accepted: Heads | None = None
    meetings: int = 0
    overdue: bool = False
    transferred: bool = False
    cancelled: bool = False

    @property
    def released(self) -> bool:
        """MOV-1: whether the case itself travels."""
        return self.sent is not None

    @property
    def asked(self) -> Mapping[str, Agreement]:
        """MOV-1: who was asked whether what it supplied may go."""
        return self.sending.asked

    @property
    def lacks(self) -> dict[str, Kinds]:
        """WGS 2.28(4): supplier → the kinds to which it must agree before what is held goes."""
        return self.sending.lacks

    @property
    def whole(self) -> bool:
        """Whether the receiver has all of it, unchanged."""
        return self.sent is not None and not self.sending.held and self.received == self.sent.last


@dataclass(frozen=True, slots=True)
class State:
    """`all` is the chain over every event of this log, from which a move starts. `labels`: what a transfer withdraws (MOV-7).

    `identity` may be of a move that is not known here yet: at the receiver it comes before the case (MOV-1).
    """

    standing: Standing = field(default_factory=Standing)
    all: Link = field(default_factory=Link)
    move: Move | None = None
    identity: Identity | None = None
    person: Person | None = None
    supplied: Supplied = field(default_factory=dict)
    restrictions: Restrictions = field(default_factory=Restrictions)
    labels: Labels = field(default_factory=dict)

    @property
    def running(self) -> Move | None:
        """The move that runs now."""
        move = self.move
        return move if move is not None and not move.transferred and not move.cancelled else None

    @property
    def presented(self) -> Identity | None:
        """The identity that was presented for the move that runs now."""
        move, found = self.running, self.identity
        same = move is not None and found is not None and (found.move, found.from_zvh) == (move.number, move.from_zvh)
        return found if same else None


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    state = replace(
        state,
        standing=standing.evolve(state.standing, recorded),
        all=state.all.then(recorded.fingerprint),
        supplied=special_data.evolve(state.supplied, recorded),
        restrictions=restrictions.evolve(state.restrictions, recorded),
        labels=evolve_labels(state.labels, recorded.event),
    )
    if state.identity is not None:
        state = replace(state, identity=_of_identity(state.identity, recorded))
    if state.running is not None:
        state = replace(state, move=_of_move(state.running, recorded, state))
    match recorded.event:
        case inclusion.ClientReported(person=person):
            return replace(state, person=person)
        case disclosure.DatumRectified(person=person) if person is not None:
            return replace(state, person=person)
        case handover.MoveAnnounced(move=number, from_zvh=from_zvh, to_zvh=to_zvh, planned_on=planned_on):
            sending = Sending(number, from_zvh, to_zvh)
            return replace(state, move=Move(number, from_zvh, to_zvh, planned_on, sending))
        case handover.IdentityPresented() as presented:
            return replace(state, identity=_presented(presented))
    return state


def _presented(event: handover.IdentityPresented) -> Identity:
    return Identity(event.move, event.from_zvh, event.to_zvh, event.person, event.due)


def _of_identity(identity: Identity, recorded: Recorded[DomainEvent]) -> Identity:
    match recorded.event:
        case handover.IdentityAnswered(move=identity.move, from_zvh=identity.from_zvh, hit=hit):
            return replace(identity, hit=hit) if recorded.source == identity.to_zvh else identity
        case handover.IdentityOverdue(move=identity.move):
            return replace(identity, overdue=True)
        case handover.IdentityWithdrawn(move=identity.move, from_zvh=identity.from_zvh):
            return replace(identity, withdrawn=True)
    return identity


def _of_move(move: Move, recorded: Recorded[DomainEvent], state: State) -> Move:
    sending, going = move.sending.then(recorded, state.restrictions)
    move = replace(move, sending=sending)
    if move.sent is not None:
        move = replace(move, sent=reduce(Manifest.then, (each.fingerprint for each in going), move.sent))
    by_receiver = recorded.source == move.to_zvh
    match recorded.event:
        case handover.CaseReleased(move=move.number) if move.sent is None:
            return replace(move, sent=Manifest(state.all.count, (state.all.digest,)))
        case handover.CaseStreamReceived(move=move.number, count=count, digest=digest) if by_receiver:
            return replace(move, received=Link(count, digest))
        case handover.HandoverAccepted(move=move.number, heads=heads) if by_receiver:
            return replace(move, accepted=heads)
        case handover.JointMeetingHeld(move=move.number):
            return replace(move, meetings=move.meetings + 1)
        case handover.MoveOverdue(move=move.number):
            return replace(move, overdue=True)
        case handover.MoveCancelled(move=move.number) | handover.IdentityWithdrawn(move=move.number):
            return replace(move, cancelled=True)
        case handover.DirectionTransferred(move=move.number):
            return replace(move, transferred=True)
    return move
