"""With root on a ZVH's node: whatever is changed in its stores behind its back is found, by the node's own fsck, and named by place.

What an administrator who holds all keys writes *as the node would*, is no change behind its back: docs/audit.md says who finds that.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from levensloop.audit.checking.finding import Finding
from levensloop.audit.grower import Grower
from levensloop.audit.policies import audit_policies
from levensloop.audit.reading import read_log
from levensloop.cli.fsck import REPAIR, everything, repaired
from levensloop.cli.fsck_node import TIMERS as TIMERS_CHECK
from levensloop.contracts import subjects
from levensloop.contracts.accountability import LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.disclosure.app import app as disclosure
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.network import running as network_running
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.keys import Use
from levensloop.plan.app import app as plan
from levensloop.retention.app import app as retention
from support.log_at_work import directory_of, growing
from support.messaging import at_node, desk
from support.root import Held, Root, as_root
from support.samples.inclusion import SAMPLE_PURPOSE
from support.samples.world import GEMEENTE, HAAGLANDEN
from support.tree import ROOT

LOG, OUT = subjects.log_stream(HAAGLANDEN), subjects.out_stream(HAAGLANDEN)
AUDIT, CHECKPOINTS = subjects.audit_stream(HAAGLANDEN), subjects.checkpoints_stream(HAAGLANDEN)
TIMERS = subjects.timers_stream(HAAGLANDEN)
BY = Actor(organisation=HAAGLANDEN, functionary="beheerder")


@pytest_asyncio.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    async with network_running(load_topology(ROOT / "topologies" / "two-zvhs.yaml"), tmp_path / "network") as net:
        yield net


async def worked(network: Network, data: Path) -> list[UUID]:
    """Two cases reported and judged, disclosed to who reported, accounted for and signed; then everything at rest."""
    cases = [uuid4(), uuid4()]
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(at_node(network, data=data))
        apps = (
            inclusion(node),
            plan(node),
            retention(node),
            disclosure(node),
            ServiceApp("audit", node, policies=audit_policies(node)),
        )
        services = [await stack.enter_async_context(running(app)) for app in apps]
        here = await stack.enter_async_context(desk(network, GEMEENTE))
        for case in cases:
            assert (await here.report(case)).refusal is None
            assert (await here.give(SAMPLE_PURPOSE, case)).refusal is None
        for service in services:
            await service.caught_up()
        await services[-1].caught_up()
        grower = Grower(node, directory_of(node))
        await stack.enter_async_context(growing(grower))
        await grower.caught_up()
    return cases


async def found(network: Network, data: Path) -> list[Finding]:
    async with at_node(network, data=data) as node:
        reader = await read_log(node, LogPurpose.SECURITY, BY, what="fsck")
        return [finding async for finding in everything(node, reader)]


def of(findings: list[Finding], check: str) -> list[tuple[str, str]]:
    return [(finding.where, finding.what) for finding in findings if finding.check == check]


async def test_what_nobody_touched_is_in_order(network: Network, tmp_path: Path) -> None:
    await worked(network, tmp_path / "data")
    assert await found(network, tmp_path / "data") == []


Act = Callable[[Root, "World"], Awaitable[str]]
"""Does it, and says in Dutch where it must be found."""


class World:
    """What the administrator knows of the node's streams."""

    def __init__(self, cases: list[UUID], files: Path, log: list[StoredMessage], out: list[StoredMessage]) -> None:
        self.cases, self.files, self.log, self.out = cases, files, log, out


async def event_taken_out(root: Root, world: World) -> str:
    await root.take_out(LOG, world.log[1].seq)
    return f"{LOG} {world.log[1].seq}: weggenomen"


async def event_changed(root: Root, world: World) -> str:
    seq = world.log[1].seq
    await root.rewrite(LOG, lambda all_: [replace(m, data=m.data + b" ") if m.seq == seq else m for m in all_])
    return f"{LOG} {seq}: gewijzigd"


