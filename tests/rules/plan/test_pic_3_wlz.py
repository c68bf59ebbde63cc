"""PIC-3: the Wlz check is recorded, with which indication and with the inclusion date."""

from datetime import date
from typing import Any

from levensloop.contracts.commands.plan import RecordWlzCheck
from levensloop.contracts.events.plan import WlzChecked
from levensloop.contracts.intake import WlzGround
from levensloop.infra.specification import Then
from levensloop.plan.service import plan
from support.samples.inclusion import case_on_the_table, included_case
from support.samples.world import HAAGLANDEN, OTHER_WOONPARTNER, PROVIDER, at_haaglanden

CASE = at_haaglanden(plan, *included_case())


def check(by: str = PROVIDER, **said: Any) -> Then:
    return CASE.when(RecordWlzCheck(**said), by=by)


def test_pic_3_an_indication_with_its_ground() -> None:
    [checked] = check(indicated=True, ground=WlzGround.INTELLECTUAL, profile="VG07").then(WlzChecked)

    assert (checked.included_on, checked.indicated) == (date(2026, 1, 12), True)
    seen = plan.views["plan"](CASE.and_given(checked).state)["wlz"]
    assert seen == {"included_on": "2026-01-12", "indicated": True, "ground": "intellectual", "profile": "VG07"}


def test_pic_3_no_indication_is_recorded_too() -> None:
    [checked] = check(by=HAAGLANDEN, indicated=False).then(WlzChecked)

    assert (checked.indicated, checked.ground, checked.profile) == (False, None, None)
    assert plan.views["plan"](CASE.state)["wlz"] is None


def test_pic_3_an_indication_without_its_ground_is_refused() -> None:
    check(indicated=True).refused("PIC-3")
    check(indicated=True, profile="VG07").refused("PIC-3")


def test_pic_3_a_ground_without_an_indication_is_refused() -> None:
    check(indicated=False, ground=WlzGround.INTELLECTUAL).refused("PIC-3")
    check(indicated=False, profile="VG07").refused("PIC-3")


def test_pic_3_by_the_team_or_the_zvh_once_included() -> None:
    check(by=OTHER_WOONPARTNER, indicated=False).refused("PIC-3")
    at_haaglanden(plan, *case_on_the_table()).when(RecordWlzCheck(indicated=False), by=HAAGLANDEN).refused("INV-5")
