"""Public halves in a topology, and those that were replaced: until when they counted."""

import re
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

OVERLAP = timedelta(days=1)
"""How long a key that was replaced, and not stolen, still counts: a witness may see the last that it signed when the next is there."""
AHEAD = timedelta(minutes=5)
"""How much sooner the next one counts than it was made: clocks of witnesses differ."""


def _public_half(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", value):
        raise ValueError(
            "geen publieke sleutel (32 bytes in base64url, 43 tekens); maak sleutels met `levensloop keys init`"
        )
    return value


PublicHalf = Annotated[str, AfterValidator(_public_half)]


class ReplacedKey(BaseModel):
    """A key that another took the place of. `revoked`: from when on somebody else may have had it; what only it signed since is not
    believed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: PublicHalf
    replaced: AwareDatetime
    revoked: AwareDatetime | None = None

    @property
    def until(self) -> datetime:
        """Until when it counts for what witnesses saw."""
        return self.replaced + (timedelta() if self.revoked else OVERLAP)
