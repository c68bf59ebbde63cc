"""Agenda and list on the screens that people have: a case, its day and its rule are whole at every width."""

from io import StringIO

import pytest
from rich.console import Console

from levensloop.cli.agenda import show
from levensloop.cli.case.commands import NEEDS, case_table
from levensloop.cli.screen import is_narrow
from levensloop.contracts.roles import Role

CASE = "6313f490-2a5b-4930-9a62-24357a32b99b"
ZVH = "zvh-haaglanden"
NAMES = {ZVH: "Zorg- en Veiligheidshuis Haaglanden"}
DUE = {
    "case": CASE,
    "what": "beveiligd bed toewijzen, of op de wachtlijst zetten",
    "due": "2026-11-27T23:00:00+00:00",
    "owner": ZVH,
    "rule": "BED-1",
    "overdue": True,
}


def console(width: int) -> Console:
    return Console(file=StringIO(), width=width)


def shown(out: Console) -> str:
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


@pytest.mark.parametrize("width", [80, 100, 120, 139, 140, 159, 160])
def test_alw_1_the_agenda_is_whole(width: int) -> None:
    show([DUE], [], NAMES, {ZVH: Role.ZVH}, out := console(width))
    assert all(whole in shown(out) for whole in (CASE, "27-11-2026", "(te laat)", "BED-1", "Haaglanden"))
    assert "…" not in shown(out)


@pytest.mark.parametrize("width", [80, 100, 120, 139, 140, 159, 160])
def test_alw_1_the_list_is_whole(width: int) -> None:
    row = {"case": CASE, "phase": "planned", "director": ZVH, "included_on": "2026-01-02"}
    out = console(width)
    out.print(case_table([row], [], {CASE: DUE}, NAMES, below=is_narrow(out, NEEDS)))
    assert all(whole in shown(out) for whole in (CASE, "27-11-2026", "(te laat)", "02-01-2026", "Haaglanden"))
    assert "…" not in shown(out)
