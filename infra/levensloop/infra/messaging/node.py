"""What a service gets of the node it runs on: who it is, the streams, the clock and the timers."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nats.aio.client import Client

from levensloop.contracts import subjects
from levensloop.contracts.decision import Organisation
from levensloop.contracts.envelope import source_of
from levensloop.contracts.roles import NATIONAL
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.accounts import AccountLog
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.clock import Clock, SystemClock
from levensloop.infra.messaging.connection import connection
from levensloop.infra.messaging.dead_letters import DeadLetters
from levensloop.infra.messaging.forgetting import forgetting
from levensloop.infra.messaging.timers import JetStreamTimers, Timers
from levensloop.infra.nodes.credentials import Credentials
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.witnesses import quorum
from levensloop.infra.secrecy.directory import Directory, check_own, directory_of
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.keys_in_topology import master_file
from levensloop.infra.secrecy.master import MasterKey, MasterKeyInFile
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys, key_file, read_organisation_keys
from levensloop.infra.secrecy.vault import Vault


@dataclass(slots=True)
class Told:
    """The topology as this node last took it over (`learn`)."""

    topology: Topology


@dataclass(frozen=True, slots=True)
class Node:
    """A ZVH's node, as its services see it. `url` and `credentials` are for connections of their own.

    `vault` seals and unseals events with the keys of their case; `own` signs, and opens what is for this ZVH; `directory` tells
    whose keys are whose. `keys` is the directory with its own keys, `data` the one where its services keep files, if they may.
    `forgets` drops what is destroyed; no service goes on without it.
    """

    me: str
    source: str
    organisations: Mapping[str, Organisation]
    clock: Clock
    timers: Timers
    nc: Client
    url: str
    credentials: Credentials
    vault: Vault
    own: OrganisationKeys
    directory: Directory
    told: Told
    keys: Path
    data: Path | None = None
    forgets: asyncio.Task[None] | None = None

    def store(self, stream: str) -> EventStore:
        """One of this node's streams."""
        return EventStore(self.nc, stream)

    @property
    def log(self) -> CaseLog:
        """The operational log, as cases; with nothing at hand yet, so who reads the same case again keeps it."""
        return CaseLog(self.store(subjects.log_stream(self.me)), self.source, self.clock, self.vault)

    @property
    def accounts(self) -> AccountLog:
        """The accountability log."""
        return AccountLog(self.store(subjects.audit_stream(self.me)), self.me, self.vault.keys)

    @property
    def accountant(self) -> Accountant:
        """Who makes and keeps the accountability records of this node."""
        return Accountant(self.accounts, self.me, self.organisations, self.clock)

    @property
    def dead(self) -> DeadLetters:
        return DeadLetters(self.store(subjects.dead_stream(self.me)))


def organisations_of(topology: Topology) -> dict[str, Organisation]:
    """Everybody in the topology, in its order, as the domain knows them."""
    return {
        o.id: Organisation(
            o.id,
            o.role,
            None if o.role in NATIONAL else o.zvh or o.id,
            o.terms,
            o.small_count,
            o.fg,
            o.contact_point,
            o.witnesses,
            quorum(o),
            o.name,
        )
        for o in topology.organisations
    }


def learn(node: Node, topology: Topology) -> None:
    """From now on these are the organisations and their keys, for every service on this node: all of them look in the one mapping."""
    node.directory.learn(directory_of(topology))
    node.told.topology = topology
    known, told = node.organisations, organisations_of(topology)
    assert isinstance(known, dict)
    for gone in known.keys() - told.keys():
        del known[gone]
    known.update(told)


@asynccontextmanager
async def connected(
    topology: Topology,
    me: str,
    url: str,
    shown: Credentials,
    keys: Path,
    clock: Clock | None = None,
    timers: Timers | None = None,
    data: Path | None = None,
    master: MasterKey | None = None,
) -> AsyncIterator[Node]:
    """A connection to the node of the ZVH `me` at `url`, as who it shows to be. `keys` is the directory with its own keys and
    the node's master key, `data` the one for files of its services. Timers are durable ones unless given. `master`: what holds the
    master key, a KMS for instance, in place of the file.

    Raises `NodeUnreachable`; `OrganisationKeyProblem`, `MasterKeyProblem` when its keys are not there or not those that the
    topology tells everyone.
    """
    own, master = read_organisation_keys(key_file(keys, me)), master or MasterKeyInFile(master_file(keys, me))
    check_own(topology, me, own)
    async with connection(url, shown, f"{me}-services") as nc:
        durable = JetStreamTimers(EventStore(nc, subjects.timers_stream(me)))
        source = source_of(topology.organisation(me).oin, me)
        organisations = organisations_of(topology)
        vault = Vault(JetStreamKeys(EventStore(nc, subjects.keys_stream(me)), master))
        log = EventStore(nc, subjects.log_stream(me))
        node = Node(
            me,
            source,
            organisations,
            clock or SystemClock(),
            timers or durable,
            nc,
            url,
            shown,
            vault,
            own,
            directory_of(topology),
            Told(topology),
            keys,
            data,
        )
        async with forgetting(log, vault) as forgets:
            yield replace(node, forgets=forgets)
