"""WGS-1.10: the report of an auditor: figures that are counted, findings that name what is not in order, and the state of the proof."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from accountability.asking.test_the_questions import CASE, PURPOSE, REPORT, SUPPLIED, log, of_event
from accountability.test_records_in_the_log import account

from levensloop.audit.asking.counting import Figures
from levensloop.audit.asking.gathering import Gathered
from levensloop.audit.asking.judging import JUDGED
from levensloop.audit.asking.leaves import Leaves
from levensloop.audit.asking.proven import Proof
from levensloop.audit.asking.rows import Indexed
from levensloop.audit.log.checkpoints import Signed
from levensloop.audit.words import PURPOSES
from levensloop.cli.audit import year as audit_year
from levensloop.cli.audit.findings import SHOWN, figures_section, proof_section
from levensloop.cli.audit.report import composed
from levensloop.cli.audit.year import composed as yearly
from levensloop.cli.screen import names_of
from levensloop.contracts.accountability import Account, LogPurpose, Operation, Outcome
from levensloop.contracts.events import plan, signals
from levensloop.contracts.roles import Role
from levensloop.documents.html import html
from levensloop.documents.model import Bars, Paragraph, Printable, Section, texts
from levensloop.documents.pdf import pdf
from levensloop.infra.nodes.errors import NodesError
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.note import Note
from support.samples.world import HAAGLANDEN, OM, POLITIE
from support.topologies import two_zvhs

TOPOLOGY = two_zvhs()
ROLES = {organisation.id: organisation.role for organisation in TOPOLOGY.organisations}
LETTER = account(
    CASE, operation=Operation.DISCLOSE, what=signals.SignalRaised.wire_name(), organisation=HAAGLANDEN, to=POLITIE
)
KEY = LETTER.model_copy(update={"what": "letter-key"})
REFUSED = account(CASE, operation=Operation.REFUSE, outcome=Outcome.REFUSED, to=OM, rule="WGS-1.7-1")
READ = account(operation=Operation.READ_LOG, what="audit.ask", log_purpose=LogPurpose.LAWFULNESS)


def counted(records: Iterable[Indexed]) -> Figures:
    figures = Figures(ROLES)
    for record in records:
        figures.over(record)
    return figures


def test_what_is_counted_is_what_was_put_in() -> None:
    june = LETTER.model_copy(update={"at": datetime(2026, 6, 30, 22, 30, tzinfo=UTC)})  # 1 July in the Netherlands
    records = log(REPORT, PURPOSE, LETTER, LETTER, KEY, REFUSED, REFUSED, READ)
    figures = counted([*records, Indexed(99, june)])
    assert (figures.records, len(figures.cases)) == (9, 1)
    assert figures.disclosed == {("2026-03", Role.POLITIE): 2, ("2026-07", Role.POLITIE): 1}
    assert figures.refused == {"WGS-1.7-1": 2}
    assert figures.done[Operation.DISCLOSE] == 4


def made(*accounts: Account, first: date = date(2026, 3, 2)) -> Printable:
    return composed_of(log(*accounts), first)


def composed_of(records: list[Indexed], first: date) -> Printable:
    """The report over two days from the first on."""
    head = Checkpoint("levensloopaanpak.nl/verantwoording/zvh-haaglanden", len(records) - 1, b"\7" * 32)
    at = datetime(2026, 3, 3, tzinfo=UTC)
    leaves, gathered = Leaves(), Gathered((*JUDGED, *SHOWN), first, first + timedelta(days=1), ROLES)
    for record in records:
        leaves.append(b"\1" * 32)
        gathered.over(record)
    proof = Proof(Signed(Note("x\n", ()), head, 1, at, 1), False, leaves)
    return composed(gathered, proof, names_of(TOPOLOGY), "ZVH", "fg: toetsen")


def section(report: Printable, title: str) -> Section:
    return next(found for found in report.sections if found.title == title)


def test_a_finding_names_the_case_and_the_records() -> None:
    wrong = made(REPORT, SUPPLIED, PURPOSE)
    said = list(texts(wrong))
    assert any("oordeel: niet in orde" in text for text in said)
    assert f"Casus {CASE}" in said
    assert "2, 1" in said, "the records of the finding: the purpose came third, what was supplied second"
    right = list(texts(made(REPORT, PURPOSE, SUPPLIED)))
    assert not any("niet in orde" in text for text in right)
    assert "In orde: 1 van 1." in right


def test_what_was_set_before_the_period_counts_and_what_has_nothing_to_do_with_it_is_left_out() -> None:
    report, purpose, supplied, refused = log(REPORT, PURPOSE, SUPPLIED, REFUSED)
    later = Indexed(2, SUPPLIED.model_copy(update={"at": supplied.account.at + timedelta(days=40)}))
    period = later.account.at.date()
    in_april = composed_of([report, purpose, later, refused], period)
    assert "In orde: 1 van 1." in list(texts(in_april)), "the purpose was set long before the period"
    assert "1 regel over 1 casus." in list(texts(in_april))
    assert "WGS-1.7-1" not in list(texts(in_april)), "what was refused before the period is no row of it"
    without = list(texts(composed_of([report, later], period)))
    assert any("oordeel: niet in orde" in text for text in without)
    before = list(texts(composed_of([report, supplied, refused], period)))
    assert not any("niet in orde" in text for text in before), (
        "a finding of before the period is one of that period's report"
    )


def test_it_has_bars_where_people_would_rather_look_than_read() -> None:
    report = made(REPORT, PURPOSE, LETTER, REFUSED, READ)
    shown = section(report, "Cijfers").parts
    parts = {part.title: part.blocks for part in (*shown, *(inner for part in shown for inner in part.parts))}
    assert Bars((("politie", 1),), 1) in parts["maart 2026"]
    refused = Bars((("wie het gaf maakt bezwaar tegen doorgeven", 1),))
    assert parts["Geweigerd of niet verstrekt, per reden"] == (refused,)
    assert "maart 2026" in list(texts(report))


def test_it_has_bars_of_which_terms_were_kept() -> None:
    asked = of_event(plan.LabelRequested, codes=(f"partner:{OM}",))
    report = made(REPORT, PURPOSE, asked, of_event(plan.LabelOverdue, codes=(f"partner:{OM}",)))
    (terms,) = [part for part in section(report, "Cijfers").parts if part.title == "Termijnen"]
    bars = {part.title: part.blocks for part in terms.parts}
    assert bars["Label bij de partner"] == (Bars((("gehaald", 0), ("verlopen", 1), ("loopt nog", 0)), 1),)


def test_wgs_1_8_4_it_may_be_used_for_the_four_purposes_and_not_for_a_case() -> None:
    """WGS-1.8-4."""
    basis = made(REPORT).basis
    assert "doel van deze casus" not in basis
    assert all(purpose.split()[-1] in basis for purpose in PURPOSES.values())


def test_wgs_1_12_the_yearly_report_says_whom_to_turn_to_and_that_the_year_is_not_over() -> None:
    """WGS-1.12, WGS-1.4."""
    about = audit_year.told_of("rechten@zvh.example", None, 2026, date(2026, 11, 22))
    said = " ".join(texts(yearly(Figures({}), "ZVH", 2026, 5, about)))
    assert "rechten@zvh.example" in said
    assert "Coördinerend functionaris gegevensbescherming nog niet opgegeven" in said
    assert "tot en met 22 november 2026" in said
    assert "niet voorbij" not in str(audit_year.told_of(None, "fg@zvh.example", 2025, date(2026, 11, 22)))


def test_wgs_1_12_why_something_was_refused_is_a_sentence() -> None:
    said = list(texts(yearly(counted(log(*[REFUSED] * 12)), "ZVH", 2026, few=10)))
    assert "wie het gaf maakt bezwaar tegen doorgeven" in said
    assert "WGS-1.7-1" not in said


def test_it_says_what_is_proven_and_what_is_not_yet() -> None:
    said = " ".join(texts(made(REPORT, PURPOSE, READ)))
    assert "tot en met regel 1" in said
    assert "Nog niet genoeg getuigen" in said
    assert "1 regel, is nog niet ondertekend" in said
    assert (b"\7" * 32).hex() in said


def test_it_says_that_there_are_no_witnesses_and_which_lines_do_not_open() -> None:
    head = Checkpoint("levensloopaanpak.nl/verantwoording/zvh-haaglanden", 0, b"\7" * 32)
    signed = Signed(Note("x\n", ()), head, 1, datetime(2026, 3, 3, tzinfo=UTC), 1)
    blocks = proof_section(Proof(signed, True, Leaves(), witnessed=False, unreadable=(3, 5))).blocks
    said = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "geen getuigen ingesteld" in said
    assert "enoeg getuigen" not in said
    assert "2 regel(s) gaan niet open en tellen niet mee: 3, 5." in said


def test_it_is_a_pdf_and_a_page() -> None:
    report = made(REPORT, PURPOSE, LETTER, REFUSED, READ)
    assert pdf(report).startswith(b"%PDF")
    assert "WGS-1.7-1" in html(report)


def test_wgs_1_12_the_public_report_has_nobody_and_no_small_numbers_in_it() -> None:
    """WGS-1.12."""
    letters = [LETTER] * 12
    refusals = [REFUSED] * 3
    report = yearly(counted(log(REPORT, *letters, *refusals, READ)), "ZVH", 2026, few=10)
    said = list(texts(report))
    assert "12" in said
    assert "minder dan 10" in said
    assert not {"3", "1"} & set(said), "neither the three refusals nor the one case"
    assert str(CASE) not in " ".join(said)
    assert LETTER.functionary not in " ".join(said)
    assert "toetsen van rechtmatigheid" in said


def test_wgs_1_12_a_number_that_is_not_told_follows_from_no_total() -> None:
    """WGS-1.12: nor from how often something was refused, disclosed or read in all, beside the parts that are told."""
    other = REFUSED.model_copy(update={"rule": "EXT-3"})
    to_om = LETTER.model_copy(update={"to": OM})
    read = READ.model_copy(update={"log_purpose": LogPurpose.SECURITY})
    records = log(*[REFUSED] * 12, *[other] * 3, *[LETTER] * 14, *[to_om] * 2, *[READ] * 11, *[read] * 4)
    said = set(texts(yearly(counted(records), "ZVH", 2026, few=10)))
    assert {"12", "14", "11"} <= said, "the parts that are told"
    assert not {"15", "16", "3", "2", "4"} & said


def test_of_months_in_one_chart_the_bars_have_one_scale() -> None:
    records = log(REPORT, PURPOSE, LETTER, LETTER, LETTER)
    later = records[4].account.model_copy(update={"at": records[4].account.at + timedelta(days=31)})
    figures = counted([*records[:4], Indexed(4, later)])
    (chart,) = [part for part in figures_section(figures).parts if part.title.startswith("Verstrekt")]
    march, april = (block for part in chart.parts for block in part.blocks if isinstance(block, Bars))
    assert [share for _, _, share in (*march.shares, *april.shares)] == [1, 0.5]


def test_wgs_1_12_the_yearly_report_is_public_and_says_which_years_there_are(tmp_path: Path) -> None:
    """WGS-1.12."""
    assert yearly(Figures({}), "ZVH Haaglanden", 2026, 10).public
    assert not made(REPORT).public
    for year in (2024, 2999):
        with pytest.raises(NodesError, match=r"van 2025, .* tot en met 20"):
            audit_year.yearly(
                tmp_path / "network.yaml", HAAGLANDEN, "auditor", LogPurpose.LAWFULNESS, year, tmp_path / "x"
            )
