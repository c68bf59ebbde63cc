"""What a document is before it has pages: a title, who and when it is about, and sections of text and tables. No layout, no library."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pydantic import BaseModel

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quiet`: said that there is nothing, or an explanation."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts; `small`: where there are so many that room matters."""

    texts: tuple[str, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is called how, and what it is: a line each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on each page; `widths` are shares of the line, one per column."""

    head: Row
    rows: tuple[Row, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Where somebody signs: a line for each."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """How often what: a bar for each, as long as its number is large. The number stands beside it, so nobody need measure.

    `full`: the number of a bar as wide as there is room, where several of these together are one chart; by default the largest here.
    """

    rows: tuple[tuple[str, int], ...]
    full: int | None = None

    @property
    def shares(self) -> tuple[tuple[str, int, float], ...]:
        """Of each its label, its number, and how much of the room it takes, from 0 to 1."""
        full = self.full or max((number for _, number in self.rows), default=0) or 1
        return tuple((label, number, number / full) for label, number in self.rows)


Block = Paragraph | Items | Facts | Table | Lines | Bars


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it; `parts` have headings of their own."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()


class Printable(Protocol):
    """What has pages. `about`: in the margin of each, what it is about. `public`: there is no person in it, and anybody may have it."""

    @property
    def title(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def basis(self) -> str: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def sections(self) -> tuple[Section, ...]: ...
    @property
    def public(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Report:
    """What is about no one case, or is made of no one event: a report of an auditor, or what a person may see."""

    title: str
    version: str
    about: str
    day: date
    basis: str
    facts: Facts
    sections: tuple[Section, ...]
    public: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """`file` is a name for a file without a person in it. `version` is how a reader tells two of them apart; `day` is the day
    of the last event that it was made from. `basis` says on which ground the data are processed. `written` is the event that it
    is the written form of; `data` is all that its text was taken from, for the record of who got what (ALW-3).
    """

    file: str
    title: str
    case: str
    version: str
    day: date
    basis: str
    facts: Facts
    sections: tuple[Section, ...]
    written: Recorded[DomainEvent]
    data: tuple[BaseModel, ...]

    @property
    def about(self) -> str:
        return f"casus {self.case}"

    @property
    def public(self) -> bool:
        return False


def texts(document: Printable) -> Iterator[str]:
    """Every text that a reader sees, in reading order, without what is repeated on each page."""
    yield document.title
    yield from _block(document.facts)
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield section.title
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from _section(part)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text):
            yield text
        case Items(texts=items) | Lines(labels=items):
            yield from items
        case Facts(rows=facts):
            yield from (text for fact in facts for text in fact)
        case Bars(rows=bars):
            yield from (text for label, number in bars for text in (label, str(number)))
        case Table(head=head, rows=rows):
            yield from head
            yield from (text for row in rows for text in row)
