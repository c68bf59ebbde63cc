"""Trying things as an organisation, and waiting for what must come of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout

from levensloop.infra.nodes.network import Network
from support.waiting import PATIENCE, eventually


@contextlib.asynccontextmanager
async def as_org(network: Network, org: str, *, at_hub: bool = False, **options: Any) -> AsyncIterator[Client]:
    """A connection as this organisation: where it belongs, or at the hub."""
    told = {"error_cb": _expected, **options}
    nc = await (network.connect_hub(org, **told) if at_hub else network.connect(org, **told))
    try:
        yield nc
    finally:
        await nc.close()


async def _expected(error: Exception) -> None:
    """What the server refuses is what these tests are about; it stays in `last_error`."""


async def answer(nc: Client, subject: str, payload: bytes = b"{}", means: str | None = None) -> bytes | None:
    """The answer, or None when the server refuses the question or says that nobody is there. A silence is a failure of the test.
    `means`: the subject that the server makes of it, and names when it refuses."""
    before = nc.last_error  # of an earlier question, perhaps the same
    asking = asyncio.create_task(nc.request(subject, payload, timeout=PATIENCE))
    while not asking.done():
        if nc.last_error is not before and refused(nc, means or subject):
            asking.cancel()
        await asyncio.wait({asking}, timeout=0.02)
    try:
        return None if asking.cancelled() else asking.result().data
    except NoRespondersError:
        return None


async def answered(nc: Client, subject: str, payload: bytes = b"{}") -> bytes:
    """The answer of who began to listen at another server. What is asked before that is known here is lost, without a word: then again."""
    answers: list[bytes] = []

    async def comes() -> bool:
        try:
            answers.append((await nc.request(subject, payload, timeout=1)).data)
        except (NoRespondersError, NatsTimeout):
            return False
        return True

    await eventually(comes, f"an answer on {subject}")
    return answers[0]


def refused(nc: Client, subject: str) -> bool:
    """Whether the last thing that the server had against this connection is about this subject."""
    return f'to "{subject.lower()}"' in str(nc.last_error)


async def unanswered(nc: Client, subject: str, payload: bytes = b"{}") -> bool:
    """Whether nothing but silence or an error comes back: for a place that has no JetStream and says so in either way."""
    try:
        return b'"error":' in (await nc.request(subject, payload, timeout=2)).data
    except (NoRespondersError, NatsTimeout):
        return True


async def hears(nc: Client, subject: str) -> list[Msg]:
    """A list that fills with whatever arrives on `subject`."""
    heard: list[Msg] = []

    async def keep(msg: Msg) -> None:
        heard.append(msg)

    await nc.subscribe(subject, cb=keep)
    await nc.flush()
    return heard


async def arrives(heard: list[Msg], data: bytes) -> None:
    """Wait until a message with exactly this content is in the list."""

    async def there() -> bool:
        return any(msg.data == data for msg in heard)

    await eventually(there, f"{data!r} arrives")


async def stored(nc: Client, stream: str) -> int:
    """How many messages a stream holds."""
    return (await nc.jetstream().stream_info(stream)).state.messages


async def holds(nc: Client, stream: str, count: int) -> None:
    async def enough() -> bool:
        return await stored(nc, stream) >= count

    await eventually(enough, f"{stream} holds {count} messages")
    assert await stored(nc, stream) == count


async def contents(nc: Client, stream: str) -> list[tuple[str, bytes]]:
    """Every message of a stream in order: subject and data."""
    js = nc.jetstream()
    state = (await js.stream_info(stream)).state
    found = []
    for seq in range(state.first_seq, state.last_seq + 1) if state.messages else ():
        msg = await js.get_msg(stream, seq)
        found.append((msg.subject or "", msg.data or b""))
    return found


async def listens(nc: Client, subject: str, heard: list[Msg]) -> None:
    """Have the list fill with what arrives, without the client's own opinion of the subject: the server is what is tried."""

    async def keep(msg: Msg) -> None:
        heard.append(msg)

    nc._sid += 1
    nc._subs[nc._sid] = Subscription(nc, nc._sid, subject, cb=keep)
    nc._subs[nc._sid]._start(_expected)
    await nc._send_subscribe(nc._subs[nc._sid])
