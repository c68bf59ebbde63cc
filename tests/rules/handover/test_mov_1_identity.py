"""MOV-1: first only who it is about, and hit or no hit, said by a person of the receiving ZVH; until then nothing else."""

import pytest

from levensloop.contracts.admission import INFORMATION_COORDINATOR
from levensloop.contracts.commands.handover import AnswerIdentity, HoldJointMeeting, TransferDirection
from levensloop.contracts.commands.inclusion import ReportClient
from levensloop.contracts.event import CommandData
from levensloop.contracts.events.handover import (
    CaseReleased,
    IdentityAnswered,
    IdentityPresented,
    IdentityWithdrawn,
    SupplierAgreementAsked,
    SupplierDeclined,
)
from levensloop.contracts.standing import Phase, phase_at, shielded
from levensloop.contracts.vocabulary import Person
from levensloop.handover.service import handover
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import given
from support.samples.handover import (
    SAMPLE_ACCEPTANCE,
    SAMPLE_MEETING,
    announced_at_haaglanden,
    answered,
    answered_at_haaglanden,
    presented,
    presented_at_rotterdam,
    released,
    supplier_agreed,
    supplier_asked,
)
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import CHAIR, HAAGLANDEN, NOW, ORGANISATIONS, POLITIE, ROTTERDAM, actor

HIT, NO_HIT = AnswerIdentity(hit=True), AnswerIdentity(hit=False)
DECLINED = SupplierDeclined(at=NOW, by=actor(POLITIE), move=1, supplier=POLITIE, reason="Het onderzoek loopt nog.")
WITHDRAWN = IdentityWithdrawn(at=NOW, by=actor(HAAGLANDEN), move=1, from_zvh=HAAGLANDEN, to_zvh=ROTTERDAM)


@pytest.mark.parametrize("functionary", [CHAIR, INFORMATION_COORDINATOR])
@pytest.mark.parametrize("hit", [True, False])
def test_mov_1_a_person_at_the_receiver_says_hit_or_no_hit(functionary: str, hit: bool) -> None:
    [said] = (
        presented_at_rotterdam()
        .when(AnswerIdentity(hit=hit), by=ROTTERDAM, functionary=functionary)
        .then(IdentityAnswered)
    )

    assert (said.move, said.from_zvh, said.hit) == (1, HAAGLANDEN, hit)


def test_mov_1_the_answer_holds_nothing_that_the_receiver_knows() -> None:
    assert set(IdentityAnswered.model_fields) == {"at", "by", "move", "from_zvh", "hit"}
    assert set(IdentityPresented.model_fields) == {"at", "by", "move", "from_zvh", "to_zvh", "person", "due"}


def test_mov_1_not_by_somebody_else_there_nor_by_a_partner_nor_by_who_asks() -> None:
    presented_at_rotterdam().when(HIT, by=ROTTERDAM).refused("MOV-1")
    presented_at_rotterdam().when(HIT, by="politie-rotterdam", functionary=CHAIR).refused("MOV-1")
    announced_at_haaglanden().when(HIT, by=HAAGLANDEN, functionary=CHAIR).refused("MOV-1")


def test_mov_1_of_what_was_not_presented_nothing_is_said() -> None:
    there = given(handover, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)

    there.when(NO_HIT, by=ROTTERDAM, functionary=CHAIR).refused("MOV-1")


def test_mov_1_it_is_said_once() -> None:
    there = presented_at_rotterdam().and_given(answered(hit=True))

    there.when(HIT, by=ROTTERDAM, functionary=CHAIR).then()
    there.when(NO_HIT, by=ROTTERDAM, functionary=CHAIR).refused("MOV-1")


def test_mov_1_what_was_withdrawn_is_not_answered_any_more() -> None:
    there = presented_at_rotterdam().and_given(WITHDRAWN, source=HAAGLANDEN)

    there.when(NO_HIT, by=ROTTERDAM, functionary=CHAIR).refused("MOV-1")


def test_mov_1_the_receiver_that_answered_another_move_answers_the_next_one() -> None:
    there = presented_at_rotterdam().and_given(answered()).and_given(WITHDRAWN, presented(2), source=HAAGLANDEN)

    [said] = there.when(HIT, by=ROTTERDAM, functionary=CHAIR).then(IdentityAnswered)

    assert said.move == 2


