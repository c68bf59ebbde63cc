"""A service's commands, questions and health over request/reply, on FastStream."""

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import nats.errors
import structlog
from faststream import ExceptionMiddleware
from faststream.nats import NatsBroker, NatsMessage
from faststream.nats.security import NatsNKey
from faststream.nats.subscriber.usecases.basic import LogicSubscriber
from faststream.types import DecodedMessage
from nats.aio.client import Client

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer
from levensloop.contracts.codec import UnreadableEvent
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging.connection import Watch
from levensloop.infra.messaging.tracing import HEADER, traced
from levensloop.infra.messaging.trouble import BUG, refusal_for
from levensloop.infra.messaging.views import Ask

AT_ONCE = 16
"""Commands of one service that are handled at the same time; the guard on the case keeps them apart. Default."""

WAITING = 1024
"""Commands that may wait for their turn inside the service; more wait in the connection. Default."""

_log = structlog.get_logger()

Reply = Callable[[NatsMessage], Awaitable[bytes]]


@asynccontextmanager
async def answering(
    service: str, replies: Mapping[str, Reply], watch: Watch, url: str, seed: str
) -> AsyncIterator[None]:
    """Answer on these subjects until the block ends. Then no new request is taken, and what was taken is answered.

    Raises `NodeUnreachable`. Streams and consumers are the business of provisioning: this broker declares none.
    """
    # What escapes a handler is a fault of ours. It was logged; who asked gets an answer instead of a silence.
    fault = ExceptionMiddleware(publish_handlers={Exception: _fault})
    broker = NatsBroker(url, security=NatsNKey.from_seed(seed), logger=None, middlewares=(fault,), **watch.options)
    turns = asyncio.Semaphore(AT_ONCE)
    for subject, reply in replies.items():
        broker.subscriber(subject, queue=service, max_workers=WAITING, decoder=_raw)(_handler(service, reply, turns))
    nc = await broker.connect()
    try:
        watch.begun()
        await broker.start()
        yield
    finally:
        watch.ending()
        await _end(broker, nc)


async def _end(broker: NatsBroker, nc: Client) -> None:
    """FastStream drops what waits as soon as it stops, so first let every subscription run dry. Without a connection there
    is nobody left to answer."""
    with suppress(nats.errors.Error):
        for subscriber in broker.subscribers:
            if nc.is_connected and isinstance(subscriber, LogicSubscriber) and subscriber.subscription is not None:
                await subscriber.subscription.drain()  # type: ignore[attr-defined]
                subscriber.subscription = None
        await broker.stop()
    await nc.close()


def _handler(service: str, reply: Reply, turns: asyncio.Semaphore) -> Reply:
    async def handle(message: NatsMessage) -> bytes:
        with traced(message.headers.get(HEADER)):
            try:
                async with turns:
                    return await reply(message)
            except Exception as error:
                frame = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{frame.filename.rpartition('levensloop/')[2]}:{frame.lineno}"
                _log.error("fault", service=service, kind=type(error).__name__, where=where)
                raise

    return handle


async def _raw(message: NatsMessage) -> DecodedMessage:
    return bytes(message.body)


async def _fault(error: Exception) -> bytes:
    return as_json({"refusal": BUG.model_dump()})


def answer_bytes(answer: Answer) -> bytes:
    return answer.model_dump_json().encode()


async def answer_to(asks: Mapping[str, Ask], service: str, message: NatsMessage) -> bytes:
    """`{"answer": …}` or `{"refusal": …}`; a question that is not there or not readable is refused by name."""
    subject = message.raw_message.subject
    organisation, view = subjects.sender_of(subject), subject.rpartition(".")[2]
    if view not in asks:
        answer: dict[str, Any] | Refusal = refuse("INV-2", f"De vraag {view} bestaat niet.", view=view)
    elif not isinstance(question := _question(message.body), dict):
        answer = refuse("INV-1", "De vraag is geen leesbaar JSON-object.")
    else:
        try:
            answer = await asks[view](organisation, question)
        except (EventStoreError, UnreadableEvent) as error:
            answer = refusal_for(error, service=service)
    return as_json({"refusal": answer.model_dump()} if isinstance(answer, Refusal) else {"answer": answer})


def _question(body: bytes) -> object:
    try:
        return json.loads(body or b"{}")
    except ValueError:
        return None


def as_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode()
