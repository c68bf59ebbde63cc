"""A service on FastStream: its commands, questions and health over request/reply, its policies beside them."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from faststream.nats import NatsBroker, NatsMessage
from faststream.types import DecodedMessage

from levensloop.contracts import subjects
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.messaging.commands import CommandHandler
from levensloop.infra.messaging.health import health_of
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.reactions import Reactor
from levensloop.infra.messaging.runner import PolicyRunner
from levensloop.infra.messaging.service import Service
from levensloop.infra.messaging.tracing import HEADER, traced
from levensloop.infra.messaging.views import Ask, view_asks

AT_ONCE = 16
"""Commands of one service that are handled at the same time; the guard on the case keeps them apart. Default."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ServiceApp:
    """A service ready to run on a node: what it is called, its commands, its policies, the questions it answers."""

    name: str
    node: Node
    commands: CommandHandler[Any] | None = None
    reactor: Reactor[Any] | None = None
    policies: tuple[Policy, ...] = ()
    asks: Mapping[str, Ask] = field(default_factory=dict)


def wire(node: Node, service: Service[Any], *policies: Policy) -> ServiceApp:
    """The usual wiring of a service that is data: its commands, reactions, timers and views, and policies of its own."""
    commands = CommandHandler(service, node.log, node.me, node.organisations, node.clock)
    reactor = Reactor(service, node.log, node.me, node.organisations, node.clock, node.timers)
    return ServiceApp(
        service.name,
        node,
        commands,
        reactor,
        (*_own_policies(node, service, reactor), *policies),
        view_asks(service, node.log, node.me),
    )


def _own_policies(node: Node, service: Service[Any], reactor: Reactor[Any]) -> list[Policy]:
    log, policies = node.log.store, []
    if service.reactions or service.has_timers:
        position = subjects.position("log", service.name)
        policies.append(Policy(service.name, "reactions", log, (subjects.ALL_EVENTS,), log, position, reactor.on_event))
    if service.has_timers:
        position = subjects.position("log", f"{service.name}-timers")
        due = (subjects.timers_due(service.name),)
        timers = node.store(subjects.timers_stream(node.me))
        policies.append(Policy(service.name, "timers", timers, due, log, position, reactor.on_due))
    return policies


@dataclass(frozen=True, slots=True)
class RunningService:
    """A service at work. `failed` is done as soon as one of its policies cannot go on; its exception tells why."""

    app: ServiceApp
    runners: tuple[PolicyRunner, ...]
    failed: "asyncio.Future[None]"

    async def caught_up(self) -> list[int]:
        """Wait until every policy did what there is to do now; returns how far each came. Raises what made one stop."""
        done: asyncio.Future[list[int]] = asyncio.gather(*(runner.caught_up() for runner in self.runners))
        either: set[asyncio.Future[Any]] = {done, self.failed}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if self.failed.done():
            done.cancel()
            self.failed.result()
        return await done


@asynccontextmanager
async def running(app: ServiceApp) -> AsyncIterator[RunningService]:
    """Run a service until the block ends, then end gracefully: what was begun is finished, positions are kept."""
    runners = tuple(PolicyRunner(policy, app.node.dead) for policy in app.policies)
    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def stopped(task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and not failed.done() and (error := task.exception()) is not None:
            failed.set_exception(error)

    tasks = [asyncio.create_task(runner.run(), name=f"{app.name}-{runner.policy.name}") for runner in runners]
    for task in tasks:
        task.add_done_callback(stopped)
    broker = _broker(app, runners)
    async with broker:
        await broker.start()
        _log.info("service started", service=app.name, zvh=app.node.me)
        try:
            yield RunningService(app, runners, failed)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks) if tasks else None
            if not failed.done():
                failed.cancel()
            _log.info("service stopped", service=app.name, zvh=app.node.me)


def _broker(app: ServiceApp, runners: tuple[PolicyRunner, ...]) -> NatsBroker:
    """Request/reply only: streams and consumers are the business of provisioning, never of a service."""
    zvh, queue = app.node.me, f"{app.name}"
    broker = NatsBroker(app.node.url, nkeys_seed_str=app.node.seed, name=f"{zvh}-{app.name}", logger=None)

    async def raw(message: NatsMessage) -> DecodedMessage:
        return bytes(message.body)

    def on(subject: str, answer: Callable[[NatsMessage], Awaitable[bytes]]) -> None:
        async def handler(message: NatsMessage) -> bytes:
            with traced(message.headers.get(HEADER)):
                return await answer(message)

        broker.subscriber(subject, queue=queue, max_workers=AT_ONCE, decoder=raw)(handler)

    async def command(message: NatsMessage) -> bytes:
        assert app.commands is not None
        subject = message.raw_message.subject
        answer = await app.commands.handle(subjects.sender_of(subject), subject.rpartition(".")[2], message.body)
        return answer.model_dump_json().encode()

    async def ask(message: NatsMessage) -> bytes:
        subject = message.raw_message.subject
        return _json(await _asked(app.asks, subjects.sender_of(subject), subject.rpartition(".")[2], message.body))

    async def health(message: NatsMessage) -> bytes:
        return _json(await health_of(app.name, runners, app.node.dead))

    if app.commands is not None:
        on(subjects.commands_to(zvh, app.name), command)
    on(subjects.asks_to(zvh, app.name), ask)
    on(subjects.health(zvh, app.name), health)
    return broker


async def _asked(asks: Mapping[str, Ask], organisation: str, view: str, body: bytes) -> dict[str, Any]:
    """`{"answer": …}` or `{"refusal": …}`; a question that is not there or not readable is refused by name."""
    if view not in asks:
        answer: dict[str, Any] | Refusal = refuse("INV-2", f"De vraag {view} bestaat niet.", view=view)
    else:
        try:
            question = json.loads(body or b"{}")
        except ValueError:
            question = None
        if isinstance(question, dict):
            answer = await asks[view](organisation, question)
        else:
            answer = refuse("INV-1", "De vraag is geen leesbaar JSON-object.")
    return {"refusal": answer.model_dump()} if isinstance(answer, Refusal) else {"answer": answer}


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode()
