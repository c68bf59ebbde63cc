"""What travels in a move, in which order, and the chain of digests over it (MOV-2). Pure; the domain and the feed share it.

The ZVH that hands over sends all of its log of the case up to and including the announcement, whoever recorded it first,
and from then on what others than the receiver recorded. The receiver sends back what itself recorded between the
announcement and the transfer. So every event is on either side once, and none goes back where it came from.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred, MoveAnnounced
from levensloop.contracts.recorded import EMPTY_CHAIN, Recorded, chain


@dataclass(frozen=True, slots=True)
class Link:
    """An event's place in a case stream: its number, from 1, and the digest of the chain up to and including it."""

    count: int = 0
    digest: str = EMPTY_CHAIN

    def then(self, fingerprint: str) -> "Link":
        """The next link, for an event with this fingerprint."""
        return Link(self.count + 1, chain(self.digest, fingerprint))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was sent since the announcement: one digest per event, the first that of event number `announced_at`."""

    announced_at: int
    digests: tuple[str, ...]

    @property
    def last(self) -> Link:
        """The last event that was sent."""
        return Link(self.announced_at + len(self.digests) - 1, self.digests[-1])

    def then(self, fingerprint: str) -> "Manifest":
        return replace(self, digests=(*self.digests, self.last.then(fingerprint).digest))

    def confirms(self, link: Link) -> bool:
        """Whether what the receiver says it has is, unchanged, what was sent up to there."""
        at = link.count - self.announced_at
        return 0 <= at < len(self.digests) and self.digests[at] == link.digest


def goes_along(recorded: Recorded[DomainEvent], to_zvh: str) -> bool:
    """Whether an event after the announcement is sent to the receiver: not when the receiver recorded it."""
    return recorded.source != to_zvh


def handed_over(events: Iterable[Recorded[DomainEvent]], move: int) -> Iterator[Recorded[DomainEvent]]:
    """What the sender sends for this move, from its own log of the case."""
    to_zvh: str | None = None
    for recorded in events:
        if to_zvh is None or goes_along(recorded, to_zvh):
            yield recorded
        match recorded.event:
            case MoveAnnounced(move=number) if number == move:
                to_zvh = recorded.event.to_zvh
            case DirectionTransferred(move=number) if number == move:
                return


def sent_back(events: Iterable[Recorded[DomainEvent]], move: int) -> Iterator[Recorded[DomainEvent]]:
    """What the receiver sends back for this move, from its own log of the case."""
    to_zvh: str | None = None
    for recorded in events:
        match recorded.event:
            case MoveAnnounced(move=number) if number == move:
                to_zvh = recorded.event.to_zvh
            case DirectionTransferred(move=number) if number == move:
                return
        if to_zvh is not None and not goes_along(recorded, to_zvh):
            yield recorded


def links(events: Iterable[Recorded[DomainEvent]]) -> Iterator[Link]:
    """The link of each event of a case stream, in order."""
    link = Link()
    for recorded in events:
        link = link.then(recorded.fingerprint)
        yield link
