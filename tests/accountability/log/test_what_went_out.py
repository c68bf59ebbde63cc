"""WGS-1.8-4: every record in OUT and every message to another ZVH is in the accountability log, with the letter it is of."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from levensloop.audit.policies import audit_policies
from levensloop.audit.records.out_records import _BECAME
from levensloop.contracts import destruction, subjects
from levensloop.contracts.account_subjects import account_of_move
from levensloop.contracts.accountability import Account, Capacity, Operation, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.matrix.lines import VERSION, Grant
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.disclosure import account
from levensloop.disclosure.account import AccountRecord
from levensloop.handover.account import accounted
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import PolicyRunner
from support.policy_world import QUICK, at_work
from support.samples.inclusion import reported_case
from support.samples.world import HAAGLANDEN, OM, POLITIE, ROTTERDAM

CASE, EVENT = UUID(int=7), UUID(int=8)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def record(**changes: Any) -> AccountRecord:
    found = AccountRecord(
        id=uuid4(),
        at=AT,
        **{"from": HAAGLANDEN},
        to=OM,
        case=CASE,
        event=EVENT,
        event_type="nl.levensloopaanpak.signal-raised.v1",
        categories=(Category.JUSTICE,),
        grant=Grant.TEAM,
        table_version=VERSION,
        organisation=POLITIE,
        role=Role.OM,
        grounds=(Grant.TEAM,),
        codes=("T-STRAF",),
    )
    return found.model_copy(update=changes)


def of(record: AccountRecord) -> NewMessage:
    return NewMessage(subjects.account(record.case), record.to_bytes())


def letter(to: str = OM) -> NewMessage:
    return NewMessage(subjects.out(to, CASE), b"letter")


async def accounts(node: Node, messages: Sequence[NewMessage], together: int | None = None) -> list[Account]:
    """What follows from these in OUT, with the runner begun anew after each when `together` is 1."""
    out = node.store(subjects.out_stream(node.me))
    await out.append(messages)
    return await follow(node)


async def follow(node: Node) -> list[Account]:
    work = [PolicyRunner(policy, node.dead, QUICK) for policy in audit_policies(node)]
    async with at_work(*work):
        for runner in work:
            await runner.caught_up()
    return [kept.account for kept in await node.accounts.read(await node.accounts.store.load(subjects.ALL_AUDIT))]


async def test_wgs_1_8_4_a_disclosure_has_a_record_that_covers_letter_and_record(node: Node) -> None:
    (found,) = await accounts(node, [letter(), of(record())])
    assert (found.operation, found.outcome, found.to) == (Operation.DISCLOSE, Outcome.DONE, OM)
    assert (found.organisation, found.capacity, found.case) == (POLITIE, Capacity.MAINTAINING, CASE)
    assert (found.matrix, found.codes, found.grants) == (VERSION, ("T-STRAF",), (Grant.TEAM,))
    assert (found.purpose, found.article, found.ground) == ("T-STRAF", "WGS-1.7-1", "participants")
    assert [c.subject for c in found.covers] == [subjects.out(OM, CASE), subjects.account(CASE)]
    assert [c.position for c in found.covers] == [2, 3]  # a stream that others source from begins at 2


@pytest.mark.parametrize(
    ("outcome", "operation", "became"),
    [
        (account.Outcome.WITHDRAWN, Operation.ERASE, Outcome.WITHDRAWN),
        (account.Outcome.REFUSED, Operation.REFUSE, Outcome.REFUSED),
        (account.Outcome.READ, Operation.DISCLOSE, Outcome.DONE),
        (account.Outcome.UNREAD, Operation.REFUSE, Outcome.REFUSED),
        (account.Outcome.PULLED, Operation.DISCLOSE, Outcome.DONE),
    ],
)
async def test_what_else_became_of_it(
    node: Node, outcome: account.Outcome, operation: Operation, became: Outcome
) -> None:
    told = record(outcome=outcome, because=UUID(int=9), rule="WGS-1.7-1", numbers=(3,))
    (found,) = await accounts(node, [of(told)])
    assert (found.operation, found.outcome, found.rule) == (operation, became, "WGS-1.7-1")
    assert (found.because, found.conditions) == (UUID(int=9), ("3",))
    assert [c.subject for c in found.covers] == [subjects.account(CASE)]


def test_every_outcome_of_a_disclosure_is_known_to_the_log() -> None:
    assert set(_BECAME) == set(account.Outcome)


async def test_the_letter_is_found_also_by_who_did_not_see_it_come_by(node: Node) -> None:
    out = node.store(subjects.out_stream(node.me))
    await out.append([letter(POLITIE)])
    assert await follow(node) == []
    await out.append([of(record(to=POLITIE))])
    (found,) = await follow(node)
    assert [c.position for c in found.covers] == [2, 3]


async def test_a_letter_that_was_taken_back_by_now_is_not_covered_and_its_record_is(node: Node) -> None:
    out = node.store(subjects.out_stream(node.me))
    appended = await out.append([letter(), of(record())])
    await node.nc.jetstream().delete_msg(out.stream, appended.first)
    (found,) = await follow(node)
    assert [c.subject for c in found.covers] == [subjects.account(CASE)]


async def test_an_older_letter_is_not_taken_for_the_one_that_was_taken_back(node: Node) -> None:
    out = node.store(subjects.out_stream(node.me))
    await out.append([letter()])
    appended = await out.append([letter(), of(record())])
    await node.nc.jetstream().delete_msg(out.stream, appended.first)
    (found,) = await follow(node)
    assert [c.position for c in found.covers] == [appended.last]


async def test_a_record_without_sense_is_covered_all_the_same(node: Node) -> None:
    found = await accounts(node, [NewMessage(subjects.account(CASE), b"{}")])
    assert [(r.what, r.rule, len(r.covers)) for r in found] == [("unreadable", "INV-7", 1)]
    assert await node.dead.of("audit") == []


async def test_being_told_of_a_destruction_is_accounted_for(node: Node) -> None:
    (found,) = await accounts(node, [NewMessage(destruction.destroyed(OM, CASE), b"{}")])
    assert (found.operation, found.what, found.to) == (Operation.ERASE, "destruction-told", OM)


EVENT_TYPE = "nl.levensloopaanpak.client-reported.v1"


def sent(subject: str) -> tuple[NewMessage, NewMessage]:
    """As the feed sends an event to another ZVH."""
    reported = Recorded(reported_case()[0], CASE, EVENT, HAAGLANDEN, AT, 1, "")
    return accounted(NewMessage(subject, b"event"), reported, HAAGLANDEN, AT)


async def moved(node: Node, *messages: NewMessage) -> list[Account]:
    await node.store(subjects.move_stream(node.me)).append(messages)
    return await follow(node)


async def test_what_goes_to_another_zvh_is_a_disclosure_to_it(node: Node) -> None:
    """WGS-2.28: by the record that went in with it, and it covers both."""
    identity, move = subjects.identity(ROTTERDAM, CASE, 1), subjects.move(ROTTERDAM, CASE, 1)
    first, second = await moved(node, *sent(identity), *sent(move))
    for found, article, subject in ((first, "WGS-2.28-1", identity), (second, "WGS-2.28", move)):
        assert (found.operation, found.what, found.to) == (Operation.DISCLOSE, EVENT_TYPE, ROTTERDAM)
        assert (found.case, found.event, found.article, found.codes) == (CASE, EVENT, article, ("move:1",))
        assert (found.organisation, found.capacity) == (HAAGLANDEN, Capacity.MAINTAINING)
        assert Category.IDENTITY in found.categories
        assert [c.subject for c in found.covers] == [subject, account_of_move(CASE)]


async def test_what_went_to_another_zvh_without_a_record_is_covered_by_nothing(node: Node) -> None:
    event, _ = sent(subjects.move(ROTTERDAM, CASE, 1))
    assert await moved(node, event) == []


async def test_an_event_to_another_zvh_that_was_destroyed_by_now_leaves_its_record(node: Node) -> None:
    store = node.store(subjects.move_stream(node.me))
    await store.append(sent(subjects.move(ROTTERDAM, CASE, 1)))
    await store.erase(subjects.move(ROTTERDAM, CASE, 1))
    (found,) = await follow(node)
    assert [c.subject for c in found.covers] == [account_of_move(CASE)]


async def test_a_record_of_a_move_without_sense_is_covered_all_the_same(node: Node) -> None:
    found = await moved(node, NewMessage(account_of_move(CASE), b"{}"))
    assert [(r.what, r.rule, len(r.covers)) for r in found] == [("unreadable", "INV-7", 1)]
    assert await node.dead.of("audit") == []


async def test_another_zvh_that_is_told_of_a_destruction_is_accounted_for(node: Node) -> None:
    (found,) = await moved(node, NewMessage(destruction.destroyed_elsewhere(ROTTERDAM, CASE), b"{}"))
    assert (found.operation, found.what, found.to) == (Operation.ERASE, "destruction-told", ROTTERDAM)
