"""The case streams that arrived here: whether each message follows on the one before it, and what came before (MOV-2)."""

from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from levensloop.contracts.codec import UnreadableEvent
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded, fingerprint
from levensloop.handover.intake import Arrived, releases
from levensloop.handover.manifest import Link
from levensloop.handover.sealed import Came, Seal
from levensloop.handover.wire import BrokenCaseStream, link_of
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.secrecy.errors import SecrecyError, UnknownSigner
from levensloop.infra.secrecy.vault import read_closed

MOST = 100
"""Case streams kept at hand; others are read again. Default."""

_BEHIND = "een kopie van de stream loopt achter"


@dataclass(frozen=True, slots=True)
class _Message:
    """What arrived: its fingerprint, the link that follows from the bytes alone, and the link that the sender says it is.

    `sound`: it and all before it are as the sender says, readable, and of this case. `released`: the release of the case is this
    one or before it. `doubted`: it is under a key that was stolen since.
    """

    seq: int
    fingerprint: str
    link: Link
    said: Link | None
    sound: bool
    released: bool
    doubted: bool = False


_BEFORE = _Message(0, "", Link(), None, sound=True, released=False)


class CaseStreams:
    """Reads the ARRIVALS stream: each case stream in it once, as far as it goes."""

    def __init__(self, arrived: EventStore, seal: Seal) -> None:
        self._arrived, self._seal = arrived, seal
        self._streams: OrderedDict[str, list[_Message]] = OrderedDict()
        self._signers = frozenset[str](), frozenset[str]()

    async def at(self, message: StoredMessage) -> Arrived:
        """This message in its case stream. Raises `BrokenCaseStream` unless number and digest are what they must be, of this
        message and of all before it."""
        from_zvh, case, move = _tokens(message.subject)
        stream = await self._read(message, case, move)
        index = bisect_left(stream, message.seq, key=lambda m: m.seq)
        found, before = stream[index], stream[index - 1] if index else _BEFORE
        arrived = Arrived(
            case,
            move,
            from_zvh,
            found.link,
            frozenset(m.fingerprint for m in stream[:index]),
            before.released,
            frozenset(m.fingerprint for m in stream[:index] if m.doubted),
        )
        if found.said != found.link:
            said = f"zegt {found.said.count} te zijn" if found.said else "draagt geen telling"
            how = "is veranderd" if found.said and found.said.count == found.link.count else said
            raise BrokenCaseStream(f"{arrived} {how}; de casus is hier niet heel.")
        if not before.sound:
            raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: iets ervoor is niet heel of niet leesbaar.")
        return arrived

    async def until(self, message: StoredMessage) -> list[Came]:
        """This message and all before it in its case stream, opened. Raises `StoreUnavailable` when a replica is behind, and as
        `Seal.open`."""
        found = [m for m in await self._arrived.load(message.subject) if m.seq <= message.seq]
        if not found or found[-1].seq != message.seq:
            raise StoreUnavailable(self._arrived.stream, _BEHIND)
        return [self._seal.open(m) for m in found]

    async def more(self, message: StoredMessage) -> bool:
        """Whether more of this case stream arrived by now."""
        last = await self._arrived.last(message.subject)
        return last is not None and last.seq > message.seq

    async def _read(self, message: StoredMessage, case: UUID, move: int) -> list[_Message]:
        known = self._seal.directory
        if (signers := (frozenset(known.signers), frozenset(known.revoked))) != self._signers:
            self._streams.clear()  # what was of an unknown key may be of one that is known now, or the other way round
            self._signers = signers
        stream = self._streams.pop(message.subject, [])
        if not stream or stream[-1].seq < message.seq:
            for arrived in await self._arrived.load(message.subject, stream[-1].seq if stream else 0):
                stream.append(self._next(stream[-1] if stream else _BEFORE, arrived, case, move))
        if not stream or stream[-1].seq < message.seq:
            raise StoreUnavailable(self._arrived.stream, _BEHIND)
        self._streams[message.subject] = stream
        if len(self._streams) > MOST:
            self._streams.popitem(last=False)
        return stream

    def _next(self, last: _Message, arrived: StoredMessage, case: UUID, move: int) -> _Message:
        body, recorded, doubted = self._legible(arrived)
        mark, said = fingerprint(body), link_of(arrived)
        link = last.link.then(mark)
        sound = last.sound and said == link and recorded is not None and recorded.case == case
        released = last.released or (recorded is not None and releases(recorded, move))
        return _Message(arrived.seq, mark, link, said, sound, released, doubted)

    def _legible(self, arrived: StoredMessage) -> tuple[bytes, Recorded[DomainEvent] | None, bool]:
        """The event's bytes, or those that arrived where they do not open, the event, and whether it is doubted; `None` for what its own
        turn will tell more of. What is said here needs nothing that is personal, so no keys of the case."""
        body, doubted = arrived.data, False
        try:
            try:
                body = self._seal.open(arrived).message.data
            except UnknownSigner:
                body, doubted = self._seal.open(arrived, stolen=True).message.data, True
            return body, read_closed(body, arrived.seq), doubted
        except (UnreadableEvent, SecrecyError):
            return body, None, doubted


def _tokens(subject: str) -> tuple[str, UUID, int]:
    """Sender, case and move of `arrived.<zvh>.move.<zvh>.<case>.<n>`, or of its identity; one case and move have one spelling."""
    _, from_zvh, _, _, case, move, *_ = subject.split(".")
    try:
        found = UUID(case), int(move)
    except ValueError as error:
        raise BrokenCaseStream(f"Van {from_zvh} kwam iets dat geen casus en verhuizing noemt.") from error
    if (str(found[0]), str(found[1])) != (case, move):
        raise BrokenCaseStream(f"Van {from_zvh} kwam iets dat casus of verhuizing anders schrijft dan hoort.")
    return from_zvh, *found
