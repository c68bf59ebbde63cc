"""The accountability log of a node at work: its grower, records to put in, and what its files say."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from levensloop.audit.log.checkpoints import Checkpoints, Signed
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import tiles_of
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.node import Node
from levensloop.verifier.policy import Policy
from levensloop.verifier.tile_reader import in_directory
from levensloop.verifier.verify import Failure, Trust, log_failure
from support.samples.world import POLITIE
from support.waiting import eventually


def record(node: Node) -> Account:
    """Somebody looked at some case."""
    who = (POLITIE, "wijkagent", Capacity.EXECUTING)
    return node.accountant.record(Operation.CONSULT, "inclusion.case", *who, case=uuid4())


async def write(node: Node, number: int) -> None:
    await node.accounts.write([record(node) for _ in range(number)])


def directory_of(node: Node) -> Path:
    found = tiles_of(node.data)
    assert found is not None
    return found


def checkpoints(node: Node) -> Checkpoints:
    return Checkpoints(node.store(subjects.checkpoints_stream(node.me)))


async def sizes(node: Node) -> list[int]:
    """Of all checkpoints, oldest first."""
    return [signed.checkpoint.size for signed in await checkpoints(node).all()]


async def taken_in(node: Node, grower: Grower) -> None:
    """Wait until the tree has every record that there is; nothing is signed for that."""

    async def has() -> bool:
        last = await node.accounts.store.last(subjects.ALL_AUDIT)
        return grower.tree is not None and grower.tree.position >= (last.seq if last else 0)

    await eventually(has, "the tree has every record")


@asynccontextmanager
async def growing(*growers: Grower) -> AsyncIterator[list["asyncio.Task[None]"]]:
    """These at work, until the block ends."""
    tasks = [asyncio.create_task(grower.run()) for grower in growers]
    try:
        yield tasks
    finally:
        await cancel(tasks)


def failure(node: Node, policy: Policy, older: Signed | None = None) -> Failure | None:
    """What an auditor finds who has the files alone, and if wanted a checkpoint of before."""
    before = older.note.format() if older else None
    return log_failure(in_directory(directory_of(node)), Trust(policy), before)
