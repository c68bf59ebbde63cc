"""FIN-1: what a day of coordination costs, by period and payer: rates.csv, and rows of one's own. Where no row says it, nobody knows it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from levensloop.contracts.monitoring import Payer
from levensloop.monitor.coordination import Days

COLUMNS = ("from", "until", "payer", "euros_per_day")


@dataclass(frozen=True, slots=True)
class Rate:
    """Euros per day for one payer, from `first` up to and including `last`."""

    first: date
    last: date
    payer: Payer
    euros_per_day: Decimal


class RatesUnreadable(ValueError):
    """A table of rates that is not one; the message is Dutch and names the line."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Days of one client with one payer at one rate. No rate, no amount: who pays, or what, is not known."""

    days: Days
    rate: Decimal | None

    @property
    def euros(self) -> Decimal | None:
        return None if self.rate is None else self.rate * self.days.count


def usual_rates() -> list[Rate]:
    """The table that comes with the software."""
    return read_rates(Path(__file__).with_name("rates.csv").read_text(encoding="utf-8"))


def read_rates(text: str) -> list[Rate]:
    """Rows of `from,until,payer,euros_per_day`; more columns may be there. Raises `RatesUnreadable`."""
    rows = csv.DictReader(text.splitlines())
    if missing := [column for column in COLUMNS if column not in (rows.fieldnames or ())]:
        raise RatesUnreadable(f"In de tarieventabel ontbreekt de kolom {', '.join(missing)}.")
    found: list[Rate] = []
    for row in rows:
        try:
            euros = Decimal(row["euros_per_day"])
            rate = Rate(date.fromisoformat(row["from"]), date.fromisoformat(row["until"]), Payer(row["payer"]), euros)
        except (ValueError, InvalidOperation, TypeError):
            raise RatesUnreadable(
                f"Regel {rows.line_num} van de tarieventabel klopt niet; verwacht wordt bijvoorbeeld "
                "2022-01-01,2023-12-31,dji,20.00."
            ) from None
        if rate.last < rate.first or not euros.is_finite() or euros < 0:
            raise RatesUnreadable(f"Regel {rows.line_num} van de tarieventabel klopt niet: dagen of bedrag.")
        if any(other.payer is rate.payer and other.first <= rate.last and rate.first <= other.last for other in found):
            raise RatesUnreadable(f"Regel {rows.line_num} van de tarieventabel overlapt een regel ervoor.")
        found.append(rate)
    return found


def amounts(found: Iterable[Days], rates: Sequence[Rate]) -> Iterator[Amount]:
    """The days, cut where the rate changes. Of two rates that hold on a day the first counts."""
    for days in found:
        ends = {rate.last for rate in rates} | {rate.first - timedelta(days=1) for rate in rates}
        cuts = sorted({end for end in ends if days.first <= end < days.last} | {days.last})
        first = days.first
        for last in cuts:
            yield Amount(Days(first, last, days.payer), _rate(first, days.payer, rates))
            first = last + timedelta(days=1)


def _rate(day: date, payer: Payer | None, rates: Sequence[Rate]) -> Decimal | None:
    return next((r.euros_per_day for r in rates if r.payer is payer and r.first <= day <= r.last), None)
