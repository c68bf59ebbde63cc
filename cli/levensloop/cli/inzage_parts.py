"""What a person may see of what is processed about them (GDPR 15, WGS 1.11), as sections in plain Dutch. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from levensloop.audit.rows import Indexed
from levensloop.audit.words import categories_in_dutch, what_in_dutch
from levensloop.contracts.accountability import Operation, Outcome
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import DUTCH, Category, category_of, part_of
from levensloop.contracts.commands.fields import FIELDS_IN_DUTCH
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.words import in_dutch
from levensloop.documents.model import Block, Paragraph, Row, Section
from levensloop.documents.wording import NOTHING, day, table

ALSO_IN_DUTCH: Mapping[str, str] = {
    "answers": "antwoorden",
    "by": "door",
    "included_on": "dag van inclusie",
    "step": "stap van een scenario",
}
"""Fields of events that no command has."""

OF_OTHERS = frozenset({Category.RELATIONS, Category.STAFF})
"""Categories that are about somebody else: never shown, only that there is something (GDPR 15(4))."""

MASKED = "afgeschermd: gaat over iemand anders"

READ_FIRST = (
    "Wat mensen in eigen woorden schreven kan ook over anderen gaan. Een medewerker van het Zorg- en Veiligheidshuis leest dit na "
    "voordat u het krijgt."
)


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing that is recorded about the person."""

    category: Category
    day: date
    supplier: str
    event: str
    field: str
    content: str


def recorded_data(events: Iterable[Recorded[DomainEvent]]) -> Iterator[Datum]:
    """All of it, in the order in which it was recorded; what is of the process says nothing about a person."""
    for recorded in events:
        event = recorded.event
        name = EVENTS_IN_DUTCH[type(event).__name__]
        if isinstance(event, DatumRectified):
            name = f"{name}: {label(event.field.rpartition('.')[2])}"
        for field, category, content in _leaves(event):
            if category is not Category.PROCESS:
                said = _said(content)
                yield Datum(category, day_of(recorded.time), event.by.organisation, name, field, said)


def data_section(data: Sequence[Datum], withheld: Collection[Category], because: str) -> Section:
    """Per category of the Act; what is about others is masked, what is withheld is said to be withheld, and why."""
    parts = []
    for category in Category:
        found = [datum for datum in data if datum.category is category]
        if found and category is not Category.STAFF:
            parts.append(Section(DUTCH[category].capitalize(), tuple(_shown(category, found, withheld, because))))
    staff = sum(datum.category is Category.STAFF for datum in data)
    others = Paragraph(f"Namen en functies van medewerkers staan er {staff} keer in; die zijn weggelaten.", quiet=True)
    return Section("Wat over u is vastgelegd", (Paragraph(READ_FIRST), others), tuple(parts))


def suppliers_section(data: Sequence[Datum], names: Mapping[str, str]) -> Section:
    """GDPR 15(1)(g): from whom."""
    by: dict[str, set[Category]] = {}
    for datum in data:
        by.setdefault(datum.supplier, set()).add(datum.category)
    rows = [(names.get(o, o), categories_in_dutch(found - OF_OTHERS)) for o, found in by.items()]
    return Section("Van wie de gegevens komen", (table(("Organisatie", "Wat"), [r for r in rows if r[1]], (40, 60)),))


def recipients_section(records: Iterable[Indexed], names: Mapping[str, str], roles: Mapping[str, Role]) -> Section:
    """GDPR 15(1)(c): to whom, what, when and why; by the line of the matrix by which it went."""
    rows = [
        (
            day(a.at),
            _who(a.to, names, roles),
            what_in_dutch(a.what),
            categories_in_dutch(a.categories),
            _why(a.matrix, a.codes),
        )
        for a in (record.account for record in records)
        if a.operation is Operation.DISCLOSE and a.outcome is Outcome.DONE and a.to and a.what != "letter-key"
    ]
    head = ("Wanneer", "Aan wie", "Wat", "Gegevens over", "Waarom")
    return Section("Aan wie gegevens gingen", (table(head, rows, (14, 22, 20, 20, 24)),))


def lookers_section(records: Iterable[Indexed], names: Mapping[str, str], roles: Mapping[str, Role]) -> Section:
    """Who looked: the organisation, not the person who works there."""
    rows = [
        (day(a.at), _who(a.organisation, names, roles), what_in_dutch(a.what))
        for a in (record.account for record in records)
        if a.operation is Operation.CONSULT
    ]
    return Section("Wie keek", (table(("Wanneer", "Wie", "Wat"), rows, (25, 40, 35)),))


def _shown(category: Category, found: Sequence[Datum], withheld: Collection[Category], because: str) -> Iterator[Block]:
    if category in withheld:
        yield Paragraph(f"{len(found)} gegevens krijgt u niet te zien: {because}")
        return
    rows: list[Row] = [
        (day(d.day), d.event, d.field, MASKED if category in OF_OTHERS else d.content, d.supplier) for d in found
    ]
    yield table(("Sinds", "Bij", "Wat", "Inhoud", "Van"), rows, (14, 18, 18, 32, 18)) if rows else NOTHING


def _why(version: str | None, codes: Sequence[str]) -> str:
    try:
        known = matrix(version).codes if version else {}
    except KeyError:
        known = {}
    return "; ".join(known[code].purpose for code in codes if code in known) or "samenwerking in het levensloopteam"


def _who(organisation: str | None, names: Mapping[str, str], roles: Mapping[str, Role]) -> str:
    name = names.get(organisation or "", organisation or "")
    role = roles.get(organisation or "")
    return f"{name} ({ROLES[role].dutch})" if role else name


def _leaves(value: BaseModel) -> Iterator[tuple[str, Category, Any]]:
    for name, field in type(value).model_fields.items():
        content = getattr(value, name)
        items = content if isinstance(content, tuple) else (content,)
        for item in items:
            if part_of(field.annotation) is not None and isinstance(item, BaseModel):
                yield from _leaves(item)
            elif item is not None and part_of(field.annotation) is None:
                yield label(name), category_of(field), item


def label(field: str) -> str:
    """The field of an event, in Dutch."""
    if field.startswith("new_"):
        return "wat het moet zijn"
    return ALSO_IN_DUTCH.get(field) or FIELDS_IN_DUTCH.get(field, field)


def _said(content: Any) -> str:
    if isinstance(content, StrEnum):
        return in_dutch(content)
    if isinstance(content, bool):
        return "ja" if content else "nee"
    return day(content) if isinstance(content, date) else str(content)
