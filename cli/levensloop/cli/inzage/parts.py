"""What is recorded about a person, and from whom it comes (GDPR 15(1)(b)(g), WGS 1.11), as sections in plain Dutch. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from levensloop.audit.words import categories_in_dutch
from levensloop.cli.inzage.given import called
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import DUTCH, Category, category_of, part_of
from levensloop.contracts.commands.fields import FIELDS_IN_DUTCH
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.contracts.words import in_dutch
from levensloop.documents.model import Block, Items, Paragraph, Section
from levensloop.documents.wording import NOTHING, day, listed

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
    source: str
    """The ZVH whose system recorded it first."""
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
                yield Datum(category, day_of(recorded.time), event.by.organisation, recorded.source, name, field, said)


def data_section(
    data: Sequence[Datum], names: Mapping[str, str], withheld: Collection[Category], because: str
) -> Section:
    """Per category of the Act; what is about others is masked, what is withheld is said to be withheld, and why."""
    parts = []
    for category in Category:
        found = [datum for datum in data if datum.category is category]
        if found and category is not Category.STAFF:
            parts.append(
                Section(DUTCH[category].capitalize(), tuple(_shown(category, found, names, withheld, because)))
            )
    staff = sum(datum.category is Category.STAFF for datum in data)
    others = Paragraph(f"Namen en functies van medewerkers staan er {staff} keer in; die zijn weggelaten.", quiet=True)
    return Section("Wat over u is vastgelegd", (Paragraph(READ_FIRST), others), tuple(parts))


def suppliers_section(data: Sequence[Datum], me: str, names: Mapping[str, str], roles: Mapping[str, Role]) -> Section:
    """GDPR 15(1)(g): from whom; also who takes part no more, and what another ZVH handed over with the case."""
    by: dict[tuple[str, str], set[Category]] = {}
    for datum in data:
        by.setdefault((datum.supplier, datum.source), set()).add(datum.category)
    lines = []
    for (supplier, source), found in by.items():
        about = categories_in_dutch(found - OF_OTHERS)
        via = "" if source == me else f" (overgenomen uit het systeem van {names.get(source, source)})"
        if about:
            lines.append(f"{called(supplier, names, roles)}: {about}{via}")
    said = Paragraph(
        "Wie iets vastlegde, of liet vastleggen. Wat van iemand buiten het netwerk kwam staat bij wie het opschreef."
    )
    return Section("Van wie de gegevens komen", (said, Items(tuple(lines), small=True) if lines else NOTHING))


def _shown(
    category: Category, found: Sequence[Datum], names: Mapping[str, str], withheld: Collection[Category], because: str
) -> Iterator[Block]:
    if category in withheld:
        yield Paragraph(f"{len(found)} gegevens krijgt u niet te zien: {because}")
        return
    same: dict[tuple[str, str], list[Datum]] = {}
    for datum in found:
        same.setdefault((datum.field, MASKED if category in OF_OTHERS else datum.content), []).append(datum)
    alike: dict[str, list[tuple[str, str]]] = {}
    for (field, content), times in same.items():
        by = listed(list(dict.fromkeys(names.get(one.supplier, one.supplier) for one in times)))
        where = ", ".join(dict.fromkeys(one.event for one in times))
        alike.setdefault(f"Van {by}, bij: {where}", []).append((f"{field}: {content}", _days(times)))
    for source, contents in alike.items():
        together = {days for _, days in contents}
        if len(contents) > 1 and len(together) == 1:  # said once for all of them
            yield Paragraph(f"{source} ({together.pop()})", quiet=True)
            yield Items(tuple(content for content, _ in contents), small=True)
        else:
            yield Paragraph(source, quiet=True)
            yield Items(tuple(f"{content} ({days})" for content, days in contents), small=True)


def _days(times: Sequence[Datum]) -> str:
    """From when to when it was recorded, and how often."""
    first, last = min(one.day for one in times), max(one.day for one in times)
    days = f"{first:%d-%m-%Y}" if first == last else f"{first:%d-%m-%Y} t/m {last:%d-%m-%Y}"
    return days if len(times) == 1 else f"{days}, {len(times)} keer"


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
