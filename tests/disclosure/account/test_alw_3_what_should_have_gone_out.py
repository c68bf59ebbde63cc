"""ALW-3: by its log, what should have gone out of a case is what did; whatever is not is named, with the event and the organisation."""

from uuid import UUID, uuid4

import pytest
from disclosure.disclosing import account, disclosed, letters, logged

from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.intake import Consent
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import Outcome
from levensloop.disclosure.expected import Expected, differences
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.node import Node
from levensloop.zvh.outbox import out_changes, out_position
from support.samples.disclosure import consent, picture
from support.samples.inclusion import joined, partner_left, report_retracted, reported_case
from support.samples.plan import planned_case
from support.samples.world import NOW, RECLASSERING

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def went(node: Node, *events: DomainEvent) -> UUID:
    case = await logged(node, *events)
    await disclosed(node)
    return case


async def differs(node: Node, case: UUID) -> set[tuple[str, object, object]]:
    return {(change.path, change.was, change.now) for change in (await out_changes(node, case))[0]}


@pytest.mark.parametrize(
    "events",
    [
        planned_case(),
        (*planned_case(), consent(Consent.REFUSED), picture(), consent(Consent.GIVEN), consent(Consent.WITHDRAWN)),
        (*reported_case(), report_retracted()),
        (*planned_case(), partner_left(RECLASSERING, Role.RECLASSERING), report_retracted()),
    ],
    ids=["a plan", "what consent withholds and lets go", "a mistaken report", "one of which somebody heard who left"],
)
async def test_what_the_policy_did_is_what_follows_from_the_log(node: Node, events: tuple[DomainEvent, ...]) -> None:
    case = await went(node, *events)
    found, compared = await out_changes(node, case)
    assert found == []
    records = [record for _, record in await account(node, case)]
    pairs = {(r.event, r.to) for r in records if r.outcome in (Outcome.DISCLOSED, Outcome.REFUSED)}
    assert compared >= len(pairs) > 1, "each event to each organisation was compared"


async def test_a_letter_that_is_gone_is_named(node: Node) -> None:
    case = await went(node, *planned_case())
    letter = (await letters(node, case))[0]
    await node.store(subjects.out_stream(node.me)).erase_one(letter.seq)
    ((path, was, now),) = await differs(node, case)
    assert path.startswith("OUT.")
    assert path.endswith(letter.subject.split(".")[1])
    assert (was, now) == ("brief", None)


async def test_a_record_that_is_gone_is_named_and_so_is_its_letter(node: Node) -> None:
    case = await went(node, *reported_case())
    message, record = (await account(node, case))[0]
    await node.store(subjects.out_stream(node.me)).erase_one(message.seq)
    assert await differs(node, case) == {
        (f"OUT.client-reported.{record.to}", "verstrekt", None),
        (f"OUT.{record.id}.{record.to}", None, "brief zonder verantwoording"),
    }


async def test_what_went_and_should_not_have_is_named(node: Node) -> None:
    """A record as if it had gone to somebody who has no part in the case."""
    case = await went(node, *reported_case())
    _, record = (await account(node, case))[0]
    other = record.model_copy(update={"id": uuid4(), "to": RECLASSERING})
    body = NewMessage(subjects.account(case), other.to_bytes(), {"Content-Type": "application/json"})
    await node.store(subjects.out_stream(node.me)).append([body])
    assert (f"OUT.client-reported.{RECLASSERING}", None, "verstrekt") in await differs(node, case)


async def test_what_disclosure_has_not_come_to_need_not_be_there_yet(node: Node) -> None:
    case = await logged(node, *reported_case())
    assert (await node.log.load(case)).position > await out_position(node)
    assert await differs(node, case) == set()
    await disclosed(node)
    assert await differs(node, case) == set()


async def test_tea_2_what_was_taken_back_from_who_left_is_no_difference(node: Node) -> None:
    case = await went(node, *planned_case())
    for event in (partner_left(RECLASSERING, Role.RECLASSERING), joined(RECLASSERING, NOW)):
        await logged(node, event, case=case)
        await disclosed(node)
        assert await differs(node, case) == set()


async def test_tea_2_a_letter_that_was_confirmed_goes_without_a_record_when_the_right_to_it_ends(node: Node) -> None:
    case = await went(node, *reported_case())
    _, record = (await account(node, case))[0]
    for over, named in (({record.to}, []), ({""}, []), (set(), ["brief"])):
        found = Expected(went={(record.event, record.to): True}, over=over)
        missing = differences(found, [record], {}, frozenset({record.event}))
        assert [was for _, _, was, _ in missing] == named
