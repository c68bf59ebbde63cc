"""WGS-1.8-4: what a replay leads to is read as `case show` reads: in Dutch, with names; as JSON only for who asks for that."""

import io
from collections.abc import Mapping

import pytest
from rich.console import Console

from levensloop.cli.replaying.shown import show_event, show_states
from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import DomainEvent
from levensloop.infra.specification import CASE, record
from levensloop.zvh.replay import Replay
from support.samples.handover import presented
from support.samples.inclusion import SAMPLE_PERSON
from support.samples.plan import SAMPLE_PLAN, planned_case
from support.samples.world import HAAGLANDEN, ORGANISATIONS, POLITIE, ROTTERDAM

CALLED: Mapping[str, Organisation] = {
    one.id: Organisation(one.id, one.role, one.zvh, name=f"De {one.id.upper()}") for one in ORGANISATIONS
}
NAMES = {one.id: one.called for one in CALLED.values()}


def replayed(*events: DomainEvent, me: str = HAAGLANDEN) -> Replay:
    found = Replay(me)
    for at, event in enumerate(events, 1):
        found.take(record(event, at, HAAGLANDEN))
    return found


def said(found: Replay, *, as_json: bool = False) -> str:
    console = Console(file=io.StringIO(), width=160, soft_wrap=True, markup=False)
    show_states(found, dict.fromkeys(found.cases), console, CALLED, as_json=as_json)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_case_is_a_page_in_dutch() -> None:
    page = said(replayed(*planned_case()))
    assert f"Casus {CASE}: geïncludeerd, met levensloopplan, regie {NAMES[HAAGLANDEN]}" in page
    assert f"Cliënt: {SAMPLE_PERSON.name}" in page
    assert SAMPLE_PLAN.long_term_goal in page
    assert page.count(str(CASE)) == 1
    for english in ("'phase'", "planned", "inclusion.case", "None", HAAGLANDEN, POLITIE):
        assert english not in page.replace(f"Contactpersoon van {POLITIE}", "")


def test_what_waits_is_of_today_and_not_of_a_replay() -> None:
    assert "agenda" not in said(replayed(*planned_case()))


def test_of_a_case_that_may_come_here_who_it_is_about_and_no_more() -> None:
    page = said(replayed(presented(), me=ROTTERDAM))
    assert SAMPLE_PERSON.name in page
    assert "Fase:" not in page


def test_json_is_for_who_asks_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(replayed(*planned_case()), as_json=True) == ""
    assert '"inclusion.case"' in capsys.readouterr().out


@pytest.mark.parametrize("rule", [None, "EXT-3"])
def test_an_event_has_its_whole_case_number_and_names(rule: str | None) -> None:
    console = Console(file=io.StringIO(), width=300)
    show_event(record(planned_case()[0], 7, HAAGLANDEN), rule, console, NAMES, as_json=False)
    assert isinstance(console.file, io.StringIO)
    line = console.file.getvalue()
    assert str(CASE) in line
    assert (NAMES[POLITIE] in line) is (rule is None)
    assert POLITIE not in line
