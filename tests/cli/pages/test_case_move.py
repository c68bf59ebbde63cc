"""`levensloop case show` while a case moves: before the release the receiver sees who it is about and what is asked, no more (MOV-1)."""

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from levensloop.cli.case.page import case_page
from levensloop.infra.specification import CASE, Given
from levensloop.zvh.replay import states
from support.samples.handover import (
    announced_at_haaglanden,
    answered,
    answered_at_haaglanden,
    moving_at_haaglanden,
    presented_at_rotterdam,
    supplier_agreed,
    supplier_asked,
)
from support.samples.inclusion import SAMPLE_PERSON
from support.samples.world import HAAGLANDEN, ORGANISATIONS, POLITIE

NAMES = {HAAGLANDEN: "ZVH Haaglanden", POLITIE: "Politie Haaglanden"}


def printed(seen: dict[str, Any]) -> str:
    out = Console(file=StringIO(), width=200, markup=False)
    for part in case_page(str(CASE), {**seen, "agenda": []}, NAMES, {o.id: o.role for o in ORGANISATIONS}):
        out.print(part)
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


def at_the_receiver(case: Given) -> str:
    identity = states(list(case.history))["handover.identity"]
    return printed({"inclusion.case": None, "handover.identity": identity})


def test_mov_1_the_receiver_sees_who_it_is_about_and_what_is_asked() -> None:
    seen = at_the_receiver(presented_at_rotterdam())

    assert "ZVH Haaglanden kondigt een verhuizing hierheen aan" in seen
    assert f"Cliënt: {SAMPLE_PERSON.name}, geboren 14-03-1990, Den Haag" in seen
    assert "uiterlijk 09-02-2026" in seen
    assert "AnswerIdentity" in seen
    assert "Fase" not in seen


def test_mov_1_and_what_it_answered() -> None:
    assert "Beantwoord: hit." in at_the_receiver(presented_at_rotterdam().and_given(answered(hit=True)))


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (announced_at_haaglanden(), "Identiteit voorgelegd aan zvh-rotterdam: antwoord uiterlijk 09-02-2026"),
        (answered_at_haaglanden(), "Identiteit voorgelegd aan zvh-rotterdam: geen hit"),
        (answered_at_haaglanden(), "nog niet vrijgegeven"),
        (answered_at_haaglanden().and_given(supplier_asked()), "gezondheid, politiegegevens │ uiterlijk 09-02-2026"),
        (answered_at_haaglanden().and_given(supplier_asked(), supplier_agreed()), "stemt in"),
        (moving_at_haaglanden(), "onderweg"),
    ],
)
def test_mov_1_the_sender_sees_what_it_waits_for(case: Given, said: str) -> None:
    assert said in printed(dict(states(list(case.history))))
