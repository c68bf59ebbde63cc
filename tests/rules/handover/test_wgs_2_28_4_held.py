"""WGS-2.28-4, MOV-1: also after the release special data goes to another ZVH only after who supplied it agreed; until then it is held, with
all that is behind it in the log."""

from datetime import date, datetime

import pytest
from rules.handover.after_the_release import (
    AGREE,
    CANCEL,
    DEBT,
    DECLINE,
    HELD,
    SENTENCE,
    goes,
    moving,
    picture,
    sent,
    then,
)

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.handover import TransferDirection
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    IdentityWithdrawn,
    MoveCancelled,
    SupplierAgreed,
    SupplierAgreementAsked,
    SupplierAgreementOverdue,
    SupplierDeclined,
)
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.intake import Sentence
from levensloop.contracts.standing import shielded
from levensloop.handover.manifest import sent_back
from levensloop.handover.service import handover
from levensloop.handover.views import move
from levensloop.infra.specification import Given
from support.samples.disclosure import objected
from support.samples.handover import (
    accepted,
    answered,
    confirmed,
    joint_meeting,
    moving_at_haaglanden,
    moving_at_rotterdam,
    presented,
    ready_to_transfer,
    supplier_agreed,
)
from support.samples.inclusion import client_died
from support.samples.signals import signal_raised
from support.samples.world import CHAIR, HAAGLANDEN, NOW, OM, POLITIE, PROVIDER, ROTTERDAM, actor, amsterdam


def test_wgs_2_28_4_of_who_was_never_asked_it_is_held_and_who_supplied_it_is_asked() -> None:
    here = moving(HELD)
    asked = here.history[-1].event

    assert isinstance(asked, SupplierAgreementAsked)
    assert (asked.supplier, asked.owner, asked.to_zvh) == (PROVIDER, PROVIDER, ROTTERDAM)
    assert asked.categories == (Category.HEALTH,)
    assert sent(here) == sent(moving_at_haaglanden())


def test_mov_2_what_is_behind_it_waits_too_for_a_case_stream_is_in_the_order_of_the_log() -> None:
    here = moving(HELD, joint_meeting())

    assert not goes(here, joint_meeting())
    assert here.state.move.sent.last.count == len(sent(moving_at_haaglanden()))


def test_wgs_2_28_4_it_goes_in_order_once_its_supplier_agrees() -> None:
    here = moving(HELD, joint_meeting())
    [agreed] = here.when(AGREE, by=PROVIDER).then(SupplierAgreed)
    after = then(here, agreed)

    assert sent(after) == [recorded.event for recorded in after.history]
    assert after.state.move.sent.last.count == len(sent(after))
    assert after.state.move.lacks == {}


def test_wgs_2_28_4_who_agreed_before_the_release_needs_nothing_new_for_what_it_agreed_to() -> None:
    moving_at_haaglanden().when_logged(signal_raised(by=POLITIE)).then()

    assert goes(moving(signal_raised(by=POLITIE)), signal_raised(by=POLITIE))


def test_wgs_2_28_4_for_another_kind_it_is_asked_again_for_all_of_them() -> None:
    here = moving(picture(SENTENCE))
    asked = here.history[-1].event

    assert isinstance(asked, SupplierAgreementAsked)
    assert set(asked.categories) == {Category.HEALTH, Category.POLICE, Category.JUSTICE}
    assert not goes(here, picture(SENTENCE))
    assert goes(then(here, supplier_agreed(POLITIE)), picture(SENTENCE))


def test_wgs_2_28_4_each_of_them_must_agree_before_what_is_behind_goes() -> None:
    both = moving(HELD, picture(Sentence(text="Taakstraf.", supplier=OM)))
    one, other = then(both, supplier_agreed(OM)), then(both, supplier_agreed(PROVIDER))

    assert set(both.state.move.lacks) == {PROVIDER, OM}
    assert sent(one) == sent(moving_at_haaglanden())
    assert goes(other, HELD)
    assert not goes(other, picture(Sentence(text="Taakstraf.", supplier=OM)))


@pytest.mark.parametrize(
    "event",
    [joint_meeting(), picture(), picture(debts=(DEBT,)), picture(Sentence(text="Straf.", supplier=ROTTERDAM))],
    ids=["of the ZVH", "its picture", "no special data", "of the receiving ZVH"],
)
def test_wgs_2_28_4_nobody_is_asked_for_anything_else(event: DomainEvent) -> None:
    moving_at_haaglanden().when_logged(event).then()

    assert goes(moving(event), event)


def test_wgs_2_28_4_what_comes_from_elsewhere_is_not_asked_for() -> None:
    here = moving_at_haaglanden().and_given(HELD, source="zvh-utrecht")

    moving_at_haaglanden().when_logged(HELD, source="zvh-utrecht").then()
    assert goes(here, HELD)


def test_mov_1_for_an_item_of_who_is_of_another_region_the_zvh_answers() -> None:
    here = moving(picture(Sentence(text="Straf.", supplier="politie-rotterdam")))
    asked = here.history[-1].event
    command = AGREE.model_copy(update={"supplier": "politie-rotterdam"})

    assert isinstance(asked, SupplierAgreementAsked)
    assert asked.owner == HAAGLANDEN
    here.when(command, by=HAAGLANDEN, functionary=CHAIR).then(SupplierAgreed)


