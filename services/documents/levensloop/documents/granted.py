"""By which lines of the matrix what a document shows goes to its reader, for the record of it (ALW-2, ALW-3). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

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


def granted(data: Iterable[BaseModel], role: Role) -> Granted:
    """`data`: all that the text of a document was taken from."""
    codes = {code for value in data for by in fields_of(value, role).values() for code in by}
    held = {code.to for code in codes}
    return Granted(tuple(grant for grant in Grant if grant in held), tuple(sorted(code.name for code in codes)))
