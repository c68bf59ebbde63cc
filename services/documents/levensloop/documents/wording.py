"""Days, moments and lists as a Dutch reader expects them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from levensloop.contracts.calendar import MONTHS, day_of
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import Actor
from levensloop.documents.model import Block, Items, Paragraph, Row, Table

NOTHING = Paragraph("Hierover is niets vastgelegd.", quiet=True)
"""Said where there is nothing, so that a reader need not wonder whether something fell away."""


def day(value: date | datetime) -> str:
    """`29 maart 2021`; a moment is taken as the day on which it falls in the Netherlands. What is destroyed as it says."""
    if is_erased(value):
        return str(value)
    value = day_of(value) if isinstance(value, datetime) else value
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month_in_dutch(first: date) -> str:
    """`september 2024`, of any day in it."""
    return f"{MONTHS[first.month - 1]} {first.year}"


_NAMES: ContextVar[Mapping[str, str]] = ContextVar("names")


@contextmanager
def names_shown(names: Mapping[str, str]) -> Iterator[None]:
    """What organisations are called in what is made meanwhile: organisation → name. Like a language it is the reader's, not the case's."""
    before = _NAMES.set(names)
    try:
        yield
    finally:
        _NAMES.reset(before)


def called(organisation: str) -> str:
    """`Zorg- en Veiligheidshuis Haaglanden`; who has no name here, such as who left the network, as the log has it."""
    return _NAMES.get({}).get(organisation, organisation)


def who(actor: Actor) -> str:
    """`procesregisseur, Zorg- en Veiligheidshuis Haaglanden`"""
    return f"{actor.functionary}, {called(actor.organisation)}"


def listed(words: Iterable[str]) -> str:
    """`a, b en c`"""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} en {last}" if first else last


def items(texts: Sequence[str]) -> Block:
    """A list, or the sentence that there is nothing."""
    return Items(tuple(texts)) if texts else NOTHING


def table(head: Row, rows: Iterable[Row], widths: tuple[int, ...], nothing: str = NOTHING.text) -> Block:
    """A table, or the sentence that there is nothing."""
    found = tuple(rows)
    return Table(head, found, widths) if found else Paragraph(nothing, quiet=True)
