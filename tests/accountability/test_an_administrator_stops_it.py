"""With root on a ZVH's node: the accountability service is stopped, and what is done meanwhile; and a destruction that is undone."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from accountability.test_an_administrator import BY, found, held, known, worked

from levensloop.audit.checking.finding import Finding
from levensloop.audit.checking.streams import streams
from levensloop.audit.giving.bundle import Wanted, write_bundle
from levensloop.audit.log.checkpoints import Checkpoints
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import read_log
from levensloop.audit.log.signing import trust_text
from levensloop.audit.log.tree import LogBroken
from levensloop.audit.policies import audit_policies
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Capacity, Covered, LogPurpose, Operation
from levensloop.contracts.decision import system
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.disclosure.app import app as disclosure
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.network import running as network_running
from levensloop.infra.nodes.topology import Topology
from levensloop.plan.app import app as plan
from levensloop.verifier.coverage import digest_of
from levensloop.verifier.steps import Failed
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked, verify
from support.administrator_excuses import letter_of, place_of_a_checkpoint_changed, withdrawn
from support.administrator_world import AUDIT, LOG, OUT, TIMERS
from support.log_at_work import directory_of, growing, write
from support.messaging import at_node, desk, log_given
from support.root import as_root
from support.samples.inclusion import SAMPLE_PURPOSE, reported_case
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW
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


async def test_what_is_said_to_be_taken_back_while_nobody_accounts_is_found(network: Network, tmp_path: Path) -> None:
    """A letter goes, and the outbox says that it was taken back; no right ended."""
    data = tmp_path / "data"
    case = str(await worked_on_without_it(network, data))
    async with at_node(network, data=data) as node:
        out = [message for message in await held(node, OUT) if case in message.subject]
    async with as_root(network, HAAGLANDEN) as root:
        await root.take_out(OUT, letter_of(out).seq)
        await root.put_in(OUT, subjects.account(case), withdrawn(out))
    assert f"{OUT} {letter_of(out).seq}" in {finding.where for finding in await found(network, data)}


async def test_a_record_of_a_destruction_that_never_was_is_found(network: Network, tmp_path: Path) -> None:
    """Made with all keys, as the node would: all of the case still stands."""
    data = tmp_path / "data"
    case, _ = await worked(network, data)
    async with at_node(network, data=data) as node:
        who = (HAAGLANDEN, "systeem", Capacity.MAINTAINING)
        record = node.accountant.record(Operation.ERASE, CaseDestroyed.wire_name(), *who, case=case)
        await node.accounts.write([record])
    assert any(finding.where == f"casus {case}" for finding in await found(network, data))


async def test_a_record_that_says_otherwise_than_its_event_is_found(network: Network, tmp_path: Path) -> None:
    """Made with all keys, before the service came to the event: as if somebody else had done it."""
    data, case = tmp_path / "data", uuid4()
    async with at_node(network, data=data) as node:
        await log_given(node, case, *reported_case())
        (event, *_) = await node.log.store.load(subjects.case_events(case))
        recorded, digest = await node.log.read(event), digest_of(event.subject, event.data)
        covers = Covered(stream=LOG, position=event.seq, subject=event.subject, digest=digest)
        who = (GEMEENTE, "burgemeester", Capacity.EXECUTING)
        facts: dict[str, Any] = {"case": case, "event": recorded.id, "covers": (covers,)}
        record = node.accountant.record(Operation.COLLECT, recorded.event.wire_name(), *who, **facts)
        await node.accounts.write([record.model_copy(update={"at": recorded.time})])
    said = [finding.what for finding in await found(network, data) if finding.check == "regels"]
    assert said == [f"zegt anders dan {LOG} {event.seq}: welke organisatie, welke functionaris"]


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


async def test_the_events_of_a_destroyed_case_that_stand_again_are_found(network: Network, tmp_path: Path) -> None:
    """The log says that it is destroyed, and a record of that; and all of it is there, as out of a backup."""
    data = tmp_path / "data"
    case, _ = await worked(network, data)
    async with at_node(network, data=data) as node:
        there = [m.seq for m in await node.log.store.load(subjects.case_events(case))]
        await log_given(node, case, CaseDestroyed(at=NOW, by=system(HAAGLANDEN), entries=len(there)))
        async with running(ServiceApp("audit", node, policies=audit_policies(node))) as service:
            await service.caught_up()
    where = {one.where for one in await found(network, data) if one.what == "staat er, en de casus is vernietigd"}
    assert {f"{LOG} {place}" for place in there} <= where


async def test_a_bundle_with_a_line_that_is_no_record_is_refused(network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    case, _ = await worked(network, data)
    async with as_root(network, HAAGLANDEN) as root:
        await root.put_in(AUDIT, subjects.audit(Operation.CONSULT, case), b'{"hallo":1}')
    async with at_node(network, data=data) as node:
        grower = Grower(node, directory_of(node))
        async with growing(grower):
            await grower.caught_up()
        reader = await read_log(node, LogPurpose.SECURITY, BY, what="audit.bundle")
        bundle = BytesIO()
        await write_bundle(node, reader, Wanted(), LogPurpose.SECURITY, bundle)
    bundle.seek(0)
    alone = without_witnesses(network)
    steps = list(verify(bundle, Asked(Believed.parse(trust_text(alone, HAAGLANDEN).encode()), int(time.time()))))
    last = steps[-1]
    assert isinstance(last, Failed)
    assert last.name == "RecordMalformed"


def without_witnesses(network: Network) -> Topology:
    """None looked while this went on; what they add is tried elsewhere."""
    alone = (o.model_copy(update={"witnesses": (), "quorum": None}) for o in network.topology.organisations)
    return network.topology.model_copy(update={"organisations": tuple(alone)})


async def test_the_service_does_not_go_on_from_a_place_that_was_shifted(network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = await known(node, cases)
    async with as_root(network, HAAGLANDEN) as root:
        await place_of_a_checkpoint_changed(root, world)
    async with at_node(network, data=data) as node:
        await write(node, 4)
        before = await Checkpoints(node.store(subjects.checkpoints_stream(HAAGLANDEN))).last()
        with pytest.raises(LogBroken):
            await asyncio.wait_for(Grower(node, directory_of(node)).run(), 60)
        after = await Checkpoints(node.store(subjects.checkpoints_stream(HAAGLANDEN))).last()
    assert before is not None
    assert after == before, "nothing was signed"
