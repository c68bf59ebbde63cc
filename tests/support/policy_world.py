"""A server with three streams, and a policy that copies each message of one to another: enough to see every effect once."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from uuid import uuid4

import nats
from nats.aio.client import Client
from nats.js.api import StreamConfig

from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.dead_letters import DeadLetters
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.policy import Handle, Policy
from levensloop.infra.messaging.runner import PolicyRunner, Retry
from support.waiting import PATIENCE

POSITION = "position.out.copy"
QUICK = Retry(attempts=3, waits=200, first_pause=0.001, longest_pause=0.05)
"""As the real ones, without the long pauses."""


@dataclass(frozen=True)
class PolicyWorld:
    """One connection; `source`, `target` and `dead` are streams of their own. `timeout`: as of `EventStore`."""

    nc: Client
    case: str = field(default_factory=lambda: str(uuid4()))
    timeout: float = PATIENCE

    @property
    def source(self) -> EventStore:
        return EventStore(self.nc, "LOG_t", timeout=self.timeout)

    @property
    def target(self) -> EventStore:
        return EventStore(self.nc, "OUT_t", timeout=self.timeout)

    @property
    def dead(self) -> DeadLetters:
        return DeadLetters(EventStore(self.nc, "DEAD_t", timeout=self.timeout))

    async def log(self, bodies: Iterable[str]) -> None:
        """These messages in the source; they are no events of ours, which a policy need not mind."""
        for body in bodies:
            await self.source.append([NewMessage(f"es.toy.case.{self.case}", body.encode())])

    def policy(self, handle: Handle | None = None) -> Policy:
        return Policy("toy", "copy", self.source, ("es.>",), self.target, POSITION, handle or self.copy)

    async def copy(self, message: StoredMessage) -> Sequence[NewMessage]:
        """Two effects per message, so that half an effect would show; nothing for a body that starts with `-`."""
        if message.data.startswith(b"-"):
            return ()
        return [NewMessage(f"out.{half}.{self.case}", message.data) for half in ("left", "right")]

    def runner(self, handle: Handle | None = None, retry: Retry = QUICK) -> PolicyRunner:
        return PolicyRunner(self.policy(handle), self.dead, retry)

    async def effects(self, half: str = "left") -> list[str]:
        return [message.data.decode() for message in await self.target.load(f"out.{half}.>")]

    async def positions(self) -> list[int]:
        """Every position that was kept, oldest first."""
        return [int(message.data) for message in await self.target.load(POSITION)]

    async def both(self) -> list[str]:
        """The effects, once each half is the same."""
        left, right = await self.effects("left"), await self.effects("right")
        assert left == right
        return left


async def declare(nc: Client) -> None:
    """The three streams, as provisioning makes them."""
    for name, subjects in {"LOG_t": ["es.>"], "OUT_t": ["out.*.*", "position.out.*"], "DEAD_t": ["dead.*.*"]}.items():
        await nc.jetstream().add_stream(
            StreamConfig(name=name, subjects=subjects, allow_atomic=True, allow_direct=True, discard="new")  # type: ignore[arg-type]
        )


@asynccontextmanager
async def policy_world(url: str) -> AsyncIterator[PolicyWorld]:
    async def quiet(error: Exception) -> None:
        """A server that goes and comes back is what the test is about."""

    nc = await nats.connect(url, max_reconnect_attempts=-1, reconnect_time_wait=0, error_cb=quiet)
    try:
        yield PolicyWorld(nc)
    finally:
        await nc.close()


async def answers_again(world: PolicyWorld) -> None:
    """Wait until the connection is back; what was asked before it noticed that it was gone is never answered."""
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(StoreUnavailable):
                await world.target.last_seq()
                return


@asynccontextmanager
async def at_work(*runners: PolicyRunner) -> AsyncIterator[list["asyncio.Task[None]"]]:
    """These runners, until the block ends or as their tasks are cancelled."""
    tasks = [asyncio.create_task(runner.run()) for runner in runners]
    try:
        yield tasks
    finally:
        await cancel(tasks)
        for task in tasks:
            if not task.cancelled() and (error := task.exception()) is not None:
                raise error
