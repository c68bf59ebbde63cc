"""With root on a ZVH's node: positions put ahead within their source, so that what came is never handled. Each is found by what lacks."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from accountability.test_an_administrator import found, of

from levensloop.audit.policies import audit_policies
from levensloop.cli.fsck import followed
from levensloop.cli.fsck.followed import CHECK
from levensloop.contracts import subjects
from levensloop.contracts.decision import system
from levensloop.contracts.events.monitor import FiguresRequested
from levensloop.contracts.events.retention import DestructionOrdered, QuarterExpired
from levensloop.contracts.events.signals import BottleneckReleased
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.retention import DestructionGround
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.network import running as network_running
from support.administrator_world import LOG, OUT
from support.messaging import at_node, log_given
from support.root import as_root
from support.samples.handover import presented
from support.samples.inclusion import included_case, joined, move_announced
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, OM, actor
from support.topologies import two_zvhs

MOVE = subjects.move_stream(HAAGLANDEN)
BY = system(HAAGLANDEN)
POSITIONS = (
    (LOG, "log", "plan"),
    (LOG, "log", "retention-expiring"),
    (LOG, "log", "monitor-figures"),
    (LOG, "log", "monitor-bottlenecks"),
    (MOVE, "move", "handover-feed"),
    (OUT, "out", "disclosure"),
)
LACKS = {
    "plan/reactions",
    "handover/feed",
    "retention/expiring",
    "monitor/figures",
    "monitor/bottlenecks",
    "disclosure/disclosure",
}


@pytest_asyncio.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    async with network_running(two_zvhs(), tmp_path / "network") as net:
        yield net


async def waiting_for_everybody(network: Network, data: Path) -> UUID:
    """A case that moves and that somebody joined, in which a bottleneck was released; one of which a quarter expired; one that is to be
    destroyed; and figures that were asked for. No service was there but the one that accounts. Gives the case that moves."""
    case, expired, ordered, figures = (uuid4() for _ in range(4))
    released = BottleneckReleased(
        at=NOW, by=actor(HAAGLANDEN), bottleneck=1, category=BottleneckCategory.NO_FILE_HOLDER, text="Niemand."
    )
    over = QuarterExpired(at=NOW, by=BY, quarter="2026q1", destruction=uuid4())
    order = DestructionOrdered(at=NOW, by=BY, destruction=uuid4(), ground=DestructionGround.NO_LONGER_NEEDED)
    async with at_node(network, data=data) as node:
        await log_given(node, case, *planned_case(), released, move_announced(NOW), presented(), joined(OM))
        await log_given(node, expired, *included_case(), over)
        await log_given(node, ordered, *included_case(), order)
        await log_given(node, figures, FiguresRequested(at=NOW, by=BY, half_year="2026H1"))
        async with running(ServiceApp("audit", node, policies=audit_policies(node))) as service:
            await service.caught_up()
    return case


async def test_what_each_policy_passed_over_is_found(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    case = await waiting_for_everybody(network, data)
    async with at_node(network, data=data) as node:
        *_, shown, last = await node.log.store.load(subjects.case_events(case))
        end = await node.log.store.last_seq()
    assert of(await found(network, data), CHECK) == [], "who was not there has passed nothing"
    async with as_root(network, HAAGLANDEN) as root:
        for stream, target, policy in POSITIONS:
            await root.put_in(stream, subjects.position(target, policy), str(end).encode())
    findings = of(await found(network, data), CHECK)
    assert {policy for policy in LACKS if any(policy in what for _, what in findings)} == LACKS
    said = {(where, what.split(" ")[0]) for where, what in findings}
    assert {(f"{LOG} {last.seq}", "plan/reactions"), (f"{LOG} {shown.seq}", "handover/feed")} <= said
    monkeypatch.setattr(followed, "authorisation", lambda organisations: "2-0123456789abcdef")
    under_another = of(await found(network, data), CHECK)
    assert {policy for policy in LACKS if any(policy in what for _, what in under_another)} == LACKS - {
        "plan/reactions"
    }, "what services do by themselves is judged by the authorisation that held"
