"""The projection below the lists folds every event once, however often and by however many it is asked."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Standing
from levensloop.infra.messaging.case_log import CaseHistory
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.overview import Overview
from levensloop.infra.messaging.service import Service
from support.messaging import log_given
from support.samples.inclusion import case_in_triage, case_on_the_table


@dataclass(frozen=True, slots=True)
class Count:
    """How many events of a case were folded."""

    events: int = 0
    standing: Standing = field(default_factory=Standing)


def _evolve(state: Count, recorded: Recorded[DomainEvent]) -> Count:
    return Count(state.events + 1)


counting: Service[Count] = Service("counting", Count(), _evolve, lambda state, command, context: [])


def _events(states: Mapping[UUID, Count | None], case: UUID) -> int:
    state = states[case]
    assert state is not None
    return state.events


async def test_asked_again_it_folds_only_what_is_new(node: Node, case: UUID) -> None:
    overview = Overview(counting, node.log)
    assert case not in await overview.current()
    *earlier, last = case_on_the_table()
    await log_given(node, case, *earlier)
    assert [_events(await overview.current(), case) for _ in range(2)] == [2, 2]

    history = await node.log.load(case)
    await node.log.store.append(await node.log.messages(CaseHistory(case, history.events), [last]))

    assert _events(await overview.current(), case) == 3


async def test_asked_by_many_at_once_it_folds_once(node: Node, case: UUID) -> None:
    overview = Overview(counting, node.log)
    await log_given(node, case, *case_in_triage())

    answers = await asyncio.gather(*(overview.current() for _ in range(10)))

    assert {_events(states, case) for states in answers} == {2}
