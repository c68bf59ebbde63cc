"""EXT-3: a case that ended is shielded at once, whatever the end (WGS 2.31(8))."""

import pytest

from levensloop.contracts.shielding import refused_as_shielded
from levensloop.contracts.standing import CLOSED, Phase, Standing, shielded
from support.samples.world import HAAGLANDEN, ROTTERDAM


@pytest.mark.parametrize("phase", sorted(CLOSED))
def test_ext_3_every_end_shields(phase: Phase) -> None:
    rule = "WGS-1.8-7" if phase is Phase.DESTROYED else "EXT-3"
    assert shielded(Standing(phase=phase, director=HAAGLANDEN), HAAGLANDEN) == rule


@pytest.mark.parametrize("phase", sorted(set(Phase) - CLOSED))
def test_ext_3_an_open_case_is_seen(phase: Phase) -> None:
    assert shielded(Standing(phase=phase, director=HAAGLANDEN), HAAGLANDEN) is None


def test_ext_3_a_case_that_ended_while_it_moved_is_shielded_at_both() -> None:
    ended = Standing(phase=Phase.DECEASED, director=HAAGLANDEN, moving_to=ROTTERDAM)

    assert (shielded(ended, HAAGLANDEN), shielded(ended, ROTTERDAM)) == ("EXT-3", "EXT-3")


def test_ext_3_the_refusal_says_what_shielding_is() -> None:
    refusal = refused_as_shielded(Standing(phase=Phase.EXCLUDED, director=HAAGLANDEN), HAAGLANDEN)

    assert refusal is not None
    assert (refusal.rule, "gesloten" in refusal.message, "afgeschermd" in refusal.message) == ("EXT-3", True, True)
