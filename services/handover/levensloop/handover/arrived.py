"""The case streams that arrived here: whether each message follows on the one before it, and what came before (MOV-2)."""

from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from levensloop.contracts.recorded import fingerprint
from levensloop.handover.intake import Arrived
from levensloop.handover.manifest import Link
from levensloop.handover.wire import BrokenCaseStream, link_of
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore

MOST = 100
"""Case streams kept at hand; others are read again. Default."""


@dataclass(frozen=True, slots=True)
class _Message:
    """What arrived: its fingerprint, the link that follows from the bytes alone, and the link that the sender says it is."""

    seq: int
    fingerprint: str
    link: Link
    said: Link | None


class CaseStreams:
    """Reads the ARRIVALS stream: each case stream in it once, as far as it goes."""

    def __init__(self, arrived: EventStore) -> None:
        self._arrived = arrived
        self._streams: OrderedDict[str, list[_Message]] = OrderedDict()

    async def at(self, message: StoredMessage) -> Arrived:
        """This message in its case stream. Raises `BrokenCaseStream` unless number and digest are what they must be."""
        stream = await self._read(message)
        index = bisect_left(stream, message.seq, key=lambda m: m.seq)
        found = stream[index]
        _, _, case, move = message.subject.split(".")
        if found.said != found.link:
            said = f"zegt {found.said.count} te zijn" if found.said else "draagt geen telling"
            how = "is veranderd" if found.said and found.said.count == found.link.count else said
            raise BrokenCaseStream(f"Casus {case} (verhuizing {move}) is hier niet heel: {found.link.count} {how}.")
        return Arrived(UUID(case), int(move), found.link, frozenset(m.fingerprint for m in stream[:index]))

    async def more(self, message: StoredMessage) -> bool:
        """Whether more of this case stream arrived by now."""
        last = await self._arrived.last(message.subject)
        return last is not None and last.seq > message.seq

    async def _read(self, message: StoredMessage) -> list[_Message]:
        stream = self._streams.pop(message.subject, [])
        if not stream or stream[-1].seq < message.seq:
            link = stream[-1].link if stream else Link()
            for arrived in await self._arrived.load(message.subject, stream[-1].seq if stream else 0):
                mark = fingerprint(arrived.data)
                link = link.then(mark)
                stream.append(_Message(arrived.seq, mark, link, link_of(arrived)))
        if not stream or stream[-1].seq < message.seq:
            raise StoreUnavailable(self._arrived.stream, "een kopie van de stream loopt achter")
        self._streams[message.subject] = stream
        if len(self._streams) > MOST:
            self._streams.popitem(last=False)
        return stream
