"""A command of before, given again: by who gave it the same answer and nothing new; by another who got hold of it, nothing at all."""

from uuid import UUID, uuid4

import pytest
from nodes.hostile.conftest import Siege, last_event

from levensloop.contracts.answer import Answer
from levensloop.infra.messaging import client
from support.samples.inclusion import SAMPLE_REPORT

pytestmark = pytest.mark.asyncio(loop_scope="module")

ZVH, ORG, THIEF = "zvh-haaglanden", "politie-haaglanden", "woonpartner-haagzicht"


async def test_by_who_gave_it(siege: Siege) -> None:
    first, case, number = await _reported(siege)
    assert first.refusal is None
    before = await last_event(siege)
    again = await _give(siege, ORG, case, number)
    assert (again.repeated, again.events) == (True, first.events)
    assert await last_event(siege) == before


async def test_by_another(siege: Siege) -> None:
    _, case, number = await _reported(siege)
    before = await last_event(siege)
    stolen = await _give(siege, THIEF, case, number)
    assert stolen.events == (), "not even what it led to"
    assert stolen.refusal is not None
    assert await last_event(siege) == before


async def _reported(siege: Siege) -> tuple[Answer, UUID, UUID]:
    case, number = uuid4(), uuid4()
    return await _give(siege, ORG, case, number), case, number


async def _give(siege: Siege, org: str, case: UUID, number: UUID) -> Answer:
    report = SAMPLE_REPORT.model_dump(mode="json")
    return await client.command(
        siege.world.clients[org], ZVH, org, "ReportClient", case, "medewerker", report, id=number, patience=60
    )
