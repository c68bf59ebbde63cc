"""WGS-1.8-4: what others already read: the accountability log as a Logboek Dataverwerkingen, as JSON and to an OTLP collector."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from accountability.test_records_in_the_log import WHO, account

from levensloop.audit.giving.logboek import V0_8, Entry, Subjects, entry_of
from levensloop.audit.giving.logboek_export import NotConfirmed, all_entries, export, subjects_of
from levensloop.audit.log.reading import LogReader, read_log
from levensloop.contracts.accountability import LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.errors import Tampered
from support.collector import Collector
from support.messaging import at_node
from support.samples.world import HAAGLANDEN, POLITIE

pytestmark = pytest.mark.asyncio(loop_scope="module")
REGISTER = "https://zvh.example/register"
BY = Actor(organisation=HAAGLANDEN, functionary="informatiecoördinator")


@pytest_asyncio.fixture(loop_scope="module")
async def node(network: Network) -> AsyncIterator[Node]:
    async with at_node(network) as node:
        yield node


async def reader(node: Node) -> LogReader:
    return await read_log(node, LogPurpose.INTERNAL_CONTROL, BY, what="audit.logboek")


async def listed(node: Node) -> list[Entry]:
    async with aclosing(all_entries(node, await reader(node), REGISTER)) as found:
        return [entry async for _, entry in found if entry]


def attributes(span: object) -> dict[str, str]:
    return {pair.key: pair.value.string_value for pair in span.attributes}  # type: ignore[attr-defined]


async def test_an_entry_has_the_names_of_the_standard_and_nobody_in_it(node: Node) -> None:
    case, traceparent = uuid4(), f"00-{'a1' * 16}-{'b2' * 8}-01"
    written = account(case, traceparent=traceparent, activity="op-en-afschalen")
    await node.accounts.write([written])
    (entry,) = [e for e in await listed(node) if e.trace_id == "a1" * 16]
    body = entry.as_json()
    assert body.keys() == {
        "trace_id", "span_id", "parent_span_id", "status", "name", "start_time", "end_time", "attributes",
    }  # fmt: skip
    assert body["attributes"].keys() == {
        "dpl.core.processing_activity_id",
        "dpl.core.data_subject_id",
        "dpl.core.data_subject_id_type",
        "dpl.core.foreign_operation.processor",
    }
    assert entry.attributes[V0_8.activity] == f"{REGISTER}#op-en-afschalen-1"
    assert entry.attributes[V0_8.processor] == POLITIE
    text = json.dumps(body)
    assert WHO not in text
    assert str(case) not in text
    assert case.hex not in text
    assert (await subjects_of(node)).opened(entry.attributes[V0_8.subject]) == case


async def test_one_entry_per_person_concerned_and_none_for_what_is_about_nobody(node: Node) -> None:
    before = await listed(node)
    first, second = uuid4(), uuid4()
    await node.accounts.write([account(first), account(second), account(None, operation=Operation.READ_LOG)])
    after = (await listed(node))[len(before) :]
    who = await subjects_of(node)
    assert [who.opened(entry.attributes[V0_8.subject]) for entry in after] == [first, second]
    assert len({(entry.trace_id, entry.span_id) for entry in after}) == 2


async def test_a_collector_receives_each_once_and_confirms_it(node: Node, collector: Collector) -> None:
    await node.accounts.write([account(uuid4()) for _ in range(3)])
    sent = await export(node, await reader(node), REGISTER, collector.url)
    assert sent == len(collector.spans) >= 3
    assert {span.attributes[0].key for span in collector.spans} <= {V0_8.activity}
    assert all(attributes(span).keys() >= {V0_8.activity, V0_8.subject, V0_8.subject_type} for span in collector.spans)
    case = uuid4()
    await node.accounts.write([account(case)])
    assert await export(node, await reader(node), REGISTER, collector.url) == 1
    assert (await subjects_of(node)).opened(attributes(collector.spans[-1])[V0_8.subject]) == case
    assert not any(WHO.encode() in body for body in collector.bodies)


async def test_what_a_collector_does_not_confirm_comes_again_with_the_same_ids(
    node: Node, collector: Collector
) -> None:
    await export(node, await reader(node), REGISTER, collector.url)
    cases = [uuid4(), uuid4()]
    await node.accounts.write([account(case) for case in cases])
    collector.refuses = 1
    with pytest.raises(NotConfirmed):
        await export(node, await reader(node), REGISTER, collector.url)
    before = len(collector.spans)
    assert await export(node, await reader(node), REGISTER, collector.url) == 2
    who = await subjects_of(node)
    assert [who.opened(attributes(span)[V0_8.subject]) for span in collector.spans[before:]] == cases


async def test_another_zvh_or_key_cannot_tell_who_it_is() -> None:
    case: UUID = uuid4()
    key = new_key()
    ours = Subjects(key, HAAGLANDEN)
    entry = entry_of(account(case), REGISTER, ours)
    assert entry is not None
    subject = entry.attributes[V0_8.subject]
    assert ours.closed(case) == subject, "the same for the same person, so that all of one person can be found"
    for other in (Subjects(new_key(), HAAGLANDEN), Subjects(key, "zvh-rotterdam")):
        with pytest.raises(Tampered):
            other.opened(subject)
