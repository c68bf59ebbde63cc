"""Every live projection is in the table of how it is held against the log, in the code and in docs/audit.md: a new one has to say so."""

from pathlib import Path

import pytest
from docs.reading import page, rows, section

from levensloop.cli.replaying.projections import ELSEWHERE, QUESTIONS, STREAMS, Against
from levensloop.infra.messaging.lists import AGENDA
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.streams import streams
from levensloop.zvh.services import APPS, CASE_SERVICES
from support.messaging import at_node

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_question_of_every_service_is_in_the_table(network: Network, tmp_path: Path) -> None:
    async with at_node(network, data=tmp_path) as node:
        made = [make(node) for make in APPS.values()]
    assert {f"{app.name}.{question}" for app in made for question in app.asks} == QUESTIONS.keys()


async def test_every_view_list_and_agenda_of_a_case_is_compared() -> None:
    for service in CASE_SERVICES:
        for name in (*service.views, *service.lists, AGENDA):
            assert QUESTIONS[f"{service.name}.{name}"].against is Against.COMPARE


async def test_every_stream_of_every_node_is_in_the_table(network: Network) -> None:
    topology = network.topology
    found = {
        declared.name.removesuffix(f"_{organisation.id}")
        for organisation in topology.organisations
        for declared in streams(topology, organisation.id)
    }
    assert found == STREAMS.keys()


async def test_the_docs_have_the_same_table() -> None:
    told = {row[0].strip("`"): row[1:] for row in rows(section(page("audit.md"), "What is compared with the log"))}
    table = {**QUESTIONS, **STREAMS, **ELSEWHERE}
    assert told == {name: [held.against.value, held.how] for name, held in table.items()}
