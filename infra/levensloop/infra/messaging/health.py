"""How a service is doing, as it answers over NATS: per policy how far it is behind, and how much it put aside."""

from collections.abc import Sequence
from typing import Any

from levensloop.infra.messaging.dead_letters import DeadLetters
from levensloop.infra.messaging.runner import PolicyRunner


async def health_of(name: str, runners: Sequence[PolicyRunner], dead: DeadLetters) -> dict[str, Any]:
    """`{service, healthy, policies: [{name, handled, lag}], dead_letters}`; lag in sequences of the policy's source."""
    policies = [{"name": r.policy.name, "handled": r.handled, "lag": await r.lag()} for r in runners]
    letters = len(await dead.of(name))
    return {"service": name, "healthy": letters == 0, "policies": policies, "dead_letters": letters}
