"""By which lines of the matrix what a document shows goes to its reader, for the record of it (ALW-2, ALW-3). Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import BaseModel

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.plan import LabelRequested
from levensloop.contracts.matrix.lines import Code, Grant, matrix
from levensloop.contracts.roles import Role

IDENTITY = kebab(LabelRequested.__name__)
"""The event by which a member of the team knows who it is about: it is asked to label that person (PLN-6)."""


@dataclass(frozen=True, slots=True)
class Granted:
    """Memberships, in the order of `Grant`, and names of lines, sorted."""

    grounds: tuple[Grant, ...]
    codes: tuple[str, ...]


def fields_of(value: BaseModel, role: Role) -> Mapping[str, tuple[Code, ...]]:
    """Path → by which lines, of what a document is made from: an event as a member of the team may see it when it asks, or the person."""
    if isinstance(value, DomainEvent):
        return matrix().given(kebab(type(value).__name__), role, {Grant.TEAM}, pulled=True)
    given = matrix().given(IDENTITY, role, {Grant.ADDRESSED}, pulled=True)
    return {path: codes for path, codes in given.items() if path.startswith("person.")}


def categories_in(data: Iterable[BaseModel]) -> frozenset[Category]:
    """Of what is there: not of what is destroyed or withheld."""
    return frozenset(found.category for value in data for found in _filled(value, "") if found.there)


def granted(data: Iterable[BaseModel], role: Role) -> Granted:
    """`data`: all that the text of a document was taken from."""
    codes = {code for value in data for by in _there(value, role) for code in by}
    held = {code.to for code in codes}
    return Granted(tuple(grant for grant in Grant if grant in held), tuple(sorted(code.name for code in codes)))


class _Filled(NamedTuple):
    """A field with something in it; `there`: and not destroyed or withheld."""

    path: str
    category: Category
    there: bool


def _filled(value: BaseModel, path: str) -> Iterator[_Filled]:
    for name, info in type(value).model_fields.items():
        content = getattr(value, name)
        for each in content if isinstance(content, tuple) else (content,):
            if isinstance(each, BaseModel):
                yield from _filled(each, f"{path}{name}.")
            elif each is not None and part_of(info.annotation) is None:
                yield _Filled(path + name, category_of(info), not is_erased(each))


def _there(value: BaseModel, role: Role) -> Iterator[tuple[Code, ...]]:
    """By which lines each field went, but of which nothing is there."""
    found = {each.path: False for each in _filled(value, "") if isinstance(value, DomainEvent)}
    found |= {each.path: True for each in _filled(value, "") if each.there}
    yield from (codes for path, codes in fields_of(value, role).items() if found.get(path, True))
