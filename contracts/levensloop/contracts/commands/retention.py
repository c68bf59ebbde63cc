"""Commands of `retention`."""

from datetime import date
from typing import Annotated

from pydantic import Field

from levensloop.contracts.event import CommandData, OrganisationId, Text
from levensloop.contracts.retention import KeepingGround


class DestroyCase(CommandData):
    """WGS 1.8(7), 2.31. By a public participant, or the procesregisseur that names them, at least two: a closed case, or the copy of one
    that moved away, before its term is over. It begins when the term to withdraw it is over."""

    reason: Text
    deciders: tuple[OrganisationId, ...] = ()


class WithdrawDestruction(CommandData):
    """WGS 1.8(7). By one public participant: what was announced does not go on."""

    reason: Text


class ExtendRetention(CommandData):
    """WGS 1.8(7). By a public participant: keep the case until this day, since a law opposes its destruction or a claim needs it. With
    `back` a closed case is also to be seen again until then."""

    until: date
    ground: KeepingGround
    reason: Text
    back: bool = False


class AnswerExtension(CommandData):
    """WGS 1.8(7). By the supplier that was asked; with `supplier`, by the ZVH for one that is not there any more. Who does not agree says
    why, in `note`."""

    agrees: bool
    note: Text | None = None
    supplier: OrganisationId | None = None


class ConfirmDestruction(CommandData):
    """WGS 1.8(7). By an organisation that was told of the destruction: its copy is gone. `entries`: how many it held. With `place`, by
    the ZVH for one that cannot say it here."""

    entries: Annotated[int, Field(ge=0)] = 0
    place: OrganisationId | None = None
