"""Events of `retention`: how long data is kept, the destruction of a case, and the proof of it (WGS 1.8(7), 2.31(8)).

`DestructionBegun` and `PlaceDestroyed` are the proof: about no case, under a random id of their own. Until every place is done the case's
tombstone names that id; after that nothing ties the two together.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, OrganisationId
from levensloop.contracts.retention import DestructionGround

PROOF = "destruction"
"""The aggregate of the proof."""

Place = Annotated[OrganisationId, holds(Category.PROCESS, "Organisation whose copy it is")]
Entries = Annotated[int, Field(ge=0), holds(Category.PROCESS, "How many entries were destroyed there")]
Destruction = Annotated[UUID, holds(Category.PROCESS, "Random number of the destruction, under which its proof is")]


class DestructionOrdered(DomainEvent):
    """WGS 1.8(7): from here on nothing can be done with the case or seen of it, and it is being destroyed. Cannot be undone."""

    destruction: Destruction
    ground: Annotated[DestructionGround, holds(Category.PROCESS, "Why")]
    told_by: Annotated[OrganisationId | None, holds(Category.PROCESS, "ZVH that destroyed the case, and said so")] = (
        None
    )


class CopyDestroyed(DomainEvent):
    """An organisation that had received something of the case destroyed its copy, and says so."""

    place: Place
    entries: Entries


class CaseDestroyed(DomainEvent):
    """All that this ZVH's node had of the case is gone. It stays as the only event of the case: no late one can take its place.

    `entries`: how many there were here. `destruction`, `waiting` and `due` are gone as soon as every other place is done.
    """

    entries: Entries
    destruction: Annotated[
        UUID | None, holds(Category.PROCESS, "Random number of the destruction, as long as it lasts")
    ] = None
    waiting: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Whose copies are not destroyed yet")] = ()
    due: Annotated[date | None, holds(Category.PROCESS, "They are before the end of this day")] = None
    told_by: Annotated[OrganisationId | None, holds(Category.PROCESS, "ZVH that destroyed the case, and said so")] = (
        None
    )


class DestructionBegun(DomainEvent):
    """The proof, first half: on which ground, how many entries there were here, and who else has a copy."""

    aggregate: ClassVar[str] = PROOF

    ground: Annotated[DestructionGround, holds(Category.PROCESS, "Why")]
    entries: Annotated[int, Field(ge=0), holds(Category.PROCESS, "How many entries the node of the ZVH held")]
    places: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Who has a copy, the ZVH itself first")]


class PlaceDestroyed(DomainEvent):
    """The proof, second half, once per place: the copy there is gone, at `at`."""

    aggregate: ClassVar[str] = PROOF

    place: Place
    entries: Entries
