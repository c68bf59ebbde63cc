"""The letters: Noto Sans (OFL), embedded in every document, and what to do with a character that it does not have."""

import io
import unicodedata
from functools import cache

from pymupdf_fonts import fontbuffers
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFont

TEXT = "NotoSans"
BOLD = "NotoSans-Bold"

_FACES = {TEXT: "notos", BOLD: "notosbo"}


@cache
def ready() -> frozenset[int]:
    """Make the fonts known to the library, once; returns the characters that both have."""
    for name, buffer in _FACES.items():
        registerFont(TTFont(name, io.BytesIO(fontbuffers[buffer]())))
    for bold, name in enumerate(_FACES):
        addMapping(TEXT, bold, 0, name)
        addMapping(TEXT, bold, 1, name)
    faces = [getFont(name).face.charToGlyph for name in _FACES]
    return frozenset.intersection(*(frozenset(face) for face in faces))


def visible(text: str) -> str:
    """The text with every character that cannot be shown replaced by its code, such as `[U+1F600]`: nothing falls away."""
    known = ready()
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(c if c == "\n" or (c.isprintable() and ord(c) in known) else f"[U+{ord(c):04X}]" for c in composed)
