"""The toy service at work, and waiting for what must come of a timer."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from levensloop.contracts import subjects
from levensloop.contracts.events.inclusion import ClientInformed
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.vault import read_closed
from support.waiting import PATIENCE

Told = Callable[[Node, UUID], Awaitable[int]]


@pytest.fixture
def told() -> Told:
    """How often the toy timer of a case had its effect."""

    async def _told(node: Node, case: UUID) -> int:
        logged = [read_closed(m.data, m.seq) for m in await node.log.store.load(subjects.case_events(case))]
        return sum(isinstance(recorded.event, ClientInformed) for recorded in logged)

    return _told


@pytest.fixture
def once_told(told: Told) -> Callable[[Node, UUID], Awaitable[None]]:
    """Wait until the toy timer had its effect."""

    async def _once(node: Node, case: UUID) -> None:
        async with asyncio.timeout(PATIENCE):
            async with asyncio.TaskGroup() as group:
                group.create_task(_until(node, case))

    async def _until(node: Node, case: UUID) -> None:
        async for _ in node.log.store.subscribe(subjects.case_events(case)):
            if await told(node, case):
                return

    return _once
