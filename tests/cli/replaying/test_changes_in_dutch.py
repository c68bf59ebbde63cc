"""Where two states of a case differ is read as a case is read: in Dutch, with names; by paths only as JSON."""

import ast
import inspect
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from rich.console import Console

from levensloop.cli.case.watch import BED
from levensloop.cli.fields_shown import OF_EVENTS
from levensloop.cli.replaying.comparing import OVERALL, UNREADABLE
from levensloop.cli.replaying.in_dutch import OF_ANSWERS, label, lines, place
from levensloop.cli.replaying.projections import QUESTIONS, Against
from levensloop.cli.replaying.shown import show_changes
from levensloop.contracts.commands.fields import FIELDS_IN_DUTCH
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.signals import AdmittedToSecureBed
from levensloop.contracts.registry import EVENTS
from levensloop.disclosure import case_view
from levensloop.handover import views as handover
from levensloop.inclusion import third_parties_view
from levensloop.inclusion import views as inclusion
from levensloop.infra.messaging import lists
from levensloop.infra.specification import record
from levensloop.monitor import views as monitor
from levensloop.plan import views as plan
from levensloop.retention import proofs
from levensloop.signals import views as signals
from levensloop.signals.state import BedStatus
from levensloop.zvh.changes import Change, changes
from levensloop.zvh.replay import CaseState, states
from support.samples.disclosure import condition_set, objected, provision_refused
from support.samples.housing import ROUTE
from support.samples.inclusion import move_announced
from support.samples.plan import planned_case
from support.samples.signals import bed_assigned, bed_requested, signal_raised, time_out_activated
from support.samples.third_parties import let_in
from support.samples.world import HAAGLANDEN, NOW, ORGANISATIONS, POLITIE, PROVIDER, actor

NAMES = {one.id: f"De {one.role.title()}" for one in ORGANISATIONS}
ANSWERING = (inclusion, third_parties_view, plan, signals, handover, case_view, lists, monitor, proofs)
"""Where the answers are made that are compared."""
OF_LISTS = {"unreadable", "next", "case", "rows"}
"""Of a page of rows, not of a case."""


def history() -> tuple[DomainEvent, ...]:
    start = planned_case()
    admitted = AdmittedToSecureBed(
        at=NOW, by=actor(PROVIDER), level=3, clinic="De Duinen", until=date(2026, 3, 16), home_kept="Kamer vrij."
    )
    wrong = DatumRectified(
        at=NOW, by=actor(PROVIDER), event=uuid4(), field="plan.approach", reason="Vergissing.", new_guidance="Rustig."
    )
    more = (signal_raised(), *time_out_activated(), bed_requested(), bed_assigned(), admitted, *ROUTE, *let_in())
    grounds = (condition_set(), objected(), provision_refused(), wrong)
    return (*start, *more, *grounds, move_announced(NOW))


