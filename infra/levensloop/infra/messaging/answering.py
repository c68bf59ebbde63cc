"""A service's commands, questions and health over request/reply, on FastStream."""

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import nats.errors
import structlog
from faststream import ExceptionMiddleware
from faststream.nats import NatsBroker, NatsMessage
from faststream.nats.broker.broker import UNRECOVERABLE_CONNECT_ERRORS
from faststream.nats.security import NatsNKey
from faststream.types import DecodedMessage
from nats.aio.client import Client

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer
from levensloop.contracts.codec import UnreadableEvent
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging.connection import Watch
from levensloop.infra.messaging.consulting import Heard
from levensloop.infra.messaging.span_names import request_name
from levensloop.infra.messaging.tracing import HEADER, traced
from levensloop.infra.messaging.trouble import BUG, refusal_for
from levensloop.infra.nodes.credentials import Credentials, close
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.users.acting_as import KnownUser

AT_ONCE = 16
"""Commands of one service that are handled at the same time; the guard on the case keeps them apart. Default."""

WAITING = 1024
"""Commands that may wait for their turn inside the service; more wait in the connection. Default."""

GRACE = 15.0
"""Seconds that what was taken may need when the service ends. Default."""

GIVES_UP_AT = frozenset(UNRECOVERABLE_CONNECT_ERRORS)
"""What a server may say at which FastStream no longer tries to reconnect, also when it was connected before, and says nothing."""

_log = structlog.get_logger()

Reply = Callable[[NatsMessage], Awaitable[bytes]]


@asynccontextmanager
async def answering(
    service: str, replies: Mapping[str, Reply], watch: Watch, url: str, shown: Credentials
) -> AsyncIterator[None]:
    """Answer on these subjects until the block ends. Then no new request is taken, and what was taken is answered.

    Raises `NodeUnreachable`. Streams and consumers are the business of provisioning: this broker declares none.
    """
    # What escapes a handler is a fault of ours. It was logged; who asked gets an answer instead of a silence.
    fault = ExceptionMiddleware(publish_handlers={Exception: _fault})
    security = NatsNKey.from_seed(shown.seed, ssl_context=shown.tls, tls_handshake_first=shown.tls is not None)
    broker = NatsBroker(url, security=security, logger=None, middlewares=(fault,), **watch.options)
    turns = asyncio.Semaphore(AT_ONCE)
    desks = [_Desk(broker, service, subject, reply, turns) for subject, reply in replies.items()]
    nc = await broker.connect()
    try:
        watch.begun()
        await broker.start()
        for _ in range(2):  # the client's first ping overtakes what it has yet to send, the subscriptions
            await nc.flush()
        yield  # known at the node by now; across the hub it takes a moment more
    finally:
        watch.ending()
        await _end(broker, nc, desks)


async def _end(broker: NatsBroker, nc: Client, desks: "Sequence[_Desk]") -> None:
    """Without a connection there is nobody left to answer, and FastStream's own ending fails."""
    with suppress(nats.errors.Error, TimeoutError):
        async with asyncio.timeout(GRACE):
            await asyncio.gather(*(desk.close(nc) for desk in desks))
    with suppress(nats.errors.Error):
        await broker.stop()
    await close(nc)


class Fault(Exception):
    """A fault of ours, its cause, and the answer as only who asked can read it."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        super().__init__()


class _Desk:
    """Where one kind of request comes in. FastStream drops what waits as soon as it stops; so it counts what it did, and
    closes when that is all it was given."""

    def __init__(self, broker: NatsBroker, service: str, subject: str, reply: Reply, turns: asyncio.Semaphore) -> None:
        self._service, self._reply, self._turns = service, reply, turns
        self._done, self._one_more = 0, asyncio.Event()
        self._subscriber = broker.subscriber(subject, queue=service, max_workers=WAITING, decoder=_raw)
        self._subscriber(self._handle)

    async def close(self, nc: Client) -> None:
        """Take nothing new, and return when everything that was taken is done."""
        subscription, self._subscriber.subscription = self._subscriber.subscription, None
        if subscription is None or not nc.is_connected:
            return
        await subscription.drain()  # type: ignore[no-untyped-call]
        while self._done < subscription.delivered:
            self._one_more.clear()
            await self._one_more.wait()

    async def _handle(self, message: NatsMessage) -> bytes:
        with traced(message.headers.get(HEADER), request_name(message.raw_message.subject), service=self._service):
            try:
                async with self._turns:
                    return await self._reply(message)
            except Exception as error:
                cause = error.__cause__ or error if isinstance(error, Fault) else error
                frame = traceback.extract_tb(cause.__traceback__)[-1]
                where = f"{frame.filename.rpartition('levensloop/')[2]}:{frame.lineno}"
                _log.error("fault", service=self._service, kind=type(cause).__name__, where=where)
                raise
            finally:
                self._done += 1
                self._one_more.set()


async def _raw(message: NatsMessage) -> DecodedMessage:
    return bytes(message.body)


async def _fault(error: Exception) -> bytes:
    return error.answer if isinstance(error, Fault) else BUG_ANSWER


def answer_bytes(answer: Answer) -> bytes:
    return answer.model_dump_json().encode()


async def answer_to(
    asks: Mapping[str, Heard], service: str, subject: str, body: bytes, user: KnownUser | None
) -> bytes:
    """`{"answer": …}` or `{"refusal": …}`; a question that is not there or not readable is refused by name. `user`: who signed it, where
    that is a user of the organisation."""
    organisation, view = subjects.sender_of(subject), subject.rpartition(".")[2]
    if view not in asks:
        answer: dict[str, Any] | Refusal = refuse("INV-2", f"De vraag {view} bestaat niet.", view=view)
    elif not isinstance(question := _question(body), dict):
        answer = refuse("INV-1", "De vraag is geen leesbaar JSON-object.")
    else:
        try:
            answer = await asks[view](organisation, question, user)
        except (EventStoreError, UnreadableEvent, SecrecyError) as error:
            answer = refusal_for(error, service=service)
    return as_json({"refusal": answer.model_dump()} if isinstance(answer, Refusal) else {"answer": answer})


def _question(body: bytes) -> object:
    try:
        return json.loads(body or b"{}")
    except (ValueError, RecursionError):  # the second: nested deeper than anything that asks something
        return None


def as_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode()


BUG_ANSWER = as_json({"refusal": BUG.model_dump()})
