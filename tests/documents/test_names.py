"""PLN-5, EXT-2, MOV-2: people read the names of organisations, and not what a node calls them; what people typed stays as it was."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from documents.given import excluded, moved, with_plan
from documents.reading import made
from pypdf import PdfReader

from levensloop.documents.exclusion import exclusion_document
from levensloop.documents.model import Document, texts
from levensloop.documents.pdf import pdf
from levensloop.documents.plan import plan_document
from levensloop.documents.transfer import transfer_document
from levensloop.documents.wording import called, names_shown
from support.samples.world import HAAGLANDEN, ORGANISATIONS

NAMES = {organisation.id: f"De {organisation.id.upper()}" for organisation in ORGANISATIONS}


def documents() -> Sequence[Document]:
    return (
        made(plan_document(with_plan())),
        made(exclusion_document(excluded())),
        made(transfer_document(moved())),
    )


@pytest.mark.parametrize("at", [0, 1, 2], ids=["plan", "exclusion", "transfer"])
def test_every_organisation_stands_by_its_name(at: int) -> None:
    with names_shown(NAMES):
        said = list(texts(documents()[at]))
    by_id = [text for text in said if any(organisation in text for organisation in NAMES)]
    assert [text for text in by_id if not text.startswith("Contactpersoon van ")] == [], "but what people typed"
    assert any(NAMES[HAAGLANDEN] in text for text in said)


def test_the_names_are_of_the_reader_and_who_left_is_called_what_it_was() -> None:
    with names_shown(NAMES):
        assert called("zorggroep-van-toen") == "zorggroep-van-toen"
        assert called(HAAGLANDEN) == NAMES[HAAGLANDEN]
    assert called(HAAGLANDEN) == HAAGLANDEN


def heights(document: Document) -> dict[str, float]:
    """Where the title and what it is about stand, at the head of the first page."""
    found: dict[str, float] = {}

    def visit(text: str, _: object, at: Sequence[float], *__: object) -> None:
        for name in (f"{document.title}, {document.version}", document.about):
            if text.strip().startswith(name):
                found.setdefault(name, at[5])

    PdfReader(io.BytesIO(pdf(document))).pages[0].extract_text(visitor_text=visit)
    return found


def test_the_head_of_a_page_stands_where_it_stands_however_long_the_title() -> None:
    short = documents()[0]
    long = replace(short, title="Een levensloopplan met een titel waar haast geen plaats voor is")
    assert len(heights(short)) == 2
    assert list(heights(short).values()) == list(heights(long).values())
