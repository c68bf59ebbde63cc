"""WGS-1.8-4: who tries to look at the accountability log itself and may not is in it; at most once an hour, and no witness is."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from levensloop.contracts.accountability import Account, Capacity, Operation, Outcome
from levensloop.contracts.consulted import REFUSED_LOOKS, SHOWS_NOTHING
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.accounts import AccountLog
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.consulting import accounted
from levensloop.infra.messaging.refused_looks import AGAIN
from support.samples.world import HAAGLANDEN, OM, ORGANISATIONS, POLITIE

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KNOWN = {one.id: one for one in ORGANISATIONS}


class Kept:
    """In place of the log of a node: what was written, or that nothing can be."""

    def __init__(self) -> None:
        self.accounts: list[Account] = []
        self.full = False

    async def write(self, accounts: Sequence[Account]) -> None:
        if self.full:
            raise EventStoreError("vol")
        self.accounts += accounts


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


def asks(kept: Kept, clock: VirtualClock, **answers: Any) -> Any:
    """The questions of the audit service, each with this answer."""

    def one(answer: Any) -> Any:
        async def asked(organisation: str, body: dict[str, Any]) -> Any:
            return answer

        return asked

    accountant = Accountant(cast("AccountLog", kept), HAAGLANDEN, KNOWN, clock)
    views = {name: one(answer) for name, answer in answers.items()}
    return accounted("audit", views, accountant, KNOWN, cast("Any", None))


def refusal_of(view: str) -> Refusal:
    return refuse(REFUSED_LOOKS[f"audit.{view}"], "nee")


@pytest.mark.parametrize("view", ["checkpoint", "cosign", "grow"])
async def test_wgs_1_8_4_it_leaves_a_record_with_its_rule(kept: Kept, clock: VirtualClock, view: str) -> None:
    asked = asks(kept, clock, **{view: refusal_of(view)})[view]
    assert await asked(OM, {"by": {"functionary": "officier", "person": "4f1a-22"}}) == refusal_of(view)
    (record,) = kept.accounts
    assert (record.operation, record.outcome, record.rule) == (Operation.REFUSE, Outcome.REFUSED, refusal_of(view).rule)
    assert (record.what, record.organisation, record.case) == (f"audit.{view}", OM, None)
    assert (record.functionary, record.person, record.capacity) == ("officier", "4f1a-22", Capacity.EXECUTING)


@pytest.mark.parametrize("by", [None, "me", {"functionary": ""}, {"functionary": SYSTEM, "capacity": "maintaining"}])
async def test_who_says_nothing_that_can_be_read_is_a_system(kept: Kept, clock: VirtualClock, by: object) -> None:
    await asks(kept, clock, checkpoint=refusal_of("checkpoint"))["checkpoint"](OM, {"by": by} if by else {})
    assert [(one.functionary, one.capacity) for one in kept.accounts] == [(SYSTEM, Capacity.MAINTAINING)]


async def test_who_asks_each_minute_is_in_it_once_an_hour(kept: Kept, clock: VirtualClock) -> None:
    asked = asks(kept, clock, checkpoint=refusal_of("checkpoint"))["checkpoint"]
    for _ in range(180):
        await asked(OM, {})
        clock.advance(clock.now() + timedelta(minutes=1))
    assert [one.at for one in kept.accounts] == [START, START + AGAIN, START + 2 * AGAIN]


async def test_another_organisation_or_another_function_is_another_look(kept: Kept, clock: VirtualClock) -> None:
    asked = asks(kept, clock, checkpoint=refusal_of("checkpoint"))["checkpoint"]
    for org, function in ((OM, "officier"), (OM, "parketsecretaris"), (POLITIE, "officier"), (OM, "officier")):
        await asked(org, {"by": {"functionary": function}})
    assert [(one.organisation, one.functionary) for one in kept.accounts] == [
        (OM, "officier"),
        (OM, "parketsecretaris"),
        (POLITIE, "officier"),
    ]


@pytest.mark.parametrize(
    "answer", [{"checkpoint": None, "proof": []}, refuse("INV-8", "nu niet"), refuse("INV-1", "?")]
)
async def test_a_witness_leaves_none_nor_does_what_is_no_refusal_of_a_right(
    kept: Kept, clock: VirtualClock, answer: object
) -> None:
    assert await asks(kept, clock, checkpoint=answer)["checkpoint"](POLITIE, {}) == answer
    assert kept.accounts == []


async def test_who_is_in_no_topology_leaves_none(kept: Kept, clock: VirtualClock) -> None:
    """As of every other question: there is no role to it."""
    await asks(kept, clock, checkpoint=refusal_of("checkpoint"))["checkpoint"]("niemand", {})
    assert kept.accounts == []


async def test_without_its_record_not_even_the_refusal_is_given_and_the_next_look_is_recorded(
    kept: Kept, clock: VirtualClock
) -> None:
    asked = asks(kept, clock, checkpoint=refusal_of("checkpoint"))["checkpoint"]
    kept.full = True
    with pytest.raises(EventStoreError):
        await asked(OM, {})
    kept.full = False
    await asked(OM, {})
    assert len(kept.accounts) == 1


def test_they_are_of_the_questions_that_leave_no_record_by_themselves() -> None:
    assert REFUSED_LOOKS.keys() <= SHOWS_NOTHING