async def events_changed_places(root: Root, world: World) -> str:
    """Of two cases, so that the subjects are others too."""
    one, other = world.log[0].seq, world.log[2].seq

    def edit(messages: list[Held]) -> list[Held]:
        by = {m.seq: m for m in messages}
        swapped = {one: replace(by[other], seq=one), other: replace(by[one], seq=other)}
        return [swapped.get(m.seq, m) for m in messages]

    await root.rewrite(LOG, edit)
    return f"{LOG} {one}: verplaatst"


async def event_put_in_and_passed_over(root: Root, world: World) -> str:
    """An event of before under a new place, and the accountability service told that it has had it."""
    seq = await root.put_in(LOG, world.log[0].subject, world.log[0].data)
    await root.put_in(AUDIT, subjects.position("audit", "log"), str(seq).encode())
    return f"{LOG} {seq}: tussengevoegd"


async def letter_sent_without_a_record(root: Root, world: World) -> str:
    letter = next(m for m in world.out if m.subject.startswith("out."))
    seq = await root.put_in(OUT, subjects.out("politie-haaglanden", world.cases[0]), letter.data)
    await root.put_in(AUDIT, subjects.position("audit", "out"), str(seq).encode())
    return f"{OUT} {seq}: tussengevoegd"


async def record_of_a_disclosure_taken_out(root: Root, world: World) -> str:
    record = next(m for m in world.out if m.subject.startswith("account."))
    await root.take_out(OUT, record.seq)
    return f"{OUT} {record.seq}: weggenomen"


async def letter_taken_out(root: Root, world: World) -> str:
    letter = next(m for m in world.out if m.subject.startswith("out."))
    await root.take_out(OUT, letter.seq)
    return f"{OUT} {letter.seq}: weggenomen"


async def account_taken_out(root: Root, world: World) -> str:
    first = await root.nc.jetstream().get_msg(AUDIT, subject="audit.collect.*", seq=1, next=True)
    assert first.seq is not None
    await root.take_out(AUDIT, first.seq)
    return "de regels"


async def account_changed(root: Root, world: World) -> str:
    def edit(messages: list[Held]) -> list[Held]:
        first = next(m for m in messages if m.subject.startswith("audit."))
        return [replace(m, data=m.data.replace(b'"outcome"', b'"Outcome"')) if m is first else m for m in messages]

    await root.rewrite(AUDIT, edit)
    return "regel 0"


async def file_of_the_log_changed(root: Root, world: World) -> str:
    tile = next(path for path in sorted(world.files.rglob("*")) if "tile/0" in path.as_posix() and path.is_file())
    tile.write_bytes(tile.read_bytes()[:-1] + b"\0")
    return "bestanden"


async def checkpoint_changed(root: Root, world: World) -> str:
    def edit(messages: list[Held]) -> list[Held]:
        last = next(m for m in reversed(messages) if m.subject == subjects.CHECKPOINT)
        lines = last.data.split(b"\n")
        lines[1] = str(int(lines[1]) - 1).encode()
        return [replace(m, data=b"\n".join(lines)) if m is last else m for m in messages]

    await root.rewrite(CHECKPOINTS, edit)
    return "de ondertekening klopt niet"


async def keys_destroyed_in_silence(root: Root, world: World) -> str:
    keys = subjects.keys_stream(HAAGLANDEN)
    await root.nc.jetstream().purge_stream(keys, subject=subjects.key(Use.FIELDS, world.cases[0], "*"))
    return f"casus {world.cases[0]}"


async def keys_of_who_acted_destroyed_in_silence(root: Root, world: World) -> str:
    keys = subjects.keys_stream(HAAGLANDEN)
    await root.nc.jetstream().purge_stream(keys, subject=subjects.key(Use.ACCOUNT, world.cases[0], "*"))
    return f"verantwoording, casus {world.cases[0]}"


async def unsigned_account_taken_out(root: Root, world: World) -> str:
    """The very last record, which no checkpoint covers yet."""
    last = await root.nc.jetstream().get_last_msg(AUDIT, "audit.*.*")
    assert last.seq is not None
    await root.take_out(AUDIT, last.seq)
    return f"{AUDIT} {last.seq}: weggenomen"


