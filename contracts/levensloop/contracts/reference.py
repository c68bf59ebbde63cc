"""The published language as pages, docs/*.md; `python -m levensloop.contracts.reference docs` writes them."""

import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic.fields import FieldInfo

from levensloop.contracts.categories import DUTCH, Category, part_of
from levensloop.contracts.disclosure_page import disclosure_page
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.register_page import register_page
from levensloop.contracts.registry import EVENTS, SERVICE_OF_EVENT
from levensloop.contracts.views_page import views_page

_OF_EVERY_EVENT = ("at", "by")


def events_page() -> str:
    """Every event with its fields, what they hold and in which WGS category, per service."""
    return "\n".join([*_events_head(), *_events_body(), ""])


def _events_head() -> Iterator[str]:
    yield "# Events"
    yield ""
    yield "Made from `contracts/`; do not edit (`make docs`). The envelope is a CloudEvent in structured JSON; these are the fields of its"
    yield "`data`. Every event also has `at` (when it happened, UTC) and `by` (organisation and function of who did it)."
    yield "The category is that of WGS 2.30(1); `process` says nothing about a person."


def _events_body() -> Iterator[str]:
    service = ""
    for wire, kind in EVENTS.items():
        if SERVICE_OF_EVENT[kind] != service:
            service = SERVICE_OF_EVENT[kind]
            yield from ("", f"## {service}")
        yield from ("", f"### {kind.__name__}", "", f"`{wire}`: {EVENTS_IN_DUTCH[kind.__name__]}. {_doc(kind)}")
        yield from _fields(kind)


def _doc(kind: type[DomainEvent]) -> str:
    return " ".join((kind.__doc__ or "").split())


def _fields(kind: type[DomainEvent]) -> Iterator[str]:
    rows = [
        row for name, field in kind.model_fields.items() if name not in _OF_EVERY_EVENT for row in _rows(name, field)
    ]
    if rows:
        yield from ("", "| field | what it holds | category |", "|---|---|---|", *rows)


def _rows(path: str, field: FieldInfo) -> Iterator[str]:
    part = part_of(field.annotation)
    extra = field.json_schema_extra
    category = Category(str(extra["category"])) if isinstance(extra, dict) else Category.PROCESS
    what = (field.description or "") + ("" if field.is_required() else " (may be absent)")
    yield f"| `{path}` | {what} | {'' if part else f'{category.value}: {DUTCH[category]}'} |"
    for name, inner in part.model_fields.items() if part else ():
        yield from _rows(f"{path}.{name}", inner)


PAGES = {
    "events.md": events_page,
    "disclosure.md": disclosure_page,
    "views.md": views_page,
    "verwerkingsactiviteiten.md": register_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (Path(sys.argv[1]) / name).write_text(page(), encoding="utf-8")
