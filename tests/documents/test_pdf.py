"""From document to pages: a valid PDF with all of the text, its own letters, page numbers, and nothing lost in a long table."""

import io
import re

import pytest
from documents.given import excluded, moved, with_plan, with_two_plans
from documents.reading import made, pages, squeezed, whole
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import LifeDomain, Plan, PlanStep, ScenarioStep
from levensloop.documents.exclusion import exclusion_document
from levensloop.documents.fonts import visible
from levensloop.documents.model import Document
from levensloop.documents.pdf import pdf
from levensloop.documents.plan import plan_document
from levensloop.documents.transfer import transfer_document
from support.samples.plan import SAMPLE_PLAN, TIME_OUT

DOCUMENTS = {
    "plan": made(plan_document(with_two_plans(), 1)),
    "exclusion": made(exclusion_document(excluded())),
    "transfer": made(transfer_document(moved())),
}
A4 = (595, 842)


def planned(plan: Plan) -> Document:
    return made(plan_document(with_plan(plan)))


def body(pdf_bytes: bytes) -> str:
    """The text of all pages without what is repeated on each: margins and the heads of tables."""
    return "".join(squeezed(page) for page in pages(pdf_bytes))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_of_the_document_is_on_the_pages(name: str) -> None:
    printed = body(pdf(DOCUMENTS[name]))
    missing = [line for line in whole(DOCUMENTS[name]).split("\n") if squeezed(line) not in printed]
    assert not missing


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_page_has_its_number_the_case_version_date_and_confidentiality(name: str) -> None:
    document = DOCUMENTS[name]
    found = pages(pdf(document))
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert f"pagina {number} van {len(found)}" in page
        assert "VERTROUWELIJK" in page
        assert f"{document.title}, {document.version}" in page
        assert document.case in page
    assert squeezed(document.basis) in squeezed(found[0])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_a_pdf_on_a4_with_its_fonts_in_it(name: str) -> None:
    content = pdf(DOCUMENTS[name])
    assert content.startswith(b"%PDF-")
    reader = PdfReader(io.BytesIO(content), strict=True)
    assert {tuple(round(float(x)) for x in page.mediabox.upper_right) for page in reader.pages} == {A4}
    used = {name for page in reader.pages for name in _fonts(page["/Resources"]["/Font"])}  # type: ignore[index]
    assert used
    assert all(embedded for _, embedded in used), used
    assert reader.trailer["/Root"]["/Lang"] == "nl"  # type: ignore[index]


def test_the_properties_name_no_person() -> None:
    info = PdfReader(io.BytesIO(pdf(DOCUMENTS["plan"]))).metadata
    assert info is not None
    assert "Joris" not in str(info)
    assert info.title == "Levensloopplan, versie 1"


def test_the_same_document_is_the_same_bytes() -> None:
    assert pdf(DOCUMENTS["transfer"]) == pdf(DOCUMENTS["transfer"])


def test_dutch_and_other_names_are_shown_as_they_are() -> None:
    said = "Coördinator Søren Yıldız-Đorđević, reïntegratie, € 1.250, ‘één’ – ½ ĳ"
    assert squeezed(said) in body(pdf(planned(Plan(long_term_goal=said))))


def test_what_the_letters_do_not_have_is_said_by_its_code() -> None:
    goal = "Huis \U0001f3e0, \u0646\u0648\u0631 en een bel\x07"
    printed = body(pdf(planned(Plan(long_term_goal=goal))))
    for code in ("[U+1F3E0]", "[U+0646]", "[U+0007]"):
        assert code in printed


def test_an_accent_on_its_own_is_put_on_its_letter() -> None:
    assert visible("e\u0301e\u0301n") == "één"


def test_markup_is_text() -> None:
    goal = "<b>Niet vet</b> & <para> </x> &amp; <br/> [1]"
    assert squeezed(goal) in body(pdf(planned(Plan(long_term_goal=goal))))


LONGEST = ("Woorden met een eind. " * 200)[:4000].strip()
WITHOUT_SPACES = "abcdefghij" * 400


@pytest.mark.parametrize(
    "text", [LONGEST, WITHOUT_SPACES, "a-" * 2000, "regel\n" * 660], ids=["words", "one", "hyphens", "lines"]
)
def test_the_longest_texts_break_over_pages_and_lose_nothing(text: str) -> None:
    step = ScenarioStep(role=Role.POLITIE, text=text, if_fails=text)
    scenario = TIME_OUT.model_copy(update={"steps": (step,) * 3})
    steps = tuple(PlanStep(domain=domain, text=text) for domain in LifeDomain)[:3]
    plan = Plan(long_term_goal=text, middle_term=steps, short_term=steps, scenarios=(scenario,))
    content = pdf(planned(plan))

    printed, letters = body(content), set(squeezed(text))
    for letter in letters:  # the margins and the heads of tables come on top
        assert printed.count(letter) >= squeezed(whole(planned(plan))).count(letter)
    assert len(pages(content)) > 10


def test_a_long_table_has_its_head_on_each_page() -> None:
    steps = tuple(PlanStep(domain=LifeDomain.WORK, text=f"Stap {number}.") for number in range(200))
    found = pages(pdf(planned(SAMPLE_PLAN.model_copy(update={"middle_term": steps}))))
    with_steps = [page for page in found if re.search(r"Stap \d+\.", page)]
    assert len(with_steps) > 3
    assert all("Leefgebied" in page for page in with_steps)


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_any_text_at_all_can_be_set(text: str) -> None:
    step = PlanStep(domain=LifeDomain.WORK, text=text)
    assert pdf(planned(Plan(long_term_goal=text, short_term=(step,)))).startswith(b"%PDF-")


def _fonts(resources: DictionaryObject) -> set[tuple[str, bool]]:
    """Name of each font, and whether its letters are in the file."""
    found = set()
    for reference in resources.values():
        font = reference.get_object()
        descriptor = font.get("/FontDescriptor")
        found.add((str(font["/BaseFont"]), descriptor is not None and "/FontFile2" in descriptor.get_object()))
    return found
