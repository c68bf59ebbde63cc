"""WGS-1.8-4: what stands between the events of the log is covered with them. So an event that is taken out before it was accounted for
leaves a place that nothing covers."""

from uuid import UUID, uuid4

from accountability.log.test_every_event_once import events, log_of, runners
from nats.aio.client import Client

from levensloop.audit.records.between import MOST
from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.verifier.coverage import Message, covered
from support.messaging import log_given
from support.policy_world import at_work

PLACE = subjects.position("log", "plan-ask-labels")


async def place(node: Node, number: int) -> None:
    """A policy keeps how far it came."""
    await node.log.store.append([NewMessage(PLACE, b"%d" % number)])


async def accounted(node: Node) -> list[Message]:
    """By a service that starts anew: what the log covers of the log of events."""
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    entries = await node.accounts.store.load(subjects.ALL_AUDIT)
    return [one for entry in entries for one in covered(entry.data) if one.stream == log_of(node)]


async def three_events_with_places_between(node: Node) -> UUID:
    case = uuid4()
    report, first, second, *_ = events(node)
    await log_given(node, case, report)
    await place(node, 1)
    await log_given(node, case, first)
    await place(node, 2)
    await place(node, 3)
    await log_given(node, case, second)
    return case


async def test_every_place_is_covered_once_also_over_a_restart(node: Node) -> None:
    await three_events_with_places_between(node)
    assert [one.position for one in await accounted(node)] == [1, 2, 3, 4, 5, 6]
    await place(node, 4)
    await three_events_with_places_between(node)
    found = await accounted(node)
    assert [one.position for one in found] == list(range(1, 14))
    assert [one.position for one in found if one.subject == PLACE] == [2, 4, 5, 7, 9, 11, 12]


async def test_an_event_that_was_taken_out_before_it_was_accounted_for_leaves_its_place(
    node: Node, root: Client
) -> None:
    await three_events_with_places_between(node)
    assert await EventStore(root, log_of(node)).erase_one(3)
    assert [one.position for one in await accounted(node)] == [1, 2, 4, 5, 6]


async def test_one_record_covers_so_many_places_and_no_more(node: Node) -> None:
    """It would not fit into an entry of the tree otherwise, and the service would stop."""
    (case, (report, first, *_)) = uuid4(), events(node)
    await log_given(node, case, report)
    for number in range(MOST + 5):
        await place(node, number)
    await log_given(node, case, first)
    found = await accounted(node)
    assert len(found) == MOST + 2
    assert found[-1].position == MOST + 7
