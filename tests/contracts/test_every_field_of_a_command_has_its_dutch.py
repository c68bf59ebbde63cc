"""Who writes a command by hand reads in Dutch what each of its fields holds, and what each command is called."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from levensloop.contracts.commands.fields import FIELDS_IN_DUTCH
from levensloop.contracts.commands.names import COMMANDS_IN_DUTCH
from levensloop.contracts.registry import COMMANDS


def fields(model: type[BaseModel]) -> Iterator[str]:
    """The names of its fields, those of its parts too."""
    for name, field in model.model_fields.items():
        yield name
        for part in parts(field.annotation):
            yield from fields(part)


def parts(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_field_has_its_dutch(name: str) -> None:
    assert set(fields(COMMANDS[name])) <= set(FIELDS_IN_DUTCH)


def test_no_dutch_is_left_of_what_is_gone() -> None:
    assert set(FIELDS_IN_DUTCH) <= {name for model in COMMANDS.values() for name in fields(model)}
    assert set(COMMANDS_IN_DUTCH) == set(COMMANDS)
