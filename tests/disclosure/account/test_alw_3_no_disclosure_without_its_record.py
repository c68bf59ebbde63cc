"""ALW-3: no disclosure without its accountability record; no record lost. On a real server."""

import json
from uuid import uuid4

import pytest
from disclosure.disclosing import account, decided, disclosed, logged, out

from levensloop.contracts import subjects
from levensloop.contracts.categories import Category, categories
from levensloop.contracts.disclosure import VERSION, Grant
from levensloop.contracts.event import kebab
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.view_envelope import read_view
from levensloop.contracts.views import schema_name
from levensloop.disclosure.policies import disclosure_policies
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import traced
from support.samples.disclosure import consented_case
from support.samples.inclusion import SAMPLE_TEAM, case_on_the_table, included_case, joined
from support.samples.plan import label_requested, planned_case
from support.samples.world import CRISISDIENST, HAAGLANDEN, NOW, OM, OTHER_WOONPARTNER

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_alw_3_every_disclosure_has_its_record_in_the_same_batch(node: Node) -> None:
    case = await logged(node, *consented_case())
    await disclosed(node)

    sent, records = await out(node, case), await account(node, case)

    assert len(sent) == len(records) > 20
    for message, (stored, record) in zip(sent, records, strict=True):
        assert message.batch == stored.batch != "", "one batch"
        assert message.subject == subjects.out(record.to, case)
        assert (record.from_zvh, record.case, record.table_version) == (HAAGLANDEN, case, VERSION)
        view = read_view(message.data, message.seq)
        assert (record.event, record.event_type) == (view.id, view.event.of.wire_name())
        assert message.headers["Content-Type"] == "application/jose"
        assert json.loads(message.data)["disclosureid"] == str(record.id), "and they name each other"


async def test_alw_3_the_record_says_what_kind_of_data_went_by_whom_and_why_it_may(node: Node) -> None:
    case = await logged(node, *planned_case())
    with traced(None) as span:
        await logged(node, label_requested(CRISISDIENST), case=case)
    await disclosed(node)

    record = (await account(node, case))[-1][1]

    assert (record.to, record.grant, record.at) == (CRISISDIENST, Grant.ADDRESSED, NOW)
    assert record.organisation == HAAGLANDEN
    assert b"functionary" not in record.to_bytes(), "which person is in the event, sealed"
    assert set(record.categories) == {Category.PROCESS, Category.STAFF, Category.GUIDANCE}
    assert record.traceparent is not None
    assert record.traceparent.split("-")[1] == span.split("-")[1], "of one trace with what caused it"
    assert b'"from":"zvh-haaglanden"' in record.to_bytes()


async def test_alw_3_what_goes_out_is_a_view_of_an_event_of_the_log_and_ties_to_it(node: Node) -> None:
    case = await logged(node, *planned_case())
    await disclosed(node)

    kept = {event.id: event for event in (await node.log.load(case)).events}

    for message in await out(node, case):
        view = read_view(message.data, message.seq)
        assert type(kept[view.id].event) is view.event.of
        assert (view.case, view.time, view.source) == (case, kept[view.id].time, HAAGLANDEN)
        assert b"commandid" not in message.data, "whose command it was is not told"


async def test_alw_3_the_record_tells_by_which_lines_of_which_version_what_categories_went(node: Node) -> None:
    case = await logged(node, *consented_case())
    await disclosed(node)

    sent, records = await out(node, case), await account(node, case)

    for message, (_, record) in zip(sent, records, strict=True):
        view = read_view(message.data, message.seq).event
        assert record.role is not None
        assert view.schema_name == schema_name(record.table_version, record.role, record.grounds, view.of)
        assert set(record.categories) == categories(view)
        given = matrix(record.table_version).given(kebab(view.of.__name__), record.role, record.grounds)
        assert set(record.codes) == {code.name for codes in given.values() for code in codes}


async def test_alw_3_several_runners_disclose_once(node: Node) -> None:
    await decided(node, case := uuid4(), *consented_case())
    await disclosed(node, runners=3)

    records = [record for _, record in await account(node, case)]

    assert len({(record.event, record.to) for record in records}) == len(records) == len(await out(node, case))


async def test_alw_3_nothing_goes_out_when_the_record_cannot_be_kept(node: Node) -> None:
    case = await logged(node, *planned_case())
    store = node.store(subjects.out_stream(node.me))
    [policy] = disclosure_policies(node)
    [first, *_] = await node.log.store.load(subjects.case_events(case))
    message, record = await policy.handle(first)
    refused = NewMessage(record.subject, record.data, record.headers, Guard(record.subject, 99_999_999))

    with pytest.raises(Conflict):
        await store.append([message, refused])

    assert await out(node, case) == []


async def test_tea_1_who_joins_gets_the_plan_with_its_own_record(node: Node) -> None:
    case = await logged(node, *consented_case())
    await logged(node, joined(OM, NOW), case=case)
    await disclosed(node)

    received = [
        read_view(message.data, 1).event.of.wire_name()
        for message in await out(node, case)
        if message.subject.split(".")[1] == OM
    ]
    records = [record.event_type for _, record in await account(node, case) if record.to == OM]

    assert received == records
    assert [kind.removeprefix("nl.levensloopaanpak.") for kind in received] == [
        "partner-joined.v1",
        "client-included.v1",
        "plan-established.v1",
    ]


async def test_tea_1_who_joins_by_the_inclusion_hears_of_it_once(node: Node) -> None:
    before = case_on_the_table()
    case = await logged(node, *before)
    await decided(node, case, *included_case()[len(before) :])
    await disclosed(node)

    told = [record.to for _, record in await account(node, case) if "client-included" in record.event_type]

    assert sorted(told) == sorted(invitation.organisation for invitation in SAMPLE_TEAM)


async def test_alw_2_nothing_stands_ready_for_who_is_not_in_the_team(node: Node) -> None:
    case = await logged(node, *planned_case())
    await disclosed(node)

    assert OTHER_WOONPARTNER not in {message.subject.split(".")[1] for message in await out(node, case)}
