"""A report on paper and on a screen: the same texts, bars with their numbers, and nothing that somebody wrote becomes markup."""

import re
from dataclasses import replace
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


def test_bars_of_one_chart_have_one_scale() -> None:
    """One of March, when there were 21, is as long as one of June, when there was no more."""
    march, june = (Bars((("politie", number),), 21) for number in (21, 1))
    document = replace(report(), sections=(Section("Per maand", (march, june)),))
    widths = re.findall(r"width: ([\d.]+)%", html(document).split("<body>")[1])
    assert widths == ["100.0", "4.8"]
    assert [share for _, _, share in june.shares] == [1 / 21]


def test_what_is_public_says_so_on_every_page_and_is_not_called_confidential() -> None:
    for public, said, unsaid in ((True, "OPENBAAR", "VERTROUWELIJK"), (False, "VERTROUWELIJK", "OPENBAAR")):
        document = replace(report(), public=public)
        for page in pages(pdf(document)):
            assert said in page
            assert unsaid not in page
            assert ("geheimhouding" in page) is not public
        assert (said.capitalize() + ".") in html(document)
        assert unsaid.capitalize() not in html(document)


def test_a_long_title_does_not_stand_on_what_it_is_about() -> None:
    long = replace(report(), about=f"casus {'1' * 36}", version="gemaakt op 30 september 2026")
    (one, *_) = pages(pdf(long))
    assert long.version in one
    assert long.about in one
