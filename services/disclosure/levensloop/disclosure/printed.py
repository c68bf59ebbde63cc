"""What partners have of a case on paper: the documents that went to them, by their records in OUT (GDPR 19).

The documents service keeps those beside the records of letters (`docs/documents.md`), so what is in one is read from the record alone.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.matrix.lines import Grant, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.contracts.supplied import Leaf, place_of
from levensloop.disclosure.records import all_of, is_of_document
from levensloop.infra.eventstore.store import EventStore

PERSON = "person."
"""Who the client is stands in every document, whatever the matrix gives of the event that says so."""

_HELD = frozenset({Grant.TEAM, Grant.RECEIVED})


class Printed(BaseModel):
    """A document that was given. `events`: each event that it was made from → the fields and parts of it that are not in it. Of a record
    from before these were kept the event that it is the written form of, whole."""

    to: str
    role: Role
    table_version: str
    event: UUID
    events: Annotated[Mapping[UUID, tuple[str, ...]], Field(default_factory=dict)]

    def has(self, recorded: Recorded[DomainEvent], leaf: Leaf) -> bool:
        """Whether this field of this event may stand in it: the event is in it, the matrix gives the field, and it was not withheld."""
        lacks = (self.events or {self.event: ()}).get(recorded.id)
        if lacks is None or {leaf.path, leaf.item, place_of(leaf)} & set(lacks):
            return False
        if leaf.path.startswith(PERSON):
            return True
        try:
            given = matrix(self.table_version).given(
                kebab(type(recorded.event).__name__), self.role, _HELD, pulled=True
            )
        except KeyError:
            return True  # that version is not kept here; to be told too much does no harm
        return leaf.path in given


async def printed(out: EventStore, case: UUID) -> tuple[Printed, ...]:
    """Those of this case, in the order in which they were given. Raises `EventStoreError`."""
    found = await all_of(out, subjects.account(case))
    return tuple(Printed.model_validate_json(message.data) for message in found if is_of_document(message))


def on_paper(wrong: Collection[tuple[Recorded[DomainEvent], Leaf]], documents: Collection[Printed]) -> Iterator[str]:
    """Who has any of these fields in a document."""
    for document in documents:
        if any(document.has(recorded, leaf) for recorded, leaf in wrong):
            yield document.to
