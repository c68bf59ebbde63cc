"""The agenda as people narrow and read it."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from levensloop.cli.agenda import chosen, show
from levensloop.cli.screen import due_text
from levensloop.contracts.roles import Role

ROLES = {"zvh-haaglanden": Role.ZVH, "politie-haaglanden": Role.POLITIE}


def item(owner: str, due: str, overdue: bool = False) -> dict[str, Any]:
    return {"case": "c", "what": "iets", "due": due, "owner": owner, "rule": "ALW-1", "overdue": overdue}


LATE = item("politie-haaglanden", "2026-01-05T23:00:00+00:00", overdue=True)
SOON = item("politie-haaglanden", "2026-02-01T23:00:00+00:00")
LATER = item("zvh-haaglanden", "2026-06-01T22:00:00+00:00")
STRANGER = item("elders", "2026-02-01T23:00:00+00:00")


@pytest.mark.parametrize(
    ("role", "until", "left"),
    [
        (None, None, [LATE, SOON, LATER, STRANGER]),
        (Role.POLITIE, None, [LATE, SOON]),
        (None, datetime(2026, 1, 31, tzinfo=UTC), [LATE]),
        (Role.ZVH, datetime(2026, 12, 31, tzinfo=UTC), [LATER]),
    ],
)
def test_it_is_narrowed_and_never_hides_what_is_overdue(
    role: Role | None, until: datetime | None, left: list[dict[str, Any]]
) -> None:
    assert list(chosen([LATE, SOON, LATER, STRANGER], ROLES, role, until)) == left


@pytest.mark.parametrize(
    ("due", "overdue", "says"),
    [
        ("2026-02-02T23:00:00+00:00", False, "02-02-2026"),  # the day is over: it was the last one
        ("2026-07-01T22:00:00+00:00", True, "01-07-2026 (te laat)"),  # in summer time
        ("2026-02-02T09:30:00+00:00", False, "02-02-2026 10:30"),  # a term in hours
    ],
)
def test_when_it_is_due_is_the_last_day_or_the_hour(due: str, overdue: bool, says: str) -> None:
    assert due_text(item("x", due, overdue)) == says


def shown(rows: list[dict[str, Any]], unreadable: list[str]) -> str:
    out = Console(file=StringIO(), width=160)
    show(rows, unreadable, {"politie-haaglanden": "Politie Haaglanden"}, ROLES, out)
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


def test_it_tells_what_who_and_that_it_is_too_late() -> None:
    [late] = [line for line in shown([LATE, LATER], []).splitlines() if "te laat" in line]

    assert all(word in late for word in ("05-01-2026", "iets", "Politie Haaglanden", "politie", "ALW-1"))


def test_nothing_to_do_is_said_but_not_where_nobody_can_tell() -> None:
    assert shown([], []) == "Er staat niets op de agenda.\n"
    assert "niet te lezen" in shown([], ["7d9f1a52"])
    assert "niets op de agenda" not in shown([], ["7d9f1a52"])
