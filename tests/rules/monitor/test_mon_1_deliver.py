"""MON-1: who has the figures of which half-year delivered."""

import pytest

from levensloop.contracts.commands.monitor import DeliverFigures
from levensloop.contracts.events.monitor import FiguresRequested
from levensloop.contracts.monitoring import first_day, half_year_of, last_day, next_half_year
from levensloop.monitor.service import monitor
from support.samples.inclusion import included_case
from support.samples.world import CHAIR, CLLA, HAAGLANDEN, POLITIE, amsterdam, at_haaglanden

NOTHING = at_haaglanden(monitor, now=amsterdam(2026, 7, 1, 0, 1))
H1 = DeliverFigures(half_year="2026H1")


@pytest.mark.parametrize("functionary", [CHAIR, "informatiecoördinator"])
def test_mon_1_a_half_year_that_is_over_is_delivered(functionary: str) -> None:
    [asked] = NOTHING.when(H1, by=HAAGLANDEN, functionary=functionary).then(FiguresRequested)

    assert asked.half_year == "2026H1"


def test_mon_1_not_while_it_still_runs() -> None:
    late_on_the_last_day = amsterdam(2026, 6, 30, 23, 59)
    refusal = NOTHING.when(H1, by=HAAGLANDEN, functionary=CHAIR, at=late_on_the_last_day).refused("MON-1")

    assert "30-06-2026" in refusal.message
    NOTHING.when(DeliverFigures(half_year="2026H2"), by=HAAGLANDEN, functionary=CHAIR).refused("MON-1")


@pytest.mark.parametrize(("organisation", "functionary"), [(HAAGLANDEN, "medewerker"), (POLITIE, CHAIR), (CLLA, CHAIR)])
def test_mon_1_nobody_else_delivers(organisation: str, functionary: str) -> None:
    NOTHING.when(H1, by=organisation, functionary=functionary).refused("MON-1")


def test_mon_1_a_number_is_used_once_and_never_that_of_a_case() -> None:
    [asked] = NOTHING.when(H1, by=HAAGLANDEN, functionary=CHAIR).then(FiguresRequested)

    NOTHING.and_given(asked).when(H1, by=HAAGLANDEN, functionary=CHAIR).refused("INV-4")
    case = at_haaglanden(monitor, *included_case(), now=amsterdam(2026, 7, 1))
    case.when(H1, by=HAAGLANDEN, functionary=CHAIR).refused("INV-4")


def test_mon_1_half_years() -> None:
    assert [next_half_year("2025H1"), next_half_year("2025H2")] == ["2025H2", "2026H1"]
    for half_year in ("2024H1", "2025H2"):
        assert half_year_of(first_day(half_year)) == half_year_of(last_day(half_year)) == half_year
