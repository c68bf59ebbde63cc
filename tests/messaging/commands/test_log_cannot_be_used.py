"""A log that is newer than we know (INV-7), missing or full (INV-8): said clearly, with what to do, and nothing changes."""

import dataclasses
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.refusal import Refusal
from levensloop.inclusion.app import app
from levensloop.infra.messaging import client
from levensloop.infra.messaging.case_log import CaseHistory
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import at_node, desk, serving
from support.samples.inclusion import SAMPLE_PURPOSE, reported_case
from support.samples.world import HAAGLANDEN


async def test_inv_7_an_event_newer_than_we_know(network: Network, node: Node, case: UUID) -> None:
    (message,) = await node.log.messages(CaseHistory(case, ()), reported_case())
    [envelope] = await node.vault.unseal([message.data])
    newer_kind = {"type": envelope.type.replace(".v1", ".v2")}
    [newer] = await node.vault.seal(case, [(envelope.model_copy(update=newer_kind), ClientReported)])
    await node.log.store.append([dataclasses.replace(message, data=newer)])
    before = await node.log.store.last_seq()
    async with serving(network, commands_only), desk(network) as politie:
        refusal = (await politie.give(SAMPLE_PURPOSE, case)).refusal
        question = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)})
    assert refusal is not None
    assert refusal.rule == "INV-7"
    assert "Werk de software bij" in refusal.message
    assert isinstance(question, Refusal)
    assert question.rule == "INV-7"
    assert await node.log.store.last_seq() == before


async def test_inv_8_an_unreadable_event(network: Network, node: Node, case: UUID) -> None:
    (message,) = await node.log.messages(CaseHistory(case, ()), reported_case())
    await node.log.store.append([dataclasses.replace(message, data=b"{")])
    async with serving(network, app), desk(network) as politie:
        refusal = (await politie.give(SAMPLE_PURPOSE, case)).refusal
    assert refusal is not None
    assert refusal.rule == "INV-8"
    assert "niet te lezen" in refusal.message
    assert "beheerder" in refusal.message


async def test_inv_8_a_missing_stream(own_network: Network, case: UUID) -> None:
    async with at_node(own_network) as node, serving(own_network, commands_only), desk(own_network) as politie:
        await node.nc.jetstream().delete_stream(subjects.log_stream(HAAGLANDEN))
        refusal = (await politie.report(case)).refusal
        question = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)})
    assert refusal is not None
    assert refusal.rule == "INV-8"
    assert "bestaat niet" in refusal.message
    assert "richt de node eerst in" in refusal.message
    assert isinstance(question, Refusal)
    assert question.rule == "INV-8"


async def test_inv_8_a_full_stream(own_network: Network) -> None:
    async with at_node(own_network) as node, serving(own_network, app), desk(own_network) as politie:
        js = node.nc.jetstream()
        config = (await js.stream_info(subjects.log_stream(HAAGLANDEN))).config
        await js.update_stream(dataclasses.replace(config, max_bytes=4096))
        refusals = [(await politie.report(uuid4())).refusal for _ in range(10)]
        before = await node.log.store.last_seq()
        again = (await politie.report(uuid4())).refusal
        assert await node.log.store.last_seq() == before
        await js.update_stream(dataclasses.replace(config, max_bytes=-1))
        assert (await politie.report(uuid4())).events, "with room again, it goes on by itself"
    assert refusals[0] is None, "there was room for a few"
    assert again is not None
    assert again.rule == "INV-8"
    assert "vol" in again.message
    assert "maak ruimte" in again.message


def commands_only(node: Node):  # type: ignore[no-untyped-def]
    """Without its policies, which would put aside what they cannot read, and stop the service when their stream is gone."""
    return dataclasses.replace(app(node), policies=())
