"""INV-9: a command or a question counts when the organisation of its subject signed it, whoever brings it over the line."""

import json
from uuid import UUID, uuid4

import pytest

from levensloop.contracts import subjects
from levensloop.contracts.answer import Command
from levensloop.inclusion.app import app
from levensloop.infra.messaging.client import NotBelieved
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.credentials import connect
from levensloop.infra.nodes.network import Network
from support.messaging import Desk, LogLines, as_json, desk, request_as, serving
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import GEMEENTE, HAAGLANDEN, POLITIE
from support.waiting import PATIENCE

SUBJECT = subjects.command(HAAGLANDEN, POLITIE, "inclusion", "ReportClient")


def report(case: UUID) -> bytes:
    body = Command(id=uuid4(), case=case, functionary="wijkagent", data=as_json(SAMPLE_REPORT))
    return body.model_dump_json().encode()


async def test_in_clear_it_is_refused_and_nothing_changes(
    network: Network, node: Node, case: UUID, log_lines: LogLines
) -> None:
    async with serving(network, app):
        before = await node.log.store.last_seq()
        for subject in (SUBJECT, subjects.ask(HAAGLANDEN, HAAGLANDEN, "inclusion", "case")):
            answer = json.loads((await node.nc.request(subject, report(case), timeout=PATIENCE)).data)
            assert answer["refusal"]["rule"] == "INV-9"
        assert await node.log.store.last_seq() == before
    assert [line["service"] for line in log_lines() if line["event"] == "not believed"] == ["inclusion"] * 2


async def test_who_carries_messages_speaks_for_nobody(network: Network, node: Node, case: UUID) -> None:
    """Over the ZVH's own connection any subject can be spoken on, as who runs the hub can; without the key it does not help."""
    async with serving(network, app):
        before = await node.log.store.last_seq()
        with pytest.raises(NotBelieved, match="niet verzegeld"):
            await Desk(node.nc, POLITIE).report(case)
        assert await node.log.store.last_seq() == before
        assert b'"events":[{' in await request_as(network, node.nc, POLITIE, SUBJECT, report(case))


async def test_what_was_caught_does_not_work_on_another_subject(network: Network, node: Node, case: UUID) -> None:
    correspondent = network.credentials(POLITIE).correspondent
    assert correspondent is not None
    caught, _ = correspondent.close(report(case), HAAGLANDEN, SUBJECT)
    async with serving(network, app):
        for subject in (SUBJECT.replace("ReportClient", "AssessPurpose"), SUBJECT.replace(POLITIE, GEMEENTE)):
            assert b"INV-9" in (await node.nc.request(subject, caught, timeout=PATIENCE)).data


async def test_caught_and_sent_again_it_changes_nothing_and_tells_nothing(
    network: Network, node: Node, case: UUID
) -> None:
    correspondent = network.credentials(POLITIE).correspondent
    assert correspondent is not None
    caught, answering = correspondent.close(report(case), HAAGLANDEN, SUBJECT)
    async with serving(network, app):
        first = (await node.nc.request(SUBJECT, caught, timeout=PATIENCE)).data
        stood = await node.log.store.last_seq()
        again = (await node.nc.request(SUBJECT, caught, timeout=PATIENCE)).data

        assert await node.log.store.last_seq() == stood
    assert json.loads(answering.open(first))["repeated"] is False
    assert json.loads(answering.open(again))["repeated"] is True
    assert b"client-reported" not in first + again


async def test_an_organisation_without_its_keys_is_told(network: Network, case: UUID) -> None:
    """A connection is not enough: the keys to sign with belong to it."""
    shown = network.credentials(GEMEENTE)
    nc = await connect(network.url(GEMEENTE), type(shown)(shown.seed, shown.tls))
    async with serving(network, app), desk(network, GEMEENTE) as gemeente:
        refusal = (await Desk(nc, GEMEENTE).report(case)).refusal
        assert refusal is not None
        assert refusal.rule == "INV-9"
        assert (await gemeente.report(case)).events
    await nc.close()
