"""The input sheet of a nation: what was put in about each client, as plain facts with their day and ZVH. No figures: those are counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was put in: `what` of the words in docs, at this ZVH, on this day, with what belongs to it."""

    what: str
    zvh: str
    on: date
    more: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Days as ISO dates."""
        more = {key: value.isoformat() if isinstance(value, date) else value for key, value in self.more.items()}
        return {"what": self.what, "zvh": self.zvh, "on": self.on.isoformat(), **more}


def sheet(seed: int, zvhs: Iterable[str], facts: Mapping[str, Iterable[Fact]]) -> dict[str, Any]:
    """The sheet as JSON: alias → its facts in order of time."""
    return {
        "seed": seed,
        "zvhs": list(zvhs),
        "clients": {
            alias: [fact.to_json() for fact in sorted(found, key=lambda fact: fact.on)]
            for alias, found in facts.items()
        },
    }
