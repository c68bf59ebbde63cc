"""MOV-7: after the transfer the old ZVH keeps a copy and does not look into it; who directs or receives, does."""

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.shielding import refused_as_shielded
from levensloop.contracts.standing import Standing, shielded
from levensloop.handover.service import handover
from support.samples.inclusion import case_in_triage, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM, at_haaglanden

MOVING = (*planned_case(), move_announced(NOW))
MOVED = (*MOVING, direction_transferred(NOW))


def after(*events: DomainEvent) -> Standing:
    standing: Standing = at_haaglanden(handover, *events).state.standing
    return standing


@pytest.mark.parametrize(
    ("events", "haaglanden", "rotterdam"),
    [
        (case_in_triage(), None, "MOV-7"),
        (planned_case(), None, "MOV-7"),
        (MOVING, None, None),
        (MOVED, "MOV-7", None),
    ],
)
def test_mov_7_who_directs_or_receives_sees_the_case_and_who_handed_it_over_does_not(
    events: tuple[DomainEvent, ...], haaglanden: str | None, rotterdam: str | None
) -> None:
    standing = after(*events)

    assert (shielded(standing, HAAGLANDEN), shielded(standing, ROTTERDAM)) == (haaglanden, rotterdam)


def test_mov_7_what_is_not_there_is_not_shielded() -> None:
    assert shielded(Standing(), HAAGLANDEN) is None


def test_mov_7_a_client_who_comes_back_is_seen_again_from_the_announcement_on() -> None:
    back = move_announced(NOW, 2).model_copy(update={"from_zvh": ROTTERDAM, "to_zvh": HAAGLANDEN})

    assert shielded(after(*MOVED, back), HAAGLANDEN) is None


def test_mov_7_the_refusal_says_what_shielding_is_and_who_directs() -> None:
    refusal = refused_as_shielded(after(*MOVED), HAAGLANDEN)

    assert refusal is not None
    assert refusal.rule == "MOV-7"
    assert ROTTERDAM in refusal.message
    assert "afgeschermd" in refusal.message
    assert "bewaard tot ze worden vernietigd" in refusal.message
    assert refused_as_shielded(after(*MOVED), ROTTERDAM) is None
