"""Each kind of block as the layout library knows it: text that breaks where it must, and tables that break over pages."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, LongTable, Spacer
from reportlab.platypus import Paragraph as Flow

from levensloop.documents import style
from levensloop.documents.fonts import TEXT, visible
from levensloop.documents.model import Bars, Block, Facts, Items, Lines, Paragraph, Table

LONG, MUCH = 14, 1_800
"""A section with a table of more rows than this, or with more characters, may begin at the foot of a page; a shorter one goes to the next
page as a whole."""

_SIDE = 5.0
_PADDING = [
    ("FONTNAME", (0, 0), (-1, -1), TEXT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
    ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
_RULE = ("LINEBELOW", (0, 0), (-1, -1), 0.4, style.RULE)
_FACTS = (0.3 * style.WIDTH, 0.7 * style.WIDTH)


class _Rows(LongTable):  # type: ignore[misc]  # the library has no types
    """A table whose rows go to the next page whole; only a row that fits on no page is broken.

    Left to itself the library breaks the first row that does not fit, below a second head at the foot of the page.
    """

    def split(self, width: float, height: float) -> list[Flowable]:
        self._calc(width, height)
        self.splitInRow = int(sum(self._rowHeights[: self.repeatRows + 1]) > style.HEIGHT)
        rest: list[Flowable] = super().split(width, height)
        return rest


def is_long(blocks: Sequence[Block]) -> bool:
    """Whether to keep these on one page would leave much of the page before it empty."""
    rows = [block.rows for block in blocks if isinstance(block, Table)]
    listed = (words for block in blocks if isinstance(block, Items) for words in block.texts)
    return any(len(found) > LONG for found in rows) or sum(map(len, listed)) > MUCH


def flowables(block: Block) -> Iterator[Flowable]:
    """The block, with the room below it."""
    match block:
        case Paragraph(text=words, quiet=quiet):
            yield text(words, style.MUTED if quiet else style.BODY)
        case Items(texts=texts, small=small):
            how = style.SMALL if small else style.ITEM
            yield from (Flow(_markup(visible(words)), how, bulletText="•") for words in texts)
            yield from (Spacer(0, 5),) if small else ()
        case Facts(rows=rows):
            yield _facts(rows)
            yield Spacer(0, 6)
        case Table():
            yield _table(block)
            yield Spacer(0, 8)
        case Bars():
            yield _bars(block)
            yield Spacer(0, 8)
        case Lines(labels=labels):
            for label in labels:
                yield Spacer(0, 34)
                yield _signed(label)


def text(words: str, how: ParagraphStyle, width: float = style.WIDTH) -> Flowable:
    """Running text that fits in this width."""
    return Flow(_markup(_broken(visible(words), how, width)), how)


def _facts(rows: tuple[tuple[str, str], ...]) -> Flowable:
    cells = [[_cell(label, style.LABEL, _FACTS[0]), _cell(value, style.CELL, _FACTS[1])] for label, value in rows]
    flush = ("LEFTPADDING", (0, 0), (0, -1), 0)
    return _Rows(cells, colWidths=list(_FACTS), style=[*_PADDING, flush, _RULE])


def _table(table: Table) -> Flowable:
    whole = sum(table.widths)
    widths = [style.WIDTH * share / whole for share in table.widths]
    rows = [
        [_cell(words, how, width) for words, width in zip(row, widths, strict=True)]
        for how, row in [(style.CELL_HEAD, table.head), *((style.CELL, row) for row in table.rows)]
    ]
    shade = ("BACKGROUND", (0, 0), (-1, 0), style.SHADE)
    return _Rows(rows, colWidths=widths, repeatRows=1, style=[*_PADDING, shade, _RULE])


def _bars(bars: Bars) -> Flowable:
    """As a table, so that it breaks over pages; the bar is a block of colour in its cell."""
    widths = [0.42 * style.WIDTH, 0.48 * style.WIDTH, 0.1 * style.WIDTH]
    rows = [
        [
            _cell(label, style.CELL, widths[0]),
            _bar(widths[1] * share),
            _cell(str(number), style.CELL, widths[2]),
        ]
        for label, number, share in bars.shares
    ]
    return _Rows(rows, colWidths=widths, style=[*_PADDING, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])


def _bar(length: float) -> Flowable:
    """Nothing for nothing; the smallest there is can still be seen."""
    drawing = Drawing(max(length - 2 * _SIDE, 0.5), 9)
    if length > 0:
        drawing.add(Rect(0, 0, max(length - 2 * _SIDE, 0.5), 9, fillColor=style.ACCENT, strokeColor=None))
    return drawing


def _signed(label: str) -> Flowable:
    line = ("LINEABOVE", (0, 0), (0, 0), 0.6, style.QUIET)
    widths = [0.6 * style.WIDTH, 0.4 * style.WIDTH]
    return LongTable([[_cell(label, style.LABEL, widths[0]), ""]], colWidths=widths, style=[*_PADDING, line])


def _cell(words: str, how: ParagraphStyle, width: float) -> Flowable:
    return text(words, how, width - 2 * _SIDE)


def _broken(words: str, how: ParagraphStyle, width: float) -> str:
    """With a new line after a hyphen in a word, such as an organisation's name, that is wider than the line. What has no hyphen
    the library breaks anywhere; its own breaking at hyphens loses some of them."""
    return "\n".join(" ".join(_word(word, how, width) for word in line.split(" ")) for line in words.split("\n"))


def _word(word: str, how: ParagraphStyle, width: float) -> str:
    if "-" not in word or _width(word, how) <= width:
        return word
    first, *others = [f"{part}-" for part in word.split("-")[:-1]] + [word.rpartition("-")[2]]
    lines = [first]
    for part in others:
        if _width(lines[-1] + part, how) <= width:
            lines[-1] += part
        else:
            lines.append(part)
    return "\n".join(lines)


def _width(words: str, how: ParagraphStyle) -> float:
    return float(stringWidth(words, how.fontName, how.fontSize))


def _markup(words: str) -> str:
    """The library reads markup: what people wrote is no markup."""
    return escape(words).replace("\n", "<br/>")
