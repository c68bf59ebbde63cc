"""MOV-2: the transfer dossier holds the plan, the history in outline, its provenance, and who carried and carries the case."""

from dataclasses import replace

import pytest
from documents.given import moved, moving, with_two_plans
from documents.reading import Logged, logged, made, rule_of, says

from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.events.handover import (
    CaseReleased,
    CaseStreamReceived,
    DirectionTransferred,
    IdentityAnswered,
    IdentityPresented,
    MoveCancelled,
)
from levensloop.contracts.sending import handed_over
from levensloop.documents.outline import detail
from levensloop.documents.transfer import transfer_document
from levensloop.handover.manifest import links
from support.samples.handover import SAMPLE_MEETING
from support.samples.signals import signal_raised
from support.samples.world import HAAGLANDEN, PROVIDER, ROTTERDAM, actor, amsterdam


def test_mov_1_the_move_why_and_how_far() -> None:
    text = says(made(transfer_document(moving())), "De verhuizing")
    assert "Gaat bij zijn zus in Rotterdam wonen." in text
    assert f"Aanvaard\n2 februari 2026, door {ROTTERDAM}" in text
    assert "Regie overgedragen\nnog niet" in text
    assert SAMPLE_MEETING.agreements in text, "MOV-4"
    assert "E. Coördinator, levensloopaanbieder-rotterdam" in text


def test_mov_1_hit_or_no_hit_and_the_suppliers_came_first() -> None:
    text = says(made(transfer_document(moving())), "Vooraf: hit of geen hit, en instemming van leveranciers")
    assert f"geen hit: daar niet bekend; 2 februari 2026, door procesregisseur, {ROTTERDAM}" in text
    assert (
        "Leverancier politie-haaglanden\ngezondheid en politiegegevens; gevraagd 2 februari 2026; stemt in, 2 februari 2026"
        in text
    )
    assert "Casus vrijgegeven\n2 februari 2026" in text


def test_mov_1_before_the_release_nothing_was_sent() -> None:
    log = [r for r in moving() if not isinstance(r.event, CaseReleased | CaseStreamReceived)]
    text = says(made(transfer_document(log)), "Herkomst en volledigheid")
    assert "nog niet vrijgegeven" in text


def test_mov_2_at_the_receiver_it_is_whole_though_the_identity_came_first() -> None:
    early = [r for r in moved() if isinstance(r.event, IdentityPresented | IdentityAnswered)]
    there = [*early, *(r for r in moved() if r not in early)]
    assert "aantal en vingerafdruk zijn gelijk" in says(made(transfer_document(there)), "Herkomst en volledigheid")


def test_mov_6_a_move_that_fell_through() -> None:
    gone = MoveCancelled(
        at=amsterdam(2026, 4, 30),
        by=actor(HAAGLANDEN),
        move=1,
        from_zvh=HAAGLANDEN,
        to_zvh=ROTTERDAM,
        reason="De woning ging naar een ander.",
    )
    text = says(made(transfer_document(logged(gone, after=moving()))), "De verhuizing")
    assert "Gaat niet door\n30 april 2026: De woning ging naar een ander." in text
    assert "Regie overgedragen\nnee" in text


def test_mov_3_the_plan_that_the_receiver_follows() -> None:
    text = says(made(transfer_document(moving())), "Levensloopplan")
    assert "Versie 2" in text
    assert "Een eigen huis in Delft." in text


def test_mov_5_who_carried_and_who_carry() -> None:
    text = says(made(transfer_document(moved())), "Wie de casus droeg en draagt")
    assert text.index("A. Procesregisseur") < text.index("D. Procesregisseur")
    assert "1 mei 2026\nzvh-rotterdam" in text


HELD = logged(signal_raised(by=PROVIDER), after=moving())


@pytest.mark.parametrize("log", [moving(), moved(), HELD], ids=["moving", "moved", "held"])
def test_mov_2_count_and_digest_are_those_of_the_stream(log: Logged) -> None:
    sent = list(links(r for r in handed_over(log, 1) if not isinstance(r.event, DirectionTransferred)))[-1]
    text = says(made(transfer_document(log)), "Herkomst en volledigheid").replace("\n", "")
    assert f"Aantal gebeurtenissen{sent.count}" in text
    assert sent.digest in text


def test_wgs_2_28_4_what_is_held_does_not_count_as_sent() -> None:
    held, before = (says(made(transfer_document(log)), "Herkomst en volledigheid") for log in (HELD, moving()))
    assert held.partition("Ontvangst")[0] == before.partition("Ontvangst")[0]


def test_mov_2_the_receiver_has_it_whole() -> None:
    assert "heel en ongewijzigd: aantal en vingerafdruk zijn gelijk" in says(
        made(transfer_document(moved())), "Herkomst en volledigheid"
    )


def test_mov_2_the_receiver_has_a_part() -> None:
    text = says(made(transfer_document(moving())), "Herkomst en volledigheid")
    assert "de eerste " in text
    assert "gelijk." not in text


def test_mov_2_what_was_changed_on_the_way_is_said() -> None:
    log = [
        replace(r, event=r.event.model_copy(update={"digest": "ab" * 32}))
        if isinstance(r.event, CaseStreamReceived)
        else r
        for r in moved()
    ]
    text = says(made(transfer_document(log)), "Herkomst en volledigheid")
    assert "LET OP" in text
    assert "ab" * 16 in text


def test_mov_2_no_receipt_is_said() -> None:
    log = [r for r in moving() if not isinstance(r.event, CaseStreamReceived)]
    assert f"{ROTTERDAM} heeft de ontvangst nog niet bevestigd." in says(
        made(transfer_document(log)), "Herkomst en volledigheid"
    )


def test_mov_2_the_outline_has_every_event_and_no_free_text() -> None:
    log = moved()
    text = says(made(transfer_document(log)), "Verloop op hoofdlijnen")
    for recorded in log:
        assert EVENTS_IN_DUTCH[type(recorded.event).__name__] in text
        assert detail(recorded.event) in text
    for free in ("Bedreigde twee keer een buurman.", "Raakt bij spanning ontregeld.", "Hij wil naar Delft."):
        assert free not in text


def test_mov_1_without_a_move_there_is_no_document() -> None:
    assert rule_of(transfer_document(with_two_plans())) == "MOV-1"
