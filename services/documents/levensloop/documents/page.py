"""What is on every page: the document, its version and what it is about above, confidentiality and the page number below."""

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from levensloop.documents.fonts import BOLD, TEXT, visible
from levensloop.documents.model import Printable
from levensloop.documents.style import ACCENT, BOTTOM, LEFT, PAGE, QUIET, RIGHT, RULE, TOP
from levensloop.documents.wording import day


def canvas_for(document: Printable) -> type[Canvas]:
    """A canvas that writes the margins when all pages are known: only then is there a `van 7`."""

    class Numbered(Canvas):  # type: ignore[misc]  # the library has no types
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "invariant": 1, "lang": "nl", "initialFontName": TEXT})
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                _margins(self, document, number, len(self._pages))
                super().showPage()
            super().save()

    return Numbered


def _margins(canvas: Canvas, document: Printable, number: int, count: int) -> None:
    width, height = PAGE
    above, below = height - TOP + 22, BOTTOM - 20
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, above - 6, width - RIGHT, above - 6)
    canvas.line(LEFT, below + 12, width - RIGHT, below + 12)
    canvas.setFillColor(ACCENT)
    canvas.setFont(BOLD, 8)
    title, about = f"{document.title}, {document.version}", visible(f"{document.about}, stand van {day(document.day)}")
    canvas.drawString(LEFT, above + 11, title)
    canvas.drawString(LEFT, below, "OPENBAAR" if document.public else "VERTROUWELIJK")
    canvas.setFillColor(QUIET)
    canvas.setFont(TEXT, 8)
    canvas.drawString(LEFT, above, about)  # below it: side by side a long title leaves no room
    if not document.public:
        canvas.drawCentredString(
            width / 2 + 12, below, "Persoonsgegevens onder de WGS, paragraaf 2.4; geheimhouding geldt"
        )
    canvas.drawRightString(width - RIGHT, below, f"pagina {number} van {count}")
