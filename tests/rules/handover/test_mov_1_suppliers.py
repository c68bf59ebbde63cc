"""MOV-1, WGS 2.28(4): health, police and justice data go to another ZVH only after whoever supplied them here agreed."""

from datetime import date

import pytest

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.handover import AnswerSupplierRequest, TransferDirection
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    CaseReleased,
    SupplierAgreed,
    SupplierAgreementAsked,
    SupplierDeclined,
)
from levensloop.contracts.events.plan import SituationAssessed
from levensloop.contracts.intake import Debt, Indication, Inventory, Sentence
from levensloop.contracts.roles import Role
from levensloop.handover.service import handover
from levensloop.infra.specification import Given, given
from support.samples.handover import (
    SAMPLE_ACCEPTANCE,
    announced_at_haaglanden,
    answered,
    answered_at_haaglanden,
    moving_at_haaglanden,
    presented,
    presented_at_rotterdam,
    supplier_agreed,
    supplier_asked,
)
from support.samples.inclusion import direction_transferred, move_announced, partner_left
from support.samples.plan import SAMPLE_PICTURE, planned_case
from support.samples.signals import signal_raised
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    OM,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    ROTTERDAM,
    actor,
)

AGREE, DECLINE = (
    AnswerSupplierRequest(agrees=True),
    AnswerSupplierRequest(agrees=False, note="Het onderzoek loopt nog."),
)
INVENTORY = Inventory(
    indications=(Indication(text="Zorgmachtiging tot juni.", supplier=PROVIDER),),
    sentences=(Sentence(text="Taakstraf van 40 uur.", supplier=OM),),
    debts=(Debt(text="Huurschuld.", supplier=GEMEENTE),),
)


def picture(inventory: Inventory = INVENTORY) -> SituationAssessed:
    """By the ZVH, of what others supplied."""
    return SituationAssessed(at=NOW, by=actor(HAAGLANDEN, CHAIR), **{**dict(SAMPLE_PICTURE), "inventory": inventory})


def asked() -> Given:
    return answered_at_haaglanden().and_given(supplier_asked())


def who_is_asked(*events: DomainEvent) -> dict[str, SupplierAgreementAsked]:
    """When the answer comes in a case that holds these events too."""
    here = announced_at_haaglanden().and_given(*events)
    found = here.when_logged(answered(), source=ROTTERDAM).decision
    assert not isinstance(found, tuple | dict)
    return {event.supplier: event for event in found if isinstance(event, SupplierAgreementAsked)}


def test_mov_1_who_recorded_special_data_is_asked_for_it() -> None:
    [asks] = announced_at_haaglanden().when_logged(answered(), source=ROTTERDAM).then(SupplierAgreementAsked)

    assert (asks.supplier, asks.owner, asks.to_zvh) == (POLITIE, POLITIE, ROTTERDAM)
    assert asks.categories == (Category.HEALTH, Category.POLICE)
    assert asks.due == date(2026, 2, 9), "five working days"


def test_mov_1_of_the_inventory_each_supplier_of_special_data_is_asked_and_no_other() -> None:
    found = who_is_asked(picture())

    assert set(found) == {POLITIE, PROVIDER, OM}
    assert found[PROVIDER].categories == (Category.HEALTH,)
    assert found[OM].categories == (Category.JUSTICE,)


def test_mov_1_who_left_the_team_is_asked_still() -> None:
    assert POLITIE in who_is_asked(partner_left(POLITIE, Role.POLITIE))


def test_mov_1_for_who_is_not_there_any_more_the_zvh_answers_on_record() -> None:
    gone = Inventory(indications=(Indication(text="Zorgmachtiging.", supplier="aanbieder-opgeheven"),))
    asks = who_is_asked(picture(gone))["aanbieder-opgeheven"]
    here = answered_at_haaglanden().and_given(asks)
    command = AGREE.model_copy(update={"supplier": "aanbieder-opgeheven"})

    assert asks.owner == HAAGLANDEN
    here.when(command, by=HAAGLANDEN).refused("MOV-1")
    here.when(command, by=POLITIE).refused("MOV-1")
    [said] = here.when(command, by=HAAGLANDEN, functionary=CHAIR).then(SupplierAgreed)
    assert (said.supplier, said.by.organisation) == ("aanbieder-opgeheven", HAAGLANDEN)


def test_mov_1_for_who_is_there_the_zvh_does_not_answer() -> None:
    command = AGREE.model_copy(update={"supplier": POLITIE})

    asked().when(command, by=HAAGLANDEN, functionary=CHAIR).refused("MOV-1")


