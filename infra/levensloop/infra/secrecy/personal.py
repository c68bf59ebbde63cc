"""Which fields of an event are about a person, and who supplied each: from the contracts' own metadata."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import BaseModel

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.handover import IdentityAnswered, IdentityPresented, IdentityWithdrawn
from levensloop.contracts.periods import quarter_of

SUPPLIER = "supplier"
"""The field by which a part of an event says who supplied it (PIC-2); all else was supplied by who acts.
An event as a whole may have a field of that name too (whom it is about, MOV-1): that does not say who told it."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One personal field, in the event's data as JSON: `holder[name]`; `path` from the top, such as `concerns.0.text`."""

    path: str
    holder: dict[str, Any]
    name: str
    supplier: str


def personal_leaves(kind: type[DomainEvent], data: dict[str, Any]) -> Iterator[Leaf]:
    """Every field of the event that is there and whose category is not `process`, nested ones too, in the order of the contract."""
    supplier = data["by"]["organisation"]
    if kind is DatumRectified:
        supplier = correction_key(supplier)
    return _leaves(kind, data, "", identity_key(supplier) if kind in _BEFORE_RELEASE else supplier)


def identity_key(organisation: str) -> str:
    """Whose key it is, of what travels to another ZVH before a case is released: not that of the rest of the case (MOV-1)."""
    return f"{organisation}_identity"


def correction_key(organisation: str) -> str:
    """Whose key it is, of what goes to who has a copy of the case from before it moved: not that of the rest of the case (GDPR 16)."""
    return f"{organisation}_correction"


def ring_of(supplier: str, first_processed: datetime) -> str:
    """Whose key it is, of what one organisation supplied in one quarter: what is five years old can be destroyed by itself (WGS 1.8(7))."""
    return f"{supplier}_{quarter_of(first_processed)}"


_BEFORE_RELEASE = frozenset((IdentityPresented, IdentityAnswered, IdentityWithdrawn))


@dataclass(frozen=True, slots=True)
class _Shape:
    """Of one model: the fields that are personal leaves, and the fields that have parts."""

    leaves: tuple[str, ...]
    parts: Mapping[str, type[BaseModel]]


@cache
def _shape(kind: type[BaseModel]) -> _Shape:
    parts = {name: part for name, f in kind.model_fields.items() if (part := part_of(f.annotation)) is not None}
    leaves = (n for n, f in kind.model_fields.items() if n not in parts and category_of(f) is not Category.PROCESS)
    return _Shape(tuple(leaves), parts)


def _leaves(kind: type[BaseModel], data: dict[str, Any], path: str, supplier: str) -> Iterator[Leaf]:
    shape = _shape(kind)
    for name in shape.leaves:
        if name in data:
            yield Leaf(path + name, data, name, supplier)
    for name, part in shape.parts.items():
        content = data[name]
        if isinstance(content, list):
            for at, item in enumerate(content):
                yield from _leaves(part, item, f"{path}{name}.{at}.", item.get(SUPPLIER, supplier))
        elif content is not None:
            yield from _leaves(part, content, f"{path}{name}.", content.get(SUPPLIER, supplier))
