"""What each question to a service shows, and who asks it: what the accountability record of consulting says (WGS 1.8(2)(4))."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from levensloop.contracts.accountability import Capacity
from levensloop.contracts.categories import ABOUT_NOBODY, Category
from levensloop.contracts.event import SYSTEM, Text
from levensloop.contracts.pseudonym import WHERE_KNOWN, Pseudonym


class Asker(BaseModel):
    """Who asks, within the organisation: the `by` of a question. The server guarantees the organisation, the organisation this."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    functionary: Text
    person: Annotated[Pseudonym | None, WHERE_KNOWN] = None
    capacity: Capacity = Capacity.EXECUTING


MACHINE = Asker(functionary=SYSTEM, capacity=Capacity.MAINTAINING)
"""A system that asks without a person who looks: a health check, a partner's connection."""

_PERSON = (Category.IDENTITY, Category.HOUSING)
_NOBODY: tuple[Category, ...] = ()

SHOWS: Mapping[str, tuple[Category, ...]] = {
    "inclusion.case": (*_PERSON, Category.GUIDANCE, Category.STAFF),
    "inclusion.cases": _NOBODY,
    "inclusion.third-parties": (Category.GUIDANCE, Category.STAFF),
    "inclusion.agenda": _NOBODY,
    "plan.plan": tuple(c for c in Category if c not in (Category.IDENTITY, Category.PROCESS)),
    "plan.agenda": _NOBODY,
    "signals.watch": (Category.HEALTH, Category.POLICE, Category.GUIDANCE, Category.HOUSING, Category.STAFF),
    "signals.agenda": _NOBODY,
    "handover.move": _NOBODY,
    "handover.identity": _PERSON,
    "handover.agenda": _NOBODY,
    "monitor.figures": _NOBODY,
    "monitor.coordination": (Category.FINANCIAL,),
    "retention.agenda": _NOBODY,
    "retention.proofs": _NOBODY,
    "disclosure.agenda": _NOBODY,
    "disclosure.grounds": (Category.GUIDANCE, Category.STAFF),
    "disclosure.corrections": tuple(c for c in Category if c not in ABOUT_NOBODY),
    "documents.plan": tuple(c for c in Category if c is not Category.PROCESS),
    "documents.exclusion": tuple(c for c in Category if c is not Category.PROCESS),
    "documents.transfer": tuple(c for c in Category if c is not Category.PROCESS),
}
"""`<service>.<question>` → the categories of personal data in the answer (2.30), besides the process itself: that there is a case, and
how it stands. At most these: what a case has none of is not shown."""

SHOWS_NOTHING = frozenset(
    {"audit.checkpoint", "audit.cosign", "audit.grow", "disclosure.inbox", "disclosure.keys", "disclosure.pull"}
)
"""Questions that show nothing readable, or leave a record of their own with what they give."""

REFUSED_LOOKS: Mapping[str, str] = {"audit.checkpoint": "WGS-1.8-4", "audit.cosign": "WGS-1.8-4", "audit.grow": "INV-6"}
"""Of these, the ones that look at the log itself, each with the rule by which who has no business there is refused: that is recorded."""

OPTIONAL_BY = frozenset({"disclosure.keys", "disclosure.pull"})
"""Of these, the ones that take a `by` themselves, since a person may read what they give; without it a system asks."""
