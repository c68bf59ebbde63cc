"""A policy that follows its cases knows each event of them, also those that another runner of the same policy handled."""

from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.infra.messaging.following import Following
from levensloop.infra.messaging.node import Node
from support.messaging import log_given
from support.samples.inclusion import included_case

Names = tuple[str, ...]


def _names(known: Names, recorded: Recorded[DomainEvent]) -> Names:
    return (*known, type(recorded.event).__name__)


async def test_what_another_runner_handled_is_known_too(node: Node, case: UUID) -> None:
    await log_given(node, case, *included_case())
    messages = await node.log.store.load(subjects.case_events(case))
    following: Following[Names] = Following(node.log, (), _names)

    await following.step(messages[0])
    step = await following.step(messages[-1])

    assert step.before == tuple(type(event).__name__ for event in included_case()[:-1])
    assert step.after == tuple(type(event).__name__ for event in included_case())


async def test_an_event_that_comes_again_finds_the_case_as_it_was(node: Node, case: UUID) -> None:
    await log_given(node, case, *included_case())
    messages = await node.log.store.load(subjects.case_events(case))
    following: Following[Names] = Following(node.log, (), _names)

    await following.step(messages[-1])
    again = await following.step(messages[1])
    after = await following.step(messages[-1])

    assert len(again.before) == 1
    assert len(after.before) == len(messages) - 1
