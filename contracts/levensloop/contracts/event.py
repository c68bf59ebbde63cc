"""What every event and every command of ours has, and how its wire name follows from its class."""

import re
from datetime import UTC, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.pseudonym import WHERE_KNOWN, Pseudonym

ORGANISATION_ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"

OrganisationId = Annotated[str, StringConstraints(pattern=rf"^{ORGANISATION_ID}$", max_length=60)]
"""An organisation of the topology, such as `zvh-haaglanden`: safe in a subject, a stream and a consumer name."""

CaseId = UUID
"""Made once, at the report, at random; the same for life, at every ZVH. It says nothing about the person."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""Free text of a professional: never empty, at most 4,000 characters, so that an event stays below 64 KB."""


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("no such moment in UTC") from error


Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
"""A moment with its time zone, kept in UTC."""


class Value(BaseModel):
    """A frozen part of an event or a command; unknown fields are refused, not dropped. An error never repeats the input."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Actor(Value):
    """Who acts: the organisation (which the server guarantees), the function in which somebody acts for it, and which person that is."""

    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Organisation that acts")]
    functionary: Annotated[Text, holds(Category.STAFF, "Function of the person who acts, such as procesregisseur")]
    person: Annotated[
        Pseudonym | None,
        holds(Category.STAFF, "Which person that is, by a pseudonym that only the organisation resolves"),
        WHERE_KNOWN,
    ] = None


SYSTEM = "systeem"
"""The functionary of what a node records by itself: an expired term, a label that must be asked."""


class DomainEvent(Value):
    """Something that happened to a case. `at` is the moment in the real world; the envelope tells when it was logged."""

    version: ClassVar[int] = 1
    aggregate: ClassVar[str | None] = None
    """Where it is logged, when not with what else its service records."""

    at: Annotated[Moment, holds(Category.PROCESS, "When it happened")]
    by: Annotated[Actor, holds(Category.PROCESS, "Who did it")]

    @classmethod
    def wire_name(cls) -> str:
        """`nl.levensloopaanpak.client-included.v1`: stable, no Python path, no organisation (NL GOV CloudEvents)."""
        return f"nl.levensloopaanpak.{kebab(cls.__name__)}.v{cls.version}"


class CommandData(Value):
    """What a command carries besides case and actor. Its name on the wire is the class name."""

    @classmethod
    def wire_name(cls) -> str:
        return cls.__name__


def kebab(name: str) -> str:
    """`ClientIncluded` → `client-included`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
