"""As whom a user acts: which person and in which functions its organisation put in its grant, which a ZVH holds against what the user says.

A grant goes over the hub in clear, so there only a hash of it stands. What it is of stands in the user's own file, and goes along in each
command and question, sealed, in front of its content: JSON and a newline. A user can neither leave it out nor change it.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from levensloop.contracts.event import SYSTEM
from levensloop.contracts.pseudonym import Pseudonym
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.vouched import Vouched
from levensloop.infra.secrecy import base64url
from levensloop.infra.users.errors import NotAdmitted

RULE = "WGS-1.8-2"
MOST_FUNCTIONS, LONGEST_FUNCTION = 8, 120

_THEN = b"\n"
_FORMAT = b"levensloop-acting-as-1\n"

Function = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_FUNCTION)]
Hash = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""SHA-256 in base64url."""


class ActingAs(BaseModel):
    """`person`: without it the number of the user. `functions`: without them any, and then the function is only what the user says.

    `salt`: 256 random bits, without which a hash of so little would be guessed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    salt: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    person: Pseudonym | None = None
    functions: Annotated[tuple[Function, ...], Field(max_length=MOST_FUNCTIONS)] = ()


@dataclass(frozen=True, slots=True)
class KnownUser:
    """Who signed a command or a question, as its organisation granted it. No `functions`: the grant names none."""

    person: str
    functions: tuple[str, ...] = ()

    def vouched(self, functionary: str) -> Vouched:
        """What the grant vouches for of somebody who acts in this function."""
        return Vouched.FUNCTION if functionary in self.functions else Vouched.PERSON

    def contradicted(self, functionary: str, person: str | None) -> Refusal | None:
        """WGS 1.8(2), only who was designated: for who says to be another than the grant names, or to act in a function that it does not
        name."""
        if person is not None and person != self.person:
            return refuse(
                RULE,
                "De machtiging is van een andere medewerker dan hier genoemd wordt. Laat --person weg, of werk met uw eigen machtiging.",
                field="person",
            )
        if self.functions and functionary == SYSTEM and SYSTEM not in self.functions:
            return refuse(
                RULE,
                "Er staat niet bij in welke functie u handelt, en de machtiging noemt er meer dan één, of andere. Noem er een die erin "
                "staat (--functionary).",
                field="functionary",
            )
        if self.functions and functionary not in self.functions:
            return refuse(
                RULE,
                "De machtiging noemt deze functie niet. Handel in een functie die erin staat, of vraag uw organisatie om een andere.",
                field="functionary",
            )
        return None


def acting_as(person: str | None, functions: Iterable[str]) -> str | None:
    """What stands in the user's file, as text; `None` where there is nothing to say. Raises ValueError (of which pydantic's is one)."""
    named = tuple(dict.fromkeys(functions))
    if person is None and not named:
        return None
    return ActingAs(salt=secrets.token_hex(32), person=person, functions=named).model_dump_json(exclude_none=True)


def hash_of(text: str) -> str:
    """What stands of it in the grant."""
    return base64url.encode(hashlib.sha256(_FORMAT + text.encode()).digest())


def in_front(text: str | None, body: bytes) -> bytes:
    """The content of a request, with in front of it as whom the user acts."""
    return body if text is None else text.encode() + _THEN + body


def known_user(user: str, hashed: str | None, content: bytes) -> tuple[bytes, KnownUser]:
    """The content without what stands in front of it, and who signed it: the user of this number, with this hash in its grant.
    Raises `NotAdmitted`."""
    if hashed is None:
        return content, KnownUser(user)
    text, _, body = content.partition(_THEN)
    try:
        if hash_of(text.decode()) != hashed:
            raise NotAdmitted("as another than granted")
        said = ActingAs.model_validate_json(text)
    except (UnicodeDecodeError, ValidationError) as error:
        raise NotAdmitted("as another than granted") from error
    return body, KnownUser(said.person or user, said.functions)
