"""What is left out of an overview on purpose, and why: whole categories, or single data by their number (GDPR 15(4), 23). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from levensloop.cli.inzage.things import OF_OTHERS, Datum, Thing
from levensloop.contracts.categories import DUTCH, Category
from levensloop.documents.model import Paragraph, Section
from levensloop.documents.wording import listed

MASKED = "afgeschermd: gaat over iemand anders"
WITHHELD = "krijgt u niet te zien"
LEFT_OUT = "weggelaten"

NOT_SHOWN = "Wat u niet te zien krijgt"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`numbers` are of `Datum`; `because` is for all of it, and the person reads it."""

    categories: frozenset[Category] = frozenset()
    numbers: frozenset[int] = frozenset()
    because: str = ""

    def __bool__(self) -> bool:
        return bool(self.categories or self.numbers)

    def hides(self, datum: Datum) -> str | None:
        """What is said in its place; None for what is shown."""
        if datum.category in self.categories:
            return WITHHELD
        if datum.number and datum.number in self.numbers:
            return LEFT_OUT
        return MASKED if datum.category in OF_OTHERS else None

    def said(self, datum: Datum) -> str:
        """What the person reads."""
        return self.hides(datum) or datum.content


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A datum that is shown a second time, outside its own section: it is left out there too."""

    left_out: LeftOut
    found: dict[tuple[UUID, str], Datum]

    def __call__(self, event: UUID, field: str) -> str:
        """What this field of this event says, or that it is left out and why."""
        datum = self.found[event, field]
        hidden = self.left_out.hides(datum)
        return datum.content if hidden is None else f"{hidden}: {self.left_out.because}"


def elsewhere(found: Sequence[Thing], left_out: LeftOut) -> Elsewhere:
    return Elsewhere(left_out, {(datum.of, datum.path): datum for thing in found for datum in thing.data})


def unknown(found: Sequence[Thing], numbers: Iterable[int]) -> list[int]:
    """Those that no datum has."""
    there = {datum.number for thing in found for datum in thing.data if datum.number}
    return sorted(set(numbers) - there)


def shown(found: Sequence[Thing], left_out: LeftOut) -> set[Category]:
    """Of which categories anything is shown."""
    return {datum.category for thing in found for datum in thing.data if left_out.hides(datum) is None}


def not_shown(left_out: LeftOut) -> tuple[Section, ...]:
    """For the person: that something is left out, what, and why (GDPR 12(4)). Nothing where all is shown."""
    if not left_out:
        return ()
    said = []
    if left_out.categories:
        kinds = listed(DUTCH[category] for category in Category if category in left_out.categories)
        said.append(f"Wat valt onder {kinds} krijgt u niet te zien.")
    if left_out.numbers:
        numbers = listed(map(str, sorted(left_out.numbers)))
        one = len(left_out.numbers) == 1
        said.append(
            f"{'Het gegeven met nummer' if one else 'De gegevens met de nummers'} {numbers} {'is' if one else 'zijn'} weggelaten."
        )
    return (
        Section(
            NOT_SHOWN,
            (
                Paragraph(f"In dit overzicht staat niet alles wat over u is vastgelegd. {' '.join(said)}"),
                Paragraph(f"Waarom: {left_out.because}"),
                Paragraph(
                    "Bent u het daar niet mee eens? Bij uw rechten staat waar u dat kunt zeggen, en waar u een klacht kunt indienen."
                ),
            ),
        ),
    )
