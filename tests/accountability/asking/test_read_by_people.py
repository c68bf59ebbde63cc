"""WGS-1.10: what an auditor reads is Dutch, fits a hundred columns, and names organisations; machines get ids and whole hashes."""

import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from accountability.asking.test_the_questions import CASE, PURPOSE, REPORT, SUPPLIED, log, of_event
from accountability.test_records_in_the_log import account
from docs.reading import page
from rich.console import Console

from levensloop.audit.asking.inquiry import QUESTIONS, asked
from levensloop.audit.asking.leaves import Leaves
from levensloop.audit.asking.naming import ORGANISATIONS, named
from levensloop.audit.asking.rows import in_iso, moment
from levensloop.audit.refusals import WHY, why, why_with_rule
from levensloop.audit.words import GROUNDS, TOOLS
from levensloop.cli import disclosure
from levensloop.cli.audit import ask as audit_ask
from levensloop.cli.audit import logboek as audit_logboek
from levensloop.cli.audit import replay as audit_replay
from levensloop.cli.audit import report as audit_report
from levensloop.cli.audit import year as audit_year
from levensloop.cli.fsck import command as fsck
from levensloop.cli.inzage import command as inzage
from levensloop.contracts.accountability import Covered, LogPurpose, Operation, Outcome
from levensloop.contracts.admission import ADMISSION
from levensloop.contracts.events.disclosure import ProvisionRefused
from levensloop.contracts.matrix.lines import GroundKind
from levensloop.verifier.findings import BUNDLE
from support.samples.world import HAAGLANDEN, OM, POLITIE

NAMES = {POLITIE: "Politie, eenheid Haaglanden", OM: "Openbaar Ministerie"}
RULE = re.compile(r"[A-Z]{3,4}-[0-9][0-9.-]*")
DAY = re.compile(r"\b\d\d-\d\d-\d{4}\b")
LONG = "2-" + "0123456789abcdef" * 4
LETTER = account(CASE, operation=Operation.DISCLOSE, to=POLITIE, ground="own", authorisation=LONG)
REFUSED = account(CASE, operation=Operation.REFUSE, outcome=Outcome.REFUSED, to=OM, rule="WGS-1.7-1")
READ = account(operation=Operation.READ_LOG, what="audit.ask", log_purpose=LogPurpose.LAWFULNESS)
RECORDS = log(REPORT, PURPOSE, SUPPLIED, LETTER, REFUSED, READ)


class Unproven:
    """Stands for the proof: the table only asks which rows came after it."""

    leaves = Leaves()

    def later(self, row: object) -> bool:
        return False


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_table_fits_a_hundred_columns_and_loses_nothing(name: str) -> None:
    question = QUESTIONS[name]
    rows = list(asked(question, RECORDS))
    console = Console(file=StringIO(), width=100, markup=False, emoji=False, highlight=False)
    if rows:
        console.print(audit_ask._table(question, rows, Unproven(), NAMES))  # type: ignore[arg-type]
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(len(line) <= 100 for line in said.splitlines())
    assert said.count("…") == said.count("2-0123456789ab…"), "only a version that is a hash is cut short"
    assert str(CASE) not in said, "the number of the case stands above the table"
    assert not [name for name in NAMES if name in said]


def test_organisations_have_their_names_and_one_that_left_its_id() -> None:
    (row,) = asked(QUESTIONS["geweigerd"], RECORDS)
    found = named(QUESTIONS["geweigerd"].columns, row, {OM: NAMES[OM]})
    assert (found["aan"], found["organisatie"]) == (NAMES[OM], REFUSED.organisation)
    assert ORGANISATIONS & set(QUESTIONS["resultaten"].columns)


def test_every_ground_and_every_tool_has_a_dutch_name() -> None:
    assert set(GROUNDS) == set(GroundKind)
    modules = (audit_ask, audit_logboek, audit_replay, audit_report, audit_year, disclosure, fsck, inzage)
    assert {module.WHAT for module in modules} | {BUNDLE} == set(TOOLS)


def test_every_rule_has_a_dutch_sentence() -> None:
    """Of docs/rules.md, of the table of admission, and INV: what is refused is refused by one of these."""
    told = {
        row[0]
        for row in page("rules.md").splitlines()
        if row.startswith("| ")
        for row in [row.strip("| ").split(" | ")]
    }
    named = {rule for rule in told if RULE.fullmatch(rule)} | {str(row.rule) for row in ADMISSION.values()}
    assert named | {f"INV-{number}" for number in range(1, 10)} | {"WGS-1.8-2", "WGS-1.8-4"} == WHY.keys()
    assert all(sentence[0].islower() and not sentence.endswith(".") and len(sentence) < 75 for sentence in WHY.values())
    assert why_with_rule("EXT-3") == "de casus is gesloten en afgeschermd (EXT-3)"
    assert (why(None), why("ABC-1")) == ("zonder regel die zegt waarom", "ABC-1")


def test_no_question_points_to_what_its_reader_does_not_have() -> None:
    assert not [question.name for question in QUESTIONS.values() if "docs/" in question.asks or "`" in question.asks]


@pytest.mark.parametrize("name", QUESTIONS)
def test_on_eighty_columns_no_moment_is_broken(name: str) -> None:
    question = QUESTIONS[name]
    console = Console(file=StringIO(), width=80, markup=False, emoji=False, highlight=False)
    rows = list(asked(question, RECORDS))
    for row in rows:
        console.print(audit_ask._table(question, [row], Unproven(), NAMES))  # type: ignore[arg-type]
    said = console.file.getvalue()  # type: ignore[attr-defined]
    for day in {day for row in rows for cell in row.cells for day in DAY.findall(cell)}:
        assert day in said
    assert all(len(line) <= 80 for line in said.splitlines())


def test_a_machine_gets_moments_in_iso_also_of_the_hour_that_comes_twice() -> None:
    summer, winter = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert in_iso(f"gelezen op {moment(summer)}, niet") == "gelezen op 2026-10-25T02:30:00+02:00, niet"
    assert in_iso(moment(winter)) == "2026-10-25T02:30:00+01:00"
    assert in_iso("tot en met 01-05-2030") == "tot en met 2030-05-01"
    assert in_iso("RAC-2026-014, 7f3a-19c2") == "RAC-2026-014, 7f3a-19c2"


def test_who_withheld_is_the_zvh_by_its_own_matrix_and_who_gave_it_is_named() -> None:
    out = (Covered(stream=f"OUT_{HAAGLANDEN}", position=1, subject="account.x", digest="0" * 64),)
    withheld = REFUSED.model_copy(update={"covers": out})
    (row,) = [
        dict(zip(QUESTIONS["geweigerd"].columns, row.cells, strict=True))
        for row in asked(QUESTIONS["geweigerd"], log(withheld))
    ]
    assert (row["organisatie"], row["functie"], row["van wie"]) == (HAAGLANDEN, "", POLITIE)
    not_provided = of_event(ProvisionRefused, POLITIE, operation=Operation.OBJECT)
    (row,) = [
        dict(zip(QUESTIONS["geweigerd"].columns, row.cells, strict=True))
        for row in asked(QUESTIONS["geweigerd"], log(not_provided))
    ]
    assert (row["organisatie"], row["waarom"]) == (
        POLITIE,
        "een deelnemer verstrekt het niet, en zegt waarom (WGS-1.5-1)",
    )