@pytest.mark.parametrize("command", [SAMPLE_ACCEPTANCE, SAMPLE_MEETING], ids=["accept", "meet"])
def test_mov_1_with_an_identity_alone_nothing_else_can_be_done(command: CommandData) -> None:
    presented_at_rotterdam().when(command, by=ROTTERDAM, functionary=CHAIR).refused("MOV-1")


def test_mov_1_nor_is_the_same_person_reported_under_that_number() -> None:
    there = given(inclusion, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS)
    report = ReportClient.model_validate(dict(SAMPLE_REPORT))

    there.and_given(presented(), source=HAAGLANDEN).when(report, by="politie-rotterdam").refused("MOV-5")


def test_mov_1_before_the_release_direction_does_not_move() -> None:
    meeting = HoldJointMeeting.model_validate(dict(SAMPLE_MEETING))
    here = announced_at_haaglanden()

    here.when(TransferDirection(), by=HAAGLANDEN, functionary=CHAIR).refused("MOV-1")
    here.when(meeting, by=HAAGLANDEN)  # the teams may meet; what is agreed there waits too


def test_mov_1_nobody_is_asked_and_nothing_is_released_before_the_answer() -> None:
    announced_at_haaglanden().when_logged(supplier_agreed()).then()
    announced_at_haaglanden().when_logged(answered(), source=ROTTERDAM).then(SupplierAgreementAsked)


def test_wgs_2_28_only_who_it_is_crosses_before_hit_or_no_hit_and_special_data_after_its_supplier_agreed() -> None:
    """WGS-2.28: what is presented holds the person and nothing of the case; an answer lets ask, an agreement lets go, a no keeps."""
    assert set(Person.model_fields) == {"name", "date_of_birth", "municipality"}
    assert set(IdentityPresented.model_fields) - {"at", "by", "move", "from_zvh", "to_zvh", "due"} == {"person"}
    before = announced_at_haaglanden()
    before.when_logged(supplier_agreed()).then()

    asked = before.and_given(answered(), source=ROTTERDAM).and_given(supplier_asked())

    asked.when_logged(answered(), source=ROTTERDAM).then()
    asked.when_logged(supplier_agreed()).then(CaseReleased)
    asked.when_logged(DECLINED).then()


def test_mov_1_an_answer_that_another_than_the_receiver_recorded_does_not_count() -> None:
    announced_at_haaglanden().when_logged(answered(by=HAAGLANDEN), source=HAAGLANDEN).then()


def test_mov_1_a_hit_is_released_as_no_hit_is() -> None:
    here = announced_at_haaglanden().and_given(answered(hit=True), source=ROTTERDAM).and_given(supplier_asked())

    [freed] = here.when_logged(supplier_agreed()).then(CaseReleased)

    assert freed.suppliers == (POLITIE,)


def test_mov_1_at_the_receiver_it_is_an_identity_that_was_presented() -> None:
    there = presented_at_rotterdam()

    assert phase_at(there.state.standing, ROTTERDAM) is Phase.PRESENTED
    assert shielded(there.state.standing, ROTTERDAM) is None
    assert phase_at(announced_at_haaglanden().state.standing, HAAGLANDEN) is Phase.PLANNED
    gone = there.and_given(WITHDRAWN, source=HAAGLANDEN)
    assert shielded(gone.state.standing, ROTTERDAM) == "MOV-7", "who it was about, the receiver need not see any more"


def test_mov_1_what_the_views_say() -> None:
    there = presented_at_rotterdam().state
    seen = handover.views["identity"](there)["identity"]

    assert seen["person"]["name"]
    assert (seen["from_zvh"], seen["hit"], seen["due"]) == (HAAGLANDEN, None, "2026-02-09")
    assert handover.views["move"](there)["move"] is None
    here = answered_at_haaglanden().and_given(supplier_asked(), supplier_agreed())
    assert handover.views["identity"](here.state)["identity"]["hit"] is False
    assert handover.views["identity"](here.and_given(released()).state)["identity"] is None
