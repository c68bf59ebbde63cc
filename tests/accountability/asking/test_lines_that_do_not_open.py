"""WGS-1.8-4: where a record does not open, the others answer, that one is named, and nothing of its case is told to be in order."""

from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
import typer
from accountability.asking.test_inzage_of_lines_that_do_not_open import kept, reader
from accountability.test_records_in_the_log import account

from levensloop.audit.asking import proven
from levensloop.audit.asking.gathering import Gathered
from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.asking.judging import IN_ORDER, JUDGED, NOT_ALL, NOT_IN_ORDER, UNJUDGED, without_doubt
from levensloop.audit.asking.proven import Answer, Proof, answer
from levensloop.audit.asking.rows import Indexed, Row
from levensloop.audit.log.reading import LogReader
from levensloop.cli.audit.cells import not_opened
from levensloop.cli.audit.findings import WITHOUT, findings_section
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Covered, Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import PurposeAssessed
from levensloop.contracts.events.signals import SignalRaised
from levensloop.documents.model import Paragraph
from support.samples.world import HAAGLANDEN, POLITIE
from support.sealed_log import InMemory, KeysAtHand

HERE, OTHER = uuid4(), uuid4()
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
COVERS = (Covered(stream=f"LOG_{HAAGLANDEN}", position=1, subject="es.x", digest="0" * 64),)


def of(kind: type[DomainEvent], case: UUID, operation: Operation = Operation.COLLECT) -> Account:
    facts = {"what": kind.wire_name(), "covers": COVERS, "operation": operation, "categories": (Category.GUIDANCE,)}
    return account(case, organisation=POLITIE, **facts)


async def in_order() -> tuple[InMemory, KeysAtHand]:
    """Two cases of which the purpose was set before there was anything."""
    store, keys = InMemory(subjects.audit_stream(HAAGLANDEN)), KeysAtHand()
    for case in (HERE, OTHER):
        await kept(store, keys, of(PurposeAssessed, case), of(SignalRaised, case))
    return store, keys


@pytest.fixture(autouse=True)
def signed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is checked against a checkpoint is tried elsewhere."""

    async def head(found: LogReader) -> tuple[Any, bool]:
        return None, True

    monkeypatch.setattr(proven, "_head", head)
    monkeypatch.setattr(proven, "_check", lambda leaves, head: None)
    monkeypatch.setattr(LogReader, "policy", type("P", (), {"witnesses": ()})())


async def asked(store: InMemory, keys: KeysAtHand, case: UUID | None = None) -> Answer:
    return await answer(reader(store, keys), QUESTIONS["doel"], case)


def verdicts(found: Answer) -> dict[str, str]:
    return {row.cells[0]: row.cells[-1] for row in found.rows}


async def test_where_every_record_opens_both_are_in_order() -> None:
    found = await asked(*await in_order())
    assert verdicts(found) == {str(HERE): IN_ORDER, str(OTHER): IN_ORDER}
    assert (found.proof.unreadable, found.proof.doubted) == ((), frozenset())


@pytest.mark.parametrize(
    "body", [b"geen regel", b"{}", b"[" * 9000, b'{"case": 5}'], ids=["text", "empty", "deep", "odd"]
)
async def test_of_a_case_with_a_line_that_does_not_open_nothing_is_in_order(body: bytes) -> None:
    store, keys = await in_order()
    store.put(subjects.audit("disclose", HERE), body)
    found = await asked(store, keys)
    assert verdicts(found) == {str(HERE): UNJUDGED, str(OTHER): IN_ORDER}
    assert [row.cells[-2] for row in found.rows if row.cells[0] == str(HERE)] == [NOT_ALL]
    assert found.proof.unreadable == (4,)


@pytest.mark.parametrize("under", [OTHER, None])
async def test_a_record_that_was_moved_to_another_subject_is_missed_by_its_own_case(under: UUID | None) -> None:
    """Its bytes are what was signed, so no root tells; also where only its own case is asked for."""
    store, keys = await in_order()
    moved = store.messages[1]
    store.messages[1] = moved._replace(subject=subjects.audit("collect", under))
    for case in (None, HERE):
        found = await asked(store, keys, case)
        assert verdicts(found)[str(HERE)] == UNJUDGED
        assert found.proof.unreadable == (1,)


async def test_what_another_case_says_is_not_in_an_answer_about_this_one() -> None:
    store, keys = await in_order()
    await kept(store, keys, of(SignalRaised, OTHER).model_copy(update={"event": HERE}))
    assert verdicts(await asked(store, keys, HERE)) == {str(HERE): IN_ORDER}


def test_what_is_wrong_stays_wrong_and_every_question_that_judges_has_room_for_why() -> None:
    for name in JUDGED:
        columns = QUESTIONS[name].columns
        cells = [str(HERE) if column == "casus" else "iets" for column in columns]
        for verdict, then in ((IN_ORDER, UNJUDGED), (NOT_IN_ORDER, NOT_IN_ORDER), (UNJUDGED, UNJUDGED)):
            row = Row((*cells[:-1], verdict), (1,))
            assert without_doubt(columns, row, {HERE}).cells[-1] == then
            assert without_doubt(columns, row, {OTHER}) is row
        assert columns[-2:] in (("waarom", "oordeel"), ("wat ervan kwam", "oordeel"))
    for name in QUESTIONS.keys() - set(JUDGED):
        row = Row(tuple(str(HERE) for _ in QUESTIONS[name].columns), (1,))
        assert without_doubt(QUESTIONS[name].columns, row, {HERE}) is row


async def test_a_report_finds_nothing_in_order_of_it_either_and_says_so_among_its_findings() -> None:
    gathered = Gathered(JUDGED, date(2026, 3, 1), date(2026, 3, 31), {})
    for index, kind in enumerate((PurposeAssessed, SignalRaised)):
        gathered.over(Indexed(index, of(kind, HERE)))
    rows = gathered.close({HERE})
    assert [row.cells[-1] for row in rows["doel"]] == [UNJUDGED]
    (warned, *_) = findings_section(rows, {}, (4,)).blocks
    assert isinstance(warned, Paragraph)
    assert "1 regel(s) gaan niet open en tellen niet mee: 4." in warned.text
    assert WITHOUT in warned.text
    assert len(findings_section(rows, {}).blocks) == 1


def test_what_an_answer_is_without_is_said_beside_it_in_every_form_and_in_the_status(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also with JSON and CSV, which stay what they are."""
    proof = Proof(cast(Any, None), True, cast(Any, None), unreadable=(4, 9))
    with pytest.raises(typer.Exit) as ended:
        not_opened(proof)
    assert ended.value.exit_code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "2 regel(s) gaan niet open en tellen niet mee: 4, 9. Draai `levensloop fsck`." in said.err
    not_opened(Proof(cast(Any, None), True, cast(Any, None)))
