"""What may not go to who asks for a document is not in it: in its place stands that it is withheld. Pure.

Judged field by field as a disclosure is (`contracts.grounds`): the ground for care and criminal data (WGS 2.29(2)), what suppliers said
(1.7(1), 2.29(3)), and what the matrix gives at all (ALW-2).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.decision import Organisation
from levensloop.contracts.erased import Erased, is_erased
from levensloop.contracts.event import DomainEvent, Value, kebab
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.grounds import Withheld, of_field
from levensloop.contracts.holding import ground_of
from levensloop.contracts.matrix.lines import Code, Grant, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restriction, Restrictions, evolve
from levensloop.contracts.roles import Role
from levensloop.contracts.supplied import SUPPLIER, Leaf
from levensloop.documents.granted import IDENTITY
from levensloop.documents.history import Events
from levensloop.documents.model import Document, Facts

WITHHELD = Erased("niet verstrekt")
"""Reads as what is destroyed does: code that counts with a field asks first whether it is there."""

SAID = (
    "Volledigheid",
    "Een deel van deze casus is aan de ontvanger niet verstrekt (WGS 1.7, 2.29). Of daar iets stond, blijkt hieruit niet.",
)
"""Under the title of a document in which something may be left out: also where nothing was, for that is not to be told."""

V = TypeVar("V", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Shown:
    """The case as a document for one organisation may show it. `withheld`: event → what of it is not there; `by`: the rules, and the
    numbers of conditions and objections, in force against this organisation; `held`: event → by which ground what needs one is there;
    `conditions`: those of others in force now, in words."""

    events: Events
    withheld: Mapping[UUID, tuple[Withheld, ...]] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    held: Mapping[UUID, tuple[GroundHeld, ...]] = field(default_factory=dict)
    conditions: tuple[Restriction, ...] = ()

    def grounds(self, data: Iterable[BaseModel]) -> tuple[GroundHeld, ...]:
        """Of what a document is made from, by which ground is in it what needs one; each once."""
        made_of = {id(value) for value in data}
        events = (recorded for recorded in self.events if id(recorded.event) in made_of)
        return tuple(dict.fromkeys(each for recorded in events for each in self.held.get(recorded.id, ())))

    def places(self, data: Iterable[BaseModel]) -> Iterator[str]:
        """Of what a document is made from, each field that is not there: `situation-assessed risks WGS-2.29-2`."""
        made_of = {id(value) for value in data}
        for recorded in self.events:
            if id(recorded.event) in made_of:
                name = kebab(type(recorded.event).__name__)
                yield from {f"{name} {each.place} {each.rule}" for each in self.withheld.get(recorded.id, ())}


def shown_to(asker: Organisation, events: Events, today: date) -> Shown:
    """`asker`: a member of the team; `today`: the day in the Netherlands. What it may see is judged as of today, whatever the day of
    the event."""
    known = reduce(evolve, events, Restrictions())
    judged = [_Judging(recorded, asker, known, today) for recorded in events]
    narrowed = [each.narrowed() for each in judged]
    withheld = {each.recorded.id: tuple(each.withheld) for each in judged if each.withheld}
    standing = [f"{each.rule} {each.number}" for each in known.against(asker.id, asker.role, today)]
    rules = {each.rule for found in withheld.values() for each in found if each.number is None}
    by = (*standing, *sorted(rules))
    held = {each.recorded.id: tuple(each.held) for each in judged if each.held}
    return Shown(narrowed, withheld, by, held, _in_force(known, asker.id, today))


def shown_whole(events: Events, me: str, today: date) -> Shown:
    """The same for the ZVH itself, from which nothing is withheld; conditions hold for it as for anybody (WGS 2.29(3))."""
    return Shown(events, conditions=_in_force(reduce(evolve, events, Restrictions()), me, today))


def _in_force(known: Restrictions, to: str, today: date) -> tuple[Restriction, ...]:
    """Conditions of others, by number; not those of which the words are destroyed."""
    held = (each for _, each in sorted(known.conditions.items()) if each.holds_on(today))
    return tuple(each for each in held if each.supplier != to and not is_erased(each.words))


def with_note(document: Document, shown: Shown) -> Document:
    """The document, that says so where something may be left out of it."""
    return replace(document, facts=Facts((*document.facts.rows, SAID))) if shown.by else document


class _Judging:
    """One event for one organisation, once."""

    def __init__(self, recorded: Recorded[Any], to: Organisation, known: Restrictions, today: date) -> None:
        self.recorded, self._to, self._known, self._today = recorded, to, known, today
        self.withheld: dict[Withheld, None] = {}
        self.held: dict[GroundHeld, None] = {}
        self._given = {**_of_person(recorded.event, to.role), **_given(recorded.event, to.role)}

    def narrowed(self) -> Recorded[Any]:
        event: DomainEvent = self.recorded.event
        left = self._left(event, "", "", event.by.organisation, "")
        return self.recorded if left is event else replace(self.recorded, event=left)

    def _hidden(self, leaf: Leaf) -> bool:
        """What no line gives, and what may not go all the same, of which there is a record. What is process is about nobody: it says that
        something happened, and is never hidden."""
        if leaf.category is Category.PROCESS:
            return False
        codes = self._given.get(leaf.path)
        if not codes:
            return True
        found = list(of_field(leaf, codes, self.recorded, self._to, self._known, self._today))
        self.withheld |= dict.fromkeys(found)
        ground = None if found else ground_of(leaf, codes, self.recorded, self._to, self._known)
        if ground is not None:
            self.held[ground] = None
        return bool(found)

    def _left(self, value: V, path: str, place: str, supplier: str, item: str) -> V:
        changed: dict[str, Any] = {}
        for name, info in type(value).model_fields.items():
            part, content, several = (
                part_of(info.annotation),
                getattr(value, name),
                get_origin(info.annotation) is tuple,
            )
            if is_erased(content):
                continue
            if part is None:
                if self._hidden(Leaf(path + name, category_of(info), supplier, item)):
                    changed[name] = (WITHHELD,) if several else WITHHELD
            elif several:
                changed[name] = tuple(self._parts(content, part, f"{path}{name}.", f"{place}{name}", supplier, item))
            elif NoneType in get_args(info.annotation) and self._whole(part, f"{path}{name}.", supplier, item):
                changed[name] = WITHHELD
            elif content is not None:
                giver = getattr(content, SUPPLIER, supplier)
                changed[name] = self._left(content, f"{path}{name}.", f"{place}{name}.", giver, item)
        changed = {name: content for name, content in changed.items() if content is not getattr(value, name)}
        return value.model_copy(update=changed) if changed else value

    def _parts(
        self, parts: tuple[Value, ...], kind: type[BaseModel], path: str, place: str, supplier: str, item: str
    ) -> Iterator[Value]:
        """One that its supplier keeps back is left out whole: that it was there is its supplier's too."""
        own = SUPPLIER in kind.model_fields
        if own:
            for leaf in _possible(kind, path, supplier, item):
                self._hidden(leaf)  # is said of what might be there, so that what is there cannot be told by it
        for at, each in enumerate(parts):
            here = f"{place}.{at}"
            giver, which = (getattr(each, SUPPLIER), here) if own else (supplier, item)
            left = self._left(each, path, f"{here}.", giver, which)
            if not own or left is each:
                yield left

    def _whole(self, kind: type[BaseModel], path: str, supplier: str, item: str) -> bool:
        """Whether nothing of a part that need not be there may be seen: then it is not to be told either whether it is there."""
        leaves = [leaf for leaf in _possible(kind, path, supplier, item) if leaf.category is not Category.PROCESS]
        return bool(leaves) and not _has_own(kind) and all([self._hidden(leaf) for leaf in leaves])


