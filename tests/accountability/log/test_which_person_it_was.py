"""WGS-1.8-2: which person of an organisation gave a command, looked or was refused: told apart in the record, the answer and the bundle."""

import json
from uuid import UUID, uuid4

from accountability.log.test_answers_of_a_node import ask, signed
from accountability.log.test_bundle_of_a_node import Log, held, log, proven
from accountability.log.test_every_event_once import records, runners

from levensloop.audit.giving.bundle import Wanted
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Capacity, Operation
from levensloop.contracts.consulted import Asker
from levensloop.contracts.refusal import Refusal
from levensloop.inclusion.app import app
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.verifier.telling import record_object
from support.messaging import as_json, desk, request_as, serving
from support.policy_world import at_work
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import HAAGLANDEN, POLITIE

__all__ = ["log"]

ONE, OTHER = "7f3a-19c2", "7f3a-20d7"


async def given(network: Network, case: UUID, person: str | None) -> None:
    """The same report twice over: the second is refused."""
    async with desk(network) as police:
        for _ in range(2):
            data = as_json(SAMPLE_REPORT)
            await client.command(police.nc, HAAGLANDEN, POLITIE, "ReportClient", case, "wijkagent", data, person=person)


async def accounted(node: Node) -> None:
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()


async def test_wgs_1_8_2_two_in_one_function_are_told_apart(network: Network, node: Node) -> None:
    first, second, third = uuid4(), uuid4(), uuid4()
    async with serving(network, app):
        for case, person in ((first, ONE), (second, OTHER), (third, None)):
            await given(network, case, person)
        await accounted(node)

    said = {(a.case, a.outcome.value, a.functionary, a.person) for a in await records(node)}
    assert said == {
        (case, outcome, "wijkagent", person)
        for case, person in ((first, ONE), (second, OTHER), (third, None))
        for outcome in ("done", "refused")
    }
    everything = [m for stream in (node.log.store, node.accounts.store) for m in await stream.load(">")]
    assert everything
    assert not [m for m in everything if ONE.encode() in m.data + str(m.headers).encode() or ONE in m.subject]


async def test_wgs_1_8_4_the_auditor_reads_who_looked(network: Network, node: Node) -> None:
    case, who = uuid4(), Asker(functionary="procesregisseur", person=ONE)
    async with serving(network, app):
        await given(network, case, OTHER)
        answer = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)}, by=who)
        assert not isinstance(answer, Refusal)
    await signed(node)

    seen, refused = (await ask(node, "gezien")).rows, (await ask(node, "geweigerd")).rows

    assert f"procesregisseur (medewerker {ONE}, naar opgave van de organisatie)" in seen[0].cells
    assert f"wijkagent (medewerker {OTHER}, naar opgave van de organisatie)" in refused[0].cells


async def test_wgs_1_10_it_is_in_the_bundle(log: Log) -> None:
    case, who = uuid4(), (POLITIE, "wijkagent", Capacity.EXECUTING)
    for person in (ONE, OTHER, None):
        log.now()
        record = log.node.accountant.record(Operation.CONSULT, "inclusion.case", *who, case=case, person=person)
        await log.node.accountant.keep(record)

    found = proven(held(await log.bundle(Wanted(case)), log.asked()))

    assert [(one.functionary, one.person) for one in found[:3]] == [("wijkagent", p) for p in (ONE, OTHER, None)]
    assert [record_object(one).get("person") for one in found] == [ONE, OTHER, None, None]


async def test_wgs_1_8_2_a_name_is_refused_and_leaves_nothing(network: Network, node: Node) -> None:
    command = {"id": str(uuid4()), "case": str(uuid4()), "functionary": "wijkagent", "person": "jan jansen", "data": {}}
    question = {"case": str(uuid4()), "by": {"functionary": "wijkagent", "person": "jan jansen"}}
    asked = {
        subjects.command(HAAGLANDEN, HAAGLANDEN, "inclusion", "ReportClient"): (command, b"INV-1"),
        subjects.ask(HAAGLANDEN, HAAGLANDEN, "inclusion", "case"): (question, b"WGS-1.8-2"),
    }
    async with serving(network, app):
        for subject, (body, rule) in asked.items():
            said = await request_as(network, node.nc, HAAGLANDEN, subject, json.dumps(body).encode())
            assert rule in said
            assert b"person (geen pseudoniem" in said
            assert b"jansen" not in said
    assert await records(node) == []
