"""What went lost from a partner's own node, as when an older copy of it was put back, is asked of the ZVH itself: `partner tail
--from-zvh`. It judges anew, and that it was read is on record."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from disclosure.disclosing import disclosed, logged
from disclosure.reading.asking import copied, sent, told

from levensloop.cli.partner import _tail
from levensloop.contracts import subjects
from levensloop.contracts.consulted import MACHINE
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import Outcome
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.samples.inclusion import partner_left
from support.samples.plan import label_withdrawn, planned_case
from support.samples.world import CRISISDIENST
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG_AGO = datetime.fromtimestamp(0, UTC)


async def lost(network: Network, node: Node) -> tuple[UUID, int]:
    """A case whose letters the node of the crisisdienst had, and has no more; how many."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    count = len(await sent(node, case, CRISISDIENST))
    await copied(network, CRISISDIENST, case, count)
    nc = await network.connect(CRISISDIENST)
    await EventStore(nc, subjects.inbox_stream(CRISISDIENST)).erase(subjects.out(CRISISDIENST, case))
    await nc.close()
    return case, count


async def tail(
    network: Network, capsys: pytest.CaptureFixture[str], case: UUID, since: datetime, from_zvh: bool
) -> list[dict[str, Any]]:
    """What the command prints of this case."""
    nodes = network.topology.nodes
    placed = tuple(n.model_copy(update={"listen": network.server(n.name).ports.client}) for n in nodes)
    topology = network.topology.model_copy(update={"nodes": placed})
    said: list[str] = []

    async def answered() -> bool:
        """As who is told to try again does."""
        capsys.readouterr()
        try:
            await _tail(topology, CRISISDIENST, network.keys, since, False, True, MACHINE, from_zvh)
        except client.Unanswered:
            return False
        said.extend(capsys.readouterr().out.splitlines())
        return True

    await eventually(answered, "the ZVH answers")
    rows = [json.loads(line) for line in said if line.startswith("{")]  # the service's own log lines stand there too
    return [row for row in rows if row["case"] == str(case)]


async def test_what_is_lost_there_is_read_from_the_zvh_and_that_is_on_record(
    network: Network, node: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    case, count = await lost(network, node)
    assert await tail(network, capsys, case, LONG_AGO, from_zvh=False) == []
    assert await told(node, case, Outcome.READ, CRISISDIENST) == []

    read = await tail(network, capsys, case, LONG_AGO, from_zvh=True)

    assert len(read) == count > 2
    assert all("data" in row and row["sender"] == node.me for row in read)
    assert len(await told(node, case, Outcome.READ, CRISISDIENST)) == count
    later = datetime.now(UTC) + timedelta(days=1)
    assert await tail(network, capsys, case, later, from_zvh=True) == [], "only from that moment on"


async def test_tea_2_who_left_reads_nothing_of_it_again(
    network: Network, node: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    """TEA-2: the right is judged at this moment, not at the one of which the copy is."""
    case, _ = await lost(network, node)
    left = partner_left(CRISISDIENST, Role.CRISISDIENST_GGZ)
    await logged(node, left, label_withdrawn(CRISISDIENST), case=case)
    await disclosed(node)

    read = await tail(network, capsys, case, LONG_AGO, from_zvh=True)

    assert [row["type"].split(".")[3] for row in read if "data" in row] == ["partner-left", "label-withdrawn"]
    assert not any("closed" in row for row in read), "the rest was taken back"
