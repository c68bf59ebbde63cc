"""What the figures of a nation must be, counted from the input sheet and from nothing else: no code of the software is used here."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any

Fact = Mapping[str, Any]
Sheet = Mapping[str, Any]
DAY = timedelta(days=1)
GONE = {"moved": "moved-out", "excluded": "excluded", "died": "died"}
"""Fact by which a client is no longer with a ZVH → what that is counted as."""


def half_year(name: str) -> tuple[date, date]:
    """`2025H1`: its first and its last day."""
    year = int(name[:4])
    return (date(year, 1, 1), date(year, 6, 30)) if name.endswith("H1") else (date(year, 7, 1), date(year, 12, 31))


def figures(sheet: Sheet, zvh: str | None, name: str) -> dict[str, int]:
    """The figures of a half-year at one ZVH, or with `None` in the nation; a figure that is not there is 0."""
    first, last = half_year(name)
    found: Counter[str] = Counter()
    for facts in sheet["clients"].values():
        for at, day, figure in _counts(facts):
            found[figure] += zvh in (None, at) and first <= day <= last
        if (stay := _stay(facts, last)) is not None and zvh in (None, stay):
            found.update(["open-at-end", *_situation(facts, last)])
        found.update(_escalation(facts, zvh, first, last))
    return dict(found)


def plan_days(sheet: Sheet, zvh: str, name: str) -> int | None:
    """The median of the days from report to plan, rounded half up."""
    first, last = half_year(name)
    days = [
        (_on(fact) - date.fromisoformat(fact["reported_on"])).days
        for facts in sheet["clients"].values()
        for fact in facts
        if fact["what"] == "plan" and fact["zvh"] == zvh and first <= _on(fact) <= last
    ]
    return int(median(days) + 0.5) if days else None


def _counts(facts: Sequence[Fact]) -> Iterator[tuple[str, date, str]]:
    """Where, when and what counts once."""
    included = any(fact["what"] == "included" for fact in facts)
    for fact in facts:
        what, zvh, on = fact["what"], fact["zvh"], _on(fact)
        if what in ("included", "declined"):
            yield zvh, on, what
        if what in GONE and included:
            yield zvh, on, GONE[what]
        if what == "moved":
            yield fact["to"], on, "moved-in"
        if what == "plan":
            yield zvh, on, "plans"
            if not fact["late"]:
                yield zvh, on, "plans-within-month"
        if what == "review":
            counted = date.fromisoformat(fact["due"]) + DAY if fact["late"] else on
            yield zvh, counted, "reviews"
            yield zvh, counted, "reviews-late" if fact["late"] else "reviews-on-time"
    if (due := _never_held(facts)) is not None and (zvh := _stay(facts, due)) is not None:
        yield zvh, due + DAY, "reviews"
        yield zvh, due + DAY, "reviews-late"


def _never_held(facts: Sequence[Fact]) -> date | None:
    """When the review after the last one was due; it may be after all that is told."""
    looked = [_on(fact) for fact in facts if fact["what"] in ("plan", "review")]
    return _three_months_after(max(looked)) if looked else None


def _stay(facts: Sequence[Fact], day: date) -> str | None:
    """The ZVH where the client is in the Levensloopaanpak at the end of this day."""
    here: str | None = None
    for fact in facts:
        if _on(fact) <= day:
            match fact["what"]:
                case "included":
                    here = fact["zvh"]
                case "moved":
                    here = fact["to"]
                case "excluded" | "died":
                    here = None
    return here


def _situation(facts: Sequence[Fact], day: date) -> Iterator[str]:
    known = [fact for fact in facts if _on(fact) <= day]
    housing = [fact["situation"] for fact in known if fact["what"] == "housing"]
    if housing and housing[-1] != "housed":
        yield "without-housing"
    if any(fact["what"] == "vg-indication" for fact in known):
        yield "vg-indication"
    if sum(fact["what"] == "bed" for fact in known) > sum(fact["what"] == "bed-left" for fact in known):
        yield "in-secure-bed"


def _escalation(facts: Sequence[Fact], zvh: str | None, first: date, last: date) -> Iterator[str]:
    """At the table that it had reached by the end of the half-year."""
    for fact in facts:
        if fact["what"] == "escalation" and zvh in (None, fact["zvh"]) and first <= _on(fact) <= last:
            raised = [other["level"] for other in facts if other["what"] == "escalation-raised" and _on(other) <= last]
            yield from ("escalations", f"escalations-{fact['kind']}", f"escalations-{[*raised, 'case-table'][0]}")


def _three_months_after(day: date) -> date:
    year, month = (day.year, day.month + 3) if day.month <= 9 else (day.year + 1, day.month - 9)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _on(fact: Fact) -> date:
    return date.fromisoformat(fact["on"])
