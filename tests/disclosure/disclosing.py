"""The disclosure policy at work on a real log, and what it left in the OUT stream."""

import asyncio
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.policies import disclosure_policies
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import PolicyRunner, Retry
from support.letters import in_clear
from support.policy_world import at_work
from support.waiting import PATIENCE


async def logged(node: Node, *events: DomainEvent, case: UUID | None = None) -> UUID:
    """Events of a (new) case in the log of this node, one by one."""
    case = case or uuid4()
    for event in events:
        await decided(node, case, event)
    return case


async def decided(node: Node, case: UUID, *events: DomainEvent) -> None:
    """Events that one command led to."""
    history = await node.log.load(case)
    await node.log.store.append(await node.log.messages(history, events, command=uuid4()))


async def disclosed(node: Node, runners: int = 1) -> None:
    """Let the policy do what there is to do, by as many runners at once."""
    policies = [policy for _ in range(runners) for policy in disclosure_policies(node)]
    found = [PolicyRunner(policy, node.dead, Retry(first_pause=0.001)) for policy in policies]
    async with at_work(*found), asyncio.timeout(PATIENCE):
        await asyncio.gather(*(runner.caught_up() for runner in found))


async def letters(node: Node, case: UUID) -> list[StoredMessage]:
    """All that went out about this case, in order, as it stands in the OUT stream."""
    return await node.store(subjects.out_stream(node.me)).load(f"out.*.{case}")


async def out(node: Node, case: UUID) -> list[StoredMessage]:
    """The same, opened by who sent it: each message with the view that is in the letter."""
    return [await in_clear(node, message) for message in await letters(node, case)]


async def account(node: Node, case: UUID) -> list[tuple[StoredMessage, AccountRecord]]:
    """The accountability records of this case, in order."""
    messages = await node.store(subjects.out_stream(node.me)).load(subjects.account(case))
    return [(message, AccountRecord.model_validate_json(message.data)) for message in messages]
