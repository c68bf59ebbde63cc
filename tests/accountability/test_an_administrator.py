"""With root on a ZVH's node: whatever is changed in its stores behind its back is found, by the node's own fsck, and named by place.

What an administrator who holds all keys writes *as the node would*, is no change behind its back: docs/audit.md says who finds that.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from levensloop.audit.checking.finding import Finding
from levensloop.audit.grower import Grower
from levensloop.audit.policies import audit_policies
from levensloop.audit.reading import read_log
from levensloop.cli.fsck import REPAIR, everything, repaired
from levensloop.cli.fsck_node import TIMERS as TIMERS_CHECK
from levensloop.contracts import subjects
from levensloop.contracts.accountability import LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.disclosure.app import app as disclosure
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.network import running as network_running
from levensloop.plan.app import app as plan
from levensloop.retention.app import app as retention
from support.administrator import (
    EVERY_WAY,
    LOG,
    OUT,
    Act,
    World,
    bytes_on_disk_overwritten,
    event_taken_out,
    timer_taken_out,
)
from support.log_at_work import directory_of, growing
from support.messaging import at_node, desk
from support.root import Root, as_root
from support.samples.inclusion import SAMPLE_PURPOSE
from support.samples.world import GEMEENTE, HAAGLANDEN
from support.topologies import two_zvhs

BY = Actor(organisation=HAAGLANDEN, functionary="beheerder")


@pytest_asyncio.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    async with network_running(two_zvhs(), tmp_path / "network") as net:
        yield net


async def worked(network: Network, data: Path) -> list[UUID]:
    """Two cases reported and judged, disclosed to who reported, accounted for and signed; then everything at rest."""
    cases = [uuid4(), uuid4()]
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(at_node(network, data=data))
        apps = (
            inclusion(node),
            plan(node),
            retention(node),
            disclosure(node),
            ServiceApp("audit", node, policies=audit_policies(node)),
        )
        services = [await stack.enter_async_context(running(app)) for app in apps]
        here = await stack.enter_async_context(desk(network, GEMEENTE))
        for case in cases:
            assert (await here.report(case)).refusal is None
            assert (await here.give(SAMPLE_PURPOSE, case)).refusal is None
        for service in services:
            await service.caught_up()
        await services[-1].caught_up()
        grower = Grower(node, directory_of(node))
        await stack.enter_async_context(growing(grower))
        await grower.caught_up()
    return cases


async def found(network: Network, data: Path) -> list[Finding]:
    async with at_node(network, data=data) as node:
        reader = await read_log(node, LogPurpose.SECURITY, BY, what="fsck")
        return [finding async for finding in everything(node, reader)]


def of(findings: list[Finding], check: str) -> list[tuple[str, str]]:
    return [(finding.where, finding.what) for finding in findings if finding.check == check]


async def test_what_nobody_touched_is_in_order(network: Network, tmp_path: Path) -> None:
    await worked(network, tmp_path / "data")
    assert await found(network, tmp_path / "data") == []


@pytest.mark.parametrize("act", EVERY_WAY, ids=lambda act: act.__name__)
async def test_what_an_administrator_changes_is_found(act: Act, network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = World(cases, directory_of(node), *[await held(node, stream) for stream in (LOG, OUT)])
    assert await found(network, data) == []
    async with as_root(network, HAAGLANDEN) as root:
        expected = await act(root, world)
    findings = await found(network, data)
    assert any(expected in f"{finding.where}: {finding.what}" for finding in findings), findings


async def held(node: Node, stream: str) -> list[StoredMessage]:
    """What operates in a stream, without positions."""
    everything_there = [message async for message in node.store(stream).replay(">")]
    return [message for message in everything_there if not message.subject.startswith("position.")]


async def test_bytes_that_are_overwritten_on_disk_are_found(network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = World(cases, directory_of(node), *[await held(node, stream) for stream in (LOG, OUT)])
    await network.stop(HAAGLANDEN)
    await bytes_on_disk_overwritten(Root(None, network.keys.parent / HAAGLANDEN / "jetstream"), world)  # type: ignore[arg-type]
    await network.start(HAAGLANDEN)
    assert any(LOG in finding.where for finding in await found(network, data))


async def test_what_follows_from_something_else_is_repaired_when_told(network: Network, tmp_path: Path) -> None:
    """Timers follow from the log; and that somebody repaired is in the log first."""
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with as_root(network, HAAGLANDEN) as root:
        await timer_taken_out(root, World(cases, data, [], []))
    assert of(await found(network, data), TIMERS_CHECK)
    async with at_node(network, data=data) as node:
        await repaired(node, BY)
    assert await found(network, data) == []
    async with at_node(network, data=data) as node:
        altered = await node.accounts.read(await node.accounts.store.load(subjects.audit(Operation.ALTER, None)))
    assert [kept.account.what for kept in altered] == [REPAIR]


async def test_nothing_that_happened_is_repaired(network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = World(cases, directory_of(node), *[await held(node, stream) for stream in (LOG, OUT)])
    async with as_root(network, HAAGLANDEN) as root:
        gone = await event_taken_out(root, world)
    async with at_node(network, data=data) as node:
        await repaired(node, BY)
    findings = await found(network, data)
    assert any(gone in f"{finding.where}: {finding.what}" for finding in findings)
