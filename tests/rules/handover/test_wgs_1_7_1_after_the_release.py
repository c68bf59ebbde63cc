"""WGS-1.7-1, WGS-2.29-3, GDPR-16 in a move that was released: what a supplier says of its own data holds what it supplies from then on."""

from rules.handover.after_the_release import AGREE, DEBT, DECLINE, HELD, goes, moving, picture, then

from levensloop.contracts.categories import Category
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.handover import (
    SupplierAgreed,
    SupplierAgreementAsked,
    SupplierDeclined,
)
from support.samples.disclosure import condition_lifted, condition_set, objected, objection_withdrawn
from support.samples.handover import (
    moving_at_haaglanden,
    supplier_agreed,
)
from support.samples.signals import signal_raised
from support.samples.world import GEMEENTE, NOW, OM, POLITIE, PROVIDER, ROTTERDAM, actor


def test_wgs_1_7_1_an_objection_after_the_release_holds_what_it_supplies_from_then_on() -> None:
    objection = objected(POLITIE, (Category.HEALTH,), ROTTERDAM)
    here = moving(signal_raised(1), objection, signal_raised(2))

    assert goes(here, signal_raised(1))
    assert goes(here, objection), "that it objects goes along"
    assert not goes(here, signal_raised(2))
    [agreed] = here.when(AGREE, by=POLITIE).then(SupplierAgreed)
    assert goes(then(here, agreed), signal_raised(2)), "an exception, for this move"
    assert goes(moving(objected(POLITIE, (Category.HEALTH,), OM), signal_raised(2)), signal_raised(2))


def test_wgs_1_7_1_of_any_category_also_of_who_was_never_asked_until_it_is_withdrawn() -> None:
    owes, financial = picture(debts=(DEBT,)), (Category.FINANCIAL,)
    here = moving(objected(GEMEENTE, financial, None), owes)
    asked = here.history[-1].event

    assert isinstance(asked, SupplierAgreementAsked)
    assert (asked.supplier, asked.categories) == (GEMEENTE, financial)
    assert not goes(here, owes)
    assert goes(then(here, supplier_agreed(GEMEENTE)), owes)
    assert goes(then(here, objection_withdrawn(GEMEENTE)), owes)


def test_wgs_2_29_3_so_does_a_condition_until_it_is_lifted() -> None:
    owes, condition = picture(debts=(DEBT,)), condition_set(GEMEENTE, (Category.FINANCIAL,), (ROTTERDAM,))
    here = moving(condition, owes)

    assert not goes(here, owes)
    assert goes(then(here, condition_lifted(GEMEENTE)), owes)


def test_gdpr_16_a_correction_goes_as_long_as_its_supplier_agrees() -> None:
    where = {"event": moving_at_haaglanden().history[0].id, "field": "reason", "reason": "Verkeerd gehoord."}
    [mine, theirs] = [
        DatumRectified(at=NOW, by=actor(by), new_police="Eén keer.", **where) for by in (PROVIDER, POLITIE)
    ]

    assert goes(moving(mine), mine), "it never gave special data here, so this is none"
    assert goes(moving(theirs), theirs)
    assert not goes(moving(objected(POLITIE, (Category.HEALTH,), None), theirs), theirs)
    again = moving(objected(POLITIE, (Category.HEALTH,), None), objection_withdrawn(POLITIE), theirs)
    assert not goes(again, theirs), "it does not object any more, and did not agree again"
    assert goes(then(again, supplier_agreed(POLITIE)), theirs)


def test_wgs_2_29_3_what_a_supplier_says_of_passing_on_is_not_what_it_is_about() -> None:
    guidance = (Category.GUIDANCE,)
    here = moving(condition_set(POLITIE, guidance, (ROTTERDAM,)), objected(PROVIDER, guidance, None), HELD)
    declined = then(here, *here.when(DECLINE, by=PROVIDER).then(SupplierDeclined))
    asked = [recorded for recorded in declined.history if isinstance(recorded.event, SupplierAgreementAsked)]

    assert goes(here, objected(PROVIDER, guidance, None))
    assert set(declined.state.move.lacks) == {PROVIDER}
    assert len(asked) == 2, "the police before the release, and of what is held its supplier, once"
