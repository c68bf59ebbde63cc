"""How far each policy of each service came, and what it put aside: what it says to be done with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy


@dataclass(frozen=True, slots=True)
class Passed:
    """`at`: policy, as `service/name` → its position; `aside`: policy → places in its source that are, or were, among the dead letters."""

    at: Mapping[str, int]
    aside: Mapping[str, frozenset[int]]

    def by(self, policy: str, place: int) -> bool:
        """Whether it says to have handled what stands at this place of its source."""
        return place <= self.at.get(policy, 0) and place not in self.aside.get(policy, ())


async def passed_by(node: Node, policies: Iterable[Policy]) -> Passed:
    """Read this before what it is held against: policies go on meanwhile. Raises `EventStoreError`."""
    at = dict[str, int]()
    for policy in policies:
        last = await policy.target.last(policy.position)
        known = last is not None and last.data.isascii() and last.data.isdigit()
        at[f"{policy.service}/{policy.name}"] = int(last.data) if last is not None and known else 0
    aside = dict[str, set[int]]()
    for letter in await node.dead.ever():
        aside.setdefault(f"{letter.service}/{letter.policy}", set()).add(letter.origin.seq)
    return Passed(at, {policy: frozenset(places) for policy, places in aside.items()})
