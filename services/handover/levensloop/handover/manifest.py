"""What travels in a move, in which order, and the chain of digests over it (MOV-2). Pure; the domain and the feed share it.

First goes who moves, and comes back hit or no hit; nothing else before the release (MOV-1). Then the ZVH that hands over sends
all of its log of the case up to and including the release, whoever recorded it first, and from then on what others than the
receiver recorded, up to what is held until its supplier agreed (`contracts.sending`). The receiver sends back what itself
recorded between the release and the end of the move. So every event is on either side once, and what the receiver recorded
comes to it again only if it recorded it before the release.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import CaseReleased, IdentityAnswered, IdentityPresented, IdentityWithdrawn
from levensloop.contracts.recorded import EMPTY_CHAIN, Recorded, chain
from levensloop.contracts.sending import ends, goes_along

IDENTITY_STEPS = (IdentityPresented, IdentityAnswered, IdentityWithdrawn)
"""All that travels before the release."""


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
    """What was sent since the release: one digest per event, the first that of event number `released_at`."""

    released_at: int
    digests: tuple[str, ...]

    @property
    def last(self) -> Link:
        """The last event that was sent."""
        return Link(self.released_at + len(self.digests) - 1, self.digests[-1])

    def then(self, fingerprint: str) -> "Manifest":
        return replace(self, digests=(*self.digests, self.last.then(fingerprint).digest))

    def confirms(self, link: Link) -> bool:
        """Whether what the receiver says it has is, unchanged, what was sent up to there."""
        at = link.count - self.released_at
        return 0 <= at < len(self.digests) and self.digests[at] == link.digest


def sent_back(events: Iterable[Recorded[DomainEvent]], move: int) -> Iterator[Recorded[DomainEvent]]:
    """What the receiver sends back for this move, from its own log of the case."""
    to_zvh: str | None = None
    for recorded in events:
        if isinstance(recorded.event, CaseReleased) and recorded.event.move == move:
            to_zvh = recorded.event.to_zvh
        if ends(recorded, move):
            return
        if to_zvh is not None and not goes_along(recorded, to_zvh):
            yield recorded


def identity_steps(events: Iterable[Recorded[DomainEvent]], move: int, me: str) -> Iterator[Recorded[DomainEvent]]:
    """MOV-1: what this ZVH itself tells the other of a move before the case is released, from its own log."""
    for recorded in events:
        if isinstance(recorded.event, IDENTITY_STEPS) and recorded.event.move == move and recorded.source == me:
            yield recorded


def links(events: Iterable[Recorded[DomainEvent]]) -> Iterator[Link]:
    """The link of each event of a case stream, in order."""
    link = Link()
    for recorded in events:
        link = link.then(recorded.fingerprint)
        yield link
