"""The words for a place to live: the tailored housing route (PLN-7). Each is tied to its Dutch term in docs/glossary.md."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import CommandData, OrganisationId, Text, Value


class HousingSituation(StrEnum):
    """MON-1: whether the client has a place to live. Who is shortly in a clinic or detained has one, if it is kept."""

    HOUSED = "housed"
    SHELTERED = "sheltered"
    HOMELESS = "homeless"


WITHOUT_HOUSING = frozenset({HousingSituation.SHELTERED, HousingSituation.HOMELESS})
"""MON-1: what counts as without housing: a shelter, a hostel or somebody's couch is no place to live (default)."""


class HousingTrack(StrEnum):
    """PLN-7: the two tracks of a tailored housing route (S3, 1.2)."""

    ADAPT_EXISTING = "adapt-existing"
    DEVELOP_NEW = "develop-new"


class HousingResult(StrEnum):
    """PLN-7: how a route ends. Where no place is found it does not end: it goes on, or up (ESC-1)."""

    PLACED = "placed"
    NO_LONGER_NEEDED = "no-longer-needed"


class HousingAnswers(Value):
    """PLN-7: the four questions of S3, 1.2, each answered."""

    stay: Annotated[Text, holds(Category.HOUSING, "What makes a stay fit, whatever the rules and the money")]
    expertise: Annotated[Text, holds(Category.GUIDANCE, "Forensic knowledge, skill and setting that it asks for")]
    funding_and_rules: Annotated[Text, holds(Category.SOCIAL_PROVISIONS, "Tailored funding and rules that it asks for")]
    obstacles: Annotated[Text, holds(Category.HOUSING, "Why placing got stuck each time")]


class HousingStep(CommandData):
    """PLN-7: the four questions, and what is done next. An answer may be absent on the wire, so that the refusal can name it."""

    stay: Text | None = None
    expertise: Text | None = None
    funding_and_rules: Text | None = None
    obstacles: Text | None = None
    next_step: Text
    owner: OrganisationId
    due: date | None = None
