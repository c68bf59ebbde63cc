"""ALW-1 over the four aggregates, each by name and all at once: in any allowed sequence of commands and of days that pass, every
open case has exactly one ZVH that directs it and a deadline that runs or is seen to be overdue; nothing ever fails but by a
refusal; and the events, read back, lead to the same.
"""

import os
from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from support.any_case import AnyCase
from support.any_command import OF_A_CASE

MOST_CASES = 200

SEEDS = int(os.environ.get("PLAY_SEEDS", "0"))
"""Without it the same examples each time; with it so many times as many, and others (`make soak`)."""


def _settings(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples * max(SEEDS, 1),
        stateful_step_count=steps,
        deadline=None,
        derandomize=not SEEDS,
        phases=tuple(Phase) if SEEDS else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )


class Case(AnyCase):
    """From report to end: the commands of `inclusion`."""

    services = frozenset({"inclusion"})


class LifecoursePlan(AnyCase):
    """Plan, actions, labels, reviews, housing: the commands of `plan`."""

    services = frozenset({"plan"})


class Watch(AnyCase):
    """Signals, scenarios, beds, bottlenecks, escalations: the commands of `signals`."""

    services = frozenset({"signals"})


class Handover(AnyCase):
    """The move to another ZVH, there and back: the commands of `handover`."""

    services = frozenset({"handover"})


def test_alw_1_case() -> None:
    run_state_machine_as_test(Case, settings=_settings(25, 15))


def test_alw_1_lifecourse_plan() -> None:
    run_state_machine_as_test(LifecoursePlan, settings=_settings(30, 20))


def test_alw_1_watch() -> None:
    run_state_machine_as_test(Watch, settings=_settings(30, 20))


def test_alw_1_handover() -> None:
    run_state_machine_as_test(Handover, settings=_settings(30, 20))


def test_alw_1_the_four_together() -> None:
    run_state_machine_as_test(AnyCase, settings=_settings(40, 25))


def test_alw_1_every_command_is_driven() -> None:
    """The properties would say little of a command that is always refused."""
    AnyCase.given.clear()
    for seed in range(MOST_CASES):
        _live(AnyCase(), Random(seed))
        if not (missed := sorted(command.wire_name() for command in set(OF_A_CASE) - AnyCase.given)):
            return
    raise AssertionError(f"never recorded anything; tell in support/any_command.py what is sensible data for: {missed}")


def _live(case: AnyCase, lot: Random) -> None:
    """One case from beginning to end, by lot alone."""
    case.the_usual_start(lot.choice([5, 5, 3, 2, 0]))
    for _ in range(15):
        case.people_give_commands(lot.getrandbits(32), 8)
        case.exactly_one_directs()
        case.something_is_due_or_seen_to_be_overdue()
        case.time_passes(lot.choice([1, 3, 30]))
        case.it_goes_well_for_long(lot.getrandbits(32))
    case.teardown()
