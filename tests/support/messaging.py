"""Giving commands as an organisation, a toy service with a timer, and a look at what a stream holds."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import nats.errors
from nats.aio.client import Client
from pydantic import BaseModel

from levensloop.contracts import standing, subjects
from levensloop.contracts.answer import Answer, Command
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.events.inclusion import ClientInformed, ClientReported, PurposeAssessed
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import SERVICE_OF_COMMAND
from levensloop.contracts.standing import Standing
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import RunningService, ServiceApp, running
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.messaging.service import Reaction, Service
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.organisation_keys import key_file, read_organisation_keys
from levensloop.infra.secrecy.requests import Correspondent
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import HAAGLANDEN, POLITIE, actor
from support.waiting import PATIENCE

LogLines = Callable[[], list[dict[str, Any]]]
"""Reads what was logged so far."""


def as_json(data: BaseModel) -> dict[str, Any]:
    """A command's data as it goes over the wire."""
    return dict(json.loads(data.model_dump_json()))


@asynccontextmanager
async def at_node(network: Network, **options: Any) -> AsyncIterator[Node]:
    """What a service gets of the node of ZVH Haaglanden."""
    async with connected(
        network.topology, HAAGLANDEN, network.url(HAAGLANDEN), network.credentials(HAAGLANDEN), network.keys, **options
    ) as node:
        yield node


@asynccontextmanager
async def serving(network: Network, *apps: Callable[[Node], ServiceApp]) -> AsyncIterator[list[RunningService]]:
    """These services at ZVH Haaglanden, each over a connection of its own, as processes would be."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(running(app(await stack.enter_async_context(at_node(network)))))
            for app in apps
        ]


async def command_at(node: Node, organisation: str, command: CommandData, case: UUID, by: str) -> Answer:
    """A command at this ZVH's own node, of whatever organisation: the keys of all lie there, as in every test."""
    name = type(command).wire_name()
    subject = subjects.command(node.me, organisation, SERVICE_OF_COMMAND[name], name)
    body = Command(id=uuid4(), case=case, functionary=by, data=as_json(command)).model_dump_json().encode()
    own = partial(read_organisation_keys, key_file(node.keys, organisation))
    sealed, answering = Correspondent(organisation, own, lambda: node.directory).close(body, node.me, subject)
    return Answer.model_validate_json(answering.open((await node.nc.request(subject, sealed, timeout=PATIENCE)).data))


async def request_as(
    network: Network, nc: Client, organisation: str, subject: str, body: bytes, headers: dict[str, str] | None = None
) -> bytes:
    """What is answered to these bytes, sealed and signed by this organisation, whoever's connection it goes over."""
    correspondent = network.credentials(organisation).correspondent
    assert correspondent is not None
    sealed, answering = correspondent.close(body, subject.split(".")[1], subject)
    return answering.open((await nc.request(subject, sealed, headers=headers, timeout=PATIENCE)).data)


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at an organisation, with a connection of its own."""

    nc: Client
    organisation: str
    patience: float = PATIENCE

    async def give(self, command: CommandData, case: UUID, *, by: str = "medewerker", id: UUID | None = None) -> Answer:
        """Give a command at ZVH Haaglanden."""
        name, data = type(command).wire_name(), as_json(command)
        return await client.command(
            self.nc, HAAGLANDEN, self.organisation, name, case, by, data, id=id, patience=self.patience
        )

    async def reaches(self, service: str = "inclusion") -> None:
        """Wait until a service that has started is known here too: that takes a moment across the hub."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    await self.nc.request(subjects.ask(HAAGLANDEN, self.organisation, service, "-"), timeout=0.5)
                except (nats.errors.TimeoutError, nats.errors.NoRespondersError):
                    await asyncio.sleep(0.01)
                else:
                    return

    async def report(self, case: UUID, *, id: UUID | None = None) -> Answer:
        return await self.give(SAMPLE_REPORT, case, id=id)


@asynccontextmanager
async def desk(network: Network, organisation: str = POLITIE, *, reaches: bool = True) -> AsyncIterator[Desk]:
    """For use once `inclusion` is served, unless `reaches` says that it is not."""
    nc = await network.connect(organisation)
    here = Desk(nc, organisation)
    try:
        if reaches:
            await here.reaches()
        yield here
    finally:
        await nc.close()


async def log_given(node: Node, case: UUID, *events: DomainEvent) -> None:
    """Put these events in the log of a case, as if commands had led to them. Services at work may be first with what is due by then:
    like a command, this is then tried again on what they left."""
    for _ in range(10):
        with suppress(Conflict):
            await node.log.store.append(await node.log.messages(await node.log.load(case), events))
            return
    raise AssertionError(f"the log of {case} never stood still")


async def everything(node: Node, stream: str) -> list[StoredMessage]:
    """All that a stream holds, in order."""
    return [message async for message in node.store(stream).replay(">")]


@dataclass(frozen=True, slots=True)
class ToyState:
    """The case as it stands, and when its toy timer is due."""

    standing: Standing = field(default_factory=Standing)
    due: datetime | None = None
    informed: int = 0


def _evolve(state: ToyState, recorded: Recorded[DomainEvent]) -> ToyState:
    state = replace(state, standing=standing.evolve(state.standing, recorded))
    match recorded.event:
        case ClientReported(at=at) | PurposeAssessed(at=at):
            return replace(state, due=at)
        case ClientInformed():
            return replace(state, informed=state.informed + 1, due=None)
    return state


def informed(context: Context, manner: str) -> ClientInformed:
    return ClientInformed(at=context.now, by=context.by, informant="coördinator", manner=manner)


def _decide(state: ToyState, command: CommandData, context: Context) -> Decision:
    return [ClientReported(at=context.now, by=context.by, **dict(SAMPLE_REPORT))]


def _expire(state: ToyState, timer: str, context: Context) -> Sequence[DomainEvent]:
    return [informed(context, f"{timer} ging af")]


TOY_TIMER = "toy"

toy: Service[ToyState] = Service(
    name="inclusion",
    initial=ToyState(),
    evolve=_evolve,
    decide=_decide,
    deadlines=lambda state, me: {TOY_TIMER: state.due} if state.due else {},
    expire=_expire,
)
"""Keeps one timer per case: due at the `at` of a report or of the purpose being assessed, met as soon as it went off once."""

echo: Service[ToyState] = Service(
    name="inclusion",
    initial=ToyState(),
    evolve=_evolve,
    decide=_decide,
    reactions=(Reaction((ClientReported,), lambda state, recorded, context: [informed(context, "gehoord")]),),
)
"""Says once of every report that it was heard."""


def reported(at: datetime) -> ClientReported:
    return ClientReported(at=at, by=actor(POLITIE, "wijkagent"), **dict(SAMPLE_REPORT))
