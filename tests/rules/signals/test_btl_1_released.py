"""BTL-1: before a bottleneck leaves, a person at the ZVH checks its text; until then it stands on the agenda."""

from datetime import date

import pytest

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.signals import RecordBottleneck, ReleaseBottleneck, ResolveBottleneck
from levensloop.contracts.events.signals import (
    BottleneckRecorded,
    BottleneckReleased,
    BottleneckReleaseOverdue,
    BottleneckResolved,
)
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.vocabulary import Person
from levensloop.signals.agenda import agenda
from levensloop.signals.recognisable import recognisable
from levensloop.signals.service import signals
from support.samples.plan import planned_case
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, PROVIDER, at_haaglanden

CASE = at_haaglanden(signals, *planned_case())
NO_HOLDER = RecordBottleneck(category=BottleneckCategory.NO_FILE_HOLDER, text="Niemand vraagt de plek aan.")
OWN = RecordBottleneck(category=BottleneckCategory.OTHER, name="Geen rijbewijs", text="De werkplaats is onbereikbaar.")
RECORDED = CASE.and_given(*CASE.when(NO_HOLDER, by=PROVIDER).then(BottleneckRecorded))
RELEASE = ReleaseBottleneck(bottleneck=1, text="Er is geen dossierhouder te vinden.", nobody_recognisable=True)
LAST_DAY = date(2026, 2, 16)


def changed(**fields: object) -> ReleaseBottleneck:
    return RELEASE.model_copy(update=fields)


def test_btl_1_the_zvh_releases_the_text_as_it_leaves_once() -> None:
    [released] = RECORDED.when(RELEASE, by=HAAGLANDEN).then(BottleneckReleased)

    assert (released.bottleneck, released.category, released.name) == (1, NO_HOLDER.category, None)
    assert released.text == RELEASE.text
    RECORDED.and_given(released).when(RELEASE, by=HAAGLANDEN).refused("BTL-1")


@pytest.mark.parametrize("organisation", [PROVIDER, GEMEENTE])
def test_btl_1_a_partner_does_not_release(organisation: str) -> None:
    RECORDED.when(RELEASE, by=organisation).refused("BTL-1")


def test_btl_1_what_is_not_there_or_not_confirmed_does_not_leave() -> None:
    CASE.when(RELEASE, by=HAAGLANDEN).refused("BTL-1")
    refusal = RECORDED.when(changed(nobody_recognisable=False), by=HAAGLANDEN).refused("BTL-1")
    assert refusal.details == {"field": "nobody_recognisable"}


def test_btl_1_the_name_of_a_free_one_is_checked_too() -> None:
    own = CASE.and_given(*CASE.when(OWN, by=PROVIDER).then(BottleneckRecorded))
    [released] = own.when(changed(name="Vervoer"), by=HAAGLANDEN).then(BottleneckReleased)

    assert released.name == "Vervoer"
    for at, wrong in ((own, RELEASE), (RECORDED, changed(name="Vervoer")), (own, changed(name="123456782"))):
        assert at.when(wrong, by=HAAGLANDEN).refused("BTL-1").details == {"field": "name"}


def test_btl_1_the_text_of_this_client_is_looked_at() -> None:
    person = RECORDED.state.person
    refusal = RECORDED.when(changed(text=f"Voor {person.name} is niets."), by=HAAGLANDEN).refused("BTL-1")

    assert refusal.details == {"field": "text"}
    assert person.name not in refusal.message


SOMEBODY = Person(name="Zoë van der Voorbeeld-Testa", date_of_birth=date(1991, 2, 7), municipality="Den Haag")
POINTS = [
    "Het BSN is 123456782.",
    "Nummer 1234.56.782 staat in het dossier.",
    "kenmerk 123 456 782",
    "Zoe wil niet weg.",
    "ZOË wil niet weg",
    "De heer Voorbeeld wacht.",
    "mevrouw testa",
    "geboren op 7-2-1991",
    "geboren 07/02/91",
    "geb. 1991-02-07",
    "op 7 februari 1991 geboren",
    "geboren 7 feb. 1991",
]
FINE = [
    "Niemand in de regio heeft een plek van der gelijke aard.",
    "Sinds 01-01-2025 vervalt de overgangsregeling.",
    "Er zijn 12 weken voorbij en de plek kost 140.000 euro.",
    "In februari 1991 bestond de Wlz nog niet.",
    "Voorbeelden genoeg; een zoektocht langs 14 voorzieningen.",
]


@pytest.mark.parametrize("text", POINTS)
def test_btl_1_what_a_machine_can_see_of_a_person_is_seen(text: str) -> None:
    assert recognisable(text, SOMEBODY)


@pytest.mark.parametrize("text", FINE)
def test_btl_1_what_points_to_nobody_passes(text: str) -> None:
    assert recognisable(text, SOMEBODY) is None


def test_btl_1_until_it_is_released_it_is_on_the_agenda_of_the_zvh() -> None:
    [item] = agenda(RECORDED.state, RECORDED.deadlines(), HAAGLANDEN)
    [recorded] = CASE.when(NO_HOLDER, by=PROVIDER).then(BottleneckRecorded)
    released = RECORDED.and_given(*RECORDED.when(RELEASE, by=HAAGLANDEN).then(BottleneckReleased))

    assert recorded.release_before == LAST_DAY, "ten working days"
    assert (item.owner, item.due, item.rule, item.overdue) == (HAAGLANDEN, end_of(LAST_DAY), "BTL-1", False)
    assert agenda(released.state, released.deadlines(), HAAGLANDEN) == []
    assert released.deadlines() == {}


def test_btl_1_overdue_is_said_once_and_stays_until_it_is_done() -> None:
    [overdue] = RECORDED.when_expired("bottleneck-1", end_of(LAST_DAY)).then(BottleneckReleaseOverdue)
    late = RECORDED.and_given(overdue)

    assert (overdue.bottleneck, overdue.due) == (1, LAST_DAY)
    assert late.deadlines() == {}
    assert [item.overdue for item in agenda(late.state, {}, HAAGLANDEN)] == [True]
    late.when(RELEASE, by=HAAGLANDEN).then(BottleneckReleased)


def test_btl_1_one_that_was_resolved_is_still_told() -> None:
    resolve = ResolveBottleneck(bottleneck=1, resolution="Het zorgkantoor wees iemand aan.")
    resolved = RECORDED.and_given(*RECORDED.when(resolve, by=HAAGLANDEN).then(BottleneckResolved))

    assert resolved.deadlines() == {"bottleneck-1": end_of(LAST_DAY)}
    resolved.when(RELEASE, by=HAAGLANDEN).then(BottleneckReleased)


def test_btl_1_one_from_before_there_was_a_term_gets_the_usual_one() -> None:
    [recorded] = CASE.when(NO_HOLDER, by=PROVIDER, at=NOW).then(BottleneckRecorded)
    old = CASE.and_given(recorded.model_copy(update={"release_before": None}))

    assert old.deadlines() == {"bottleneck-1": end_of(LAST_DAY)}
