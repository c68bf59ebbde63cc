"""What handover knows of a case: how it stands, the chain over all its events, who supplied what, and the move that runs or ran last."""

from dataclasses import dataclass, field, replace
from datetime import date

from levensloop.contracts import restrictions, special_data, standing
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, handover, inclusion
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restrictions
from levensloop.contracts.roles import Role
from levensloop.contracts.special_data import Kinds, Supplied
from levensloop.contracts.standing import Standing
from levensloop.contracts.vocabulary import Heads, Person
from levensloop.handover.labels import Labels
from levensloop.handover.labels import evolve as evolve_labels
from levensloop.handover.manifest import Link, Manifest, goes_along


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
class Asked:
    """MOV-1: a supplier that was asked whether its data may go; `owner` answers, `agreed` is what it said."""

    owner: str
    kinds: Kinds
    due: date
    agreed: bool | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One move of the case. `sent` is what the sender's log says since the case was released; `received` what the receiver last
    said it has (MOV-2)."""

    number: int
    from_zvh: str
    to_zvh: str
    planned_on: date
    asked: dict[str, Asked] = field(default_factory=dict)
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
    def whole(self) -> bool:
        """Whether the receiver has all that was sent, unchanged."""
        return self.sent is not None and self.received == self.sent.last


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
        move = _of_move(state.running, recorded, state.all)
        state = replace(state, move=_objected(move, recorded.event, state.restrictions))
    match recorded.event:
        case inclusion.ClientReported(person=person):
            return replace(state, person=person)
        case disclosure.DatumRectified(person=person) if person is not None:
            return replace(state, person=person)
        case handover.MoveAnnounced(move=number, from_zvh=from_zvh, to_zvh=to_zvh, planned_on=planned_on):
            return replace(state, move=Move(number, from_zvh, to_zvh, planned_on))
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


def _of_move(move: Move, recorded: Recorded[DomainEvent], everything: Link) -> Move:
    if move.sent is not None and goes_along(recorded, move.to_zvh):
        move = replace(move, sent=move.sent.then(recorded.fingerprint))
    by_receiver = recorded.source == move.to_zvh
    match recorded.event:
        case handover.SupplierAgreementAsked(move=move.number, supplier=supplier) as asked:
            new = Asked(asked.owner, frozenset(asked.categories), asked.due)
            return replace(move, asked={**move.asked, supplier: new})
        case handover.SupplierAgreed(move=move.number, supplier=supplier) if supplier in move.asked:
            return _said(move, supplier, agreed=True)
        case handover.SupplierDeclined(move=move.number, supplier=supplier) if supplier in move.asked:
            return _said(move, supplier, agreed=False)
        case handover.SupplierAgreementOverdue(move=move.number, supplier=supplier) if supplier in move.asked:
            late = replace(move.asked[supplier], overdue=True)
            return replace(move, asked={**move.asked, supplier: late})
        case handover.CaseReleased(move=move.number) if move.sent is None:
            return replace(move, sent=Manifest(everything.count, (everything.digest,)))
        case handover.CaseStreamReceived(move=move.number, count=count, digest=digest) if by_receiver:
            return replace(move, received=Link(count, digest))
        case handover.HandoverAccepted(move=move.number, heads=heads) if by_receiver:
            return replace(move, accepted=heads)
        case handover.JointMeetingHeld(move=move.number):
            return replace(move, meetings=move.meetings + 1)
        case handover.MoveOverdue(move=move.number):
            return replace(move, overdue=True)
        case handover.MoveCancelled(move=move.number):
            return replace(move, cancelled=True)
        case handover.DirectionTransferred(move=move.number):
            return replace(move, transferred=True)
    return move


def _objected(move: Move, event: DomainEvent, known: Restrictions) -> Move:
    """Who agreed, and then keeps its data from the receiving ZVH, does not agree any more (WGS 1.7(1), 2.29(3))."""
    match event:
        case disclosure.DisclosureObjected(supplier=supplier, objection=number):
            said = known.objections[number]
        case disclosure.ConditionsSet(supplier=supplier, condition=number):
            said = known.conditions[number]
        case _:
            return move
    if move.released or supplier not in move.asked or not said.excludes(move.to_zvh, Role.ZVH):
        return move
    return _said(move, supplier, agreed=False)


def _said(move: Move, supplier: str, agreed: bool) -> Move:
    return replace(move, asked={**move.asked, supplier: replace(move.asked[supplier], agreed=agreed)})
