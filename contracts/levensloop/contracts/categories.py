"""The categories of personal data that article 2.30 WGS names; every field of every event carries one."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo


class Category(StrEnum):
    """WGS 2.30(1) for the person and the direct circle; `staff` is 2.30 for professionals; `process` is no personal data."""

    IDENTITY = "identity"
    HOUSING = "housing"
    FINANCIAL = "financial"
    HEALTH = "health"
    POLICE = "police"
    JUSTICE = "justice"
    RELATIONS = "relations"
    ENFORCEMENT = "enforcement"
    SOCIAL_PROVISIONS = "social-provisions"
    GUIDANCE = "guidance"
    STAFF = "staff"
    PROCESS = "process"


ABOUT_NOBODY = frozenset({Category.PROCESS, Category.STAFF})
"""Not about the client (WGS 2.30): that something runs, and whom to reach. It needs no ground, agreement or admission of its own."""

DUTCH: dict[Category, str] = {
    Category.IDENTITY: "identiteit en contact",
    Category.HOUSING: "huisvesting",
    Category.FINANCIAL: "financiën en inkomen",
    Category.HEALTH: "gezondheid",
    Category.POLICE: "politiegegevens",
    Category.JUSTICE: "justitiële gegevens",
    Category.RELATIONS: "relaties",
    Category.ENFORCEMENT: "handhaving en bestuurlijke maatregelen",
    Category.SOCIAL_PROVISIONS: "sociale voorzieningen",
    Category.GUIDANCE: "begeleiding en zorg",
    Category.STAFF: "identiteit en contact van medewerkers",
    Category.PROCESS: "procesgegeven",
}


def holds(category: Category, description: str) -> FieldInfo:
    """Field metadata for `Annotated[T, holds(...)]`: what the field says, and its WGS category (2.30)."""
    info: FieldInfo = Field(description=description, json_schema_extra={"category": category.value})
    return info


def category_of(field: FieldInfo) -> Category:
    """The category that `holds(...)` gave this field."""
    assert isinstance(field.json_schema_extra, dict)  # every field of an event carries `holds(...)`
    return Category(str(field.json_schema_extra["category"]))


def part_of(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, also inside a tuple or beside None; None for a field that is a leaf."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType):
        parts = (part_of(inner) for inner in get_args(annotation) if inner not in (NoneType, Ellipsis))
        return next((part for part in parts if part is not None), None)
    return None


def categories(value: BaseModel) -> frozenset[Category]:
    """The WGS categories of the data in this event or part of one: of its leaves, where there is anything in them."""
    return frozenset(_leaves(value))


@cache
def _shape(kind: type[BaseModel]) -> tuple[tuple[str, Category], ...]:
    return tuple((name, category_of(field)) for name, field in kind.model_fields.items())


def _leaves(value: BaseModel) -> Iterator[Category]:
    for name, category in _shape(type(value)):
        content = getattr(value, name)
        for item in content if isinstance(content, tuple) else (content,):
            if isinstance(item, BaseModel):
                yield from _leaves(item)
            elif item is not None:
                yield category
