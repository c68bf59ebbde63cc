"""What a supplier keeps from who asks for a document is not in it (WGS 1.7(1), 2.29(3)): in its place stands that it is withheld. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any, TypeVar, get_origin
from uuid import UUID

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.decision import Organisation
from levensloop.contracts.erased import Erased
from levensloop.contracts.event import Value
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restriction, Restrictions, evolve
from levensloop.contracts.supplied import SUPPLIER
from levensloop.documents.history import Events

WITHHELD = Erased("niet verstrekt")
"""Reads as what is destroyed does: code that counts with a field asks first whether it is there."""

V = TypeVar("V", bound=Value)


def kept_from(asker: Organisation, events: Events, today: date) -> tuple[Restriction, ...]:
    """Each condition and objection of the case that keeps something from this organisation today."""
    return tuple(reduce(evolve, events, Restrictions()).against(asker.id, asker.role, today))


def without(events: Events, restrictions: Sequence[Restriction]) -> Events:
    """The case as a document for that organisation may show it."""
    if not restrictions:
        return events
    return [_narrowed(recorded, restrictions) for recorded in events]


def _narrowed(recorded: Recorded[Any], restrictions: Sequence[Restriction]) -> Recorded[Any]:
    event = recorded.event
    return replace(recorded, event=_left(event, event.by.organisation, recorded.id, restrictions))


def _left(value: V, supplier: str, event: UUID, restrictions: Sequence[Restriction]) -> V:
    changed: dict[str, Any] = {}
    for name, info in type(value).model_fields.items():
        part, content, several = part_of(info.annotation), getattr(value, name), get_origin(info.annotation) is tuple
        if content is None:
            continue
        if part is None:
            category = category_of(info)
            hidden = any(each.covers(event, supplier, category) for each in restrictions)
            if hidden and category is not Category.PROCESS:
                changed[name] = (WITHHELD,) if several else WITHHELD
        elif several:
            changed[name] = tuple(
                _left(each, getattr(each, SUPPLIER, supplier), event, restrictions) for each in content
            )
        else:
            changed[name] = _left(content, supplier, event, restrictions)
    return value.model_copy(update=changed)
