"""WGS-1.8-4: of a whole played case, with its move, every message of LOG, OUT and MOVE at either ZVH is covered, once, and signed."""

from collections.abc import Sequence
from pathlib import Path

from levensloop.audit.log.reading import read_log
from levensloop.contracts import subjects
from levensloop.contracts.accountability import KEYS_DESTROYED, LogPurpose, Operation
from levensloop.contracts.event import Actor
from levensloop.contracts.special_data import SPECIAL
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import load_case_file
from levensloop.play.happening import Happening
from levensloop.play.player import Player
from levensloop.play.world import world
from levensloop.verifier.coverage import Kind, Message, check_lines, covered, differences, digest_of
from support.tree import ROOT

CASE = "casus-7"


def _unseen(happening: Happening) -> None:
    """Nobody watches."""


async def _read(node: Node) -> tuple[list[bytes], list[Operation]]:
    by = Actor(organisation=node.me, functionary="auditor")
    log = await read_log(node, LogPurpose.LAWFULNESS, by, what="test")
    found = [(record.entry.message.data, record.account.operation) async for record in log.records()]
    return [data for data, _ in found], [operation for _, operation in found]


async def test_wgs_1_8_4_every_message_is_covered_once_and_signed(tmp_path: Path) -> None:
    file = load_case_file(ROOT / "cases" / f"{CASE}.yaml")
    clock = VirtualClock(file.steps[0].at)
    async with world(load_topology(file.topology), tmp_path, clock) as played:
        report = await Player(file, played, _unseen).play()
        assert report.deviations == []
        for name, zvh in played.zvhs.items():
            entries, operations = await _read(zvh.node)
            await _all_is_covered(name, zvh.node, entries)
            await _what_came_along_names_who_did_it(zvh.node)
            await _each_says_why(zvh.node)
            assert {Operation.COLLECT, Operation.AUTHORISE} <= set(operations)
            by = Actor(organisation=name, functionary="auditor")
            last = await (await read_log(zvh.node, LogPurpose.SECURITY, by, what="test")).last()
            assert last is not None
            check_lines(last.checkpoint.extensions, entries[: last.checkpoint.size])
            assert await zvh.node.dead.of("audit") == []


async def _all_is_covered(name: str, node: Node, entries: Sequence[bytes]) -> None:
    covers = [one for entry in entries for one in covered(entry)]
    followed = {
        subjects.log_stream(name): ["es.>"],
        subjects.out_stream(name): ["out.>", "account.*"],
        subjects.move_stream(name): ["move.>", "account.move.*"],
    }
    for stream, patterns in followed.items():
        stands = [
            Message(stream, m.seq, m.subject, digest_of(m.subject, m.data))
            for pattern in patterns
            for m in await node.store(stream).load(pattern)
        ]
        mine = [one for one in covers if one.stream == stream]
        left = {difference.kind for difference in differences(mine, stands)}
        assert left <= {Kind.REMOVED}, stream  # letters that were taken back, each with a record
        assert {one.position for one in stands} <= {one.position for one in mine}
        await _each_has_its_record(name, node)


async def _each_says_why(node: Node) -> None:
    """WGS-1.8-4: as docs/accountability.md has it: purpose, article and matrix; and the ground where something needed one."""
    log = await read_log(node, LogPurpose.LAWFULNESS, Actor(organisation=node.me, functionary="auditor"), what="test")
    accounts = [record.account async for record in log.records()]
    assert all(a.purpose and a.article and a.matrix for a in accounts)
    went = [a for a in accounts if a.operation is Operation.DISCLOSE and set(a.categories) & SPECIAL]
    letters = [a for a in went if a.to_role is not None]
    assert letters or node.me != "zvh-haaglanden"
    assert all(a.ground for a in went if a.to_role is not None or a.codes[:1] == ("move:1",))
    assert all({each.category for each in a.held} >= set(a.categories) & SPECIAL for a in letters)
    assert all(a.categories for a in accounts if a.what == KEYS_DESTROYED and a.organisation == node.me)


async def _what_came_along_names_who_did_it(node: Node) -> None:
    """WGS-1.8-4, WGS-2.28: by whom it was handed over, and who did it there, in which function, and when."""
    log = await read_log(node, LogPurpose.LAWFULNESS, Actor(organisation=node.me, functionary="auditor"), what="test")
    accounts = [record.account async for record in log.records() if record.account.origin is not None]
    here = {message.seq: message for message in await node.log.store.load("es.>")}
    for account in accounts:
        message = here[next(c.position for c in reversed(account.covers))]
        (event,) = await node.log.read_all([message])
        assert account.origin is not None
        assert (account.origin.organisation, account.origin.at) == (event.event.by.organisation, event.time)
        assert (account.organisation, account.functionary) == (event.source, event.event.by.functionary)
    assert len(accounts) == len({account.event for account in accounts}) > 0


async def _each_has_its_record(name: str, node: Node) -> None:
    """WGS-2.28, ALW-3: what went to another ZVH has a record behind it, in one batch."""
    stream = node.store(subjects.move_stream(name))
    for message in await stream.load("move.>"):
        behind = await stream.at(message.seq + 1)
        assert behind is not None
        assert (behind.subject.split(".")[:2], behind.batch) == (["account", "move"], message.batch)
