"""WGS-1.8-7: the proof as its reader sees it: what, on which ground, how many at which place, and where it is not gone yet."""

from io import StringIO
from typing import Any
from uuid import UUID

from rich.console import Console

from levensloop.cli.retention import proof_table, withdrawing
from levensloop.contracts.registry import COMMANDS

NUMBER = "11111111-2222-4333-8444-555555555555"


def shown(proofs: list[dict[str, Any]]) -> str:
    console = Console(width=160, record=True, file=StringIO())
    console.print(proof_table(proofs, {"politie-haaglanden": "Politie Haaglanden"}))
    return console.export_text()


def test_wgs_1_8_7_a_place_that_is_not_done_says_so() -> None:
    done = {"place": "zvh-haaglanden", "destroyed": "2031-01-12T09:00:00+00:00", "entries": 86}
    waits = {"place": "politie-haaglanden", "destroyed": None, "entries": None}
    text = shown([{"number": NUMBER, "what": "case", "ground": "term-over", "places": [done, waits]}])

    first, second = (line for line in text.splitlines() if "haaglanden" in line.lower())
    assert all(word in first for word in (NUMBER, "casus", "bewaartermijn voorbij", "12-01-2031", "86"))
    assert "Politie Haaglanden" in second
    assert "nog niet" in second
    assert NUMBER not in second


def test_wgs_1_8_7_who_has_a_case_destroyed_hears_how_to_withdraw_it() -> None:
    case = UUID(int=7)
    said = withdrawing("zvh-haaglanden", case)
    assert f"levensloop do WithdrawDestruction --node zvh-haaglanden --case {case} --with" in said
    assert set(COMMANDS["WithdrawDestruction"].model_fields) == {"reason"}
    assert "(reason)" in said