def _given(event: DomainEvent, role: Role) -> Mapping[str, tuple[Code, ...]]:
    """Field → by which lines, of what a member of the team may see of this event."""
    return matrix().given(kebab(type(event).__name__), role, {Grant.TEAM}, pulled=True)


def _of_person(event: DomainEvent, role: Role) -> Mapping[str, tuple[Code, ...]]:
    """Who the client is, a member of the team knows by the label that it is asked (PLN-6), wherever a document takes it from."""
    if "person" not in type(event).model_fields:
        return {}
    given = matrix().given(IDENTITY, role, {Grant.ADDRESSED}, pulled=True)
    return {path: codes for path, codes in given.items() if path.startswith("person.")}


def _possible(kind: type[BaseModel], path: str, supplier: str, item: str) -> Iterator[Leaf]:
    """The fields that such a part has, by its contract."""
    for name, info in kind.model_fields.items():
        part = part_of(info.annotation)
        if part is None:
            yield Leaf(path + name, category_of(info), supplier, item)
        else:
            yield from _possible(part, f"{path}{name}.", supplier, item)


def _has_own(kind: type[BaseModel]) -> bool:
    """Whether parts in it say themselves who supplied them."""
    parts = [part for info in kind.model_fields.values() if (part := part_of(info.annotation))]
    return any(SUPPLIER in part.model_fields or _has_own(part) for part in parts)
