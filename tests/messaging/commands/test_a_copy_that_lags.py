"""Any replica may answer a load; one that lags leads to no wrong refusal, no doubled command and no lost reaction."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer, Command
from levensloop.inclusion.service import inclusion
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.commands import CommandHandler
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reactions import Reactor
from levensloop.infra.nodes.network import Network
from support.messaging import as_json, echo, everything, log_given
from support.samples.inclusion import SAMPLE_PURPOSE, SAMPLE_REPORT, reported_case
from support.samples.world import HAAGLANDEN, POLITIE

Give = Callable[..., Awaitable[Answer]]


class Lagging(EventStore):
    """The first loads do not see the last message yet, as at a follower that is behind."""

    behind = 2

    async def load(self, pattern: str, after: int = 0) -> list[StoredMessage]:
        messages = await super().load(pattern, after)
        self.behind -= 1
        return messages if self.behind < 0 else messages[:-1]


@pytest.fixture
def lagging(node: Node, network: Network) -> CaseLog:
    return CaseLog(Lagging(node.nc, subjects.log_stream(HAAGLANDEN)), node.source, node.clock, node.vault)


@pytest.fixture
def give(node: Node, lagging: CaseLog) -> Give:
    handler = CommandHandler(inclusion, lagging, node.me, node.organisations, node.clock, node.accountant)

    async def _give(name: str, case: UUID, data: dict[str, object], id: UUID | None = None) -> Answer:
        body = Command(id=id or uuid4(), case=case, functionary="x", data=data).model_dump_json().encode()
        return await handler.handle(POLITIE, name, body)

    return _give


async def test_no_refusal_of_what_holds(node: Node, give: Give, case: UUID) -> None:
    await log_given(node, case, *reported_case())
    answer = await give("AssessPurpose", case, as_json(SAMPLE_PURPOSE))
    assert answer.refusal is None


async def test_no_command_done_twice(node: Node, give: Give, lagging: CaseLog, case: UUID) -> None:
    command, report = uuid4(), as_json(SAMPLE_REPORT)
    first = await give("ReportClient", case, report, command)
    lagging.forget(case)
    again = await give("ReportClient", case, report, command)
    assert again.repeated
    assert first.events == again.events
    assert len(first.events) == 1


async def test_no_reaction_to_half_a_case(node: Node, lagging: CaseLog, case: UUID) -> None:
    await log_given(node, case, *reported_case())
    message = (await everything(node, subjects.log_stream(HAAGLANDEN)))[-1]
    reactor = Reactor(echo, lagging, node.me, node.organisations, node.clock, node.timers)
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="loopt achter"):
            await reactor.on_event(message)
    assert len(await reactor.on_event(message)) == 1
