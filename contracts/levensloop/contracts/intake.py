"""What is agreed and found out on the way to a plan: small values of the inclusion table and the picture."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import OrganisationId, Text, Value


class Consent(StrEnum):
    """INF-2: what the client said to sharing."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class WlzGround(StrEnum):
    """PIC-3: the ground (grondslag) of a Wlz indication."""

    ELDERLY_CARE = "elderly-care"
    INTELLECTUAL = "intellectual"
    MILD_INTELLECTUAL = "mild-intellectual"
    PHYSICAL = "physical"
    SENSORY = "sensory"
    PSYCHIATRIC_TREATMENT = "psychiatric-treatment"
    PSYCHIATRIC_LIVING = "psychiatric-living"


class Indication(Value):
    """PIC-2: an indication or authorisation for care, and who supplied it."""

    text: Annotated[Text, holds(Category.HEALTH, "The indication")]
    supplier: Annotated[OrganisationId, holds(Category.PROCESS, "Who supplied it")]


class Sentence(Value):
    """PIC-2: an open sentence or measure, and who supplied it."""

    text: Annotated[Text, holds(Category.JUSTICE, "The sentence or measure")]
    supplier: Annotated[OrganisationId, holds(Category.PROCESS, "Who supplied it")]


class Debt(Value):
    """PIC-2: a debt, or what else is known of money, and who supplied it."""

    text: Annotated[Text, holds(Category.FINANCIAL, "The debt")]
    supplier: Annotated[OrganisationId, holds(Category.PROCESS, "Who supplied it")]


class Provision(Value):
    """PIC-2: a benefit or other social provision, and who supplied it."""

    text: Annotated[Text, holds(Category.SOCIAL_PROVISIONS, "The provision")]
    supplier: Annotated[OrganisationId, holds(Category.PROCESS, "Who supplied it")]


class Inventory(Value):
    """PIC-2: what there is, each item with its supplier: the fourth paragraph of WGS 2.28 needs to know whose it is."""

    indications: Annotated[tuple[Indication, ...], holds(Category.PROCESS, "Indications")] = ()
    sentences: Annotated[tuple[Sentence, ...], holds(Category.PROCESS, "Open sentences")] = ()
    debts: Annotated[tuple[Debt, ...], holds(Category.PROCESS, "Debts")] = ()
    provisions: Annotated[tuple[Provision, ...], holds(Category.PROCESS, "Benefits and provisions")] = ()

    def suppliers(self) -> set[str]:
        """Everyone who supplied something."""
        kinds = (self.indications, self.sentences, self.debts, self.provisions)
        return {item.supplier for kind in kinds for item in kind}


class AgreedAction(Value):
    """INC-3: what must be known before the table can decide: who finds out, before which day."""

    text: Annotated[Text, holds(Category.GUIDANCE, "What is done")]
    owner: Annotated[OrganisationId, holds(Category.PROCESS, "Who does it")]
    due: Annotated[date, holds(Category.PROCESS, "Before the end of this day")]
