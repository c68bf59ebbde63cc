"""MOV-2: of a case that moves the hub, which passes it on, reads nothing of an event; and what is not as the sender sealed it is refused.

Who runs the hub sees what stands in MOVE and in ARRIVALS, headers and all, and can change, repeat or redirect it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from handover.crossing import Crossing, chained, crossing, seal_of
from handover.moving import both_at_work, hand_over, moved_whole
from secrecy.marked.marking import layers

from levensloop.contracts import subjects
from levensloop.contracts.recorded import fingerprint
from levensloop.handover.manifest import Link
from levensloop.handover.sealed import Seal
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.nodes.network import Network
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT = -2
"""Where it goes wrong: after the release of the case, with one behind it."""


def _seen(message: StoredMessage) -> bytes:
    """All that can be read of it by who has no key: subject, headers, data, and what is base64 in any of these."""
    text = "\n".join((message.subject, *(f"{name}: {value}" for name, value in message.wire.items())))
    return b"\n".join(layers(text.encode() + b"\n" + message.data, 3))


async def test_mov_2_what_crosses_shows_no_event(network: Network) -> None:
    """Both ways, the identity too: no type, acting organisation, moment, number of an event or anything else of the envelope."""
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await moved_whole(here, there, case)
        sent = [
            message
            for zvh, other in ((here, there), (there, here))
            for message in (
                *await zvh.node.store(subjects.move_stream(zvh.id)).load(f"move.{other.id}.{case}.>"),
                *await other.node.store(subjects.arrivals_stream(other.id)).load(f"arrived.*.move.*.{case}.>"),
            )
        ]
        events = [json.loads(m.data) for zvh in (here, there) for m in await zvh.logged(case)]

    seen = b"\n".join(_seen(message) for message in sent)
    assert len(sent) > 40
    assert {m.headers["Content-Type"] for m in sent} == {"application/jose"}
    assert b"levensloop-moved" in seen, "it is looked through"
    for name in ("type", "id", "time", "source", "dataschema"):
        assert not {event[name] for event in events if name in event and event[name].encode() in seen}, name
    assert not {kind for e in events if (kind := e["type"].split(".")[-2]).encode() in seen}
    acting = {e["data"]["by"]["organisation"] for e in events} - {HAAGLANDEN, ROTTERDAM}
    assert acting
    assert not {name for name in acting if name.encode() in seen}
    moments = {str(int((NOW + timedelta(seconds=second)).timestamp())).encode() for second in range(-60, 60)}
    assert not {moment for moment in moments if moment in seen}


def changed(c: Crossing, good: list[NewMessage]) -> NewMessage:
    data = good[AT].data
    other = b"B" if data[-9:-8] == b"A" else b"A"
    return replace(good[AT], data=data[:-9] + other + data[-8:])


def at_another_place(c: Crossing, good: list[NewMessage]) -> NewMessage:
    return replace(good[AT], data=good[AT - 1].data)


def of_the_identity(c: Crossing, good: list[NewMessage]) -> NewMessage:
    """The same event at the same place, of another stream of the same move."""
    (other,) = chained(c.here, subjects.identity(ROTTERDAM, c.case, 1), c.bodies[AT : AT + 1])
    return replace(good[AT], data=other.data)


def of_another_case(c: Crossing, good: list[NewMessage]) -> NewMessage:
    return replace(good[AT], data=chained(c.here, subjects.move(ROTTERDAM, uuid4(), 1), c.bodies)[AT].data)


def for_another_zvh(c: Crossing, good: list[NewMessage]) -> NewMessage:
    seal, link = seal_of(c.here), _link(c.bodies[: AT + 1])
    seal.directory.recipients["zvh-twente"] = seal.directory.recipients[HAAGLANDEN]
    body = seal.close(c.bodies[AT], good[AT].subject.replace(ROTTERDAM, "zvh-twente"), link, NOW)
    del seal.directory.recipients["zvh-twente"]
    return replace(good[AT], data=body)


def to_a_key_that_is_not_ours(c: Crossing, good: list[NewMessage]) -> NewMessage:
    known = c.here.node.directory
    wrong = replace(known, recipients={**known.recipients, ROTTERDAM: known.recipients[HAAGLANDEN]})
    seal = Seal(HAAGLANDEN, c.here.node.own, wrong)
    return replace(good[AT], data=seal.close(c.bodies[AT], good[AT].subject, _link(c.bodies[: AT + 1]), NOW))


def by_another(c: Crossing, good: list[NewMessage]) -> NewMessage:
    return replace(good[AT], data=chained(c.there, c.subject, c.bodies)[AT].data)


def in_clear(c: Crossing, good: list[NewMessage]) -> NewMessage:
    return replace(good[AT], data=c.bodies[AT])


def _link(bodies: Sequence[bytes]) -> Link:
    link = Link()
    for body in bodies:
        link = link.then(fingerprint(body))
    return link


BAD: dict[Callable[[Crossing, list[NewMessage]], NewMessage], str] = {
    changed: "klopt niet",
    at_another_place: "plaats klopt niet",
    of_the_identity: "plaats klopt niet",
    of_another_case: "casus klopt niet",
    for_another_zvh: "ontvanger klopt niet",
    to_a_key_that_is_not_ours: "kid klopt niet",
    by_another: "niet van de afzender",
    in_clear: "kwam onversleuteld",
}


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
async def test_mov_2_what_is_not_as_it_was_sealed_is_refused_by_name(
    network: Network, bad: Callable[[Crossing, list[NewMessage]], NewMessage]
) -> None:
    """And nothing is lost: it waits as it came, with what is behind it, and all before it stands."""
    async with crossing(network) as c:
        good = c.chained(c.bodies)
        await c.send([*good[:AT], bad(c, good), *good[AT + 1 :]])

        assert await c.taken() == [body for body in c.bodies[:AT] if body not in c.known]
        first, behind = await c.put_aside()
        assert BAD[bad] in first.reason
        assert behind.origin.data == good[-1].data
        assert "ervoor" in behind.reason or "eerdere" in behind.reason or "is veranderd" in behind.reason
        assert str(first.origin.data) not in first.reason


async def test_mov_2_what_came_in_clear_before_is_read_and_never_taken_in(network: Network) -> None:
    """A history whose first half an earlier version sent, in clear: what was taken in then stands, and what follows fits onto it."""
    async with crossing(network) as c:
        before, last = c.bodies[:-1], c.bodies[-1]
        logged = [NewMessage(m.subject, m.data) for m in await c.here.logged(c.case)]
        assert [m.data for m in logged] == c.bodies
        await c.there.node.log.store.append([m for m in logged[:-1] if m.data not in c.known])
        taken_then = len(await c.taken())
        good = c.chained(c.bodies)
        clear = [replace(m, data=body) for m, body in zip(good[:-1], before, strict=True)]
        await c.send([*clear, good[-1]])

        assert (await c.taken())[taken_then] == last
        assert await c.put_aside() == []


async def test_mov_2_nor_is_a_history_that_was_sent_in_clear_opened_by_a_sealed_release(network: Network) -> None:
    async with crossing(network) as c:
        good = c.chained(c.bodies)
        await c.send([*(replace(m, data=body) for m, body in zip(good[:5], c.bodies, strict=False)), *good[5:]])

        assert await c.taken() == []
        assert "kwam onversleuteld" in (await c.put_aside())[0].reason
