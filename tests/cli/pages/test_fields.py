"""What a partner gets is shown whole: each field in Dutch, the whole case number, and organisations by their names."""

import functools
import io
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from rich.console import Console

from levensloop.cli.documents_given import _place
from levensloop.cli.fields_shown import CORRECTED, OF_EVENTS, field_label, field_lines, path_label
from levensloop.cli.partner import show
from levensloop.contracts.categories import part_of
from levensloop.contracts.commands.fields import FIELDS_IN_DUTCH
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.matrix.lines import Grant
from levensloop.contracts.refusal import refuse
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role
from levensloop.contracts.views import Condition, View, view_model
from levensloop.infra.messaging.partner import Closed, Received
from levensloop.infra.specification import CASE, record
from support.any_event import events
from support.samples.plan import SAMPLE_PLAN, TIME_OUT, planned_case
from support.samples.world import HAAGLANDEN, POLITIE, PROVIDER

NAMES = {HAAGLANDEN: "ZVH Haaglanden", POLITIE: "Politie", PROVIDER: "De Aanbieder"}


def names(kind: type[BaseModel]) -> set[str]:
    parts = [part for field in kind.model_fields.values() if (part := part_of(field.annotation))]
    return functools.reduce(set.union, map(names, parts), set(kind.model_fields))


def shown(opened: Any) -> str:
    console = Console(file=io.StringIO(), width=500)
    show(opened, NAMES, console, as_json=False)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def plan_view() -> View:
    event = next(event for event in planned_case() if isinstance(event, PlanEstablished))
    kind = view_model(PlanEstablished, Role.LEVENSLOOPAANBIEDER, {Grant.TEAM}, pulled=True)
    assert kind is not None
    return kind.model_validate({name: getattr(event, name) for name in kind.model_fields}, from_attributes=True)


def test_every_field_of_every_event_has_its_dutch() -> None:
    every = functools.reduce(set.union, map(names, EVENTS.values()), names(Condition) | {"conditions"})
    assert {name for name in every if name not in FIELDS_IN_DUTCH | OF_EVENTS and not name.startswith("new_")} == set()
    assert set(OF_EVENTS) <= every
    assert not set(OF_EVENTS) & set(FIELDS_IN_DUTCH)
    assert field_label("new_health") == CORRECTED


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
@pytest.mark.parametrize("kind", EVENTS.values(), ids=list(EVENTS))
def test_whatever_an_event_holds_can_be_shown(kind: type[DomainEvent], data: st.DataObject) -> None:
    """Each choice has its Dutch."""
    assert isinstance(list(field_lines(data.draw(events(kind)), NAMES)), list)


def test_a_letter_is_shown_with_its_fields() -> None:
    said = shown(Received(record(plan_view(), 3, HAAGLANDEN), HAAGLANDEN))  # type: ignore[type-var]
    first, *fields = said.splitlines()
    assert str(CASE) in first
    assert "van ZVH Haaglanden" in first
    assert any(SAMPLE_PLAN.long_term_goal in line for line in fields)
    assert any(line.strip().startswith("- rol: levensloopaanbieder") for line in fields)
    assert any(f"in woorden: {TIME_OUT.steps[0].text}" in line for line in fields)
    for organisation in NAMES:
        assert organisation not in said


def test_what_stays_closed_has_its_whole_case_number() -> None:
    said = shown(Closed(HAAGLANDEN, CASE, uuid4(), refuse("TEA-2", "Niet in het team."), 3))
    assert f"{CASE}  blijft dicht" in said
    assert "van ZVH Haaglanden" in said


def test_a_path_reads_as_its_fields() -> None:
    assert path_label("plan.scenarios.0.key").startswith("het levensloopplan, scenario's voor op- en afschalen, ")


def test_of_a_document_too_what_is_not_in_it_is_said_in_dutch() -> None:
    assert _place("situation-assessed risks WGS-2.29-2") == "beeld gevormd: risico's (WGS-2.29-2)"
    assert _place("plan-established plan.zsm WGS-2.29-2").startswith("levensloopplan vastgesteld: het levensloopplan, ")
