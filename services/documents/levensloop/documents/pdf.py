"""From a document to a PDF on A4. The same document gives the same bytes."""

import io
from collections.abc import Iterator

from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, KeepTogether, PageTemplate

from levensloop.documents import style
from levensloop.documents.blocks import flowables, is_long, text
from levensloop.documents.fonts import ready
from levensloop.documents.model import Printable, Section
from levensloop.documents.page import canvas_for

_KEEP = 120
"""A long table begins on this page only when so much of it, in points, fits below its heading."""


def pdf(document: Printable) -> bytes:
    """The document as a PDF, with its fonts in it."""
    ready()
    buffer = io.BytesIO()
    frame = Frame(style.LEFT, style.BOTTOM, style.WIDTH, style.HEIGHT, 0, 0, 0, 0, id="text")
    template = BaseDocTemplate(
        buffer,
        pagesize=style.PAGE,
        pageTemplates=[PageTemplate("page", [frame])],
        title=f"{document.title}, {document.version}",
        subject=document.about.capitalize(),
        author="Zorg- en Veiligheidshuis",
        creator="Levensloop",
        pageCompression=1,
    )
    template.build(list(_flow(document)), canvasmaker=canvas_for(document))
    return buffer.getvalue()


def _flow(document: Printable) -> Iterator[Flowable]:
    yield text(document.title, style.TITLE)
    yield text(document.version, style.SUBTITLE)
    yield from flowables(document.facts)
    yield text(f"{'Openbaar' if document.public else 'Vertrouwelijk'}. {document.basis}", style.BASIS)
    for section in document.sections:
        for together, long in _groups(section, 0):
            yield from [CondPageBreak(_KEEP), *together] if long else [KeepTogether(together)]


def _groups(section: Section, depth: int) -> list[tuple[list[Flowable], bool]]:
    """What stays on one page as far as it fits, and whether a long table is in it: a heading with its blocks and its first part."""
    heading = text(section.title, style.HEADINGS[min(depth, len(style.HEADINGS) - 1)])
    blocks = [flow for block in section.blocks for flow in flowables(block)]
    long = is_long(section.blocks)
    parts = [group for part in section.parts for group in _groups(part, depth + 1)]
    if not parts:
        return [([heading, *blocks], long)]
    (first, first_long), *others = parts
    return [([heading, *blocks, *first], long or first_long), *others]
