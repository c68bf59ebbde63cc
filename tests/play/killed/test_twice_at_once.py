"""Each service of each node twice at once: the outcome is the same as with one, and nothing is put aside."""

from typing import Any

from support.disturbed import play
from support.mortal import Plan
from support.outcome import outcome

from .conftest import CASE


async def test_two_of_each(seed: int, undisturbed: dict[str, Any]) -> None:
    played = await play(CASE, Plan(seed, instances=2))

    assert outcome(played.report) == undisturbed
    assert played.dead_letters == []
