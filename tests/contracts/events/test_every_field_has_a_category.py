"""Every field of every event carries its WGS category (2.30), down to the smallest part, so that disclosure can be by field."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from levensloop.contracts.categories import DUTCH, Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.registry import EVENTS


def fields_of(model: type[BaseModel], path: str) -> Iterator[tuple[str, FieldInfo]]:
    """Every field with its path, those of nested values too."""
    for name, field in model.model_fields.items():
        yield f"{path}.{name}", field
        for part in models_in(field.annotation):
            yield from fields_of(part, f"{path}.{name}")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.__name__)
def test_every_field_carries_a_category_and_a_description(event: type[DomainEvent]) -> None:
    for path, field in fields_of(event, event.__name__):
        extra = field.json_schema_extra
        assert isinstance(extra, dict), f"{path} has no category"
        assert Category(str(extra["category"])), path
        assert field.description, f"{path} does not say what it is"


def test_nested_values_are_looked_into() -> None:
    """The test above would be worth little if it stopped at the first level."""
    paths = {path for event in EVENTS.values() for path, _ in fields_of(event, event.__name__)}

    assert "PlanEstablished.plan.scenarios.steps.if_fails" in paths
    assert "ClientIncluded.heads.coordinator" in paths


def test_every_category_has_its_dutch_name() -> None:
    assert set(DUTCH) == set(Category)
