from levensloop.infra.eventstore import Appended, EventStore, NewMessage


async def test_is_stored_with_its_headers_and_the_servers_time(store: EventStore) -> None:
    appended = await store.append([NewMessage(f"{store.stream}.a.1", b"data", {"Type": "x.v1", "Leeg": ""})])

    assert appended == Appended(1, 1)
    [message] = await store.load(f"{store.stream}.a.1")
    assert (message.subject, message.data, message.seq) == (f"{store.stream}.a.1", b"data", 1)
    assert message.headers == {"Type": "x.v1", "Leeg": ""}
    assert message.time.utcoffset() is not None


async def test_reads_the_same_by_direct_get_leader_and_consumer(store: EventStore) -> None:
    await store.append([NewMessage(f"{store.stream}.a", b"\x00\xff", {"Naam": "waarde"})])
    await store.append([NewMessage(f"{store.stream}.a", b"1"), NewMessage(f"{store.stream}.a", b"2", {"Nr": "2"})])

    loaded = await store.load(f"{store.stream}.a")
    assert [m async for m in store.replay(f"{store.stream}.a")] == loaded
    assert await store.last(f"{store.stream}.a") == loaded[-1]
    assert loaded[1].batch == loaded[2].batch != loaded[0].batch
