"""EXT-1: two years stable living outside, protective factors secured, risk lower: each with its evidence."""

from datetime import date

import pytest

from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.signals import AdmittedToSecureBed, ReleasedFromSecureBed
from levensloop.contracts.standing import Phase
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT
from support.samples.plan import planned_case
from support.samples.world import CHAIR, HAAGLANDEN, PROVIDER, actor, amsterdam, at_haaglanden

CASE = at_haaglanden(inclusion, *planned_case(), now=EXIT_AT)


def test_ext_1_all_three_with_evidence() -> None:
    [excluded] = CASE.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).then(ClientExcluded)

    assert dict(SAMPLE_EXIT).items() <= dict(excluded).items()
    assert CASE.and_given(excluded).state.standing.phase is Phase.EXCLUDED


@pytest.mark.parametrize("field", ["stable_since", "stability", "protective_factors", "risk_assessment"])
def test_ext_1_evidence_that_is_missing_is_named(field: str) -> None:
    without = SAMPLE_EXIT.model_copy(update={field: None})

    refusal = CASE.when(without, by=HAAGLANDEN, functionary=CHAIR).refused("EXT-1")

    assert refusal.details == {"field": field}


def test_ext_1_a_day_short_of_two_years_is_too_soon() -> None:
    the_day_before = amsterdam(2028, 5, 31, hour=23, minute=59)

    refusal = CASE.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR, at=the_day_before).refused("EXT-1")

    assert refusal.details == {"field": "stable_since"}


def test_ext_1_the_day_is_the_one_in_the_netherlands() -> None:
    just_after_midnight = amsterdam(2028, 6, 1, hour=0, minute=1)  # still 31 May in UTC

    CASE.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR, at=just_after_midnight).then(ClientExcluded)


ADMITTED = AdmittedToSecureBed(
    at=amsterdam(2026, 5, 1),
    by=actor(PROVIDER),
    level=3,
    clinic="Kliniek De Schans",
    until=date(2026, 8, 1),
    home_kept="Huur loopt door.",
)


def test_ext_1_who_is_in_a_secure_bed_does_not_live_outside() -> None:
    inside = CASE.and_given(ADMITTED)

    inside.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).refused("EXT-1")


@pytest.mark.parametrize(("released", "allowed"), [((2026, 6, 1), True), ((2026, 6, 2), False)])
def test_ext_1_time_in_a_secure_bed_does_not_count(released: tuple[int, int, int], allowed: bool) -> None:
    home = ReleasedFromSecureBed(at=amsterdam(*released), by=actor(PROVIDER), destination="Eigen woning")

    outcome = CASE.and_given(ADMITTED, home).when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR)

    if allowed:
        outcome.then(ClientExcluded)
    else:
        outcome.refused("EXT-1")
