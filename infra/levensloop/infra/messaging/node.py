"""What a service gets of the node it runs on: who it is, the streams, the clock and the timers."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from nats.aio.client import Client

from levensloop.contracts import subjects
from levensloop.contracts.decision import Organisation
from levensloop.contracts.envelope import source_of
from levensloop.contracts.roles import NATIONAL
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.clock import Clock, SystemClock
from levensloop.infra.messaging.connection import connection
from levensloop.infra.messaging.dead_letters import DeadLetters
from levensloop.infra.messaging.timers import JetStreamTimers, Timers
from levensloop.infra.nodes.credentials import Credentials
from levensloop.infra.nodes.topology import Topology


@dataclass(frozen=True, slots=True)
class Node:
    """A ZVH's node, as its services see it. `url` and `credentials` are for connections of their own."""

    me: str
    source: str
    organisations: Mapping[str, Organisation]
    clock: Clock
    timers: Timers
    nc: Client
    url: str
    credentials: Credentials

    def store(self, stream: str) -> EventStore:
        """One of this node's streams."""
        return EventStore(self.nc, stream)

    @property
    def log(self) -> CaseLog:
        """The operational log, as cases."""
        return CaseLog(self.store(subjects.log_stream(self.me)), self.source, self.clock)

    @property
    def dead(self) -> DeadLetters:
        return DeadLetters(self.store(subjects.dead_stream(self.me)))


def organisations_of(topology: Topology) -> dict[str, Organisation]:
    """Everybody in the topology, in its order, as the domain knows them."""
    return {
        o.id: Organisation(o.id, o.role, None if o.role in NATIONAL else o.zvh or o.id, o.terms, o.small_count)
        for o in topology.organisations
    }


def learn(node: Node, topology: Topology) -> None:
    """From now on these are the organisations, for every service on this node: all of them look in the one mapping."""
    known, told = node.organisations, organisations_of(topology)
    assert isinstance(known, dict)
    for gone in known.keys() - told.keys():
        del known[gone]
    known.update(told)


@asynccontextmanager
async def connected(
    topology: Topology, me: str, url: str, shown: Credentials, clock: Clock | None = None, timers: Timers | None = None
) -> AsyncIterator[Node]:
    """A connection to the node of the ZVH `me` at `url`, as who it shows to be. Timers are durable ones unless given.

    Raises `NodeUnreachable`.
    """
    async with connection(url, shown, f"{me}-services") as nc:
        durable = JetStreamTimers(EventStore(nc, subjects.timers_stream(me)), nc.jetstream())
        source = source_of(topology.organisation(me).oin, me)
        organisations = organisations_of(topology)
        yield Node(me, source, organisations, clock or SystemClock(), timers or durable, nc, url, shown)
