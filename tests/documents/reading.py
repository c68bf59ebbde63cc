"""What a document says: its sections by title, and the text of its pages."""

import io
import re
from collections.abc import Sequence

from pypdf import PdfReader

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.documents.model import Document, Section, texts
from levensloop.infra.specification import record
from support.samples.world import HAAGLANDEN

Logged = tuple[Recorded[DomainEvent], ...]


def logged(*events: DomainEvent, after: Sequence[Recorded[DomainEvent]] = (), source: str = HAAGLANDEN) -> Logged:
    """A case's log: `after` what there is, these events, logged by `source`."""
    return (*after, *(record(event, at, source) for at, event in enumerate(events, len(after) + 1)))


def made(document: Document | Refusal) -> Document:
    assert isinstance(document, Document), document
    return document


def rule_of(document: Document | Refusal) -> str:
    assert isinstance(document, Refusal), "it was made"
    return document.rule


def titles(document: Document) -> list[str]:
    """Of the sections, in order."""
    return [section.title for section in document.sections]


def section(document: Document, title: str) -> Section:
    return next(found for found in document.sections if found.title == title)


def says(document: Document, title: str) -> str:
    """All text below one heading."""
    alone = Document(**{**_fields(document), "sections": (section(document, title),)})
    return "\n".join(list(texts(alone))[1 + 2 * len(document.facts.rows) :])


def whole(document: Document) -> str:
    return "\n".join(texts(document))


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    """Without white space: where a line was broken says nothing."""
    return re.sub(r"\s+", "", text)


def _fields(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in Document.__slots__}
