"""How a service is doing, as it answers over NATS: per policy how far it is behind, and how much it put aside."""

from collections.abc import Sequence
from typing import Any

from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging.dead_letters import DeadLetters
from levensloop.infra.messaging.runner import PolicyRunner


async def health_of(name: str, runners: Sequence[PolicyRunner], dead: DeadLetters) -> dict[str, Any]:
    """`{service, healthy, problem, policies: [{name, handled, lag, waiting}], dead_letters}`; lag in sequences of the
    policy's source. `problem` and `waiting` are Dutch, or null; lag and dead letters are null where they cannot be known."""
    problem, letters = None, None
    lags: list[int | None] = [None] * len(runners)
    try:
        lags = [await runner.lag() for runner in runners]
        letters = len(await dead.of(name))
    except EventStoreError as error:
        problem = str(error)
    policies = [
        {"name": runner.policy.name, "handled": runner.handled, "lag": lag, "waiting": runner.waiting}
        for runner, lag in zip(runners, lags, strict=True)
    ]
    healthy = letters == 0 and not any(runner.waiting for runner in runners)
    return {
        "service": name,
        "healthy": healthy,
        "problem": problem,
        "policies": policies,
        "dead_letters": letters,
    }
