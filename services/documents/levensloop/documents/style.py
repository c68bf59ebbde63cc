"""How a document looks: measures, colours, and the styles of text and tables. In points, unless said otherwise."""

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from levensloop.documents.fonts import BOLD, TEXT

PAGE = A4
LEFT, RIGHT, TOP, BOTTOM = 22 * mm, 22 * mm, 28 * mm, 24 * mm
WIDTH = PAGE[0] - LEFT - RIGHT
HEIGHT = PAGE[1] - TOP - BOTTOM

INK = HexColor("#1a1a1a")
QUIET = HexColor("#5a5a5a")
ACCENT = HexColor("#154273")
RULE = HexColor("#c4ccd6")
SHADE = HexColor("#eef2f6")

BODY = ParagraphStyle(
    "body", fontName=TEXT, fontSize=9.5, leading=14, textColor=INK, alignment=TA_LEFT, spaceAfter=5, splitLongWords=1
)
MUTED = ParagraphStyle("muted", BODY, textColor=QUIET, fontSize=9, leading=13)
CELL = ParagraphStyle("cell", BODY, fontSize=9, leading=12.5, spaceAfter=0)
CELL_HEAD = ParagraphStyle("cell-head", CELL, fontName=BOLD, textColor=ACCENT)
LABEL = ParagraphStyle("label", CELL, textColor=QUIET)
ITEM = ParagraphStyle("item", BODY, leftIndent=12, bulletIndent=2, bulletFontName=TEXT, spaceAfter=3)
SMALL = ParagraphStyle("small", ITEM, fontSize=9, leading=12, spaceAfter=1)
TITLE = ParagraphStyle("title", BODY, fontName=BOLD, fontSize=22, leading=27, textColor=ACCENT, spaceAfter=2)
SUBTITLE = ParagraphStyle("subtitle", BODY, textColor=QUIET, fontSize=11, leading=15, spaceAfter=10)
BASIS = ParagraphStyle("basis", MUTED, fontSize=8, leading=11, spaceBefore=6, spaceAfter=8)
HEADINGS = (
    ParagraphStyle("h1", BODY, fontName=BOLD, fontSize=13, leading=17, textColor=ACCENT, spaceBefore=14, spaceAfter=5),
    ParagraphStyle("h2", BODY, fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=8, spaceAfter=3),
    ParagraphStyle("h3", BODY, fontName=BOLD, fontSize=9.5, leading=13, textColor=QUIET, spaceBefore=6, spaceAfter=2),
)
