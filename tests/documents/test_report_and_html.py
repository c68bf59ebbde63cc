"""A report on paper and on a screen: the same texts, bars with their numbers, and nothing that somebody wrote becomes markup."""

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

from documents.reading import pages, squeezed
from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.documents.html import html
from levensloop.documents.model import Bars, Facts, Items, Lines, Paragraph, Report, Section, Table, texts
from levensloop.documents.pdf import pdf

WRITTEN = "<script>alert('x')</script> & “aanhaling”"


def report(words: str = WRITTEN, numbers: tuple[int, ...] = (12, 3, 0)) -> Report:
    bars = Bars(tuple((f"reden {at}", number) for at, number in enumerate(numbers)))
    table = Table(("wat", "wie"), ((words, "a"), ("b", "c")), (1, 1))
    part = Section("Deel", (Items((words, "twee")), Lines(("Voor gezien",))))
    sections = (
        Section("Cijfers", (bars, Paragraph(words), Paragraph("stil", quiet=True))),
        Section("Lijst", (table,), (part,)),
    )
    return Report(
        "Rapport", "over 2026H1", "verantwoording", date(2026, 7, 1), "Grond.", Facts((("ZVH", words),)), sections
    )


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def read(page: str) -> _Words:
    parser = _Words()
    parser.feed(page)
    return parser


def test_every_text_is_on_paper_and_on_the_screen() -> None:
    printed = squeezed("".join(pages(pdf(report()))))
    shown = "".join(read(html(report())).found)
    for text in texts(report()):
        assert squeezed(text) in printed
        assert text in shown
    assert "verantwoording, stand van 1 juli 2026" in shown


@settings(deadline=None)
@given(st.text())
def test_what_people_wrote_is_no_markup(words: str) -> None:
    page = html(report(words))
    assert read(page).tags - {"br"} == read(html(report("x"))).tags
    assert "<script" not in page.lower()


def test_it_fetches_nothing() -> None:
    page = html(report())
    assert not re.search(r"(src|href)=|url\(|@import", unescape(page))


def test_bars_are_as_long_as_their_numbers() -> None:
    widths = [
        float(found) for found in re.findall(r"width: ([\d.]+)%", html(report(numbers=(8, 2, 0))).split("<body>")[1])
    ]
    assert widths == [100.0, 25.0, 0.0]
    assert pdf(report(numbers=(0, 0))), "also when there is nothing"
