"""A service that is killed at any moment of a played case, and started again: the outcome is the same as without.

The seed chooses the moments: after so many chunks of bytes between the service and its node the line is cut, in the midst of
a chunk, and stays so. Whoever gets no answer to a command gives it again under the same id.
"""

import os
from typing import Any

import pytest

from levensloop.zvh.services import APPS
from support.disturbed import play
from support.mortal import Plan
from support.outcome import outcome

from .conftest import CASE

AT_WORK = sorted(set(APPS) - {"documents"})
"""What follows the log or takes commands. `documents` only answers questions; it is killed in test_sigkill.py."""


@pytest.mark.parametrize("victim", AT_WORK)
async def test_each_service_in_turn(victim: str, seed: int, undisturbed: dict[str, Any]) -> None:
    played = await play(CASE, Plan(seed, frozenset({victim}), deaths=8, mean=60))

    assert played.killed[victim] >= 8
    assert outcome(played.report) == undisturbed
    assert played.dead_letters == []


async def test_all_of_them(seed: int, undisturbed: dict[str, Any]) -> None:
    played = await play(CASE, Plan(seed, frozenset(APPS), deaths=3, mean=100))

    assert all(played.killed[name] >= 3 for name in AT_WORK)
    assert outcome(played.report) == undisturbed
    assert played.dead_letters == []


@pytest.mark.skipif("PLAY_SEEDS" not in os.environ, reason="takes long; part of make soak")
async def test_two_of_each_and_both_are_killed(seed: int, undisturbed: dict[str, Any]) -> None:
    played = await play(CASE, Plan(seed, frozenset(APPS), deaths=2, mean=100, instances=2))

    assert outcome(played.report) == undisturbed
    assert played.dead_letters == []
