"""WGS-1.8-7: of a destroyed case the ZVH has one entry on its agenda, which names who has not said that its copy is gone."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from levensloop.cli.agenda import chosen, what_text
from levensloop.contracts.calendar import end_of
from levensloop.contracts.events.retention import CaseDestroyed, CopyDestroyed
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.lists import agenda_rows
from levensloop.infra.specification import Given
from levensloop.retention.service import retention
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, POLITIE, actor, at_haaglanden

DUE = date(2026, 2, 16)
GONE = CaseDestroyed(at=NOW, by=actor(HAAGLANDEN), destruction=uuid4(), entries=3, waiting=(POLITIE, GEMEENTE), due=DUE)
ROLES = {HAAGLANDEN: Role.ZVH, POLITIE: Role.POLITIE, GEMEENTE: Role.GEMEENTE}


def rows(history: Given, late: bool = False) -> list[dict[str, Any]]:
    now = end_of(DUE) + (timedelta() if late else timedelta(seconds=-1))
    return agenda_rows(retention, history.state, HAAGLANDEN, VirtualClock(now))


def confirmed(place: str) -> CopyDestroyed:
    return CopyDestroyed(at=NOW, by=actor(place), place=place, entries=1)


def test_wgs_1_8_7_one_entry_names_them_until_the_last_confirmed() -> None:
    history = at_haaglanden(retention, GONE)
    (row,) = rows(history)
    assert (row["owner"], row["waiting"], row["overdue"]) == (HAAGLANDEN, sorted([GEMEENTE, POLITIE]), False)
    history = history.and_given(confirmed(GEMEENTE))
    (row,) = rows(history, late=True)
    assert (row["waiting"], row["overdue"]) == ([POLITIE], True)
    assert what_text(row, {POLITIE: "Politie Haaglanden"}).endswith("de eigen kopie weg is: Politie Haaglanden")
    assert rows(history.and_given(confirmed(POLITIE))) == []


def test_wgs_1_8_7_it_is_found_by_the_role_of_each_that_it_waits_for() -> None:
    found = rows(at_haaglanden(retention, GONE))
    for role in (Role.ZVH, Role.POLITIE, Role.GEMEENTE):
        assert list(chosen(found, ROLES, role, None)) == found
    assert list(chosen(found, ROLES, Role.OM, None)) == []


def test_what_one_organisation_must_do_names_nobody_beside_it() -> None:
    row = {"what": "iets", "owner": POLITIE}
    assert what_text(row, {}) == "iets"
