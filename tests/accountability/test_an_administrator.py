"""With root on a ZVH's node: whatever is changed in its stores behind its back is found, by the node's own fsck, and named by place.

What an administrator who holds all keys writes *as the node would*, is no change behind its back: docs/audit.md says who finds that.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from levensloop.audit.checking.finding import Finding
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import read_log
from levensloop.audit.log.signing import log_signers
from levensloop.audit.policies import audit_policies
from levensloop.cli.fsck.command import REPAIR, everything, repaired
from levensloop.cli.fsck.node import TIMERS as TIMERS_CHECK
from levensloop.contracts import subjects
from levensloop.contracts.accountability import LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.disclosure.app import app as disclosure
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.app import ServiceApp, running
from levensloop.infra.messaging.erasures import destroy_keys
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.network import running as network_running
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.keys import Ring, Scope, Use
from levensloop.infra.secrecy.keys_in_topology import master_file
from levensloop.infra.secrecy.master import MasterKeyInFile
from levensloop.infra.secrecy.stored_ring import wrap_ring
from levensloop.plan.app import app as plan
from levensloop.retention.app import app as retention
from levensloop.verifier import checkpoint as notes
from support.administrator import EVERY_WAY, bytes_on_disk_overwritten, event_taken_out
from support.administrator_beside import timer_taken_out
from support.administrator_excuses import excuses
from support.administrator_world import LOG, OUT, Act, World
from support.log_at_work import checkpoints, directory_of, growing
from support.messaging import at_node, desk
from support.root import Root, as_root
from support.samples.inclusion import SAMPLE_PURPOSE
from support.samples.world import GEMEENTE, HAAGLANDEN
from support.topologies import two_zvhs

BY = Actor(organisation=HAAGLANDEN, functionary="beheerder")


@pytest_asyncio.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    async with network_running(two_zvhs(), tmp_path / "network") as net:
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
        await put_aside_and_handled(node, cases[0])
        await rightly_destroyed(node, cases[0])
        for service in (*services, services[-1]):
            await service.caught_up()
        grower = Grower(node, directory_of(node))
        await stack.enter_async_context(growing(grower))
        await grower.caught_up()
    return cases


async def put_aside_and_handled(node: Node, case: UUID) -> None:
    """A dead letter, and the note that it was handled after all."""

    async def nothing(message: StoredMessage) -> list[NewMessage]:
        return []

    log, position = node.log.store, subjects.position("log", "plan-toy")
    policy = Policy("plan", "toy", log, (subjects.ALL_EVENTS,), log, position, nothing)
    (first, *_) = await log.load(subjects.case_events(case))
    await node.dead.put(policy, first, ValueError("x"))
    (letter,) = await node.dead.of("plan", "toy")
    await node.dead.replay(letter, policy)


async def rightly_destroyed(node: Node, case: UUID) -> None:
    """The keys of what went out of this case, each named in a record."""
    scopes = await node.vault.keys.scopes(case)
    await destroy_keys(node, [scope for scope in scopes if scope.use is Use.OUT], "WGS-1.8-7")


async def known(node: Node, cases: list[UUID]) -> World:
    """What stands there; with what somebody has who kept a backup, or has the master key."""
    out, out_ends = await held(node, OUT), await node.store(OUT).last_seq()
    return World(
        cases,
        directory_of(node),
        await held(node, LOG),
        out,
        rings=await rings_of_before(node, cases[0]),
        swapped=await swapped(node, cases[1]),
        forged=await forged(node),
        out_ends=out_ends,
        excuses=await excuses(node, out, out_ends),
    )


async def forged(node: Node) -> bytes:
    """The last checkpoint, but for one digest."""
    last = await checkpoints(node).last()
    assert last is not None
    stream, place, count, digest = last.checkpoint.extensions[0].split(" ")
    told = (f"{stream} {place} {count} {digest[::-1]}", *last.checkpoint.extensions[1:])
    signer, _ = log_signers(node.told.topology, node.me, node.keys)
    return notes.sign(replace(last.checkpoint, extensions=told), signer).format()


async def rings_of_before(node: Node, case: UUID) -> dict[str, bytes]:
    """A backup: a destroyed key is in it under its id, whatever its bytes are."""
    found = await node.vault.keys.to_decrypt(case, Use.OUT, ())
    return {
        scope.subject: await wrap_ring(Ring((Key(kid, bytes(32)),), frozenset({kid})), scope, master_of(node))
        for organisation, ring in found.rings.items()
        for scope in (Scope(Use.OUT, case, organisation),)
        for kid in ring.destroyed
    }


async def swapped(node: Node, case: UUID) -> dict[str, bytes]:
    """Each ring with other keys under the same ids."""
    found = await node.vault.keys.to_decrypt(case, Use.FIELDS, ())
    return {
        scope.subject: await wrap_ring(
            replace(ring, keys=tuple(Key(key.kid, bytes(32)) for key in ring.keys)), scope, master_of(node)
        )
        for organisation, ring in found.rings.items()
        for scope in (Scope(Use.FIELDS, case, organisation),)
    }


def master_of(node: Node) -> MasterKeyInFile:
    return MasterKeyInFile(master_file(node.keys, node.me))


async def found(network: Network, data: Path) -> list[Finding]:
    async with at_node(network, data=data) as node:
        reader = await read_log(node, LogPurpose.SECURITY, BY, what="fsck")
        return [finding async for finding in everything(node, reader)]


def of(findings: list[Finding], check: str) -> list[tuple[str, str]]:
    return [(finding.where, finding.what) for finding in findings if finding.check == check]


async def test_what_nobody_touched_is_in_order(network: Network, tmp_path: Path) -> None:
    await worked(network, tmp_path / "data")
    assert await found(network, tmp_path / "data") == []


@pytest.mark.parametrize("act", EVERY_WAY, ids=lambda act: act.__name__)
async def test_what_an_administrator_changes_is_found(act: Act, network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = await known(node, cases)
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
        world = await known(node, cases)
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
    assert [kept.account.what for kept in altered if kept.account.functionary == BY.functionary] == [REPAIR]


async def test_nothing_that_happened_is_repaired(network: Network, tmp_path: Path) -> None:
    data = tmp_path / "data"
    cases = await worked(network, data)
    async with at_node(network, data=data) as node:
        world = await known(node, cases)
    async with as_root(network, HAAGLANDEN) as root:
        gone = await event_taken_out(root, world)
    async with at_node(network, data=data) as node:
        await repaired(node, BY)
    findings = await found(network, data)
    assert any(gone in f"{finding.where}: {finding.what}" for finding in findings)


async def test_what_was_passed_over_within_the_log_is_found(network: Network, tmp_path: Path) -> None:
    """A position that is put ahead, and not beyond the end: what came while disclosure was away is never disclosed."""
    data = tmp_path / "data"
    await worked(network, data)
    async with AsyncExitStack() as stack:
        node = await stack.enter_async_context(at_node(network, data=data))
        audit = ServiceApp("audit", node, policies=audit_policies(node))
        services = [await stack.enter_async_context(running(app)) for app in (inclusion(node), plan(node), audit)]
        here = await stack.enter_async_context(desk(network, GEMEENTE))
        case = uuid4()
        assert (await here.report(case)).refusal is None
        for service in (*services, services[-1]):
            await service.caught_up()
        (passed, *_) = await node.log.store.load(subjects.case_events(case))
        assert of(await found(network, data), "verstrekt") == [], "disclosure has yet to come to it"
        end = await node.log.store.last_seq()
    async with as_root(network, HAAGLANDEN) as root:
        await root.put_in(OUT, subjects.position("out", "disclosure"), str(end).encode())
    (finding,) = [one for one in await found(network, data) if one.check == "verstrekt"]
    assert (finding.where, finding.what[:34]) == (f"{LOG} {passed.seq}", "niet verstrekt en niet geweigerd, ")
