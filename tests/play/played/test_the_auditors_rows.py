"""What a play shows of an auditor's answers: rows, ten at most, with names; and what to type to check the bundle that is kept."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.asking.rows import Row
from levensloop.cli import playing
from levensloop.play.audited import MOST, Answered, Audited
from levensloop.play.report import Report
from levensloop.play.tables import SHOWN, tables
from support.samples.world import HAAGLANDEN, POLITIE, ROTTERDAM

NAMES = {HAAGLANDEN: "ZVH Haaglanden", POLITIE: "Politie Haaglanden", ROTTERDAM: "ZVH Rotterdam"}


def answered(name: str, more: int = 0, **cells: str) -> Answered:
    question = QUESTIONS[name]
    row = Row(tuple(cells.get(column, "") for column in question.columns), (7,))
    return Answered(question, "12 rijen", (row,), more)


def shown(*answers: Answered, width: int = 100) -> str:
    none = Audited(3, 0, None, {"bram": ()})
    audits = {ROTTERDAM: none, HAAGLANDEN: Audited(3, 0, None, {"bram": answers, "noor": answers})}
    report = Report("Verzonnen", (), {}, {}, {}, {}, (), audits)
    console = Console(file=io.StringIO(), width=width)
    for table in tables(report, NAMES):
        console.print(table)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_rows_of_the_first_client_are_shown_with_names() -> None:
    said = shown(answered("geweigerd", organisatie=POLITIE, wat="doel toetsen", waarom="een publieke deelnemer eerst"))
    assert said.count("Geweigerd: bram, bij ZVH Haaglanden") == 1
    assert "Geweigerd: noor" not in said
    assert "Politie Haaglanden" in said
    assert POLITIE not in said
    assert "doel toetsen" in said


def test_of_more_rows_it_says_how_many_and_words_stay_whole_on_a_hundred_columns() -> None:
    said = shown(answered("gezien", 502, wanneer="01-02-2023 09:30:00", organisatie=POLITIE, wat="signaal gegeven"))
    assert "en nog 502" in said
    assert "signaal gegeven" in said
    assert max(map(len, said.splitlines())) <= 100


def test_what_is_shown_are_columns_of_the_question() -> None:
    assert all(set(columns) <= set(QUESTIONS[name].columns) for name, columns in SHOWN.items())
    assert MOST == 10


def test_what_to_type_is_beside_what_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Path("build/demo/a.bundel"), Path("build/demo/a.vertrouwen.toml")
    (tmp_path / "levensloop-verify").touch()
    monkeypatch.setattr("sys.argv", [str(tmp_path / "levensloop"), "demo"])
    told = playing.to_verify(*kept)
    assert told == f"{tmp_path}/levensloop-verify build/demo/a.bundel --trust build/demo/a.vertrouwen.toml"
    monkeypatch.setattr("sys.argv", ["levensloop", "demo"])
    assert playing.to_verify(*kept).startswith("levensloop-verify build/demo/a.bundel")
