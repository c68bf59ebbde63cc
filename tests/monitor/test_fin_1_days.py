"""FIN-1: the days on which a ZVH's team coordinates for a client, who pays them, and what they cost where a rate is known."""

from datetime import date, timedelta
from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitor.stories import Story, noon, told

from levensloop.contracts.events.inclusion import CoordinationPayerRecorded
from levensloop.contracts.monitoring import Payer
from levensloop.infra.specification import record
from levensloop.monitor.coordination import CaseCoordination, Days, days, evolve
from levensloop.monitor.rates import RatesUnreadable, amounts, read_rates, usual_rates
from support.samples.world import HAAGLANDEN, ROTTERDAM, actor

INCLUDED = date(2022, 3, 1)
STORY = Story(date(2022, 2, 1), INCLUDED)
ALWAYS = (date(2020, 1, 1), date(2030, 1, 1))


def case(story: Story, *payers: tuple[date, Payer], me: str = HAAGLANDEN) -> CaseCoordination:
    events = told(story)
    for recorded_on, payer in payers:
        event = CoordinationPayerRecorded(at=noon(date(2029, 1, 1)), by=actor(me), payer=payer, from_date=recorded_on)
        events.append(record(event, len(events) + 1, me))
    return reduce(lambda known, recorded: evolve(known, recorded, me), events, CaseCoordination())


def spans(found: CaseCoordination, first: date = ALWAYS[0], last: date = ALWAYS[1]) -> list[tuple[date, date]]:
    return [(piece.first, piece.last) for piece in days(found, first, last)]


def test_fin_1_from_the_day_of_inclusion_for_as_long_as_it_lasts() -> None:
    assert spans(case(STORY), last=date(2022, 3, 31)) == [(INCLUDED, date(2022, 3, 31))]
    assert spans(case(STORY), first=date(2022, 3, 10), last=date(2022, 3, 11)) == [
        (date(2022, 3, 10), date(2022, 3, 11))
    ]


@pytest.mark.parametrize("how", ["died", "excluded"])
def test_fin_1_the_last_day_of_who_died_or_left_counts(how: str) -> None:
    ended = Story(STORY.reported, INCLUDED, end=(how, date(2022, 5, 9)))

    assert spans(case(ended)) == [(INCLUDED, date(2022, 5, 9))]


@given(st.integers(1, 400))
def test_fin_1_no_day_of_a_move_is_lost_or_paid_twice(stays: int) -> None:
    moved_on = INCLUDED + timedelta(days=stays)
    there = Story(STORY.reported, INCLUDED, end=("moved", moved_on))
    [(first, last)] = spans(case(there))
    [(from_then, _)] = spans(case(there, me=ROTTERDAM))

    assert (first, last) == (INCLUDED, moved_on - timedelta(days=1))
    assert from_then == moved_on


def test_fin_1_who_was_declined_costs_nothing() -> None:
    assert spans(case(Story(STORY.reported, included=None))) == []


def test_fin_1_who_pays_is_unknown_until_it_is_recorded() -> None:
    paid = case(STORY, (date(2022, 3, 11), Payer.DJI), (date(2022, 3, 21), Payer.HEALTH_INSURER))
    found = [(piece.count, piece.payer) for piece in days(paid, INCLUDED, date(2022, 3, 31))]

    assert found == [(10, None), (10, Payer.DJI), (11, Payer.HEALTH_INSURER)]


def test_fin_1_what_was_recorded_last_from_a_day_on_holds() -> None:
    corrected = case(STORY, (INCLUDED, Payer.DJI), (INCLUDED, Payer.HEALTH_INSURER))
    twice = case(STORY, (INCLUDED, Payer.DJI), (date(2022, 3, 5), Payer.DJI))

    assert [piece.payer for piece in days(corrected, *ALWAYS)] == [Payer.HEALTH_INSURER]
    assert len(list(days(twice, *ALWAYS))) == 1


def test_fin_1_twenty_euros_a_day_in_2022_and_2023_and_then_nobody_knows() -> None:
    stretch = Days(date(2023, 12, 30), date(2024, 1, 2), Payer.DJI)
    [known, unknown] = amounts([stretch], usual_rates())

    assert (known.days.count, known.rate, known.euros) == (2, Decimal("20.00"), Decimal("40.00"))
    assert (unknown.days.count, unknown.rate, unknown.euros) == (2, None, None)


def test_fin_1_without_a_payer_there_is_no_amount() -> None:
    [amount] = amounts([Days(INCLUDED, INCLUDED, None)], usual_rates())

    assert amount.euros is None


@given(st.integers(0, 2000), st.integers(0, 900))
def test_fin_1_no_day_gets_lost_at_a_change_of_rate(start: int, length: int) -> None:
    first = date(2021, 1, 1) + timedelta(days=start)
    stretch = Days(first, first + timedelta(days=length), Payer.DJI)
    found = list(amounts([stretch], usual_rates()))
    paid = sum(date(2022, 1, 1) <= first + timedelta(days=n) <= date(2023, 12, 31) for n in range(stretch.count))

    assert sum(amount.days.count for amount in found) == stretch.count
    assert sum(amount.euros or Decimal(0) for amount in found) == 20 * paid


HEAD = "from,until,payer,euros_per_day\n"


def test_fin_1_rates_of_ones_own_in_cents() -> None:
    own = read_rates(f"{HEAD}2024-01-01,2024-06-30,dji,21.37\n2024-07-01,2024-12-31,dji,22.01\n")
    found = list(amounts([Days(date(2024, 6, 29), date(2024, 7, 3), Payer.DJI)], own))

    assert [amount.euros for amount in found] == [Decimal("42.74"), Decimal("66.03")]


@pytest.mark.parametrize(
    "row",
    [
        "2024-01-01,2024-13-31,dji,20",
        "2024-01-01,2024-12-31,gemeente,20",
        "2024-01-01,2024-12-31,dji,twintig",
        "2024-12-31,2024-01-01,dji,20",
        "2024-01-01,2024-12-31,dji,-1",
        "2024-01-01,2024-12-31,dji,NaN",
        "2024-01-01,2024-12-31,dji,20\n2024-06-01,2025-01-01,dji,21",
        "2024-01-01",
    ],
)
def test_fin_1_a_table_that_is_wrong_is_refused_by_its_line(row: str) -> None:
    with pytest.raises(RatesUnreadable, match=r"^Regel \d+ van de tarieventabel"):
        read_rates(HEAD + row)


def test_fin_1_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(RatesUnreadable, match="ontbreekt de kolom payer"):
        read_rates("from,until,euros_per_day\n")


def test_fin_1_a_row_of_ones_own_goes_before_the_usual_one_on_its_days_only() -> None:
    own = read_rates(f"{HEAD}2023-12-31,2024-01-01,dji,25\n")
    found = amounts([Days(date(2023, 12, 30), date(2024, 1, 2), Payer.DJI)], own + usual_rates())

    assert [amount.euros for amount in found] == [Decimal(20), Decimal(25), Decimal(25), None]
