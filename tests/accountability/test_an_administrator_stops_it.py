"""With root on a ZVH's node: the accountability service is stopped, and what is done meanwhile; and a destruction that is undone."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest_asyncio
from accountability.test_an_administrator import BY, found, held, worked

from levensloop.audit.checking.finding import Finding
from levensloop.audit.checking.streams import streams
from levensloop.audit.log.reading import read_log
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.disclosure.app import app as disclosure
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.messaging.app import running
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.network import running as network_running
from levensloop.plan.app import app as plan
from support.administrator_world import AUDIT, LOG, OUT, TIMERS
from support.messaging import at_node, desk
from support.root import as_root
from support.samples.inclusion import SAMPLE_PURPOSE
from support.samples.world import GEMEENTE, HAAGLANDEN
from support.topologies import two_zvhs


@pytest_asyncio.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    async with network_running(two_zvhs(), tmp_path / "network") as net:
        yield net


async def worked_on_without_it(network: Network, data: Path) -> UUID:
    """One case more, that the accountability service never saw."""
    await worked(network, data)
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(at_node(network, data=data))
        apps = (inclusion(node), plan(node), disclosure(node))
        services = [await stack.enter_async_context(running(app)) for app in apps]
        here = await stack.enter_async_context(desk(network, GEMEENTE))
        case = uuid4()
        assert (await here.report(case)).refusal is None
        assert (await here.give(SAMPLE_PURPOSE, case)).refusal is None
        for service in services:
            await service.caught_up()
    return case


async def found_in_streams(network: Network, data: Path, patience: timedelta) -> list[Finding]:
    async with at_node(network, data=data) as node:
        reader = await read_log(node, LogPurpose.SECURITY, BY, what="fsck")
        return [finding async for finding in streams(node, reader, patience)]


async def test_what_no_record_covers_is_found_once_it_is_old(network: Network, tmp_path: Path) -> None:
    await worked_on_without_it(network, tmp_path / "data")
    found_now = await found_in_streams(network, tmp_path / "data", timedelta())
    assert {finding.where.split(" ")[0] for finding in found_now} == {LOG, OUT}
    assert all("NIET GEDEKT" in finding.what for finding in found_now)
    assert await found_in_streams(network, tmp_path / "data", timedelta(hours=1)) == []


async def test_what_is_taken_out_while_nobody_accounts_leaves_its_place(network: Network, tmp_path: Path) -> None:
    """All of a case: its events, its letters with their records, its timers."""
    data = tmp_path / "data"
    case = str(await worked_on_without_it(network, data))
    async with at_node(network, data=data) as node:
        gone = [(s, m.seq) for s in (LOG, OUT) for m in await held(node, s) if case in m.subject]
    async with as_root(network, HAAGLANDEN) as root:
        for stream, place in gone:
            await root.take_out(stream, place)
        await root.nc.jetstream().purge_stream(TIMERS, subject=subjects.timer_at("*", case, "*"))
    where = {finding.where for finding in await found(network, data) if "geen regel van" in finding.what}
    assert gone
    assert {f"{stream} {place}" for stream, place in gone} <= where


async def test_a_record_of_a_destruction_that_never_was_is_found(network: Network, tmp_path: Path) -> None:
    """Made with all keys, as the node would: all of the case still stands."""
    data = tmp_path / "data"
    case, _ = await worked(network, data)
    async with at_node(network, data=data) as node:
        who = (HAAGLANDEN, "systeem", Capacity.MAINTAINING)
        record = node.accountant.record(Operation.ERASE, CaseDestroyed.wire_name(), *who, case=case)
        await node.accounts.write([record])
    assert any(finding.where == f"casus {case}" for finding in await found(network, data))


async def test_who_asks_is_not_kept_out_by_one_line(network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with as_root(network, HAAGLANDEN) as root:
        await root.put_in(AUDIT, subjects.audit(Operation.CONSULT, cases[0]), b'{"hallo":1}')
    async with at_node(network, data=data) as node:
        reader = await read_log(node, LogPurpose.SECURITY, BY, what="audit.ask")
        assert [record async for record in reader.records(case=cases[1])]
        assert reader.unreadable == set(), "it is of another case"
        everything = [record async for record in reader.records()]
    (line,) = reader.unreadable
    assert line not in {record.entry.index for record in everything}
    assert len(everything) == max(record.entry.index for record in everything)
