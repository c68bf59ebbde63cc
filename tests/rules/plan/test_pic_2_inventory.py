"""PIC-2: the inventory of indications, sentences, debts and provisions, each with its supplier."""

import pytest
from pydantic import ValidationError

from levensloop.contracts.events.plan import SituationAssessed
from levensloop.contracts.intake import Debt, Indication, Inventory, Provision, Sentence
from levensloop.infra.specification import Then
from levensloop.plan.service import plan
from support.samples.inclusion import included_case
from support.samples.plan import SAMPLE_PICTURE
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    OM,
    OTHER_WOONPARTNER,
    PROVIDER,
    RECLASSERING,
    at_haaglanden,
)

CASE = at_haaglanden(plan, *included_case())
INVENTORY = Inventory(
    indications=(Indication(text="Zorgmachtiging tot juni.", supplier=PROVIDER),),
    sentences=(Sentence(text="Proeftijd van twee jaar.", supplier=RECLASSERING),),
    debts=(Debt(text="Huurschuld van drie maanden.", supplier=GEMEENTE),),
    provisions=(Provision(text="Bijstand.", supplier=GEMEENTE),),
)


def assess(inventory: Inventory | None) -> Then:
    command = SAMPLE_PICTURE.model_copy(update={"inventory": inventory})
    return CASE.when(command, by=HAAGLANDEN, functionary=CHAIR)


def test_pic_2_each_item_has_its_supplier() -> None:
    [assessed] = assess(INVENTORY).then(SituationAssessed)

    assert assessed.inventory == INVENTORY
    assert assessed.inventory.suppliers() == {PROVIDER, RECLASSERING, GEMEENTE}


def test_pic_2_an_item_without_a_supplier_is_unreadable() -> None:
    with pytest.raises(ValidationError):
        Debt.model_validate({"text": "Huurschuld."})


@pytest.mark.parametrize("outsider", [OM, OTHER_WOONPARTNER])
@pytest.mark.parametrize("kind", ["indications", "sentences", "debts", "provisions"])
def test_pic_2_the_supplier_is_in_the_team(kind: str, outsider: str) -> None:
    items = tuple(item.model_copy(update={"supplier": outsider}) for item in getattr(INVENTORY, kind))

    assess(INVENTORY.model_copy(update={kind: items})).refused("PIC-2")


def test_pic_2_an_unknown_supplier_is_refused() -> None:
    assess(Inventory(debts=(Debt(text="Huurschuld.", supplier="bank-nergens"),))).refused("INV-3")


def test_pic_2_the_picture_may_come_before_the_inventory() -> None:
    [assessed] = assess(None).then(SituationAssessed)

    assert assessed.inventory is None
