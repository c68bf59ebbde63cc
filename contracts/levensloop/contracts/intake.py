"""What is agreed and found out on the way to a plan: small values of the inclusion table and the picture."""

from datetime import date
from typing import Annotated

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import OrganisationId, Text, Value


class AgreedAction(Value):
    """INC-3: what must be known before the table can decide: who finds out, before which day."""

    text: Annotated[Text, holds(Category.GUIDANCE, "What is done")]
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who does it")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]
