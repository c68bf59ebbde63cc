"""WGS 2.28(4): what of a moving case goes to the other ZVH, and what is held until who supplied it agreed. Pure.

The case itself goes once every supplier agreed (MOV-1). What a supplier recorded after that at the ZVH that hands over goes along if it
agreed, in this move, to data of that kind; else it is held, and all after it, for a case stream is a chain in the order of the log
(MOV-2). What came from elsewhere came with an agreement of its own, and what the ZVH itself recorded is not asked for (`special_data`).
What was sent stays sent: the stream only grows. It looks at nothing personal, so who has no keys finds the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import ABOUT_NOBODY
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, handover
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restriction, Restrictions, evolve
from levensloop.contracts.roles import Role
from levensloop.contracts.special_data import SPECIAL, Agreement, Kinds
from levensloop.contracts.supplied import Leaf, leaves

SAID = (
    handover.SupplierAgreed,
    handover.SupplierDeclined,
    disclosure.ConditionsSet,
    disclosure.ConditionsLifted,
    disclosure.DisclosureObjected,
    disclosure.ObjectionWithdrawn,
)
"""What a supplier says of passing on travels along with the case, and is not what it is about."""

_ENDS = (handover.DirectionTransferred, handover.MoveCancelled, handover.IdentityWithdrawn)


@dataclass(frozen=True, slots=True)
class Sending:
    """One move at the ZVH that hands over, event by event of its log from the announcement on. `held`: what was recorded since the release
    and is not sent; `lacking`: of each of those, supplier → the kinds to which it did not agree; `against`: what keeps data from there."""

    move: int
    from_zvh: str
    to_zvh: str
    asked: Mapping[str, Agreement] = field(default_factory=dict)
    released: bool = False
    ended: bool = False
    held: tuple[Recorded[DomainEvent], ...] = ()
    lacking: tuple[Mapping[str, Kinds], ...] = ()
    against: tuple[Restriction, ...] = ()

    @property
    def lacks(self) -> dict[str, Kinds]:
        """Supplier → the kinds to which it must agree before all of this goes."""
        found: dict[str, Kinds] = {}
        for each in self.lacking:
            for supplier, kinds in each.items():
                found[supplier] = found.get(supplier, frozenset()) | kinds
        return found

    def then(
        self, recorded: Recorded[DomainEvent], known: Restrictions
    ) -> tuple["Sending", tuple[Recorded[DomainEvent], ...]]:
        """After one more event, and what is sent by it now; of the release and before it nothing. `known`: what stands in the way, this
        event included."""
        asked, event = self._answers(recorded.event, known), recorded.event
        if not self.released:
            opens = isinstance(event, handover.CaseReleased) and event.move == self.move
            return replace(self, asked=asked, released=opens, ended=ends(recorded, self.move)), ()
        fresh = (recorded,) if goes_along(recorded, self.to_zvh) else ()
        against = tuple(known.against(self.to_zvh, Role.ZVH, day_of(recorded.time)))
        after = replace(self, asked=asked, ended=ends(recorded, self.move), against=against, held=(*self.held, *fresh))
        if after.ended and isinstance(event, handover.DirectionTransferred):
            return replace(after, held=(), lacking=()), after.held  # who directs now has the case whole (MOV-2)
        same = asked is self.asked and against == self.against
        lacking = (*(self.lacking if same else map(after._lacks, self.held)), *map(after._lacks, fresh))
        free = next((at for at, lacks in enumerate(lacking) if lacks), len(lacking))
        return replace(after, held=after.held[free:], lacking=lacking[free:]), after.held[:free]

    def _answers(self, event: DomainEvent, known: Restrictions) -> Mapping[str, Agreement]:
        match event:
            case handover.SupplierAgreementAsked(move=self.move, supplier=supplier) as asked:
                return {**self.asked, supplier: Agreement(asked.owner, frozenset(asked.categories), asked.due)}
            case handover.SupplierAgreed(move=self.move, supplier=supplier):
                return self._said(supplier, agreed=True)
            case handover.SupplierDeclined(move=self.move, supplier=supplier):
                return self._said(supplier, agreed=False)
            case handover.SupplierAgreementOverdue(move=self.move, supplier=supplier) if supplier in self.asked:
                return {**self.asked, supplier: replace(self.asked[supplier], overdue=True)}
            case disclosure.DisclosureObjected(supplier=supplier, objection=number):
                said = known.objections[number]
            case disclosure.ConditionsSet(supplier=supplier, condition=number):
                said = known.conditions[number]
            case _:
                return self.asked
        # who agreed, and then keeps its data from the receiving ZVH, does not agree any more (WGS 1.7(1), 2.29(3))
        return self._said(supplier, agreed=False) if said.excludes(self.to_zvh, Role.ZVH) else self.asked

    def _said(self, supplier: str, agreed: bool) -> Mapping[str, Agreement]:
        if supplier not in self.asked:
            return self.asked
        return {**self.asked, supplier: replace(self.asked[supplier], agreed=agreed)}

    def _lacks(self, recorded: Recorded[DomainEvent]) -> Mapping[str, Kinds]:
        """Supplier → the kinds in this event to which it must agree, and did not."""
        if recorded.source != self.from_zvh:
            return {}
        found: dict[str, Kinds] = {}
        for leaf in leaves(recorded.event):
            if leaf.supplier not in (self.from_zvh, self.to_zvh) and self._needs(recorded, leaf):
                found[leaf.supplier] = found.get(leaf.supplier, frozenset()) | {leaf.category}
        return {supplier: kinds for supplier, kinds in found.items() if not self._agreed(supplier, kinds)}

    def _needs(self, recorded: Recorded[DomainEvent], leaf: Leaf) -> bool:
        """Whether this field goes by an agreement alone. A correction has a field of every kind, and is of a kind that its supplier gave
        before: it goes as long as that one agrees."""
        if leaf.category in ABOUT_NOBODY or isinstance(recorded.event, SAID):
            return False
        if any(each.covers(recorded.id, leaf.supplier, leaf.category) for each in self.against):
            return True
        if isinstance(recorded.event, disclosure.DatumRectified):
            asked = self.asked.get(leaf.supplier)
            return asked is not None and not asked.agreed and leaf.category in asked.kinds
        return leaf.category in SPECIAL

    def _agreed(self, supplier: str, kinds: Kinds) -> bool:
        asked = self.asked.get(supplier)
        return asked is not None and bool(asked.agreed) and kinds <= asked.kinds


def goes_along(recorded: Recorded[DomainEvent], to_zvh: str) -> bool:
    """Whether an event after the release is for the receiver: not when the receiver recorded it."""
    return recorded.source != to_zvh


def ends(recorded: Recorded[DomainEvent], move: int) -> bool:
    """Whether the move ends by this event: direction is transferred (MOV-5), or it falls through (MOV-6), of which the receiver may hear
    only that it was withdrawn."""
    return isinstance(recorded.event, _ENDS) and recorded.event.move == move


def handed_over(events: Iterable[Recorded[DomainEvent]], move: int) -> Iterator[Recorded[DomainEvent]]:
    """What the sender sends for this move, from its own log of the case: nothing before the release (MOV-1), nothing that is held."""
    known, sending = Restrictions(), None
    before: list[Recorded[DomainEvent]] = []
    for recorded in events:
        known, event = evolve(known, recorded), recorded.event
        before.append(recorded)
        if sending is None and isinstance(event, handover.MoveAnnounced | handover.CaseReleased) and event.move == move:
            sending = Sending(move, event.from_zvh, event.to_zvh)
        if sending is None:
            continue
        was, (sending, going) = sending.released, sending.then(recorded, known)
        if sending.released and not was:
            going = tuple(before)
        yield from going
        if sending.ended:
            return
