"""What an answer remembers depends on cases, organisations and rows, not on how many records the log has."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from accountability.asking.test_the_questions import BEGIN, PURPOSE, REPORT, SUPPLIED, of_event
from accountability.test_records_in_the_log import account

from levensloop.audit.asking.gathering import Gathered
from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.asking.rows import Indexed
from levensloop.contracts.accountability import Account, Operation
from levensloop.contracts.events import inclusion, plan
from levensloop.contracts.roles import Role
from support.samples.world import HAAGLANDEN, OM

CASES = [UUID(int=number << 64 | 0x4000 << 48 | 0x8 << 60) for number in range(1, 6)]
BEGUN = [REPORT, PURPOSE, of_event(inclusion.PartnerJoined, to=OM)]
"""Once per case; after it only what gives no row."""
GOES_ON = [SUPPLIED, of_event(plan.LabelRequested), account(operation=Operation.CONSULT, what="inclusion.case")]
PER_CASE = ("doel", "toegelaten", "verhuizing", "bewaren")


def long_log(number: int) -> Iterator[Indexed]:
    """So many records of the same five cases, each made only when it is asked for."""
    for index in range(number):
        case, turn = CASES[index % len(CASES)], index // len(CASES)
        kind = BEGUN[turn] if turn < len(BEGUN) else GOES_ON[turn % len(GOES_ON)]
        at = BEGIN + timedelta(seconds=index)
        yield Indexed(index, Account.model_construct(**{**dict(kind), "case": case, "at": at}))


def peak(take: Callable[[Indexed], object], number: int) -> int:
    tracemalloc.start()
    for record in long_log(number):
        take(record)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("name", PER_CASE)
def test_a_question_about_cases_remembers_no_record_more_for_a_longer_log(name: str) -> None:
    short, long = peak(QUESTIONS[name].begin().over, 300), peak(QUESTIONS[name].begin().over, 6000)
    assert long < 2 * short + 20_000


def test_a_report_remembers_no_record_more_for_a_longer_log() -> None:
    """Nor of the period itself: what is counted is not kept."""
    roles = {HAAGLANDEN: Role.ZVH}

    def gathered() -> Gathered:
        return Gathered((*PER_CASE, "geweigerd", "logboek"), date(2026, 3, 1), date(2026, 3, 31), roles)

    short, long = peak(gathered().over, 300), peak(gathered().over, 6000)
    assert long < 2 * short + 20_000