async def timer_taken_out(root: Root, world: World) -> str:
    await root.nc.jetstream().purge_stream(TIMERS)
    return f"casus {world.cases[0]}, plan: plan loopt niet, en moet lopen"


async def position_set_ahead(root: Root, world: World) -> str:
    """So that what happens next is passed over."""
    await root.put_in(OUT, subjects.position("out", "disclosure"), b"999999")
    return "staat op 999999"


async def bytes_on_disk_overwritten(root: Root, world: World) -> str:
    """In the block itself: the server finds the checksum wrong when it starts, and drops what stands there."""
    for block in sorted(root.files.rglob(f"streams/{LOG}/msgs/*.blk")):
        data = block.read_bytes()
        at = data.find(world.log[1].data)
        if at >= 0:
            block.write_bytes(data[:at] + bytes(len(world.log[1].data)) + data[at + len(world.log[1].data) :])
            for index in block.parent.glob("index.db"):
                index.unlink()
    return LOG


EVERY_WAY = (
    event_taken_out,
    event_changed,
    events_changed_places,
    event_put_in_and_passed_over,
    letter_sent_without_a_record,
    record_of_a_disclosure_taken_out,
    letter_taken_out,
    account_taken_out,
    account_changed,
    file_of_the_log_changed,
    checkpoint_changed,
    keys_destroyed_in_silence,
    keys_of_who_acted_destroyed_in_silence,
    unsigned_account_taken_out,
    timer_taken_out,
    position_set_ahead,
)


@pytest.mark.parametrize("act", EVERY_WAY, ids=lambda act: act.__name__)
async def test_what_an_administrator_changes_is_found(act: Act, network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = World(cases, directory_of(node), *[await held(node, stream) for stream in (LOG, OUT)])
    assert await found(network, data) == []
    async with as_root(network, HAAGLANDEN) as root:
        expected = await act(root, world)
    findings = await found(network, data)
    assert any(expected in f"{finding.where}: {finding.what}" for finding in findings), findings


async def held(node: Node, stream: str) -> list[StoredMessage]:
    """What operates in a stream, without positions."""
    everything_there = [message async for message in node.store(stream).replay(">")]
    return [message for message in everything_there if not message.subject.startswith("position.")]


async def test_bytes_that_are_overwritten_on_disk_are_found(network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = World(cases, directory_of(node), *[await held(node, stream) for stream in (LOG, OUT)])
    await network.stop(HAAGLANDEN)
    await bytes_on_disk_overwritten(Root(None, network.keys.parent / HAAGLANDEN / "jetstream"), world)  # type: ignore[arg-type]
    await network.start(HAAGLANDEN)
    assert any(LOG in finding.where for finding in await found(network, data))


async def test_what_follows_from_something_else_is_repaired_when_told(network: Network, tmp_path: Path) -> None:
    """Timers follow from the log; and that somebody repaired is in the log first."""
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with as_root(network, HAAGLANDEN) as root:
        await timer_taken_out(root, World(cases, data, [], []))
    assert of(await found(network, data), TIMERS_CHECK)
    async with at_node(network, data=data) as node:
        await repaired(node, BY)
    assert await found(network, data) == []
    async with at_node(network, data=data) as node:
        altered = await node.accounts.read(await node.accounts.store.load(subjects.audit(Operation.ALTER, None)))
    assert [kept.account.what for kept in altered] == [REPAIR]


async def test_nothing_that_happened_is_repaired(network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = World(cases, directory_of(node), *[await held(node, stream) for stream in (LOG, OUT)])
    async with as_root(network, HAAGLANDEN) as root:
        gone = await event_taken_out(root, world)
    async with at_node(network, data=data) as node:
        await repaired(node, BY)
    findings = await found(network, data)
    assert any(gone in f"{finding.where}: {finding.what}" for finding in findings)
