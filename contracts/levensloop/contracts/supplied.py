"""Who supplied each field of an event, and in which category: from the contracts' own metadata (PIC-2, WGS 2.29(3))."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_origin

from pydantic import BaseModel

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import DomainEvent

SUPPLIER = "supplier"
"""The field by which a part of an event says who supplied it; all else was supplied by who acts."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field of one event. `path` as in the matrix, such as `inventory.indications.text`; `item`, where it lies in one of several
    parts that each name their supplier, which one: `inventory.indications.0`. `erased`: its key was destroyed."""

    path: str
    category: Category
    supplier: str
    item: str = ""
    erased: bool = False


def leaves(event: DomainEvent) -> Iterator[Leaf]:
    """Every field, in the order of the contract, of each part."""
    return _leaves(event, "", "", event.by.organisation, "")


def _leaves(value: BaseModel, path: str, place: str, supplier: str, item: str) -> Iterator[Leaf]:
    for name, info in type(value).model_fields.items():
        part, content = part_of(info.annotation), getattr(value, name)
        if part is None:
            yield Leaf(path + name, category_of(info), supplier, item, is_erased(content))
        elif content is None:
            continue
        elif get_origin(info.annotation) is tuple:
            own = SUPPLIER in part.model_fields
            for at, each in enumerate(content):
                here = f"{place}{name}.{at}"
                giver, which = (getattr(each, SUPPLIER), here) if own else (supplier, item)
                yield from _leaves(each, f"{path}{name}.", f"{here}.", giver, which)
        else:
            yield from _leaves(content, f"{path}{name}.", f"{place}{name}.", supplier, item)
