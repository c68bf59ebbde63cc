"""BTL-1: what is stuck is recorded by category, numbered, and stays open until it is resolved."""

import pytest

from levensloop.contracts.commands.signals import RecordBottleneck, ResolveBottleneck
from levensloop.contracts.events.signals import BottleneckRecorded, BottleneckResolved
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.signals.service import signals
from levensloop.signals.views import watch
from support.samples.inclusion import included_case
from support.samples.plan import planned_case
from support.samples.world import GEMEENTE, HAAGLANDEN, OTHER_WOONPARTNER, PROVIDER, WOONPARTNER, at_haaglanden

CASE = at_haaglanden(signals, *planned_case())
NO_HOLDER = RecordBottleneck(category=BottleneckCategory.NO_FILE_HOLDER, text="Niemand vraagt de plek aan.")
OWN = RecordBottleneck(category=BottleneckCategory.OTHER, name="Geen rijbewijs", text="De werkplaats is onbereikbaar.")
RESOLVE = ResolveBottleneck(bottleneck=1, resolution="Het zorgkantoor wees een dossierhouder aan.")
RECORDED = CASE.and_given(*CASE.when(NO_HOLDER, by=PROVIDER).then(BottleneckRecorded))


def test_btl_1_there_are_the_fifteen_of_the_report_the_shortage_of_places_and_free_ones() -> None:
    assert len(BottleneckCategory) == 17
    assert list(BottleneckCategory)[-2:] == [BottleneckCategory.NO_SUITABLE_PLACE, BottleneckCategory.OTHER]


@pytest.mark.parametrize("organisation", [PROVIDER, GEMEENTE, WOONPARTNER, HAAGLANDEN])
def test_btl_1_the_team_and_the_zvh_record(organisation: str) -> None:
    [recorded] = CASE.when(NO_HOLDER, by=organisation).then(BottleneckRecorded)

    assert (recorded.bottleneck, recorded.category, recorded.name) == (1, NO_HOLDER.category, None)
    assert recorded.text == NO_HOLDER.text


def test_btl_1_also_before_there_is_a_plan() -> None:
    at_haaglanden(signals, *included_case()).when(NO_HOLDER, by=PROVIDER).then(BottleneckRecorded)


def test_btl_1_from_outside_the_team_it_is_refused() -> None:
    CASE.when(NO_HOLDER, by=OTHER_WOONPARTNER).refused("BTL-1")


def test_btl_1_the_next_one_has_the_next_number() -> None:
    [recorded] = RECORDED.when(NO_HOLDER, by=PROVIDER).then(BottleneckRecorded)

    assert recorded.bottleneck == 2


def test_btl_1_a_free_one_has_a_name_and_only_a_free_one() -> None:
    [recorded] = CASE.when(OWN, by=PROVIDER).then(BottleneckRecorded)

    assert recorded.name == OWN.name
    for wrong in (OWN.model_copy(update={"name": None}), NO_HOLDER.model_copy(update={"name": "Iets"})):
        assert CASE.when(wrong, by=PROVIDER).refused("BTL-1").details == {"field": "name"}


def test_btl_1_the_zvh_resolves_it_once() -> None:
    [resolved] = RECORDED.when(RESOLVE, by=HAAGLANDEN).then(BottleneckResolved)
    after = RECORDED.and_given(resolved)

    assert resolved.resolution == RESOLVE.resolution
    assert [b["resolved"] for b in watch(after.state)["bottlenecks"]] == [True]
    after.when(RESOLVE, by=HAAGLANDEN).refused("BTL-1")


def test_btl_1_what_is_not_there_cannot_be_resolved_and_a_partner_does_not_resolve() -> None:
    CASE.when(RESOLVE, by=HAAGLANDEN).refused("BTL-1")
    RECORDED.when(RESOLVE, by=PROVIDER).refused("BTL-1")
