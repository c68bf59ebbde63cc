"""A reference to a document elsewhere: letters, digits and marks, no words, so that nobody's name can be in it."""

from typing import Annotated

from pydantic import Field

ReferenceNumber = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9./-]{0,39}$")]
"""Such as `RAC-2026-014`."""
