"""MOV-7: with the direction the labels of the old region go: withdrawn in the decision that transfers, asked anew in the new region."""

from levensloop.contracts.commands.handover import TransferDirection
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import LabelRequested, LabelWithdrawn
from levensloop.contracts.roles import Role
from levensloop.handover.service import handover
from levensloop.infra.specification import Given, given
from levensloop.plan.service import plan
from support.samples.handover import TRANSFER, accepted, confirmed, joint_meeting, ready_to_transfer, released
from support.samples.inclusion import ROTTERDAM_HEADS, SAMPLE_TEAM, direction_transferred, joined, move_announced
from support.samples.plan import label_registered, planned_case
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    ROTTERDAM,
    WOONPARTNER,
    actor,
    at_haaglanden,
)


def withdrawn(partner: str) -> LabelWithdrawn:
    return LabelWithdrawn(
        at=NOW, by=actor(HAAGLANDEN), partner=partner, role=Role.WOONPARTNER, system="eigen systeem", reason="Klaar."
    )


def ready(*events: DomainEvent) -> Given:
    """A move that can be transferred, with these events before it."""
    here = at_haaglanden(handover, *planned_case(), *events, move_announced(NOW), released())
    return confirmed(here.and_given(accepted(), source=ROTTERDAM).and_given(joint_meeting()))


def test_mov_7_the_transfer_withdraws_every_label_of_the_old_region_and_then_moves() -> None:
    """Also of who had not said yet that it registered: it may have, and not said so."""
    here = ready(label_registered(CRISISDIENST))

    *labels, _ = here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).then(*TRANSFER)

    assert [label.partner for label in labels] == [invited.organisation for invited in SAMPLE_TEAM]
    assert all(label.by.functionary == CHAIR and label.reason for label in labels)


def test_mov_7_what_was_withdrawn_before_is_not_withdrawn_again() -> None:
    *labels, _ = (
        ready(withdrawn(WOONPARTNER)).when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).then(*TRANSFER[1:])
    )

    assert WOONPARTNER not in {label.partner for label in labels}


def test_mov_7_a_transfer_that_is_refused_withdraws_nothing() -> None:
    ready_to_transfer().when(TransferDirection(), by=HAAGLANDEN).refused("MOV-5")


def test_mov_7_the_transfer_carries_the_count_that_the_receiver_confirmed() -> None:
    here = ready_to_transfer()

    *_, moved = here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).then(*TRANSFER)

    assert (moved.count, moved.digest) == (here.state.move.received.count, here.state.move.received.digest)


def test_mov_7_in_the_new_region_label_and_team_are_asked_anew() -> None:
    there = given(plan, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    there = there.and_given(*planned_case(), move_announced(NOW), direction_transferred(NOW), source=HAAGLANDEN)

    assert there.state.labels == {}
    assert there.state.standing.team == {}
    [asked] = there.when_logged(joined(ROTTERDAM_HEADS.provider, NOW, ROTTERDAM)).then(LabelRequested)
    assert asked.partner == ROTTERDAM_HEADS.provider


def test_mov_7_the_old_region_is_not_asked_again() -> None:
    moved = at_haaglanden(plan, *planned_case(), move_announced(NOW))

    moved.when_logged(direction_transferred(NOW)).then()
