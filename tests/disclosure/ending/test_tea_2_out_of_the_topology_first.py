"""TEA-2, EXT-3: a hostile partner is taken out of the topology first and out of the team after (docs/security.md). Pure.

Nothing that asks about it may stop on a name that the topology does not have any more: what waits for it must go, and so must its keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from disclosure.passing import logged

from levensloop.contracts.ending import Ended
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.again import again
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure, disclosures, evolve
from levensloop.disclosure.ending import keeps
from levensloop.disclosure.expected import Logged, expected
from levensloop.disclosure.explaining import explain
from levensloop.disclosure.rectified import after_all, along, as_far_as_it_may, who_received, wrong_ones
from levensloop.disclosure.rights import now, right
from levensloop.disclosure.rings import goes, ring
from support.kept import Kept
from support.samples.disclosure import consented_case, objected, picture
from support.samples.inclusion import client_died, partner_left, report_retracted
from support.samples.plan import label_withdrawn, review_held
from support.samples.signals import signal_raised
from support.samples.world import HAAGLANDEN, LCBB, NOW, ORGANISATIONS, RECLASSERING, WOONPARTNER, actor

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}
WITHOUT = {to: known for to, known in WORLD.items() if to != RECLASSERING}
BEFORE = (*consented_case(), picture(), signal_raised())
WRONG = next(r for r in logged(*BEFORE) if isinstance(r.event, type(signal_raised())))
CORRECTION = DatumRectified(
    at=NOW, by=actor(HAAGLANDEN), event=WRONG.id, field="text", new_guidance="Het was een ander.", reason="Verwisseld."
)
LEFT = partner_left(RECLASSERING, Role.RECLASSERING)
LABEL = label_withdrawn(RECLASSERING)


@dataclass
class Passed:
    """What went of a history to whom, with its record; and how the case stands after it."""

    history: list[Recorded[DomainEvent]]
    went: list[tuple[Disclosure, AccountRecord]]
    state: CaseSoFar
    records: list[AccountRecord]


def passed(*events: DomainEvent) -> Passed:
    """Of all of these, while everybody was in the topology still."""
    history, state, kept = logged(*events), CaseSoFar(), Kept(HAAGLANDEN, WORLD)
    went: list[tuple[Disclosure, AccountRecord]] = []
    for recorded in history:
        before, state = state, evolve(state, recorded)
        wrong = wrong_ones(recorded.event, history) if isinstance(recorded.event, DatumRectified) else ()
        for each in disclosures(recorded, before, state, WORLD, HAAGLANDEN, who_received(wrong, kept.records)):
            if kept.takes(each):
                went.append((each, next(r for r in reversed(kept.records) if r.outcome is Outcome.DISCLOSED)))
    return Passed(history, went, state, kept.records)


def kept_by(to: str, end: Ended, *then: DomainEvent, before: Sequence[DomainEvent] = BEFORE) -> list[str]:
    """Of what waited for it before the right ended, what stays, with the topology without the reclassering."""
    found, after = passed(*before), passed(*before, *then).state.standing
    return [
        type(each.recorded.event).__name__
        for each, record in found.went
        if each.to == to and keeps(each.recorded.event, record, end, after, WITHOUT, HAAGLANDEN)
    ]


@pytest.mark.parametrize(
    ("end", "then"), [(Ended(RECLASSERING), LEFT), (Ended(), client_died()), (Ended(), report_retracted())]
)
def test_tea_2_who_is_not_in_the_topology_any_more_keeps_nothing(end: Ended, then: DomainEvent) -> None:
    assert any(each.to == RECLASSERING for each, _ in passed(*BEFORE).went)
    assert kept_by(RECLASSERING, end, then) == []


def test_tea_2_also_not_what_told_it_that_its_part_ended_nor_that_a_datum_was_wrong() -> None:
    before = (*BEFORE, CORRECTION, LEFT, LABEL)
    there = {type(each.recorded.event).__name__ for each, _ in passed(*before).went if each.to == RECLASSERING}
    assert there >= {"DatumRectified", "PartnerLeft", "LabelWithdrawn"}

    assert kept_by(RECLASSERING, Ended(), client_died(), before=before) == []


def test_ext_3_who_is_in_it_keeps_what_it_kept() -> None:
    """The end of everybody's right goes on past the one that nobody knows."""
    left = (*BEFORE, partner_left(WOONPARTNER, Role.WOONPARTNER), label_withdrawn(WOONPARTNER))

    assert kept_by(WOONPARTNER, Ended(), client_died(), before=left) == ["PartnerLeft", "LabelWithdrawn"]


def rings_of(to: str) -> list[str]:
    """The keys under which letters went to it: of the team, of the case where there is one, and one that never ends."""
    found = passed(*BEFORE, LEFT, LABEL, partner_left(WOONPARTNER, Role.WOONPARTNER))
    return sorted({ring(each, found.state, WORLD[to].role, None) for each, _ in found.went if each.to == to})


def test_tea_2_all_its_keys_go_with_the_right_that_ends() -> None:
    names, later = rings_of(RECLASSERING), 10_000
    assert {name.split("_")[1].split("-")[0] for name in names} >= {"team", "never"}

    assert all(goes(name, end, later, WITHOUT) for name in names for end in (Ended(RECLASSERING), Ended()))
    assert not any(goes(name, Ended(WOONPARTNER), later, WITHOUT) for name in names)
    assert not any(goes(name, Ended(), 1, WITHOUT) for name in names), "of a stretch that began after it"
    assert [goes(name, Ended(), later, WORLD) for name in names] == ["_never-" not in name for name in names]


def test_alw_2_nothing_that_looks_at_a_case_needs_it_in_the_topology() -> None:
    """Each function through which an event, a letter or a record that names it passes: it is passed over, and nothing is raised."""
    rest = (CORRECTION, objected(against=None), LEFT, LABEL, review_held(NOW, NOW.date()), client_died())
    found, state = passed(*BEFORE), passed(*BEFORE).state
    records, today, told = found.records, NOW.date(), set[str]()
    history = logged(*BEFORE, *rest)
    for recorded in history[len(BEFORE) :]:
        before, state = state, evolve(state, recorded)
        wrong = wrong_ones(recorded.event, history) if isinstance(recorded.event, DatumRectified) else ()
        received = who_received(wrong, records)
        each = list(disclosures(recorded, before, state, WITHOUT, HAAGLANDEN, received, today))
        each += again(before, state, records, WITHOUT, HAAGLANDEN, today)
        each += after_all(recorded, state, records, WITHOUT, HAAGLANDEN)
        each += along(each, state, WITHOUT, HAAGLANDEN, today)
        told |= {as_far_as_it_may(one, wrong, state, WITHOUT, HAAGLANDEN, today).to for one in each}
    assert told
    assert RECLASSERING not in told

    events = {recorded.id: recorded for recorded in history}
    for record in records:
        refusal = right(events[record.event], record, now(history[:-1], HAAGLANDEN), WITHOUT, HAAGLANDEN)
        assert record.to != RECLASSERING or refusal is not None
    went = expected([Logged(recorded, str(recorded.id)) for recorded in history], records, WITHOUT, HAAGLANDEN)
    assert not any(to == RECLASSERING for _, to in went.went)
    assert explain(history, WRONG.id, WORLD[LCBB], records, WITHOUT, HAAGLANDEN).why_not
