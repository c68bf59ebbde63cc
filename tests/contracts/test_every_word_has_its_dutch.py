"""What a user reads is Dutch: every word that can end up in a sentence for a user has its Dutch."""

from levensloop.contracts.dutch import CRITERIA, EVENTS_IN_DUTCH, PHASES, SEATS
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.standing import Phase
from levensloop.contracts.vocabulary import Criterion, Seat


def test_no_word_is_left_in_english() -> None:
    assert set(EVENTS_IN_DUTCH) == {event.__name__ for event in EVENTS.values()}
    assert set(PHASES) == set(Phase)
    assert set(SEATS) == set(Seat)
    assert set(CRITERIA) == set(Criterion)
