"""Commands by hand: the fields that a user reads about, and the file that he writes."""

import json
from typing import Any
from uuid import UUID

import pytest

from levensloop.cli.command_file import CommandFileError, fields_in
from levensloop.cli.command_help import command_object, field_rows
from levensloop.cli.doing import answer_lines
from levensloop.contracts.answer import Answer, EventReference
from levensloop.contracts.commands.plan import EstablishPlan
from levensloop.contracts.refusal import refuse
from levensloop.contracts.registry import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_machine_gets_the_fields_as_a_schema(name: str) -> None:
    schema = json.loads(json.dumps(command_object(name)))["schema"]

    assert set(schema.get("properties", ())) == set(COMMANDS[name].model_fields)


def test_fields_within_fields_are_told_with_the_words_that_may_stand_there() -> None:
    rows = {row.path: row for row in field_rows(EstablishPlan)}

    assert rows["plan.scenarios[].kind"].words["time-out"] == "time-out"
    assert rows["plan.scenarios[].steps[].role"].words["om"] == "Openbaar Ministerie"
    assert rows["plan.scenarios[].bed.level"].kind == "getal"
    assert (rows["plan"].required, rows["plan.long_term_goal"].required) == (True, False)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", {}),
        ("stable_since: 2024-01-31\nfits: true\n", {"stable_since": "2024-01-31", "fits": True}),
        ('{"fits": true,\n\t"reasoning": "☂"}', {"fits": True, "reasoning": "☂"}),
        ("{fits: true}", {"fits": True}),
    ],
)
def test_yaml_and_json_are_read_and_a_day_stays_as_written(text: str, fields: dict[str, Any]) -> None:
    assert fields_in(text, "bestand") == fields


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- een\n- twee\n", "moet velden hebben"),
        ("reden: 'open", "geen geldige YAML of JSON, regel"),
        ("reden: a\nreden: b\n", "'reden' staat er twee keer"),
        ('{"reden": "a", "reden": "b"}', "'reden' staat er twee keer"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(text: str, says: str) -> None:
    with pytest.raises(CommandFileError, match=says):
        fields_in(text, "bestand")


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("SIG-1", ""),
        ("INV-1", "levensloop commands RaiseSignal"),
        (
            "INV-8",
            f"--case {UUID(int=1)} --id {UUID(int=2)}",
        ),  # it may have been recorded: only the same number is safe
    ],
)
def test_a_refusal_says_what_can_be_done(rule: str, hint: str) -> None:
    answer = Answer(refusal=refuse(rule, "Dit kan niet."))

    first, *more = map(str, answer_lines("RaiseSignal", UUID(int=1), UUID(int=2), answer))

    assert first == f"Geweigerd ({rule}): Dit kan niet."
    assert bool(hint) is bool(more)
    assert hint in "".join(more)


def test_an_event_of_a_newer_kind_is_told_by_its_name_on_the_wire() -> None:
    event = EventReference(id=UUID(int=3), type="nl.levensloopaanpak.something-new.v9", position=7)

    lines = answer_lines("RaiseSignal", UUID(int=1), UUID(int=2), Answer(events=(event,)))

    assert "something-new.v9" in str(lines[-1])
