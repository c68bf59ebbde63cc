from collections.abc import Awaitable, Callable

import pytest
from nats.aio.client import Client

from levensloop.infra.eventstore import (
    BatchTooLarge,
    EventStore,
    Guard,
    MessageTooLarge,
    NewMessage,
    StoreRefused,
)


async def test_nothing_to_append_is_a_mistake(store: EventStore) -> None:
    with pytest.raises(ValueError, match="nothing"):
        await store.append([])


async def test_more_than_a_thousand_is_refused_at_once(store: EventStore) -> None:
    with pytest.raises(BatchTooLarge, match=r"1001 berichten.*1000.*splits"):
        await store.append([NewMessage(f"{store.stream}.a", b"")] * 1001)
    assert await store.last_seq() == 0


@pytest.mark.parametrize("count", [1, 2])
async def test_a_message_above_the_servers_limit_is_refused(store: EventStore, nc: Client, count: int) -> None:
    small, large = NewMessage(f"{store.stream}.a", b""), NewMessage(f"{store.stream}.a", b"x" * (nc.max_payload + 1))
    with pytest.raises(MessageTooLarge, match="te groot"):
        await store.append([small, large][-count:])
    assert await store.last_seq() == 0


@pytest.mark.parametrize("count", [1, 2])
async def test_a_message_above_the_streams_limit_is_refused(
    nc: Client, fresh: str, declare: Callable[..., Awaitable[None]], count: int
) -> None:
    await declare(nc, fresh, max_msg_size=100)
    store = EventStore(nc, fresh)
    with pytest.raises(MessageTooLarge):
        await store.append([NewMessage(f"{fresh}.a", b""), NewMessage(f"{fresh}.a", b"x" * 200)][-count:])
    assert await store.last_seq() == 0


@pytest.mark.parametrize("name", ["Nats-Msg-Id", "nats-expected-stream", "Nats-Batch-Id", "Levensloop-Batch"])
async def test_headers_the_store_uses_itself_are_refused(store: EventStore, name: str) -> None:
    with pytest.raises(ValueError, match="belong to the event store"):
        await store.append([NewMessage(f"{store.stream}.a", b"", {name: "x"})])


async def test_two_expectations_of_one_subject_are_a_mistake(store: EventStore) -> None:
    a = f"{store.stream}.a"
    with pytest.raises(ValueError, match="two expectations"):
        await store.append([NewMessage(a, b"", guard=Guard(a, 0)), NewMessage(a, b"", guard=Guard(a, 1))])


async def test_a_stream_without_atomic_batches_says_so(
    nc: Client, fresh: str, declare: Callable[..., Awaitable[None]]
) -> None:
    await declare(nc, fresh, allow_atomic=False)
    with pytest.raises(StoreRefused, match="beheerder"):
        await EventStore(nc, fresh).append([NewMessage(f"{fresh}.a", b"")] * 2)