def keys(module: ModuleType) -> Iterator[str]:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Dict):
            yield from (key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def page(found: Mapping[str, list[Change]]) -> str:
    console = Console(file=io.StringIO(), width=400, markup=False)
    show_changes(found, console, NAMES, as_json=False)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_field_of_every_answer_has_its_dutch() -> None:
    answered = {key for module in ANSWERING for key in keys(module)} - {name.split(".")[1] for name in QUESTIONS}
    assert answered > {"phase", "released", "delivered_edition", "completed_on"}
    assert {name for name in answered if name not in OF_ANSWERS | OF_EVENTS | FIELDS_IN_DUTCH} - OF_LISTS == set()
    fields = {name.rpartition(".")[2] for name in OF_ANSWERS}
    assert fields <= {key for module in ANSWERING for key in keys(module)} | {"shielded", UNREADABLE}, "none too many"
    assert set(BED) == {status.value for status in BedStatus}


def test_every_answer_that_is_compared_has_its_dutch() -> None:
    for question, held in QUESTIONS.items():
        if held.against is Against.COMPARE and question != "disclosure.inbox":
            assert question not in place(f"{question}.1", NAMES)


def test_what_a_whole_case_leads_to_reads_in_dutch() -> None:
    known = states([record(event, at, HAAGLANDEN) for at, event in enumerate(history(), 1)])
    different = list(changes(CaseState().views(), known))
    shown = page({"een": different})
    assert "scenario's voor op- en afschalen (1), signalen die het scenario oproepen" in shown
    assert "De Politie" in shown
    for said in (
        "inclusion.case",
        "plan.plan",
        "signals.watch",
        "handover.move",
        "null",
        "true",
        "false",
        "{",
        "[",
        "_",
    ):
        assert said not in shown, said
    words = {str(change.was) for change in different} & {"none", "planned"}
    assert words
    assert not any(
        re.search(rf"(?<![\w-]){word}(?![\w-])", shown) for word in ("none", "planned", "admitted", "serious")
    )
    assert POLITIE not in shown.replace(f"Contactpersoon van {POLITIE}", "")


@pytest.mark.parametrize(
    ("path", "was", "now", "said"),
    [
        (
            "inclusion.case.phase",
            "included",
            "planned",
            ("casus: stand en team: fase", "geïncludeerd", "geïncludeerd, met levensloopplan"),
        ),
        (
            "plan.plan.actions.1.owner",
            POLITIE,
            None,
            ("levensloopplan: actiepunten (2), organisatie die het doet", "De Politie", "niets"),
        ),
        (
            f"plan.plan.labels.{POLITIE}.overdue",
            False,
            True,
            ("levensloopplan: labels, De Politie, of het te laat is", "nee", "ja"),
        ),
        (
            "signals.watch.signals.0.on",
            None,
            "2026-02-02",
            ("signalen, scenario's en bedden: signalen (1), op", "niets", "02-02-2026"),
        ),
        (
            "plan.agenda.0.due",
            "2026-02-02T23:00:00+00:00",
            None,
            ("agenda (1): uiterste dag", "03-02-2026 00:00:00", "niets"),
        ),
        (
            f"OUT.label-requested.{POLITIE}",
            "verstrekt",
            None,
            ("verstrekkingen: label gevraagd, De Politie", "verstrekt", "niets"),
        ),
        ("OUT", None, "niet te lezen", ("verstrekkingen", "niets", "niet te lezen")),
        (
            "monitor.figures.2026H1.exact.figures.0.value",
            3,
            4,
            ("cijfers: 2026H1, met kleine aantallen, cijfers (1), waarde", "3", "4"),
        ),
        (
            "retention.proofs.proofs.0.ground",
            "term-over",
            None,
            ("bewijzen van vernietiging: bewijzen (1), grond", "bewaartermijn voorbij", "niets"),
        ),
        (
            "disclosure.corrections.corrections.0.field",
            None,
            "plan.approach",
            ("correcties: correcties (1), welk gegeven", "niets", "het levensloopplan, bejegening"),
        ),
    ],
)
def test_one_difference(path: str, was: Any, now: Any, said: tuple[str, str, str]) -> None:
    assert list(lines(Change(path, was, now), NAMES)) == [said]


def test_a_part_on_one_side_only_is_a_line_for_each_field() -> None:
    action = {"action": 1, "text": "Belt.", "owner": POLITIE, "completed_on": None, "overdue": False}
    assert [said for _, *said in lines(Change("plan.plan.actions.0", None, action), NAMES)] == [
        ["niets", "1"],
        ["niets", "Belt."],
        ["niets", "De Politie"],
        ["niets", "nee"],
    ]


def test_two_values_with_one_word_are_as_they_are_called() -> None:
    [(_, was, now)] = lines(Change("inclusion.case.phase", "planned", "geïncludeerd, met levensloopplan"), NAMES)
    assert (was, now) == ('"planned"', '"geïncludeerd, met levensloopplan"')


def test_a_word_means_what_it_is_part_of() -> None:
    for part_of, dutch in (("signals", "strafbaar feit"), ("scenarios", "strafbaar feit of strafrecht")):
        [(_, was, _)] = lines(Change(f"x.y.{part_of}.0.kind", "offence", None), NAMES)
        assert was == dutch


def test_every_event_that_went_out_reads_in_dutch() -> None:
    for name in EVENTS:
        assert kebab(name) not in place(f"OUT.{kebab(name)}.{POLITIE}", NAMES).split()


def test_what_is_of_all_cases_has_no_case_number_and_json_keeps_its_paths(capsys: pytest.CaptureFixture[str]) -> None:
    found = {OVERALL: [Change("monitor.figures.2026H1.exact.value", 1, 2)]}
    assert "Casus alle" not in page(found)
    show_changes(found, Console(), NAMES, as_json=True)
    assert '"path": "monitor.figures.2026H1.exact.value", "was": 1, "now": 2' in capsys.readouterr().out
    assert label("case", "geheel-nieuw") == "geheel-nieuw"
