"""What a person types may hold a name, whatever the field is for: so it never stands in clear in a log (docs/secrecy.md)."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.event import DomainEvent, OrganisationId, Text
from levensloop.contracts.registry import EVENTS

TYPED = "Mw. Annelies Verzonnen-Achterdijk, 111222333"
"""What nobody could type into a number, a day, a word from a list, an organisation's id or a digest."""

CHECKED_BY_A_PERSON = frozenset({("BottleneckReported", "name"), ("BottleneckReported", "text")})
"""BTL-1: about no case, under an id of its own; somebody at the ZVH released exactly this, as a text without a person in it."""


def leaves(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, Any, Category]]:
    for name, field in model.model_fields.items():
        if part := part_of(field.annotation):
            yield from leaves(part, f"{path}{name}.")
        else:
            kind = TypeAdapter(field.rebuild_annotation())
            yield path + name, kind, category_of(field)


def takes_free_text(kind: TypeAdapter[Any]) -> bool:
    return any(_accepts(kind, content) for content in (TYPED, [TYPED], {TYPED: TYPED}))


def _accepts(kind: TypeAdapter[Any], content: Any) -> bool:
    try:
        kind.validate_python(content)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.__name__)
def test_wgs_2_30_1_a_text_that_a_person_types_has_a_category_of_its_own(event: type[DomainEvent]) -> None:
    """WGS-2.30-1."""
    in_clear = {
        path for path, kind, category in leaves(event) if category is Category.PROCESS and takes_free_text(kind)
    }

    assert in_clear == {path for name, path in CHECKED_BY_A_PERSON if name == event.__name__}


def test_it_knows_free_text_when_it_sees_it() -> None:
    assert takes_free_text(TypeAdapter(Text))
    assert takes_free_text(TypeAdapter(Text | None))
    assert takes_free_text(TypeAdapter(tuple[Text, ...]))
    assert not takes_free_text(TypeAdapter(OrganisationId))
    assert not takes_free_text(TypeAdapter(tuple[OrganisationId, ...]))
    assert not takes_free_text(TypeAdapter(Category))
