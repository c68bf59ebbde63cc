"""BED-2: who leaves a secure bed needs a place to go to; that there is none is recorded, and the client stays."""

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.signals import ReleaseFromSecureBed
from levensloop.contracts.events.signals import BottleneckRecorded, BottleneckResolved, ReleasedFromSecureBed
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.signals.service import signals
from levensloop.signals.views import watch
from support.samples.plan import planned_case
from support.samples.signals import admitted
from support.samples.world import HAAGLANDEN, NOW, POLITIE, PROVIDER, actor, at_haaglanden

IN_BED = at_haaglanden(signals, *planned_case(), *admitted())
NOWHERE = ReleaseFromSecureBed(tried="Zes voorzieningen gevraagd, zes keer nee.")
RESOLVED = BottleneckResolved(at=NOW, by=actor(HAAGLANDEN), bottleneck=1, resolution="Er kwam een kamer vrij.")


def test_bed_2_without_a_place_the_attempt_records_a_bottleneck_and_nobody_is_released() -> None:
    [stuck] = IN_BED.when(NOWHERE, by=PROVIDER).then(BottleneckRecorded)

    assert (stuck.bottleneck, stuck.category) == (1, BottleneckCategory.NO_SUITABLE_PLACE)
    assert stuck.text == NOWHERE.tried
    after = IN_BED.and_given(stuck)
    assert watch(after.state)["bed"]["status"] == "admitted"
    assert after.deadlines().items() - IN_BED.deadlines().items() == {("bottleneck-1", end_of(stuck.release_before))}


def test_bed_2_also_when_nobody_says_what_was_tried() -> None:
    [stuck] = IN_BED.when(ReleaseFromSecureBed(), by=PROVIDER).then(BottleneckRecorded)

    assert "geen plek" in stuck.text


def test_bed_2_it_is_recorded_once_while_it_is_unresolved() -> None:
    stuck = IN_BED.and_given(*IN_BED.when(NOWHERE, by=PROVIDER).then(BottleneckRecorded))

    stuck.when(NOWHERE, by=PROVIDER).then()
    [again] = stuck.and_given(RESOLVED).when(NOWHERE, by=PROVIDER).then(BottleneckRecorded)
    assert again.bottleneck == 2


def test_bed_2_with_a_place_the_client_leaves() -> None:
    stuck = IN_BED.and_given(*IN_BED.when(NOWHERE, by=PROVIDER).then(BottleneckRecorded))
    home = ReleaseFromSecureBed(destination="Een kamer bij de woonpartner.")

    [released] = stuck.when(home, by=PROVIDER).then(ReleasedFromSecureBed)

    assert watch(stuck.and_given(released).state)["bed"] is None


def test_bed_2_who_is_not_in_a_bed_cannot_leave_it_for_nowhere() -> None:
    at_haaglanden(signals, *planned_case()).when(NOWHERE, by=PROVIDER).refused("BED-1")


def test_bed_2_by_the_provider_or_the_zvh() -> None:
    IN_BED.when(NOWHERE, by=POLITIE).refused("BED-1")