def test_mov_1_who_declines_says_why_and_holds_it_until_it_agrees_after_all() -> None:
    here = moving(HELD)
    here.when(DECLINE.model_copy(update={"note": None}), by=PROVIDER).refused("MOV-1")
    [declined] = here.when(DECLINE, by=PROVIDER).then(SupplierDeclined)
    after = then(here, declined)

    assert not goes(after, HELD)
    [agreed] = after.when(AGREE, by=PROVIDER).then(SupplierAgreed)
    assert goes(then(after, agreed), HELD)


def test_mov_1_what_was_sent_is_not_taken_back() -> None:
    after = then(moving(HELD), supplier_agreed(PROVIDER))

    after.when(DECLINE, by=PROVIDER).refused("MOV-1")
    moving(HELD).when(DECLINE, by=POLITIE).refused("MOV-1")
    assert sent(then(after, objected(PROVIDER, (Category.HEALTH,), None)))[: len(sent(after))] == sent(after)


def test_mov_5_direction_is_not_transferred_while_something_is_held_and_it_is_said_whose_answer_it_waits_for() -> None:
    asked = confirmed(then(ready_to_transfer(), HELD))
    declined = then(asked, *asked.when(DECLINE, by=PROVIDER).then(SupplierDeclined))

    def why(here: Given) -> str:
        return here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-1").message

    assert f"{PROVIDER} antwoordt uiterlijk 09-02-2026" in why(asked)
    assert f"{PROVIDER} stemde niet in" in why(declined)
    assert f"{PROVIDER} wordt nog gevraagd" in why(confirmed(ready_to_transfer().and_given(HELD)))
    assert POLITIE not in why(asked)
    asked.when(TransferDirection(), by=PROVIDER).refused("MOV-5")
    agreed = confirmed(then(asked, supplier_agreed(PROVIDER)))
    assert agreed.state.move.whole
    assert not isinstance(agreed.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).decision, tuple)


def test_mov_1_it_has_a_term_and_stands_on_the_agenda() -> None:
    here, over = moving(HELD), amsterdam(2026, 2, 10)
    due = here.deadlines()[f"supplier-{PROVIDER}"]
    [late] = here.when_expired(f"supplier-{PROVIDER}", over).then(SupplierAgreementOverdue)

    assert (late.supplier, late.due) == (PROVIDER, date(2026, 2, 9))
    assert due <= over
    assert todo(here, due) == {(PROVIDER, f"instemmen met verstrekking aan {ROTTERDAM}")}
    declined = then(here, *here.when(DECLINE, by=PROVIDER).then(SupplierDeclined))
    assert todo(declined, due) == {(HAAGLANDEN, f"{PROVIDER} stemt niet in: overleg, of trek de verhuizing in")}
    after = then(here, supplier_agreed(PROVIDER))
    assert todo(after, due) == set()
    assert f"supplier-{PROVIDER}" not in after.deadlines()
    assert todo(moving(objected(POLITIE, (Category.HEALTH,), None)), due) == set(), "nothing of it is held yet"


def todo(here: Given, due: datetime) -> set[tuple[str, str]]:
    items = handover.agenda(here.state, {"supplier": due}, HAAGLANDEN)
    return {(item.owner, item.what) for item in items if item.rule == "MOV-1"}


def test_mov_6_cancelled_while_something_is_held_the_receiver_hears_it_otherwise() -> None:
    here = moving(HELD)
    cancelled, withdrawn = here.when(CANCEL, by=HAAGLANDEN, functionary=CHAIR).then(MoveCancelled, IdentityWithdrawn)
    after = here.and_given(cancelled, withdrawn)

    assert sent(after) == sent(moving_at_haaglanden()), "nothing more of the case, and not why"
    assert after.state.running is None
    agreed = after.and_given(supplier_agreed(PROVIDER))
    assert sent(agreed) == sent(moving_at_haaglanden()), "nor later"
    after.when(AGREE, by=PROVIDER).refused("MOV-1")


def test_mov_6_at_the_receiver_that_ends_the_move_and_shields_its_copy() -> None:
    withdrawn = IdentityWithdrawn(at=NOW, by=actor(HAAGLANDEN), move=1, from_zvh=HAAGLANDEN, to_zvh=ROTTERDAM)
    there = moving_at_rotterdam().and_given(accepted()).and_given(withdrawn, source=HAAGLANDEN)

    assert there.state.running is None
    assert there.state.move.cancelled
    assert shielded(there.state.standing, ROTTERDAM) == "MOV-7"
    assert handover.agenda_elsewhere(there.state, ROTTERDAM) == []
    next_move = there.and_given(presented(2), source=HAAGLANDEN).and_given(answered(2))
    assert [recorded.event for recorded in sent_back(next_move.history, 1)] == [accepted()], "nothing of the next"


def test_mov_6_a_client_who_dies_while_something_is_held_ends_it_in_the_same_way() -> None:
    here = moving(HELD).and_given(client_died())
    *gone, last = [
        LabelWithdrawn(at=NOW, by=label.by, partner=o, role=label.role, system=label.system, reason="Overleden.")
        for o, label in here.state.labels.items()
    ]

    here.and_given(*gone).when_logged(last).then(MoveCancelled, IdentityWithdrawn)


def test_mov_1_at_the_receiver_nobody_is_asked() -> None:
    there = moving_at_rotterdam()

    there.when_logged(HELD, source=HAAGLANDEN).then()


def test_mov_1_the_view_says_how_much_is_held() -> None:
    assert move(moving(joint_meeting()).state)["move"]["held"] == 0
    assert move(moving(HELD, joint_meeting()).state)["move"]["held"] == 3, "the question as well"
