"""WGS-1.8-7: of a destruction that was ordered, what each policy on its way should have left once it came by. Pure."""

from uuid import uuid4

import pytest

from levensloop.cli.fsck.destruction import Told, undone
from levensloop.cli.fsck.passed import Passed
from levensloop.contracts.decision import system
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed, CopyDestroyed, DestructionOrdered
from levensloop.contracts.retention import DestructionGround
from levensloop.contracts.roles import Role
from levensloop.infra.specification import record
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, ROTTERDAM, actor

ROLES = {HAAGLANDEN: Role.ZVH, ROTTERDAM: Role.ZVH, GEMEENTE: Role.GEMEENTE}
ALL = ("disclosure/disclosure", "handover/feed", *(f"retention/{name}" for name in ("partners-told", "zvhs-told")))
EVERYWHERE = (*ALL, "retention/finishing", "retention/gone")
ORDERED = DestructionOrdered(
    at=NOW, by=system(HAAGLANDEN), destruction=uuid4(), ground=DestructionGround.NO_LONGER_NEEDED
)
NONE = Told({}, {})
BOTH = Told({HAAGLANDEN: 3}, {HAAGLANDEN: 4})


def destroyed(waiting: tuple[str, ...] = (), told_by: str | None = None) -> CaseDestroyed:
    number = uuid4() if waiting else None
    return CaseDestroyed(at=NOW, by=system(HAAGLANDEN), entries=1, destruction=number, waiting=waiting, told_by=told_by)


def gone(place: str) -> CopyDestroyed:
    return CopyDestroyed(at=NOW, by=actor(place), place=place, entries=1)


def owed(*events: DomainEvent, told: Told = NONE, at: int = 10, passed: tuple[str, ...] = EVERYWHERE) -> list[str]:
    history = [record(event, place, HAAGLANDEN) for place, event in enumerate(events, 1)]
    found = undone(history, told, Passed(dict.fromkeys(passed, at), {}), HAAGLANDEN, ROLES)
    return [policy for policy, _ in found]


def test_what_was_ordered_and_not_passed_lacks_nothing() -> None:
    assert owed(ORDERED, at=0) == []
    assert owed(ORDERED, passed=()) == []


def test_what_was_passed_must_say_who_has_a_copy() -> None:
    assert owed(ORDERED) == ["disclosure/disclosure", "handover/feed"]
    assert owed(ORDERED, told=Told({HAAGLANDEN: 3}, {})) == ["handover/feed"]


def test_once_both_are_said_it_must_be_gone() -> None:
    assert owed(ORDERED, told=BOTH) == ["retention/zvhs-told"]
    assert owed(ORDERED, told=BOTH, at=3) == [], "the second is yet to be handled"


@pytest.mark.parametrize(
    ("event", "told", "lacks"),
    [
        (destroyed(), NONE, []),
        (destroyed(told_by=ROTTERDAM), NONE, ["retention/gone"]),
        (destroyed(told_by=ROTTERDAM), Told({}, {ROTTERDAM: 5}), []),
        (destroyed((GEMEENTE, ROTTERDAM)), NONE, ["disclosure/disclosure", "handover/feed"]),
        (destroyed((GEMEENTE, ROTTERDAM)), Told({GEMEENTE: 5}, {ROTTERDAM: 5}), []),
        (destroyed(("niet-meer-in-de-topologie",)), NONE, []),
    ],
)
def test_who_must_hear_of_a_destroyed_case_is_told(event: CaseDestroyed, told: Told, lacks: list[str]) -> None:
    assert owed(event, told=told) == lacks


def test_once_all_copies_are_gone_that_is_said() -> None:
    told = Told({GEMEENTE: 5}, {ROTTERDAM: 5})
    waiting = destroyed((GEMEENTE, ROTTERDAM))
    assert owed(waiting, gone(GEMEENTE), told=told) == []
    assert owed(waiting, gone(GEMEENTE), gone(ROTTERDAM), told=told) == ["retention/finishing"]
    assert owed(waiting, gone(GEMEENTE), gone(ROTTERDAM), told=told, at=2) == [], "not handled yet"


def test_what_was_put_aside_was_not_passed() -> None:
    passed = Passed({"handover/feed": 9}, {"handover/feed": frozenset({4})})
    assert [passed.by("handover/feed", place) for place in (3, 4, 9, 10)] == [True, False, True, False]
    assert not passed.by("handover/arrivals", 1)
