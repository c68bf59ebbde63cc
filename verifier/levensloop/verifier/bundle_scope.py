"""What a bundle says to hold: the whole log, a period of it, or one case. The verifier holds it to that.

{"kind":"log"}                                                every entry
{"kind":"period","from":…,"until":…,"first":…,"end":…}        every entry from `first` up to `end`; and of destructions
{"kind":"case","case":…,"complete":false}                     entries about this case
{"kind":"case","case":…,"complete":true}                      every entry of the log, with the keys of those about this case only
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from levensloop.verifier.bundle_errors import LineMalformed
from levensloop.verifier.bundle_lines import shaped


@dataclass(frozen=True, slots=True)
class WholeLog:
    """Every entry of the newest checkpoint."""

    def asdict(self) -> dict[str, Any]:
        """As in the header."""
        return {"kind": "log"}


@dataclass(frozen=True, slots=True)
class Period:
    """Entries `first` up to `end`: what came into the log from `since` until `until`."""

    since: datetime
    until: datetime
    first: int
    end: int

    def asdict(self) -> dict[str, Any]:
        """As in the header."""
        return {
            "kind": "period",
            "from": text_of(self.since),
            "until": text_of(self.until),
            "first": self.first,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class OneCase:
    """Entries about one case; `complete`: with all others around them, so that anyone can count."""

    case: UUID
    complete: bool

    def asdict(self) -> dict[str, Any]:
        """As in the header."""
        return {"kind": "case", "case": str(self.case), "complete": self.complete}


Scope = WholeLog | Period | OneCase


def as_scope(found: Mapping[str, Any], line: int) -> Scope:
    """Raises LineMalformed."""
    match found.get("kind"):
        case "log":
            shaped(found, line, kind=str)
            return WholeLog()
        case "period":
            shaped(found, line, **{"kind": str, "from": str, "until": str, "first": int, "end": int})
            since, until = moment_of(found["from"], line), moment_of(found["until"], line)
            if not since < until or not 0 <= found["first"] <= found["end"] < 1 << 63:
                raise LineMalformed(line, "de periode eindigt niet na haar begin")
            return Period(since, until, found["first"], found["end"])
        case "case":
            shaped(found, line, kind=str, case=str, complete=bool)
            return OneCase(_case(found["case"], line), found["complete"])
    raise LineMalformed(line, "de reikwijdte is log, period of case")


def text_of(moment: datetime) -> str:
    """A moment in its one spelling: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str, line: int) -> datetime:
    """Raises LineMalformed."""
    try:
        found = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise LineMalformed(line, f"{text[:40]!r} is geen tijd als 2026-03-02T09:00:00Z") from None
    if text_of(found) != text:
        raise LineMalformed(line, f"{text[:40]!r} is niet de ene schrijfwijze van die tijd")
    return found


def _case(text: str, line: int) -> UUID:
    try:
        found = UUID(text)
    except ValueError:
        raise LineMalformed(line, "het nummer van de casus is geen UUID") from None
    if str(found) != text:
        raise LineMalformed(line, "het nummer van de casus staat er anders dan hoort")
    return found
