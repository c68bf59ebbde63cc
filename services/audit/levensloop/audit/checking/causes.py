"""Which event of the log leads to what is gone being gone. A record says why; whoever holds the keys of the node could write one, so it is
believed together with the event that it follows from. Letters go where a right ended (TEA-2, EXT-3, MOV-7) or with their quarter; what
moved and what was put aside with a quarter (WGS 1.8(7)).

Which letters stay though the right ended, for what the matrix still gives, is not judged: that is by the topology of then.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from levensloop.audit.checking.covers import About
from levensloop.contracts import standing, subjects
from levensloop.contracts.codec import UnreadableEvent
from levensloop.contracts.ending import ended, tells_the_end
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import QuarterExpired
from levensloop.contracts.periods import quarter_of
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Standing
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.case_log import left
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.secrecy.vault import read_closed

AT_HAND = 20
"""Cases of which the causes are remembered; what is gone of one often stands together. Default."""


@dataclass(frozen=True, slots=True)
class Causes:
    """Of one case. `ends`: place of each event by which a right to it ended, and whose (None: everybody's); `expired`: the quarters that
    expired here; `events`: what the log has of it, by number."""

    ends: tuple[tuple[int, str | None], ...] = ()
    expired: frozenset[str] = frozenset()
    events: Mapping[str, Recorded[DomainEvent]] = field(default_factory=dict)

    def lead_to(self, sent: bool, to: str | None, event: str | None) -> bool:
        """Whether something of this case may be gone. `sent`: a letter in OUT, of this event, to this organisation; else what moved, or
        was put aside."""
        if not sent:
            return bool(self.expired)
        of = self.events.get(event or "")
        if of is None or to is None:
            return False
        if quarter_of(of.time) in self.expired:
            return True
        return not tells_the_end(of.event, to) and any(
            place > of.position and whose in (None, to) for place, whose in self.ends
        )


def causes_of(events: Iterable[Recorded[DomainEvent]], me: str) -> Causes:
    """From the events of a case, in the order of the log, at the ZVH `me`."""
    now, ends, expired, known = (
        Standing(),
        list[tuple[int, str | None]](),
        set[str](),
        dict[str, Recorded[DomainEvent]](),
    )
    for recorded in events:
        before, now = now, standing.evolve(now, recorded)
        if end := ended(recorded.event, before, now, me):
            ends.append((recorded.position, end.organisation))
        if isinstance(recorded.event, QuarterExpired) and recorded.source == me:
            expired.add(recorded.event.quarter)
        known[str(recorded.id)] = recorded
    return Causes(tuple(ends), frozenset(expired), known)


class InTheLog:
    """The causes of cases, as the log of a node has them; some twenty cases are in memory."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._known: OrderedDict[UUID, Causes] = OrderedDict()

    async def lead_to(self, stream: str, about: About) -> bool:
        """Whether what is gone of this stream may be. Raises `EventStoreError`."""
        case, to, event = about
        try:
            number = UUID(case or "")
        except ValueError:
            return False
        return (await self._of(number)).lead_to(stream == subjects.out_stream(self._node.me), to, event)

    async def _of(self, case: UUID) -> Causes:
        found = self._known.pop(case, None)
        if found is None:
            messages = await self._node.log.store.load(subjects.case_events(case))
            found = causes_of(left(tuple(_readable(messages))), self._node.me)
        self._known[case] = found
        if len(self._known) > AT_HAND:
            self._known.popitem(last=False)
        return found


def _readable(messages: Iterable[StoredMessage]) -> Iterator[Recorded[DomainEvent]]:
    """Without any key: nothing personal says why. What cannot be read is named by the checks of streams and keys, and leads to nothing."""
    for message in messages:
        with suppress(UnreadableEvent, SecrecyError):
            yield read_closed(message.data, message.seq)
