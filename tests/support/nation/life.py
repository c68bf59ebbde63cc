"""One client's whole story: the opening, then quarter after quarter, until it leaves, dies, or the story ends."""

from datetime import date, timedelta
from random import Random

from levensloop.contracts.calendar import months_after
from support.nation import course
from support.nation.fates import LAST, Fate
from support.nation.moving import move
from support.nation.opening import open_case
from support.nation.regions import Region
from support.nation.telling import Telling, workday


def told(fate: Fate, nation: tuple[Region, ...], seed: int) -> Telling:
    """The story of this fate."""
    tale = Telling(f"client-{fate.number:02}", fate.number, nation[fate.region])
    random = Random(seed * 1000 + fate.number)
    if fate.without_housing:
        tale.housing = "homeless" if fate.number % 2 else "sheltered"
    planned = open_case(tale, fate)
    if planned is not None:
        if fate.without_housing:
            course.route(tale, planned)
        _quarters(tale, fate, nation, planned, random)
    tale.steps.sort(key=lambda step: str(step["at"]))
    return tale


def _quarters(tale: Telling, fate: Fate, nation: tuple[Region, ...], planned: date, random: Random) -> None:
    start, quarter = planned, 1
    leaves = _leaves(fate, planned)
    while True:
        if quarter == fate.died_in:
            day = workday(start + timedelta(days=20))
            tale.chair(day, 9, "RecordDeath", "ClientDied", {"died_on": day.isoformat()})
            tale.put_in("died", day)
            return
        _happens(tale, fate, nation, quarter, start)
        due = months_after(start, 3)
        late = quarter in fate.late_reviews
        held = workday(due + timedelta(days=random.randrange(5, 20))) if late else _before(due, random)
        if leaves is not None and leaves <= held:
            _leave(tale, leaves, planned)
            return
        if held > LAST:
            return
        course.review(tale, held, due)
        start, quarter = held, quarter + 1


def _before(due: date, random: Random) -> date:
    """A working day in the two weeks before it is due."""
    day = due - timedelta(days=random.randrange(14))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _happens(tale: Telling, fate: Fate, nation: tuple[Region, ...], quarter: int, start: date) -> None:
    if quarter == fate.scenario_in:
        course.scenario(tale, start)
    if quarter == fate.bed_in:
        course.bed(tale, fate, start)
    if quarter == fate.housed_in:
        course.housed(tale, start)
    if quarter == fate.escalation_in:
        course.escalation(tale, fate, start)
    at = quarter - fate.first_move
    if fate.moves and 0 <= at < len(fate.moves):
        move(tale, nation[fate.moves[at]], start, vg=fate.vg)


def _leaves(fate: Fate, planned: date) -> date | None:
    """EXT-1: after two stable years; stable since soon after the plan."""
    return workday(months_after(planned, 24) + timedelta(days=20)) if fate.excluded else None


def _leave(tale: Telling, day: date, planned: date) -> None:
    decision = {
        "stable_since": (planned + timedelta(days=10)).isoformat(),
        "stability": "Geen incidenten.",
        "protective_factors": "Werk en familie blijven.",
        "risk_assessment": "Laag.",
        "participants": [tale.here.zvh, *tale.team],
        "client_and_relatives": "Zaten aan tafel.",
        "decision": "De doelen zijn bereikt.",
        "deciders": [tale.here.gemeente],
    }
    tale.chair(day, 13, "ExcludeClient", "ClientExcluded", decision)
    tale.put_in("excluded", day)
