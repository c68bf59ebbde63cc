"""MOV-7, EXT-3 at a prompt: in the list of cases a shielded one has its number and that it is shielded, beside those that are not."""

from uuid import uuid4

import pytest
from rich.console import Console

from levensloop.cli.case.commands import case_table
from support.samples.world import HAAGLANDEN, ROTTERDAM


@pytest.mark.parametrize("rule", ["MOV-7", "EXT-3"])
def test_ext_3_a_shielded_case_in_the_list(rule: str) -> None:
    open_case = {
        "case": str(uuid4()),
        "phase": "planned",
        "director": HAAGLANDEN,
        "moving_to": None,
        "included_on": "2026-01-12",
    }
    shielded = {"case": str(uuid4()), "shielded": rule}
    console = Console(width=200, record=True, file=None, force_terminal=False, quiet=False)

    with console.capture() as shown:
        console.print(
            case_table([shielded, open_case], [], {}, {HAAGLANDEN: "ZVH Haaglanden", ROTTERDAM: "ZVH Rotterdam"})
        )

    [first, second] = [line for line in shown.get().splitlines() if str(line).count("-") > 3 and "│" in line]
    assert shielded["case"] in first
    assert f"afgeschermd ({rule})" in first
    assert "ZVH" not in first
    assert "geïncludeerd, met levensloopplan" in second
