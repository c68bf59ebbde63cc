"""WGS-1.10: what an auditor reads is Dutch, fits a hundred columns, and names organisations; machines get ids and whole hashes."""

from io import StringIO

import pytest
from accountability.asking.test_the_questions import CASE, PURPOSE, REPORT, SUPPLIED, log
from accountability.test_records_in_the_log import account
from rich.console import Console

from levensloop.audit.asking.inquiry import QUESTIONS, asked
from levensloop.audit.asking.leaves import Leaves
from levensloop.audit.words import GROUNDS, TOOLS
from levensloop.cli import disclosure
from levensloop.cli.audit import ask as audit_ask
from levensloop.cli.audit import logboek as audit_logboek
from levensloop.cli.audit import replay as audit_replay
from levensloop.cli.audit import report as audit_report
from levensloop.cli.audit import year as audit_year
from levensloop.cli.audit.cells import ORGANISATIONS, named
from levensloop.cli.fsck import command as fsck
from levensloop.cli.inzage import command as inzage
from levensloop.contracts.accountability import LogPurpose, Operation, Outcome
from levensloop.contracts.matrix.lines import GroundKind
from levensloop.verifier.findings import BUNDLE
from support.samples.world import OM, POLITIE

NAMES = {POLITIE: "Politie, eenheid Haaglanden", OM: "Openbaar Ministerie"}
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
