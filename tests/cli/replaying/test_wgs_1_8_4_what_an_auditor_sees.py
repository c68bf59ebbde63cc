"""WGS-1.8-4, WGS-2.31-8: a replay has a purpose, leaves its records before it shows anything, and of what is shielded shows no more than
the purpose asks for."""

from uuid import UUID, uuid4

import pytest

from levensloop.cli.audit.replay import WHAT, Looking, show
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, LogPurpose, Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.consulted import Asker
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import log_given
from support.samples.inclusion import SAMPLE_PERSON, client_died
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, actor

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = Asker(functionary="fg", capacity=Capacity.TESTING)
NAME = SAMPLE_PERSON.name


def looking(case: UUID | None, purpose: LogPurpose = LogPurpose.LAWFULNESS) -> Looking:
    return Looking(WHO, purpose, case)


async def accounts(node: Node, case: UUID | None) -> list[Account]:
    kept = await node.accounts.read(await node.accounts.store.load(subjects.audit_of(case or "none")))
    return [each.account for each in kept if each.account.what == WHAT]


async def put(node: Node, *events: DomainEvent) -> UUID:
    await log_given(node, case := uuid4(), *events)
    return case


async def test_the_reading_and_each_case_that_is_shown_are_on_record_with_the_purpose(
    node: Node, auditor: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    open_case, closed = await put(node, *planned_case()), await put(node, *planned_case(), client_died())
    before = len(await accounts(auditor, None))

    await show(auditor, looking(None, LogPurpose.INTERNAL_CONTROL), None, None, as_json=True)

    shown = capsys.readouterr().out
    assert NAME in shown
    (consulted,) = await accounts(auditor, open_case)
    assert (consulted.operation, consulted.log_purpose) == (Operation.CONSULT, LogPurpose.INTERNAL_CONTROL)
    assert (consulted.functionary, consulted.capacity) == ("fg", Capacity.TESTING)
    assert {Category.IDENTITY, Category.STAFF} <= set(consulted.categories)
    assert await accounts(auditor, closed) == [], "nothing of it was shown"
    (read,) = (await accounts(auditor, None))[before:]
    assert (read.operation, read.log_purpose) == (Operation.READ_LOG, LogPurpose.INTERNAL_CONTROL)


@pytest.mark.parametrize("purpose", LogPurpose)
async def test_wgs_2_31_8_a_shielded_case_is_shown_to_who_names_it_for_two_of_the_purposes(
    node: Node, auditor: Node, capsys: pytest.CaptureFixture[str], purpose: LogPurpose
) -> None:
    case = await put(node, *planned_case(), client_died())
    may = purpose in (LogPurpose.LAWFULNESS, LogPurpose.LEGAL_PROCEEDINGS)

    await show(auditor, looking(case, purpose), None, None, as_json=False)

    assert (NAME in (shown := capsys.readouterr().out)) == may
    assert ("afgeschermd (EXT-3)" in shown) != may
    operations = {account.operation: account.rule for account in await accounts(auditor, case)}
    refused = {} if may else {Operation.REFUSE: "EXT-3"}
    assert operations == {Operation.READ_LOG: None, **({Operation.CONSULT: None} if may else {}), **refused}


async def test_wgs_2_31_8_among_all_cases_a_shielded_one_is_counted_and_no_more(
    node: Node, auditor: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    case = await put(node, *planned_case(), client_died())
    await show(auditor, looking(None), None, None, as_json=True)
    of_it = [line for line in capsys.readouterr().out.splitlines()[:-1] if str(case) in line]
    assert len(of_it) == len(planned_case()) + 1
    assert all('"shielded": "EXT-3"' in line and "data" not in line and "type" not in line for line in of_it)
    await show(auditor, looking(None), None, NOW.replace(year=2020), as_json=True)
    assert str(case) not in capsys.readouterr().out, "nor is what changed in it"


async def test_wgs_1_8_7_of_a_destroyed_case_nothing_is_shown_for_any_purpose(
    node: Node, auditor: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = CaseDestroyed(at=NOW, by=actor(HAAGLANDEN), entries=1)
    case = await put(node, *planned_case(), gone)
    await show(auditor, looking(case), None, None, as_json=False)
    assert NAME not in (shown := capsys.readouterr().out)
    assert "WGS-1.8-7" in shown


async def test_alw_3_when_it_cannot_be_written_nothing_is_shown(
    network: Network, node: Node, auditor: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    case = await put(node, *planned_case())
    root, stream = await network.connect_provisioning(HAAGLANDEN), subjects.audit_stream(HAAGLANDEN)
    js = root.jetstream()
    config = (await js.stream_info(stream)).config
    held = (await js.stream_info(stream)).state.bytes
    await js.update_stream(config.evolve(max_bytes=max(held, 1), discard="new"))
    try:
        with pytest.raises(EventStoreError):
            await show(auditor, looking(case), None, None, as_json=False)
    finally:
        await js.update_stream(config)
        await root.close()
    assert capsys.readouterr().out == ""
