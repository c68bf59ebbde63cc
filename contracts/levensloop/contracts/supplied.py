"""Who supplied each field of an event, and in which category: from the contracts' own metadata (PIC-2, WGS 2.29(3))."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, get_origin

from pydantic import BaseModel

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import DomainEvent

SUPPLIER = "supplier"
"""The field by which a part of an event says who supplied it; all else was supplied by who acts."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field of one event. `path` as in the matrix, such as `inventory.indications.text`; `item`, where it lies in one of several
    parts that each name their supplier, which one: `inventory.indications.0`. `erased`: its key was destroyed; `text`: free text, that
    holds whatever its writer put in it."""

    path: str
    category: Category
    supplier: str
    item: str = ""
    erased: bool = False
    text: bool = False


def place_of(leaf: Leaf) -> str:
    """Its path, with in it which of several parts it is of: `inventory.indications.0.text`."""
    if not leaf.item:
        return leaf.path
    whole = ".".join(part for part in leaf.item.split(".") if not part.isdigit())
    return leaf.item + leaf.path.removeprefix(whole)


def leaves(event: DomainEvent) -> Iterator[Leaf]:
    """Every field, in the order of the contract, of each part."""
    return _leaves(event, "", "", event.by.organisation, "")


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a model. `part`: the model that it holds, else its `category`; `several` of them; `own`: each says who supplied it;
    `always`: it is written also where there is nothing in it."""

    name: str
    part: type[BaseModel] | None
    category: Category
    several: bool
    own: bool
    always: bool


@cache
def _shape(kind: type[BaseModel]) -> tuple[_Field, ...]:
    return tuple(
        _Field(
            name,
            part := part_of(info.annotation),
            category_of(info),
            get_origin(info.annotation) is tuple,
            part is not None and SUPPLIER in part.model_fields,
            info.exclude_if is None,
        )
        for name, info in kind.model_fields.items()
    )


def _leaves(value: BaseModel, path: str, place: str, supplier: str, item: str) -> Iterator[Leaf]:
    for field in _shape(type(value)):
        name, content = field.name, getattr(value, field.name)
        if content is None and (field.part is not None or not field.always):
            continue
        if field.part is not None and is_erased(content):
            continue  # left out whole: no field of it is there
        if field.part is None:
            yield Leaf(path + name, field.category, supplier, item, is_erased(content), _is_text(content))
        elif field.several:
            for at, each in enumerate(content):
                here = f"{place}{name}.{at}"
                giver, which = (getattr(each, SUPPLIER), here) if field.own else (supplier, item)
                yield from _leaves(each, f"{path}{name}.", f"{here}.", giver, which)
        else:
            giver = getattr(content, SUPPLIER) if field.own else supplier
            yield from _leaves(content, f"{path}{name}.", f"{place}{name}.", giver, item)


def _is_text(content: Any) -> bool:
    if isinstance(content, tuple):
        return any(_is_text(each) for each in content)
    return isinstance(content, str) and not isinstance(content, Enum)
