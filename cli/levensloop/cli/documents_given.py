"""Which documents were given of an event, by their accountability records (ALW-3, WGS 1.8(4))."""

from typing import Any
from uuid import UUID

from rich.console import Console

from levensloop.cli.fields_shown import path_label
from levensloop.cli.screen import Names
from levensloop.contracts import subjects
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.categories import DUTCH
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.disclosure.explaining import TO_WHOM
from levensloop.disclosure.records import all_of, is_of_document
from levensloop.documents.account import DocumentRecord
from levensloop.infra.eventstore.store import EventStore


async def documents_of(out: EventStore, case: UUID, event: UUID, to: str) -> list[DocumentRecord]:
    """The documents that are the written form of this event and went to this organisation, oldest first. Raises `EventStoreError`."""
    stored = [message for message in await all_of(out, subjects.account(case)) if is_of_document(message)]
    records = [DocumentRecord.model_validate_json(message.data) for message in stored]
    return [record for record in records if (record.event, record.to) == (event, to)]


def show_documents(records: list[DocumentRecord], console: Console, names: Names) -> None:
    """Each in a few lines, in Dutch."""
    for record in records:
        moment = record.at.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S")
        grounds = ", ".join(TO_WHOM[ground] for ground in record.grounds)
        console.print(
            f"\nDocument {record.document} naar {names.get(record.to, record.to)} op {moment}, als {grounds}."
        )
        console.print(
            f"Matrix versie {record.table_version}, regels {' '.join(record.codes)}. Verantwoording {record.id}."
        )
        console.print(f"Categorieën: {', '.join(DUTCH[category] for category in record.categories)}.")
        if record.withheld_by:
            console.print(f"Niet erin, door {', '.join(record.withheld_by)}.")
        for place in record.withheld:
            console.print(f"  {_place(place)}")


def _place(place: str) -> str:
    """`situation-assessed risks WGS-2.29-2` → `beeld gevormd: risico's (WGS-2.29-2)`"""
    kind, path, rule = place.split(" ", 2)
    name = "".join(word.capitalize() for word in kind.split("-"))
    return f"{EVENTS_IN_DUTCH.get(name, kind)}: {path_label(path)} ({rule})"


def document_objects(records: list[DocumentRecord]) -> list[dict[str, Any]]:
    """For `--json`."""
    return [
        {
            "record": str(record.id),
            "at": record.at.isoformat(),
            "document": record.document,
            "version": record.table_version,
            "grounds": list(record.grounds),
            "codes": list(record.codes),
            "categories": list(record.categories),
            "withheld_by": list(record.withheld_by),
            "withheld": list(record.withheld),
        }
        for record in records
    ]