def test_mov_1_without_special_data_of_others_the_case_is_released_at_once() -> None:
    moved = given(handover, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    home = {"from_zvh": ROTTERDAM, "to_zvh": HAAGLANDEN}
    back = moved.and_given(*planned_case(), move_announced(NOW), direction_transferred(NOW), source=HAAGLANDEN)
    back = back.and_given(move_announced(NOW, 2).model_copy(update=home), presented(2, ROTTERDAM, HAAGLANDEN))
    said = answered(2, by=HAAGLANDEN, from_zvh=ROTTERDAM)

    [freed] = back.when_logged(said, source=HAAGLANDEN).then(CaseReleased)

    assert freed.suppliers == (), "what came from Haaglanden came with the agreement given then"


def test_mov_1_the_supplier_agrees_and_the_case_is_released() -> None:
    asked().when(AGREE, by=POLITIE).then(SupplierAgreed)
    asked().when_logged(supplier_agreed()).then(CaseReleased)


def test_mov_1_all_of_them_must() -> None:
    here = asked().and_given(supplier_asked(PROVIDER))

    here.when_logged(supplier_agreed()).then()
    here.when_logged(supplier_agreed(), supplier_agreed(PROVIDER)).then(CaseReleased, CaseReleased)


def test_mov_1_who_declines_says_why_and_holds_the_case_until_it_agrees() -> None:
    asked().when(DECLINE.model_copy(update={"note": None}), by=POLITIE).refused("MOV-1")
    [declined] = asked().when(DECLINE, by=POLITIE).then(SupplierDeclined)
    here = asked().and_given(declined)

    asked().when_logged(declined).then()
    here.when(DECLINE, by=POLITIE).then()
    here.when(AGREE, by=POLITIE).then(SupplierAgreed)
    here.when_logged(supplier_agreed()).then(CaseReleased)


@pytest.mark.parametrize("organisation", [RECLASSERING, ROTTERDAM, "politie-rotterdam"])
def test_mov_1_who_was_not_asked_does_not_answer(organisation: str) -> None:
    asked().when(AGREE, by=organisation).refused("MOV-1")
    asked().when(AGREE.model_copy(update={"supplier": POLITIE}), by=organisation).refused("MOV-1")


def test_mov_1_after_the_release_the_answer_stands() -> None:
    moving_at_haaglanden().when(DECLINE, by=POLITIE).refused("MOV-1")


def test_mov_1_who_supplies_something_before_the_release_is_asked_too() -> None:
    [asks] = asked().when_logged(signal_raised(by=PROVIDER)).then(SupplierAgreementAsked)
    waits = asked().and_given(signal_raised(by=PROVIDER), asks)

    assert asks.supplier == PROVIDER
    waits.when_logged(supplier_agreed()).then()
    waits.and_given(supplier_agreed()).when_logged(supplier_agreed(PROVIDER)).then(CaseReleased)


def test_mov_1_and_who_supplies_another_kind_is_asked_again() -> None:
    inventory = Inventory(sentences=(Sentence(text="Proces-verbaal.", supplier=POLITIE),))
    here = asked().and_given(supplier_asked(PROVIDER), supplier_agreed())

    [again] = here.when_logged(picture(inventory)).then(SupplierAgreementAsked)

    assert again.supplier == POLITIE
    assert set(again.categories) == {Category.HEALTH, Category.POLICE, Category.JUSTICE}
    here.and_given(again).when_logged(supplier_agreed(PROVIDER)).then()


def test_mov_1_who_receives_asks_nobody() -> None:
    there = given(handover, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    known = there.and_given(presented(), *planned_case(), move_announced(NOW), source=HAAGLANDEN)

    known.when_logged(answered()).then()


def transfer_refused(case: Given) -> str:
    """Why direction cannot be transferred yet."""
    return case.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-1").message


def test_mov_1_before_the_release_it_is_said_whose_answer_it_waits_for() -> None:
    unanswered = announced_at_haaglanden()
    asked = answered_at_haaglanden().and_given(supplier_asked())
    declined = asked.and_given(*asked.when(DECLINE, by=POLITIE).then(SupplierDeclined))

    assert f"{ROTTERDAM} zei nog niet of het hit of geen hit is" in transfer_refused(unanswered)
    assert f"{POLITIE} antwoordt uiterlijk 09-02-2026" in transfer_refused(asked)
    assert f"{POLITIE} stemde niet in" in transfer_refused(declined)


def test_mov_1_the_receiver_that_cannot_accept_yet_hears_that_it_is_not_released() -> None:
    there = presented_at_rotterdam().when(SAMPLE_ACCEPTANCE, by=ROTTERDAM, functionary=CHAIR)

    assert HAAGLANDEN in there.refused("MOV-1").message
    presented_at_rotterdam().when(SAMPLE_ACCEPTANCE, by=POLITIE).refused("INV-4")
