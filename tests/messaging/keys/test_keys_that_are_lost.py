"""Without the keys of a case nothing is made of it: a clear answer, a service that stops, and no message put aside."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree
from uuid import UUID, uuid4

import pytest

from levensloop.contracts import subjects
from levensloop.contracts.refusal import Refusal
from levensloop.inclusion.app import app
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import running, wire
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.errors import KeyLost, MasterKeyProblem, SecrecyError
from levensloop.infra.secrecy.master import make_master_key
from support.messaging import at_node, desk, echo, log_given
from support.samples.inclusion import SAMPLE_PURPOSE, reported_case
from support.samples.world import HAAGLANDEN


def with_another_master_key(network: Network, tmp_path: Path) -> Path:
    """The keys directory, with another master key in the place of the right one."""
    keys = Path(copytree(network.keys, tmp_path / "elsewhere"))
    (keys / f"{HAAGLANDEN}.master").unlink()
    make_master_key(keys / f"{HAAGLANDEN}.master")
    return keys


async def asked(node: Node, view: str, body: dict[str, str]) -> Refusal:
    answer = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", view, body)
    assert isinstance(answer, Refusal)
    return answer


async def test_another_master_key_is_answered_and_said(own_network: Network, tmp_path: Path) -> None:
    case, keys = uuid4(), with_another_master_key(own_network, tmp_path)
    async with at_node(own_network) as right:
        await log_given(right, case, *reported_case())
    net = own_network
    at = connected(net.topology, HAAGLANDEN, net.url(HAAGLANDEN), net.credentials(HAAGLANDEN), keys)
    async with at as node, running(app(node)), desk(net) as politie:
        before = await node.log.store.last_seq()
        given = (await politie.give(SAMPLE_PURPOSE, case)).refusal
        seen, listed = await asked(node, "case", {"case": str(case)}), await asked(node, "cases", {})

        assert given is not None
        for refusal in (given, seen, listed):
            assert refusal.rule == "INV-8"
            assert "hoofdsleutel" in refusal.message
            assert str(tmp_path) not in refusal.message, "where it stands is nobody's business"
        assert await node.log.store.last_seq() == before


@pytest.mark.parametrize("lost", [MasterKeyProblem, KeyLost])
async def test_a_policy_stops_and_puts_nothing_aside(
    lost: type[SecrecyError], own_network: Network, tmp_path: Path, case: UUID
) -> None:
    net = own_network
    keys = with_another_master_key(net, tmp_path) if lost is MasterKeyProblem else net.keys
    async with at_node(net) as right:
        await log_given(right, case, *reported_case())
        if lost is KeyLost:
            await right.nc.jetstream().purge_stream(subjects.keys_stream(HAAGLANDEN))
    async with connected(net.topology, HAAGLANDEN, net.url(HAAGLANDEN), net.credentials(HAAGLANDEN), keys) as node:
        async with running(wire(node, echo)) as service:
            with pytest.raises(lost, match="Zet "):
                await service.caught_up()
        assert await node.dead.of() == []

    if lost is MasterKeyProblem:
        async with at_node(net) as right, running(wire(right, echo)) as service:
            await service.caught_up()
            assert len((await right.log.load(case)).events) == 2, "with the right key it goes on where it was"


async def test_of_one_case_whose_keys_are_lost_the_others_are_still_listed(own_network: Network) -> None:
    lost, other = uuid4(), uuid4()
    async with at_node(own_network) as node:
        await log_given(node, lost, *reported_case())
        await node.nc.jetstream().purge_stream(subjects.keys_stream(HAAGLANDEN))
        await log_given(node, other, *reported_case())
    async with (
        at_node(own_network) as node,
        running(wire(node, replace(inclusion, reactions=(), deadlines=echo.deadlines))),
    ):
        answer = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "agenda", {})
        refusal = await asked(node, "case", {"case": str(lost)})

    assert not isinstance(answer, Refusal)
    assert answer["unreadable"] == [str(lost)]
    assert refusal.rule == "INV-8"
    assert "is ook niet vernietigd" in refusal.message
