"""Which person of an organisation it was, by a pseudonym that this organisation resolves and nobody else (WGS 1.8(2)(4)).

Its own number of staff, made into a pseudonym, or the number of the grant of a user that it made (`levensloop users list`). What it is has
to be kept by the organisation for as long as its records are. A name, an e-mail address or a BSN does not fit.
"""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

NO_PSEUDONYM = "person_pseudonym"
"""The kind of this error, as pydantic names kinds."""

IN_DUTCH = "geen pseudoniem: 4 tot 40 kleine letters, cijfers en streepjes, met een cijfer erin, en geen BSN"
"""What is the matter with a value that does not fit; the value itself is never repeated."""

_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHORTEST, _LONGEST = 4, 40
_NUMBER = re.compile(r"[a-z-]*?([0-9][0-9-]*)[a-z-]*")
"""A number and nothing else, whatever word stands before or behind it."""


def _resolvable(text: str) -> str:
    fits = _FORM.fullmatch(text) and _SHORTEST <= len(text) <= _LONGEST and any(map(str.isdigit, text))
    if not fits or _is_bsn(text):
        raise PydanticCustomError(NO_PSEUDONYM, "not a pseudonym")
    return text


def _is_bsn(text: str) -> bool:
    """Eight or nine digits that fit the eleven-test, also with strokes between them or a word beside them."""
    found = _NUMBER.fullmatch(text)
    digits = found[1].replace("-", "") if found else ""
    if len(digits) not in (8, 9):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits.zfill(9), strict=True)) % 11 == 0


Pseudonym = Annotated[str, AfterValidator(_resolvable)]
"""4 to 40 small letters, digits and single strokes, with a digit in it, such as `7f3a-19c2` or `u-5be0…`."""


def _is_none(value: Any) -> bool:
    return value is None


WHERE_KNOWN = Field(exclude_if=_is_none)
"""A field that is not written where it is not known: who reads an earlier form reads on."""
