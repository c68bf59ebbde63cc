"""FIN-1: who pays the coordination of a client is recorded by the ZVH, from a day on."""

from datetime import date

from levensloop.contracts.commands.inclusion import RecordCoordinationPayer
from levensloop.contracts.events.inclusion import CoordinationPayerRecorded
from levensloop.contracts.monitoring import Payer
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import included_case, reported_case
from support.samples.world import HAAGLANDEN, PROVIDER, at_haaglanden

CASE = at_haaglanden(inclusion, *included_case())
DJI = RecordCoordinationPayer(payer=Payer.DJI, from_date=date(2026, 1, 12))


def test_fin_1_from_the_day_of_inclusion_on() -> None:
    [recorded] = CASE.when(DJI, by=HAAGLANDEN).then(CoordinationPayerRecorded)

    assert (recorded.payer, recorded.from_date) == (Payer.DJI, date(2026, 1, 12))


def test_fin_1_not_from_before_it() -> None:
    early = DJI.model_copy(update={"from_date": date(2026, 1, 11)})
    assert CASE.when(early, by=HAAGLANDEN).refused("FIN-1").details == {"field": "from_date"}


def test_fin_1_only_the_zvh_and_only_of_who_is_included() -> None:
    CASE.when(DJI, by=PROVIDER).refused("FIN-1")
    at_haaglanden(inclusion, *reported_case()).when(DJI, by=HAAGLANDEN).refused("INV-5")
