"""WGS-1.8-7: of an event of which fields are destroyed, what is left goes, and what is gone is not given: no text that says so, no hole."""

import json
from dataclasses import replace
from uuid import uuid4

from disclosure.passing import logged
from disclosure.withholding.giving import judged, rules, view

from levensloop.contracts.categories import Category
from levensloop.contracts.codec import decode
from levensloop.contracts.envelope import CloudEvent, source_of
from levensloop.contracts.erased import ERASED, GONE
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import EVENTS
from levensloop.disclosure.disclosed import CaseSoFar, disclosures, evolve
from levensloop.infra.secrecy.personal import personal_leaves
from levensloop.infra.specification import CASE
from support.samples.disclosure import condition_set, picture
from support.samples.inclusion import joined
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import (
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    OM,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    RECLASSERING,
)

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}


def erased(recorded: Recorded[DomainEvent], supplier: str | None) -> Recorded[DomainEvent]:
    """The event after this supplier's key, or every key, was destroyed."""
    kind, data = type(recorded.event), recorded.event.model_dump(mode="json")
    for leaf in list(personal_leaves(kind, data)):
        if supplier in (None, leaf.supplier):
            leaf.holder[leaf.name] = GONE
    source = source_of("0" * 20, HAAGLANDEN)
    envelope = CloudEvent(id=uuid4(), source=source, type=kind.wire_name(), subject=CASE, time=NOW, data=data)
    return replace(recorded, event=decode(envelope))


def test_wgs_1_8_7_of_one_supplier_its_part_is_gone_and_the_rest_goes() -> None:
    *earlier, assessed = logged(*planned_case(), picture())

    found = judged(erased(assessed, CRISISDIENST), earlier)[PROVIDER]

    assert rules(found) == {("inventory.indications.0", "WGS-1.8-7", None)}
    body = view(found).model_dump_json()
    assert str(ERASED) not in body
    assert "Begeleiding bij het wonen." in body
    assert "Zorgmachtiging" not in body


def test_wgs_1_8_7_of_who_recorded_it_the_field_is_not_in_the_view() -> None:
    *earlier, assessed = logged(*planned_case(), picture())

    found = judged(erased(assessed, PROVIDER), earlier)[GEMEENTE]

    assert not found.judged.nothing
    data = json.loads(view(found).model_dump_json())
    assert data["inventory"]["debts"] == [{"text": "Huurachterstand.", "supplier": GEMEENTE}]
    assert "motivation" not in data
    assert data["by"] == {"organisation": PROVIDER}


def test_wgs_1_8_7_where_all_is_gone_nothing_goes() -> None:
    *earlier, assessed = logged(*planned_case(), picture())

    assert all(found.judged.nothing for found in judged(erased(assessed, None), earlier).values())


def test_wgs_1_8_7_who_joins_after_a_destruction_gets_what_is_left() -> None:
    state = CaseSoFar()
    for recorded in logged(*planned_case()):
        state = evolve(state, erased(recorded, None))
    [came] = logged(joined(OM), after=90)

    found = {
        type(d.recorded.event).__name__: d for d in disclosures(came, state, evolve(state, came), WORLD, HAAGLANDEN)
    }

    assert found["PlanEstablished"].judged.nothing
    for one in found.values():
        if not one.judged.nothing:
            assert str(ERASED) not in view(one).model_dump_json()


def test_wgs_1_8_7_no_kind_of_event_breaks_on_it() -> None:
    assert set(EVENTS)
    earlier = logged(*planned_case())
    for recorded in earlier:
        for supplier in (None, recorded.event.by.organisation):
            before = [one for one in earlier if one.position < recorded.position]
            for one in judged(erased(recorded, supplier), before).values():
                assert one.judged.nothing or view(one)


def test_wgs_2_29_3_a_condition_of_which_the_words_are_destroyed_is_kept_and_does_not_travel() -> None:
    """WGS-2.29-3, WGS-1.8-7."""
    condition = condition_set(POLITIE, (Category.GUIDANCE,), (RECLASSERING,))
    *earlier, said, raised = logged(*planned_case(), condition, signal_raised())

    found = judged(raised, [*earlier, erased(said, None)])

    assert found[PROVIDER].judged.conditions == ()
    assert rules(found[RECLASSERING]) == {("text", "WGS-2.29-3", 1)}
