"""What each organisation received while a case is played: through its own credentials and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from nats.aio.client import Client

from levensloop.contracts import subjects
from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.roles import Role
from levensloop.contracts.views import View
from levensloop.handover.sealed import Seal
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.partner import Closed, Received, from_inbox, from_outbox
from levensloop.infra.messaging.reading import correspondent_of
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.vault import read_closed


class Inbox:
    """One organisation's: what was disclosed to a partner, or what another ZVH handed over to a ZVH."""

    def __init__(self, organisation: Organisation, network: Network) -> None:
        self.organisation = organisation
        self.received: list[Received[DomainEvent | View]] = []
        self.closed: list[Closed] = []
        self._sent: dict[str, int] = {}
        self._network = network
        self._more = asyncio.Condition()
        self._over = False
        self.listening = asyncio.create_task(self._listen(), name=f"inbox-{organisation.id}")

    def is_sent(self, sender: str, count: int) -> None:
        """This ZVH sent so many events here, ever."""
        self._sent[sender] = count

    async def full(self) -> None:
        """Wait until all that was sent arrived, to be read or refused. Raises what ended the listening, if it ended before."""
        count = sum(self._sent.values())
        if self._arrived >= count:
            return
        async with self._more:
            await self._more.wait_for(lambda: self._arrived >= count or self._over)
        if self._arrived < count:
            await self.listening

    @property
    def _arrived(self) -> int:
        return len(self.received) + len(self.closed)

    async def _listen(self) -> None:
        nc = await self._network.connect(self.organisation.id)
        try:
            await asyncio.gather(*map(self._take, self._messages(nc)))
        finally:
            await nc.close()
            async with self._more:
                self._over = True
                self._more.notify_all()

    async def _take(self, messages: AsyncIterator[Received[DomainEvent | View] | Closed]) -> None:
        async for one in messages:
            async with self._more:
                if isinstance(one, Closed):
                    self.closed.append(one)
                else:
                    self.received.append(one)
                self._more.notify_all()

    def _messages(self, nc: Client) -> Sequence[AsyncIterator[Received[DomainEvent | View] | Closed]]:
        """One stream of its own; for a client of the hub the outbox of each ZVH it works with."""
        me, topology = self.organisation.id, self._network.topology
        if self.organisation.role is Role.ZVH:
            return [_arrivals(nc, me)]
        if topology.node(me) is not None:
            return [from_inbox(nc, me, topology.zvhs_of(me)[0])]
        return [from_outbox(nc, zvh, me) for zvh in topology.zvhs_of(me)]


async def _arrivals(nc: Client, zvh: str) -> AsyncIterator[Received[DomainEvent]]:
    patterns = (subjects.arrivals_at(zvh), subjects.identities_at(zvh))
    keys = correspondent_of(nc, zvh)
    seal = Seal(zvh, keys.own(), keys.directory())
    async for message in EventStore(nc, subjects.arrivals_stream(zvh)).subscribe(patterns):
        recorded = read_closed(seal.open(message).message.data, message.seq)
        yield Received(recorded, recorded.source)
