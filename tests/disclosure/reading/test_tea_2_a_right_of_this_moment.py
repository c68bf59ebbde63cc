"""TEA-2, EXT-3, MOV-7, ALW-2: whether a letter may be read is asked of the case as it stands when somebody wants to read. Pure."""

from collections.abc import Sequence

import pytest
from disclosure.passing import logged, passed_on, whole_life

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.disclosure.disclosed import Disclosure
from levensloop.disclosure.rights import now, right
from support.kept import record_of
from support.samples.handover import HANDED_OVER_AT
from support.samples.inclusion import (
    client_died,
    client_excluded,
    direction_transferred,
    joined,
    move_announced,
    partner_left,
    report_retracted,
)
from support.samples.plan import label_withdrawn, planned_case
from support.samples.signals import bed_requested, signal_raised
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, LCBB, NOW, ORGANISATIONS, POLITIE, WOONPARTNER

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}
LEFT = partner_left(WOONPARTNER, Role.WOONPARTNER)


def rule(disclosure: Disclosure, history: Sequence[Recorded[DomainEvent]]) -> str | None:
    """Why this letter stays closed to its recipient when the case has come so far."""
    refusal = right(
        disclosure.recorded, record_of(disclosure, HAAGLANDEN, WORLD), now(history, HAAGLANDEN), WORLD, HAAGLANDEN
    )
    return refusal.rule if refusal else None


def rules(to: str, before: Sequence[DomainEvent], *then: DomainEvent) -> dict[str, str | None]:
    """Name of each event that went to it before `then` → why it may not be read after."""
    history = logged(*before, *then)
    return {type(d.recorded.event).__name__: rule(d, history) for d in passed_on(history[: len(before)])[to]}


def test_alw_2_what_goes_may_be_read_when_it_goes() -> None:
    history = logged(*whole_life(), report_retracted())

    for until in range(1, len(history) + 1):
        for found in passed_on(history[:until]).values():
            for disclosure in found:
                if disclosure.recorded.position == until:
                    assert rule(disclosure, history[:until]) is None


def test_tea_2_who_left_reads_nothing_more_of_what_it_had_not_read() -> None:
    found = rules(WOONPARTNER, planned_case(), LEFT)

    assert set(found.values()) == {"TEA-2"}
    assert len(found) > 3


def test_tea_2_but_that_it_left_and_that_its_label_goes() -> None:
    found = rules(WOONPARTNER, (*planned_case(), LEFT, label_withdrawn(WOONPARTNER)))

    assert (found["PartnerLeft"], found["LabelWithdrawn"]) == (None, None)


def test_tea_2_the_others_read_on() -> None:
    assert set(rules(CRISISDIENST, planned_case(), LEFT).values()) == {None}


def test_tea_2_who_is_back_reads_on() -> None:
    assert set(rules(WOONPARTNER, planned_case(), LEFT, joined(WOONPARTNER, NOW)).values()) == {None}


def test_rep_2_who_reported_and_left_reads_what_a_reporter_gets() -> None:
    found = rules(POLITIE, (*planned_case(), signal_raised()), partner_left(POLITIE, Role.POLITIE))

    assert {name for name, why in found.items() if why is None} >= {"ClientReported", "TriageConcluded"}
    assert (found["PlanEstablished"], found["SignalRaised"]) == ("TEA-2", "TEA-2")


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ((client_excluded(),), "EXT-3"),
        ((client_died(),), "EXT-3"),
        ((report_retracted(),), "EXT-3"),
        ((move_announced(NOW), direction_transferred(HANDED_OVER_AT)), "MOV-7"),
    ],
)
def test_ext_3_mov_7_of_a_shielded_case_nothing_is_read(end: tuple[DomainEvent, ...], expected: str) -> None:
    before = (*planned_case(), bed_requested())

    for to in (WOONPARTNER, POLITIE, CRISISDIENST, LCBB):
        assert set(rules(to, before, *end).values()) == {expected}


@pytest.mark.parametrize("end", [client_excluded(), client_died()])
def test_ext_3_that_the_case_ended_is_read(end: DomainEvent) -> None:
    assert rules(GEMEENTE, (*planned_case(), end))[type(end).__name__] is None


def test_rep_2_of_a_report_about_the_wrong_person_only_that_is_read() -> None:
    """What told of its exclusion is about the wrong person too."""
    found = rules(GEMEENTE, (*planned_case(), client_excluded()), report_retracted())

    assert set(found.values()) == {"EXT-3"}
    assert rules(GEMEENTE, (*planned_case(), report_retracted()))["ReportRetracted"] is None


def test_alw_2_who_is_no_longer_of_the_region_reads_nothing() -> None:
    history = logged(*planned_case())
    [first, *_] = passed_on(history)[CRISISDIENST]
    elsewhere = {name: organisation for name, organisation in WORLD.items() if name != CRISISDIENST}

    refusal = right(
        first.recorded, record_of(first, HAAGLANDEN, WORLD), now(history, HAAGLANDEN), elsewhere, HAAGLANDEN
    )

    assert refusal is not None
    assert refusal.rule == "ALW-2"


@pytest.mark.parametrize("changes", [{"table_version": "99"}, {"role": None}, {"grounds": ()}])
def test_alw_2_what_went_by_a_table_that_nobody_knows_any_more_stays_closed(changes: dict[str, object]) -> None:
    history = logged(*planned_case())
    [first, *_] = passed_on(history)[CRISISDIENST]
    changed = record_of(first, HAAGLANDEN, WORLD).model_copy(update=changes)

    refusal = right(first.recorded, changed, now(history, HAAGLANDEN), WORLD, HAAGLANDEN)

    assert refusal is not None
    assert refusal.rule == "ALW-2"
