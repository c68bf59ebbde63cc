import asyncio

import pytest

from levensloop.infra.eventstore import Appended, Conflict, EventStore, Guard, NewMessage


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("pattern", ["es.a.1", "es.*.1"])
async def test_lets_the_first_writer_in_and_refuses_the_second(store: EventStore, pattern: str, count: int) -> None:
    guard = Guard(f"{store.stream}.{pattern}", 0)
    first = [NewMessage(f"{store.stream}.es.a.1", b"first", guard=guard)] * count
    second = [NewMessage(f"{store.stream}.es.a.1", b"second", guard=guard)] * count

    await store.append(first)
    with pytest.raises(Conflict) as caught:
        await store.append(second)

    assert caught.value.actual == count
    assert "lees opnieuw" in str(caught.value)
    assert {m.data for m in await store.load(f"{store.stream}.>")} == {b"first"}


async def test_with_wildcard_covers_every_aggregate_of_the_case(store: EventStore) -> None:
    s = store.stream
    guard = Guard(f"{s}.*.case", 0)
    await store.append([NewMessage(f"{s}.plan.case", b"", guard=guard)])

    with pytest.raises(Conflict):
        await store.append([NewMessage(f"{s}.signals.case", b"", guard=guard)])
    assert await store.append([NewMessage(f"{s}.signals.case", b"", guard=Guard(f"{s}.*.case", 1))]) == Appended(2, 2)


async def test_says_what_stood_before_the_batch(store: EventStore) -> None:
    """The batch's own messages do not break a guard that is repeated further on in it."""
    guard = Guard(f"{store.stream}.a", 0)
    assert await store.append([NewMessage(f"{store.stream}.a", b"", guard=guard)] * 3) == Appended(1, 3)


async def test_of_another_subject_is_kept_too(store: EventStore) -> None:
    """A write may depend on what it only read."""
    s = store.stream
    await store.append([NewMessage(f"{s}.read", b"")])

    with pytest.raises(Conflict):
        await store.append([NewMessage(f"{s}.written", b"", guard=Guard(f"{s}.read", 0))])
    await store.append([NewMessage(f"{s}.written", b"", guard=Guard(f"{s}.read", 1))])


async def test_lets_exactly_one_of_many_at_once_in(store: EventStore) -> None:
    guard = Guard(f"{store.stream}.*.case", 0)

    async def write(number: int) -> bool:
        try:
            await store.append([NewMessage(f"{store.stream}.{number}.case", b"", guard=guard)] * 2)
        except Conflict:
            return False
        return True

    assert sum(await asyncio.gather(*(write(number) for number in range(40)))) == 1
    assert len(await store.load(f"{store.stream}.>")) == 2
