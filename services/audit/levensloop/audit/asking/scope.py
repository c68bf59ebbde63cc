"""What was asked of the log, and over how much of it: codes of the record that it was read, and the same in Dutch (WGS 1.8(4))."""

from collections.abc import Iterable
from datetime import date, datetime

from levensloop.contracts.calendar import AMSTERDAM

QUESTION, AS_OF, FROM, UNTIL, YEAR, COMPLETE = "question", "as-of", "from", "until", "year", "complete"
_SAID = {QUESTION: "de vraag", AS_OF: "zoals het stond op", FROM: "van", UNTIL: "tot", YEAR: "over"}


def asked_question(name: str, as_of: datetime | None = None) -> tuple[str, ...]:
    """Of one question. `as_of`: aware."""
    return (f"{QUESTION}:{name}", *(() if as_of is None else (f"{AS_OF}:{_stamp(as_of)}",)))


def period(begin: date, end: date) -> tuple[str, ...]:
    """Days, or moments (aware), from the first to the last."""
    return f"{FROM}:{_stamp(begin)}", f"{UNTIL}:{_stamp(end)}"


def in_dutch(codes: Iterable[str]) -> str:
    """For who reads who read the log; nothing where the record does not say it."""
    parts = [code.partition(":") for code in codes]
    told = [f"{_SAID[kind]} {_moment(value)}" for kind, _, value in parts if kind in _SAID]
    return ", ".join(
        [*told, *("het hele logboek, met van één casus wie handelde" for k, _, _ in parts if k == COMPLETE)]
    )


def _stamp(moment: date) -> str:
    return moment.astimezone(AMSTERDAM).isoformat(timespec="seconds") if isinstance(moment, datetime) else str(moment)


def _moment(value: str) -> str:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{found.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}" if "T" in value else f"{found:%d-%m-%Y}"
