"""docs/glossary.md has every word of the published language, in the Dutch that the software uses: one word for one thing."""

from collections.abc import Mapping
from enum import StrEnum

import pytest
from docs.reading import names, page, section, terms

from levensloop.audit import words as audit_words
from levensloop.contracts import (
    accountability,
    categories,
    disclosure,
    dutch,
    housing,
    impasse,
    intake,
    monitoring,
    registry,
    retention,
    roles,
    standing,
    vocabulary,
    vouched,
    words,
)
from levensloop.contracts.commands.names import COMMANDS_IN_DUTCH
from levensloop.contracts.matrix import lines

GLOSSARY = page("glossary.md")

MODULES = (
    accountability,
    categories,
    disclosure,
    housing,
    impasse,
    intake,
    lines,
    monitoring,
    retention,
    roles,
    standing,
    vocabulary,
    vouched,
)
"""Whose words the glossary has."""

ENUMERATIONS: list[type[StrEnum]] = [
    found
    for module in MODULES
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, StrEnum) and found.__module__ == module.__name__
]

IN_DUTCH: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    standing.Phase: {phase: dutch.PHASES[phase] for phase in standing.Phase},
    roles.Role: {role: facts.dutch for role, facts in roles.ROLES.items()},
    categories.Category: {word: text for word, text in categories.DUTCH.items()},
    accountability.Operation: {word: text for word, text in audit_words.OPERATIONS.items()},
    accountability.Capacity: {word: text for word, text in audit_words.CAPACITIES.items()},
    accountability.LogPurpose: {word: text for word, text in audit_words.PURPOSES.items()},
    vouched.Vouched: {word: text for word, text in audit_words.VOUCHED.items()},
    accountability.Outcome: {word: text for word, text in audit_words.OUTCOMES.items()},
    **words.WORDS,
}


def test_every_event_is_in_it_in_the_dutch_of_the_software() -> None:
    assert terms(section(GLOSSARY, "Events")) == dict(dutch.EVENTS_IN_DUTCH)
    assert set(dutch.EVENTS_IN_DUTCH) == {event.__name__ for event in registry.EVENTS.values()}


def test_every_command_is_in_it_in_the_dutch_of_the_software() -> None:
    assert terms(section(GLOSSARY, "Commands")) == dict(COMMANDS_IN_DUTCH)
    assert set(COMMANDS_IN_DUTCH) == set(registry.COMMANDS)


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda enumeration: enumeration.__name__)
def test_every_word_of_an_enumeration_is_in_it(enumeration: type[StrEnum]) -> None:
    found = terms(section(GLOSSARY, f"`{enumeration.__name__}`"))
    assert list(found) == [word.value for word in enumeration]
    for word, term in IN_DUTCH.get(enumeration, {}).items():
        assert found[word.value] == term


def test_the_general_terms_stand_once() -> None:
    for heading in ("The work", "People", "The software"):
        assert terms(section(GLOSSARY, heading))


def test_it_names_nothing_that_is_not_there() -> None:
    known = {event.__name__ for event in registry.EVENTS.values()} | set(registry.COMMANDS)
    known |= {name for module in MODULES for name in vars(module)}
    assert names(GLOSSARY) <= known
