"""GDPR-16: what is wrong is put right by a new event; by who supplied it, or by the ZVH."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from levensloop.contracts.commands.disclosure import RectifyDatum
from levensloop.contracts.erased import ERASED
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.roles import Role
from levensloop.disclosure.service import disclosure
from levensloop.documents.opening import about
from levensloop.handover.service import handover
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Given
from levensloop.plan.service import plan
from levensloop.signals.service import signals
from support.samples.disclosure import case_with_picture
from support.samples.inclusion import (
    SAMPLE_REPORT,
    client_died,
    direction_transferred,
    move_announced,
    partner_left,
    report_retracted,
)
from support.samples.world import (
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    OM,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    at_haaglanden,
)

CASE = at_haaglanden(disclosure, *case_with_picture())
EVENTS = {type(r.event).__name__: r.id for r in CASE.history}
PERSON = SAMPLE_REPORT.person.model_copy(update={"name": "Joris Verzonnen-Anders"})
WHO = RectifyDatum(event=EVENTS["ClientReported"], field="person.name", person=PERSON, reason="Verkeerd gespeld.")
SAFETY = RectifyDatum(event=EVENTS["ClientReported"], field="safety", text="Er was geen mes.", reason="Ander incident.")
DEBT = RectifyDatum(
    event=EVENTS["SituationAssessed"], field="inventory.debts.0.text", text="Is afgelost.", reason="Oude stand."
)


def test_gdpr_16_by_who_supplied_it_in_the_category_of_the_wrong_one() -> None:
    [made] = CASE.when(SAFETY, by=POLITIE).then(DatumRectified)

    assert made.new_police == SAFETY.text
    filled = {name for name, content in made if name.startswith(("new_", "person")) and content is not None}
    assert filled == {"new_police"}
    [seen] = disclosure.views["corrections"](CASE.and_given(made).state)["corrections"]
    assert (seen["kind"], seen["field"], seen["correct"]) == ("ClientReported", "safety", SAFETY.text)
    assert (seen["organisation"], seen["reason"]) == (POLITIE, SAFETY.reason)


def test_gdpr_16_of_several_parts_by_whose_part_it_is() -> None:
    [made] = CASE.when(DEBT, by=GEMEENTE).then(DatumRectified)

    assert made.new_financial == DEBT.text
    CASE.when(DEBT, by=PROVIDER).refused("GDPR-16")
    whole = DEBT.model_copy(update={"field": "inventory.debts.text"})
    CASE.when(whole, by=GEMEENTE).refused("GDPR-16")


@pytest.mark.parametrize("left", [False, True], ids=["in the team", "left"])
def test_gdpr_16_who_did_not_supply_it_hears_the_same_whatever_there_is(left: bool) -> None:
    """ALW-2: nor whether there is such an event, such a field, or who gave it: by asking would be known what is withheld, and by whom."""
    case = CASE.and_given(partner_left(RECLASSERING, Role.RECLASSERING)) if left else CASE
    picture, fields = (
        EVENTS["SituationAssessed"],
        ("indications.0", "indications.1", "indications.7", "sentences.0", "debts.0"),
    )
    asked = [DEBT.model_copy(update={"field": f"inventory.{field}.text"}) for field in fields]
    asked += [
        DEBT.model_copy(update={"field": field}) for field in ("risks", "housing", "at", "by.functionary", "niets")
    ]
    asked += [
        DEBT.model_copy(update={"event": event})
        for event in (uuid4(), EVENTS["ClientReported"], EVENTS["ClientIncluded"])
    ]
    asked += [WHO, WHO.model_copy(update={"person": None}), DEBT.model_copy(update={"text": None})]
    assert all(each.event == picture for each in asked[:10])

    said = [case.when(each, by=RECLASSERING).refused("GDPR-16") for each in asked]

    assert len({refusal.model_dump_json() for refusal in said}) == 1
    assert not any(word in said[0].message for word in (CRISISDIENST, PROVIDER, OM, GEMEENTE, POLITIE, "inventory"))
    CASE.when(asked[2], by=HAAGLANDEN).refused("GDPR-16")


def test_gdpr_16_who_supplied_it_hears_what_is_wrong_with_its_correction() -> None:
    refusal = CASE.when(DEBT.model_copy(update={"text": None}), by=GEMEENTE).refused("GDPR-16")

    assert refusal.message == "Zeg in woorden wat het moet zijn."


def test_gdpr_16_it_does_not_end_with_the_case_and_is_the_zvhs_then() -> None:
    """Partners do not see a closed case any more (WGS 2.31(8)); the person still has the right, as long as the data are kept."""
    closed = CASE.and_given(client_died())

    closed.when(SAFETY, by=HAAGLANDEN).then(DatumRectified)
    closed.when(SAFETY, by=POLITIE).refused("GDPR-16")
    closed.when(DEBT, by=GEMEENTE).refused("GDPR-16")


def test_gdpr_16_not_of_a_report_that_was_retracted_nor_where_another_directs() -> None:
    CASE.and_given(report_retracted()).when(SAFETY, by=HAAGLANDEN).refused("INV-5")
    CASE.and_given(move_announced(NOW), direction_transferred(NOW)).when(SAFETY, by=HAAGLANDEN).refused("MOV-5")


def test_gdpr_16_the_zvh_for_anyone() -> None:
    for command in (WHO, SAFETY, DEBT):
        CASE.when(command, by=HAAGLANDEN).then(DatumRectified)


@pytest.mark.parametrize("service", [inclusion, plan, signals, handover], ids=lambda s: s.name)
def test_gdpr_16_who_the_client_is_from_then_on(service: Any) -> None:
    [made] = CASE.when(WHO, by=POLITIE).then(DatumRectified)

    assert Given(service, CASE.and_given(made).history, CASE.context).state.person == PERSON


def test_gdpr_16_documents_name_the_person_as_corrected() -> None:
    [made] = CASE.when(WHO, by=POLITIE).then(DatumRectified)

    assert dict(about(CASE.and_given(made).history))["Cliënt"] == PERSON.name


def test_gdpr_16_who_it_is_can_be_recorded_anew_after_it_was_destroyed() -> None:
    [first, *rest] = case_with_picture()
    assert isinstance(first, ClientReported)
    gone = first.person.model_copy(update={"name": ERASED, "date_of_birth": ERASED, "municipality": ERASED})
    case = at_haaglanden(disclosure, first.model_copy(update={"person": gone}), *rest)
    again = WHO.model_copy(update={"event": case.history[0].id})

    [made] = case.when(again, by=HAAGLANDEN).then(DatumRectified)

    assert Given(handover, case.and_given(made).history, case.context).state.person == PERSON


@pytest.mark.parametrize(
    "wrong",
    [
        {"event": uuid4()},
        {"field": "safest"},
        {"field": "at"},
        {"field": "by.functionary"},
        {"field": "concerns.domain"},
        {"text": None},
        {"person": PERSON},
        {"field": "person.name"},
        {"field": "person.name", "text": None, "person": PERSON.model_copy(update={"date_of_birth": date(2090, 1, 1)})},
        {"field": "person.name", "text": None, "person": PERSON, "event": EVENTS["LabelRequested"]},
    ],
)
def test_gdpr_16_not_of_an_unknown_event_or_field_nor_of_what_is_about_nobody(wrong: dict[str, Any]) -> None:
    CASE.when(SAFETY.model_copy(update=wrong), by=HAAGLANDEN).refused("GDPR-16")


@pytest.mark.parametrize("by", [PROVIDER, CRISISDIENST, OM, "politie-rotterdam"])
def test_gdpr_16_not_of_somebody_elses(by: str) -> None:
    CASE.when(SAFETY, by=by).refused("GDPR-16")
