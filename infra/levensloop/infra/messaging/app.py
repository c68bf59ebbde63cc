"""A service at work on a node: what it answers, and its policies beside that."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from faststream.nats import NatsMessage

from levensloop.contracts import subjects
from levensloop.infra.messaging.answering import GIVES_UP_AT, Reply, answer_bytes, answer_to, answering, as_json
from levensloop.infra.messaging.commands import CommandHandler
from levensloop.infra.messaging.confidential import confidential
from levensloop.infra.messaging.connection import Watch
from levensloop.infra.messaging.consulting import accounted
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.health import health_of
from levensloop.infra.messaging.lists import list_asks
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.reactions import Reactor
from levensloop.infra.messaging.runner import PolicyRunner
from levensloop.infra.messaging.service import Service
from levensloop.infra.messaging.views import Ask, view_asks
from levensloop.infra.nodes.errors import NodeUnreachable
from levensloop.infra.users.acting_as import KnownUser

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ServiceApp:
    """A service ready to run on a node: what it is called, its commands, its policies, the questions it answers.

    `workers`: what it does besides, until it is cancelled.
    """

    name: str
    node: Node
    commands: CommandHandler[Any] | None = None
    reactor: Reactor[Any] | None = None
    policies: tuple[Policy, ...] = ()
    asks: Mapping[str, Ask] = field(default_factory=dict)
    workers: tuple[Callable[[], Awaitable[None]], ...] = ()


def wire(node: Node, service: Service[Any], *policies: Policy) -> ServiceApp:
    """The usual wiring of a service that is data: its commands, reactions, timers and views, and policies of its own."""
    log = node.log
    commands = CommandHandler(service, log, node.me, node.organisations, node.clock, node.accountant)
    reactor = Reactor(service, log, node.me, node.organisations, node.clock, node.timers)
    return ServiceApp(
        service.name,
        node,
        commands,
        reactor,
        (*_own_policies(node, service, reactor), *policies),
        {**view_asks(service, log, node.me), **list_asks(service, log, node.me, node.clock)},
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
    """A service at work. `failed` is done as soon as it cannot go on; its exception tells why."""

    app: ServiceApp
    runners: tuple[PolicyRunner, ...]
    failed: "asyncio.Future[None]"

    async def caught_up(self) -> list[int]:
        """Wait until every policy did what there is to do now; returns how far each came. Raises what made one stop."""
        done: asyncio.Future[list[int]] = asyncio.gather(*(runner.caught_up() for runner in self.runners))
        done.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # who is cancelled hears it anyway
        either: set[asyncio.Future[Any]] = {done, self.failed}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if self.failed.done():
                self.failed.result()
            return done.result()
        finally:
            done.cancel()


@asynccontextmanager
async def running(app: ServiceApp) -> AsyncIterator[RunningService]:
    """Run a service until the block ends, then end gracefully: no new commands, what was begun is finished, positions are
    kept. Raises `NodeUnreachable` when the node does not let it in."""
    node, name = app.node, f"{app.node.me}-{app.name}"
    runners = tuple(PolicyRunner(policy, node.dead) for policy in app.policies)
    async with AsyncExitStack() as stack:
        watch = Watch(node.url, name, GIVES_UP_AT)
        failed = _failure_in(stack)
        watch.closed.add_done_callback(lambda _: _fail(failed, app, NodeUnreachable(_shut_out(name, node.url))))
        tasks = [asyncio.create_task(runner.run(), name=f"{name}-{runner.policy.name}") for runner in runners]
        tasks += [asyncio.create_task(_worked(worker), name=f"{name}-worker") for worker in app.workers]
        stack.push_async_callback(cancel, tasks)
        for task in (*tasks, *([node.forgets] if node.forgets else [])):
            task.add_done_callback(lambda ended: _fail(failed, app, None if ended.cancelled() else ended.exception()))
        await stack.enter_async_context(answering(app.name, _replies(app, runners), watch, node.url, node.credentials))
        _log.info("service started", service=app.name, zvh=node.me)
        yield RunningService(app, runners, failed)
    _log.info("service stopped", service=app.name, zvh=node.me)


async def _worked(worker: Callable[[], Awaitable[None]]) -> None:
    await worker()


def _failure_in(stack: AsyncExitStack) -> "asyncio.Future[None]":
    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def end() -> None:
        if not failed.cancel() and not failed.cancelled():
            failed.exception()  # whoever wanted to know has looked by now

    stack.callback(end)
    return failed


def _fail(failed: "asyncio.Future[None]", app: ServiceApp, error: BaseException | None) -> None:
    if error is not None and not failed.done():
        _log.error("service cannot go on", service=app.name, zvh=app.node.me, kind=type(error).__name__)
        failed.set_exception(error)


def _shut_out(name: str, url: str) -> str:
    return f"De verbinding van {name} met {url} is voorgoed gesloten. Is de sleutel op dat knooppunt nog bekend?"


def _replies(app: ServiceApp, runners: tuple[PolicyRunner, ...]) -> dict[str, Reply]:
    """Subject → who answers it."""
    node, zvh, commands = app.node, app.node.me, app.commands
    log = node.store(subjects.log_stream(zvh))
    asks = accounted(app.name, app.asks, node.accountant, node.organisations, log)

    async def ask(subject: str, body: bytes, user: KnownUser | None) -> bytes:
        return await answer_to(asks, app.name, subject, body, user)

    async def health(message: NatsMessage) -> bytes:
        return as_json(await health_of(app.name, runners, app.node.dead))

    replies: dict[str, Reply] = {
        subjects.asks_to(zvh, app.name): confidential(app.node, app.name, ask),
        subjects.health(zvh, app.name): health,
    }
    if commands is not None:

        async def command(subject: str, body: bytes, user: KnownUser | None) -> bytes:
            name = subject.rpartition(".")[2]
            return answer_bytes(await commands.handle(subjects.sender_of(subject), name, body, user))

        replies[subjects.commands_to(zvh, app.name)] = confidential(app.node, app.name, command)
    return replies
