"""What becomes of each client, drawn from a seed: the shares are fixed, who it is that it happens to is drawn."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

FIRST = date(2024, 1, 8)
LAST = date(2026, 6, 26)
"""The first report, and the last day of the story."""

QUARTER = timedelta(days=92)
BEFORE_PLAN = timedelta(days=75)


class Outcome(StrEnum):
    """How the report ends, or goes on."""

    NOT_FITTING = "not-fitting"
    ADVISED = "advised"
    DECLINED = "declined"
    DIED_BEFORE = "died-before"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True)
class Fate:
    """One client. What happens after the plan happens in quarters of its own, from 1; 0: not at all.

    `moves`: the regions it goes to, one a quarter from `first_move` on. `late_reviews`: which are late, from 1.
    """

    number: int
    region: int
    reported_on: date
    outcome: Outcome
    postponed: bool = False
    plan_late: bool = False
    vg: bool = False
    without_housing: bool = False
    housed_in: int = 0
    scenario_in: int = 0
    bed_in: int = 0
    bed_too_long: bool = False
    escalation_in: int = 0
    escalation_late: bool = False
    first_move: int = 0
    moves: tuple[int, ...] = ()
    excluded: bool = False
    died_in: int = 0
    late_reviews: frozenset[int] = frozenset()
    unregistered: bool = False

    @property
    def last_quarter(self) -> int:
        """The last quarter in which something happens to it."""
        last_move = self.first_move + len(self.moves) - 1 if self.moves else 0
        return max(self.housed_in, self.scenario_in, self.bed_in, self.escalation_in, last_move, self.died_in)


def fates(seed: int, clients: int, zvhs: int) -> tuple[Fate, ...]:
    """As many clients, spread over the regions. One in three included is without housing, one in five has a VG indication."""
    random = Random(seed)
    numbers = random.sample(range(1, clients + 1), clients)
    outcomes = [
        *(Outcome.DECLINED,) * (clients // 10),
        *(Outcome.ADVISED,) * (clients // 20),
        *(Outcome.NOT_FITTING,) * (clients // 40),
        *(Outcome.DIED_BEFORE,) * (clients // 40),
    ]
    outcomes += [Outcome.INCLUDED] * (clients - len(outcomes))
    outcome = dict(zip(numbers, outcomes, strict=True))
    included = [number for number in numbers if outcome[number] is Outcome.INCLUDED]
    draw = _Draw(random, included)
    postponed = {*draw.some(8), *random.sample([n for n in numbers if outcome[n] is Outcome.DECLINED], clients // 40)}
    excluded = draw.some(16)
    active = _Draw(random, [n for n in included if n not in excluded])
    died, homeless = active.some(12), draw.some(3)
    beds, movers = active.some(5), active.some(5)
    # Who moves or leaves has a place by then: what runs on in a move is answered by two services, in either order.
    housed = {*random.sample(sorted(homeless), len(homeless) // 3), *(homeless & (excluded | movers))}
    escalated = {*active.some(12), *random.sample(sorted(homeless - excluded), len(homeless - excluded) // 3)}
    chained = set(random.sample(sorted(movers), max(2, len(movers) // 3)))
    sets = draw.some(7), draw.some(5), active.some(6), draw.some(8)
    plan_late, vg, scenarios, unregistered = sets
    too_long = set(random.sample(sorted(beds), len(beds) // 3))
    found = []
    for number in sorted(numbers):
        region = number % zvhs
        moves = _moves(random, region, zvhs, chained=number in chained) if number in movers else ()
        found.append(
            Fate(
                number,
                region,
                FIRST,
                outcome[number],
                postponed=number in postponed,
                plan_late=number in plan_late,
                vg=number in vg,
                without_housing=number in homeless,
                housed_in=2 if number in housed else 0,
                scenario_in=1 if number in scenarios else 0,
                bed_in=2 if number in beds else 0,
                bed_too_long=number in too_long,
                escalation_in=3 if number in escalated else 0,
                escalation_late=number in escalated and random.random() < 0.4,
                first_move=4 if moves else 0,
                moves=moves,
                excluded=number in excluded,
                died_in=(4 + len(moves)) if number in died else 0,
                late_reviews=frozenset(n for n in range(1, 12) if random.random() < 0.15),
                unregistered=number in unregistered,
            )
        )
    return tuple(replace(fate, reported_on=_report(random, fate)) for fate in found)


@dataclass(frozen=True, slots=True)
class _Draw:
    random: Random
    among: list[int]

    def some(self, one_in: int) -> set[int]:
        """One in so many, rounded, and never none."""
        return set(self.random.sample(self.among, max(1, round(len(self.among) / one_in))))


def _moves(random: Random, region: int, zvhs: int, *, chained: bool) -> tuple[int, ...]:
    """To one other region; or on to a next one, which may be the one where it began."""
    first = random.choice([r for r in range(zvhs) if r != region])
    return (first, random.choice([r for r in range(zvhs) if r != first])) if chained else (first,)


def _report(random: Random, fate: Fate) -> date:
    """Early enough for all that is to come; who leaves needs two stable years before it (EXT-1)."""
    quarters = 9 if fate.excluded else fate.last_quarter + 1
    room = (LAST - BEFORE_PLAN - QUARTER * quarters - FIRST).days
    return FIRST + timedelta(days=random.randrange(max(1, room)))
