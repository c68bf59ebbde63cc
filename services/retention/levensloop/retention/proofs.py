"""What was destroyed: what, when, on which ground, how many entries at how many places; without a person, and without a case."""

from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from levensloop.contracts import destruction, subjects
from levensloop.contracts.events.retention import DestructionBegun, PlaceDestroyed
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.views import Ask, only_itself


@dataclass(slots=True)
class Proof:
    """One destruction. `done`: place → since when, and how many entries there were."""

    number: str
    begun: DestructionBegun
    done: dict[str, PlaceDestroyed] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """As JSON: `{number, what, ground, begun, entries, complete, places: [{place, destroyed, entries}]}`; moments in ISO 8601."""
        places = [_place(place, self.done.get(place)) for place in self.begun.places]
        return {
            "number": self.number,
            "what": self.begun.part.value,
            "ground": self.begun.ground.value,
            "begun": self.begun.at.isoformat(),
            "entries": sum(done.entries for done in self.done.values()),
            "complete": len(self.done) == len(places),
            "places": places,
        }


def _place(place: str, done: PlaceDestroyed | None) -> dict[str, Any]:
    when, entries = (done.at.isoformat(), done.entries) if done else (None, None)
    return {"place": place, "destroyed": when, "entries": entries}


async def proofs(node: Node) -> list[Proof]:
    """Oldest first. Raises `EventStoreError`, `UnreadableEvent`, `SecrecyError`."""
    found: dict[str, Proof] = {}
    async for number, event in _events(node):
        match event:
            case DestructionBegun():
                found[number] = Proof(number, event)
            case PlaceDestroyed() if number in found:
                found[number].done[event.place] = event
    return list(found.values())


async def _events(node: Node) -> AsyncIterator[tuple[str, object]]:
    log = node.log
    async with aclosing(log.store.replay(destruction.PROOFS)) as messages:
        async for message in messages:
            yield subjects.case_of(message.subject), (await log.read(message)).event


def asks(node: Node) -> Mapping[str, Ask]:
    """`proofs`: `{"proofs": [...]}`, by the ZVH itself only."""

    async def asked(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        return only_itself(organisation, node.me) or {"proofs": [proof.row() for proof in await proofs(node)]}

    return {"proofs": asked}
