"""What a machine can see of a person in a text that is to leave without one (BTL-1). A help to who checks it, never the check itself."""

import re
import unicodedata
from datetime import date

from levensloop.contracts.calendar import MONTHS
from levensloop.contracts.erased import is_erased
from levensloop.contracts.vocabulary import Person

_DATE = re.compile(r"\b\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")
_NUMBER = re.compile(r"(?<!\d)\d(?:[ .-]?\d){7,8}(?!\d)")
"""Eight or nine digits, also with dots or spaces between: what a BSN looks like, whether or not it is one."""

_NO_NAMES = frozenset({"van", "den", "der", "ten", "ter", "het", "tot", "von", "del", "dos", "las", "los"})
"""Parts of names that are words too."""


def recognisable(text: str, person: Person | None) -> str | None:
    """What kind of thing points to a person, in Dutch and without repeating it; `None` where nothing was found."""
    if _NUMBER.search(_DATE.sub(" ", text)):
        return "een getal dat een burgerservicenummer kan zijn"
    if person is None or is_erased(person.name):
        return None
    words = set(_words(text))
    if any(part in words for part in _words(person.name) if len(part) > 2 and part not in _NO_NAMES):
        return "een deel van de naam van de cliënt"
    if not is_erased(person.date_of_birth) and _has_date(text, person.date_of_birth):
        return "de geboortedatum van de cliënt"
    return None


def _words(text: str) -> list[str]:
    """In small letters, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _has_date(text: str, day: date) -> bool:
    separated = rf"\b0?{day.day}\s*[-./ ]\s*0?{day.month}\s*[-./ ]\s*(?:{day.year}|{day.year % 100:02})\b"
    worded = rf"\b0?{day.day}\s+{MONTHS[day.month - 1][:3]}\w*\.?\s+{day.year}\b"
    return bool(re.search(rf"{separated}|{worded}|\b{day.isoformat()}\b", text, flags=re.IGNORECASE))
