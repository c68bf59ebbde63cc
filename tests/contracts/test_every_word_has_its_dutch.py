"""What a user reads is Dutch: every word that can end up in a sentence for a user has its Dutch."""

from enum import StrEnum

from levensloop.contracts import impasse, intake, monitoring, vocabulary
from levensloop.contracts.dutch import CRITERIA, EVENTS_IN_DUTCH, PHASES, SEATS
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.standing import Phase
from levensloop.contracts.vocabulary import Criterion, Seat
from levensloop.contracts.words import WORDS


def test_no_word_is_left_in_english() -> None:
    assert set(EVENTS_IN_DUTCH) == {event.__name__ for event in EVENTS.values()}
    assert set(PHASES) == set(Phase)
    assert set(SEATS) == set(Seat)
    assert set(CRITERIA) == set(Criterion)


def test_every_enumeration_of_the_vocabulary_has_its_dutch() -> None:
    enumerations = {
        found
        for module in (vocabulary, impasse, intake, monitoring)
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, StrEnum) and found.__module__ == module.__name__
    }
    assert enumerations <= set(WORDS)
    for enumeration, words in WORDS.items():
        assert set(words) == set(enumeration), enumeration.__name__
