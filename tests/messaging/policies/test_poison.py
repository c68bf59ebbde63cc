"""A message that cannot be handled goes aside after bounded tries, with its reason and origin; the rest goes on."""

from collections import Counter
from collections.abc import Sequence

from levensloop.contracts.codec import NewerEventVersion
from levensloop.infra.eventstore.errors import MessageTooLarge
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from support.messaging import LogLines
from support.policy_world import QUICK, PolicyWorld, at_work, policy_world
from support.server import JetStreamServer


async def test_put_aside_with_reason_and_origin(world: PolicyWorld, log_lines: LogLines) -> None:
    tries: Counter[bytes] = Counter()

    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        tries[message.data] += 1
        if message.data == b"gif":
            raise NewerEventVersion("nl.levensloopaanpak.iets.v2 is nieuwer dan hier bekend is (v1).")
        return await world.copy(message)

    await world.log(["a", "gif", "b"])
    runner = world.runner(handle)
    async with at_work(runner):
        await runner.caught_up()
    assert await world.both() == ["a", "b"]
    assert tries == {b"a": 1, b"gif": QUICK.attempts, b"b": 1}
    (letter,) = await world.dead.of()
    assert (letter.service, letter.policy, letter.stream) == ("toy", "copy", "LOG_t")
    assert letter.reason == "nl.levensloopaanpak.iets.v2 is nieuwer dan hier bekend is (v1)."
    (origin,) = [m for m in await world.source.load(">") if m.data == b"gif"]
    assert (letter.origin.subject, letter.origin.seq, letter.origin.data) == (origin.subject, origin.seq, b"gif")
    assert letter.origin.time == origin.time
    said = [line for line in log_lines() if line.get("position") == origin.seq]
    assert [line["event"] for line in said] == ["retry"] * QUICK.attempts + ["dead letter"]
    assert all(line["case"] == world.case and line["trace"] for line in said)


async def test_headers_of_the_origin_are_kept(world: PolicyWorld) -> None:
    """Also ours: a case that moves carries its chain in `Levensloop-` headers."""
    headers = {"Levensloop-Digest": "ab12", "Content-Type": "application/json"}
    await world.source.append([NewMessage(f"es.toy.case.{world.case}", b"gif", headers)])
    runner = world.runner(_refuse)
    async with at_work(runner):
        await runner.caught_up()
    (letter,) = await world.dead.of()
    assert letter.origin.headers == headers


async def test_the_reason_of_another_error_is_its_kind_only(world: PolicyWorld) -> None:
    await world.log(["Joris Verzonnen"])
    runner = world.runner(_refuse)
    async with at_work(runner):
        await runner.caught_up()
    (letter,) = await world.dead.of()
    assert letter.reason == "ValueError"


async def test_effects_that_are_too_large_are_poison_too(world: PolicyWorld) -> None:
    async def handle(message: StoredMessage) -> Sequence[NewMessage]:
        if message.data == b"groot":
            raise MessageTooLarge("OUT_t", 70_000, 65_536)
        if message.data == b"veel":
            return [NewMessage(f"out.left.{world.case}", b"")] * 1001
        return await world.copy(message)

    await world.log(["groot", "veel", "a"])
    runner = world.runner(handle)
    async with at_work(runner):
        await runner.caught_up()
    assert await world.both() == ["a"]
    assert [letter.reason[:20] for letter in await world.dead.of()] == ["Een bericht van 7000", "1002 berichten in éé"]


async def test_put_aside_once_by_two_runners(world: PolicyWorld, server: JetStreamServer) -> None:
    async with policy_world(server.url) as elsewhere:
        first, second = world.runner(_refuse), elsewhere.runner(_refuse)
        async with at_work(first, second):
            await world.log(["a", "b", "c"])
            await first.caught_up()
            await second.caught_up()
    assert [letter.origin.data for letter in await world.dead.of()] == [b"a", b"b", b"c"]


async def test_what_was_put_aside_is_done_with_after_a_crash(world: PolicyWorld) -> None:
    """Cut off between the dead letter and the position, and able to handle it the next time: it waits for its replay, or it
    would take effect now and once more then."""
    await world.log(["gif"])
    (poison,) = await world.source.load(">")
    await world.dead.put(world.policy(), poison, ValueError())
    runner = world.runner()
    async with at_work(runner):
        await world.log(["a"])
        await runner.caught_up()
    assert await world.both() == ["a"]


async def _refuse(message: StoredMessage) -> Sequence[NewMessage]:
    raise ValueError(f"kan niets met {message.data!r}")
