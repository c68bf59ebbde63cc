"""`--compare`: what services say, of each case and of all, is what the log says; and where it is not, that is named."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from levensloop.cli.replaying.comparing import OVERALL, compare
from levensloop.contracts.accountability import Capacity
from levensloop.contracts.consulted import Asker
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.app import RunningService, ServiceApp, wire
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.zvh.replay import replay
from levensloop.zvh.services import APPS
from support.messaging import at_node, log_given, serving
from support.samples.inclusion import client_died
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = Asker(functionary="fg", capacity=Capacity.TESTING)
COMPARED = [name for name in APPS if name not in ("audit", "documents")]


def wrong(view: Any) -> Any:
    """What a service says of which the memory is not what the log says."""
    return lambda state: {**view(state), "phase": "triage"}


def elsewhere(node: Node) -> ServiceApp:
    """Inclusion with one field of its view, and its list, other than the log leads to."""
    broken = replace(
        inclusion,
        views={**inclusion.views, "case": wrong(inclusion.views["case"])},
        lists={"cases": lambda state, me: [{"phase": "triage"}]},
    )
    return wire(node, broken)


@pytest_asyncio.fixture(loop_scope="module")
async def node(network: Network) -> AsyncIterator[Node]:
    async with at_node(network) as found:
        yield found


async def settled(services: list[RunningService]) -> None:
    """Until nothing leads to anything more: what one service records, others react to."""
    before: list[list[int]] = []
    while before != (now := [await service.caught_up() for service in services]):
        before = now


async def given(node: Node) -> tuple[UUID, UUID]:
    await log_given(node, here := uuid4(), *planned_case())
    await log_given(node, closed := uuid4(), *planned_case(), client_died())
    return here, closed


async def test_what_services_say_is_what_the_log_says(network: Network, node: Node) -> None:
    async with serving(network, *(APPS[name] for name in COMPARED)) as services:
        here, closed = await given(node)
        await settled(services)
        rebuilt = await replay(node.log, HAAGLANDEN)
        found = await compare(node, node.nc, rebuilt, WHO)
        assert found.differences == {}
        assert {here, closed} <= rebuilt.cases.keys()
        assert found.values > 40, "views, lists, agendas, figures and what went out"
        one = await compare(node, node.nc, await replay(node.log, HAAGLANDEN, here), WHO, here)
        assert (one.differences, one.cases) == ({}, 1)


async def test_what_differs_is_named_by_case_and_path(network: Network, node: Node) -> None:
    others = [APPS[name] for name in COMPARED if name != "inclusion"]
    async with serving(network, elsewhere, *others) as services:
        here, closed = await given(node)
        await settled(services)
        found = await compare(node, node.nc, await replay(node.log, HAAGLANDEN), WHO)
        paths = {change.path: (change.was, change.now) for change in found.differences[str(here)]}
        assert paths["inclusion.case.phase"] == ("planned", "triage")
        assert paths["inclusion.cases.0.phase"] == ("planned", "triage")
        assert all(path.startswith(("inclusion.case.", "inclusion.cases.")) for path in paths)
        assert str(closed) not in found.differences, "it shows no more than that it is shielded"
        assert OVERALL not in found.differences
