"""What a library says in English, said in Dutch."""

import re
from collections.abc import Mapping


def translated(said: str, says: Mapping[str, str]) -> str | None:
    """`says`: pattern of the whole of it → Dutch, with `\\1` for what is named. None where no pattern fits."""
    found = ((re.fullmatch(english, said, re.DOTALL), dutch) for english, dutch in says.items())
    return next((match.expand(dutch) for match, dutch in found if match), None)
