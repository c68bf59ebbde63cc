"""Commands of `retention`."""

from typing import Annotated

from pydantic import Field

from levensloop.contracts.event import CommandData, OrganisationId


class DestroyCase(CommandData):
    """WGS 1.8(7), 2.31. By a public participant: a closed case, or the copy of one that moved away, before its term is over."""


class ConfirmDestruction(CommandData):
    """WGS 1.8(7). By an organisation that was told of the destruction: its copy is gone. `entries`: how many it held. With `place`, by
    the ZVH for one that cannot say it here."""

    entries: Annotated[int, Field(ge=0)] = 0
    place: OrganisationId | None = None
