"""The moment beside a checkpoint, which nobody signed: whoever changes it hides nothing and dates nothing back, and fsck names it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from accountability.log.test_answers_of_a_node import ask, signed
from accountability.test_records_in_the_log import account
from nats.aio.client import Client

from levensloop.audit.asking.proven import NotProven
from levensloop.audit.checking.beside import beside
from levensloop.audit.checking.finding import Finding
from levensloop.audit.checking.log import log
from levensloop.audit.log.reading import LogReader
from levensloop.audit.log.signing import witness_signer
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.signed_to import SignedTo, signed_to
from levensloop.infra.nodes.network import Network
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.note import Note
from support.log_at_work import checkpoints
from support.samples.world import POLITIE

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def looked_at(node: Node) -> None:
    """A record of now, and a checkpoint over it."""
    await node.accounts.write([account(uuid4(), operation=Operation.CONSULT, at=node.clock.now())])
    await signed(node)


async def forged(node: Node, root: Client, at: datetime | None) -> None:
    """The last checkpoint as it was, with another moment beside it, or with nothing at all."""
    stream = subjects.checkpoints_stream(node.me)
    last = await node.store(stream).last(subjects.CHECKPOINT)
    assert last is not None
    headers = {} if at is None else SignedTo(signed_to(last).position, at).headers()
    await EventStore(root, stream).erase_one(last.seq)
    await node.store(stream).append([NewMessage(subjects.CHECKPOINT, last.data, headers)])


async def seen(network: Network, node: Node) -> None:
    """By one witness, which is not enough."""
    last = await checkpoints(node).last()
    assert last is not None
    signer = witness_signer(network.topology, POLITIE, network.keys)
    signatures = cosign(last.note, signer, int(node.clock.now().timestamp())).signatures
    await checkpoints(node).cosign(
        POLITIE, Note(last.note.text, tuple(one for one in signatures if one.by(signer.verifier)))
    )


async def said(findings: AsyncIterator[Finding]) -> list[str]:
    return [finding.what for finding in [one async for one in findings] if "moment" in finding.what]


async def test_what_is_dated_back_is_not_believed(node: Node, root: Client, clock: VirtualClock) -> None:
    before = clock.now()
    clock.advance(before + DAY)
    await looked_at(node)
    await forged(node, root, before - HOUR)
    with pytest.raises(NotProven, match="fsck"):
        await ask(node, "gezien", before)
    assert await said(log(node, LogReader(node))) == [
        "het moment dat ernaast staat is van voor de laatste regel die het dekt"
    ]


async def test_what_is_dated_later_hides_nothing_that_a_witness_saw(
    network: Network, node: Node, root: Client, clock: VirtualClock
) -> None:
    await looked_at(node)
    made = clock.now()
    await forged(node, root, made + HOUR)
    clock.advance(made + timedelta(minutes=1))
    await seen(network, node)
    clock.advance(made + DAY)
    then = await ask(node, "gezien", made + timedelta(minutes=2))
    assert [row.of for row in then.rows] == [(0,)]
    assert not then.proof.then_seen, "one is not enough"
    assert await said(beside(node, LogReader(node))) == [
        "het moment dat naast het controlepunt staat is van na deze medeondertekening"
    ]
    assert await said(log(node, LogReader(node))) == []


async def test_what_nobody_touched_is_not_named(network: Network, node: Node, clock: VirtualClock) -> None:
    for _ in range(3):
        await looked_at(node)
        await seen(network, node)
        clock.advance(clock.now() + HOUR)
    assert [*await said(log(node, LogReader(node))), *await said(beside(node, LogReader(node)))] == []


async def test_what_is_dated_after_now_or_before_an_earlier_one_is_named(
    node: Node, root: Client, clock: VirtualClock
) -> None:
    await looked_at(node)
    clock.advance(clock.now() + DAY)
    old = account(uuid4(), operation=Operation.CONSULT, at=clock.now() - 10 * DAY)
    await node.accounts.write([old])
    await signed(node)
    await forged(node, root, clock.now() - 2 * DAY)
    assert "het moment dat ernaast staat is van voor dat van een eerder controlepunt" in await said(
        log(node, LogReader(node))
    )
    await forged(node, root, clock.now() + HOUR)
    assert await said(log(node, LogReader(node))) == ["het moment dat ernaast staat is nog niet geweest"]


async def test_where_nothing_can_be_read_beside_it_that_is_said(node: Node, root: Client) -> None:
    await looked_at(node)
    await forged(node, root, None)
    assert await said(log(node, LogReader(node))) == ["de plaats of het moment dat ernaast staat is niet te lezen"]
