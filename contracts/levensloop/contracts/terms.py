"""How long things may take: one table, each term with its rule and where the number comes from ("default": no source gives it)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from levensloop.contracts.calendar import months_after, working_days_after


class Unit(StrEnum):
    """What a term is counted in."""

    MONTHS = "months"
    WORKING_DAYS = "working-days"


@dataclass(frozen=True, slots=True)
class Term:
    """One row. `dutch` is how a refusal calls it."""

    rule: str
    amount: int
    unit: Unit
    dutch: str
    source: str

    def after(self, day: date) -> date:
        """The last day of the term that starts on this day."""
        if self.unit is Unit.MONTHS:
            return months_after(day, self.amount)
        return working_days_after(day, self.amount)


REVIEW = Term("REV-1", 3, Unit.MONTHS, "drie maanden", "S2, 5: at least every three months")
LABEL = Term("PLN-6", 5, Unit.WORKING_DAYS, "vijf werkdagen", "default")
STABLE = Term("EXT-1", 24, Unit.MONTHS, "twee jaar", "S2, 6: stable for at least two years, living outside")

TERMS: tuple[Term, ...] = (REVIEW, LABEL, STABLE)
"""All terms, to read and diff."""
