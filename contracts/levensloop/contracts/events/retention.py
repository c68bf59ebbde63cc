"""Events of `retention`: how long data is kept, the destruction of a case, and the proof of it (WGS 1.8(7), 2.31(8)).

`DestructionBegun` and `PlaceDestroyed` are the proof: about no case, under a random id of their own. Until every place is done the case's
tombstone names that id; after that no field ties the two together.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, OrganisationId, Text
from levensloop.contracts.retention import DestroyedPart, DestructionGround, KeepingGround

PROOF = "destruction"
"""The aggregate of the proof."""

Place = Annotated[OrganisationId, holds(Category.PROCESS, "Organisation whose copy it is")]
Entries = Annotated[int, Field(ge=0), holds(Category.PROCESS, "How many entries were destroyed there")]
Quarter = Annotated[str, Field(pattern=r"^[0-9]{4}q[1-4]$")]
Proposal = Annotated[int, Field(ge=1), holds(Category.PROCESS, "Which proposal on this case, from 1")]
Supplier = Annotated[OrganisationId, holds(Category.PROCESS, "Who supplied data")]
Until = Annotated[date, holds(Category.PROCESS, "Last day on which it is kept")]
Back = Annotated[bool, holds(Category.PROCESS, "Whether the closed case is to be seen again until then")]
Destruction = Annotated[UUID, holds(Category.PROCESS, "Random number of the destruction, under which its proof is")]


class DestructionAnnounced(DomainEvent):
    """WGS 1.8(7), 2.31: at least two public participants decided that the case is no longer needed. Until it begins, one of them can
    withdraw it."""

    deciders: Annotated[
        tuple[OrganisationId, ...], holds(Category.PROCESS, "The public participants that decided this (WGS 2.31)")
    ]
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why it is no longer needed")]
    due: Annotated[date, holds(Category.PROCESS, "Last day to withdraw it; after that it begins")]


class DestructionWithdrawn(DomainEvent):
    """A public participant stopped it: the case stays until its term is over."""

    reason: Annotated[Text, holds(Category.GUIDANCE, "Why not")]


class DestructionOrdered(DomainEvent):
    """WGS 1.8(7): from here on nothing can be done with the case or seen of it, and it is being destroyed. Cannot be undone."""

    destruction: Destruction
    ground: Annotated[DestructionGround, holds(Category.PROCESS, "Why")]
    told_by: Annotated[OrganisationId | None, holds(Category.PROCESS, "ZVH that destroyed the case, and said so")] = (
        None
    )


class QuarterExpired(DomainEvent):
    """WGS 1.8(7): what of the case was first processed in this quarter reaches its five years, and nobody extended that. Its keys go."""

    quarter: Annotated[Quarter, holds(Category.PROCESS, "Quarter of first processing, such as 2026q1")]
    destruction: Destruction


class ExtensionProposed(DomainEvent):
    """WGS 1.8(7): a public participant decides that the case is kept longer; who supplied data must agree first."""

    proposal: Proposal
    until: Until
    ground: Annotated[KeepingGround, holds(Category.PROCESS, "Why it may be kept")]
    reason: Annotated[Text, holds(Category.GUIDANCE, "Which law, or which claim")]
    back: Back = False


class ExtensionAsked(DomainEvent):
    """A supplier is asked whether what it supplied may be kept longer."""

    proposal: Proposal
    supplier: Supplier
    owner: Annotated[
        OrganisationId, holds(Category.PROCESS, "Who answers: the supplier, or the ZVH where it is no more")
    ]
    due: Annotated[date, holds(Category.PROCESS, "Answered before the end of this day")]


class ExtensionAgreed(DomainEvent):
    """It may."""

    proposal: Proposal
    supplier: Supplier


class ExtensionDeclined(DomainEvent):
    """It may not: the proposal ends here, and the term stands."""

    proposal: Proposal
    supplier: Supplier
    reason: Annotated[Text, holds(Category.GUIDANCE, "Why not")]


class ExtensionOverdue(DomainEvent):
    """A supplier has not answered in time. The term goes on meanwhile."""

    proposal: Proposal
    supplier: Supplier


class RetentionExtended(DomainEvent):
    """WGS 1.8(7): every supplier agreed; until this day nothing of the case is destroyed because of its term."""

    proposal: Proposal
    until: Until
    ground: Annotated[KeepingGround, holds(Category.PROCESS, "Why it may be kept")]
    back: Back = False


class ReturnEnded(DomainEvent):
    """WGS 2.31(8): the day until which a closed case was to be seen again is over; it is shielded as before."""


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

    part: Annotated[DestroyedPart, holds(Category.PROCESS, "A case, or what of it is of one quarter")]
    ground: Annotated[DestructionGround, holds(Category.PROCESS, "Why")]
    entries: Annotated[int, Field(ge=0), holds(Category.PROCESS, "How many entries the node of the ZVH held")]
    places: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "Who has a copy, the ZVH itself first")]


class PlaceDestroyed(DomainEvent):
    """The proof, second half, once per place: the copy there is gone, at `at`."""

    aggregate: ClassVar[str] = PROOF

    place: Place
    entries: Entries
