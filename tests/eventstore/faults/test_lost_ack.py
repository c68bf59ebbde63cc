"""The write landed and its acknowledgement did not: it counts as written, once, and is no conflict."""

import pytest

from levensloop.infra.eventstore import Appended, Conflict, EventStore, Guard, NewMessage, StoreUnavailable
from support.proxy import Proxy

ACK = b'"seq":'  # of a publish acknowledgement, also of a refusal


def _messages(stream: str, count: int, guard: str | None, data: bytes = b"mine") -> list[NewMessage]:
    on = Guard(f"{stream}.{guard}", 0) if guard else None
    return [NewMessage(f"{stream}.es.a.1", data, guard=on if number == 0 else None) for number in range(count)]


GUARDS = pytest.mark.parametrize("guard", ["es.a.1", "es.*.1", None, "es.read"])
COUNTS = pytest.mark.parametrize("count", [1, 3])


@COUNTS
@GUARDS
async def test_is_found_and_not_written_twice(
    proxy: Proxy, far: EventStore, store: EventStore, guard: str | None, count: int
) -> None:
    proxy.lose_replies(ACK)

    assert await far.append(_messages(far.stream, count, guard)) == Appended(1, count)

    assert proxy.cuts == 1
    assert len(await store.load(f"{store.stream}.>")) == count


@COUNTS
@GUARDS
async def test_is_found_behind_what_others_wrote_since(
    proxy: Proxy, far: EventStore, store: EventStore, guard: str | None, count: int
) -> None:
    async def another_writes() -> None:
        await store.append([NewMessage(f"{store.stream}.es.a.1", b"theirs")])

    proxy.lose_replies(ACK, meanwhile=another_writes)

    assert await far.append(_messages(far.stream, count, guard)) == Appended(1, count)
    assert [m.data for m in await store.load(f"{store.stream}.>")] == [b"mine"] * count + [b"theirs"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("guard", ["es.a.1", "es.*.1"])
async def test_of_a_write_that_never_arrived_is_a_conflict_when_another_came_first(
    proxy: Proxy, far: EventStore, store: EventStore, guard: str, count: int
) -> None:
    async def another_writes() -> None:
        await store.append(_messages(store.stream, 1, guard, b"theirs"))

    proxy.lose_requests(b"mine", meanwhile=another_writes)

    with pytest.raises(Conflict) as caught:
        await far.append(_messages(far.stream, count, guard))

    assert caught.value.actual == 1
    assert [m.data for m in await store.load(f"{store.stream}.>")] == [b"theirs"]


@COUNTS
@GUARDS
async def test_of_a_write_that_never_arrived_is_sent_again(
    proxy: Proxy, far: EventStore, store: EventStore, guard: str | None, count: int
) -> None:
    proxy.lose_requests(b"mine")

    assert await far.append(_messages(far.stream, count, guard)) == Appended(1, count)
    assert len(await store.load(f"{store.stream}.>")) == count


async def test_is_found_by_the_guard_of_any_message_of_the_batch(
    proxy: Proxy, far: EventStore, store: EventStore
) -> None:
    """An effect and its position: here only the position, at the end, is guarded."""
    s = store.stream
    position = NewMessage(f"{s}.position", b"7", guard=Guard(f"{s}.position", 0))
    proxy.lose_replies(ACK)

    assert await far.append([NewMessage(f"{s}.a", b"1"), NewMessage(f"{s}.a", b"2"), position]) == Appended(1, 3)
    assert await store.last_seq() == 3


async def test_lost_each_time_is_found_on_the_leader_in_the_end(
    proxy: Proxy, far: EventStore, store: EventStore
) -> None:
    proxy.lose_replies(ACK, times=3)
    far_reads = await far.append(_messages(far.stream, 2, "es.a.1"))
    assert far_reads == Appended(1, 2)
    assert proxy.cuts == 3


async def test_with_nobody_to_ask_says_that_it_may_stand(proxy: Proxy, far: EventStore, store: EventStore) -> None:
    proxy.lose_replies(b"MSG _INBOX", times=1000)  # every answer

    with pytest.raises(StoreUnavailable, match="niet zeker") as caught:
        await far.append(_messages(far.stream, 2, "es.a.1"))

    assert caught.value.maybe_recorded
    assert len(await store.load(f"{store.stream}.>")) == 2
    proxy.lose_replies(b"", times=0)
