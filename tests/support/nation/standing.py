"""Where each case must stand in the end, from the facts alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from support.nation.put_in import Fact

PHASE_AFTER = {
    "reported": "reported",
    "not-fitting": "not-fitting",
    "advised": "advised",
    "declined": "declined",
    "included": "included",
    "plan": "planned",
    "excluded": "excluded",
    "died": "deceased",
}
"""Fact → the phase that it leads to."""


def standings(facts: Mapping[str, Iterable[Fact]], zvhs: Iterable[str]) -> dict[str, Any]:
    """ZVH → alias → phase and who directs; at a ZVH that it left a case is `moved`, and all
    that this ZVH knows is to whom."""
    found: dict[str, dict[str, Any]] = {zvh: {} for zvh in zvhs}
    for alias, told in facts.items():
        phase, director, left_to = "none", "", dict[str, str]()
        for fact in told:
            phase = PHASE_AFTER.get(fact.what, phase)
            director = director or fact.zvh
            if fact.what == "moved":
                left_to[director] = str(fact.more["to"])
                director = left_to[director]
        for zvh, to in {**left_to, director: director}.items():
            found[zvh][alias] = {"phase": phase if zvh == director else "moved", "director": to}
    return found
