"""The number of a test by the rechtmatigheidsadviescommissie: it stands in clear, so nobody's name or BSN fits in it."""

from typing import Annotated

from pydantic import Field

RacNumber = Annotated[str, Field(pattern=r"^RAC-\d{4}-\d{1,4}$", examples=["RAC-2026-014"])]
"""The year and the number in it: `RAC-2026-014`."""

RecordedNumber = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9./-]{0,39}$")]
"""As it stands in the log: other forms were taken before."""
