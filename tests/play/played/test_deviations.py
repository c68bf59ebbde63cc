"""A play that goes otherwise than its file expects is told apart, per step and at the end."""

from pathlib import Path

import pytest
from rich.console import Console

from levensloop.play.case_file import load_case_file
from levensloop.play.report import Report
from levensloop.play.run import play
from support.samples.world import HAAGLANDEN
from support.topologies import TWO_ZVHS

REPORT = """
title: Een melding
source: verzonnen
topology: {topology}
cases: [bram]
steps:
  - at: 2026-03-02T09:00
    note: De wijkagent meldt.
    by: {{organisation: politie-haaglanden, functionary: wijkagent}}
    command: ReportClient
    data:
      person: {{name: Bram Verzonnen, date_of_birth: 1990-01-01, municipality: Den Haag}}
      reason: Onbegrepen gedrag.
      concerns: [{{domain: housing, text: Raakt zijn woning kwijt.}}]
      safety: [Dreigt naar buren.]
    expect: {expect}
{end}
"""


async def _played(tmp_path: Path, expect: str, end: str = "") -> Report:
    path = tmp_path / "case.yaml"
    path.write_text(REPORT.format(topology=TWO_ZVHS, expect=expect, end=end), encoding="utf-8")
    return await play(load_case_file(path), Console(quiet=True))


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ("{events: []}", "verwacht was niets, het werd ClientReported"),
        ("{refused: REP-1}", "verwacht was een weigering door REP-1"),
        ("{events: [ClientReported], follows: [ReviewOverdue]}", "daarna werd verwacht ReviewOverdue"),
        (
            "{events: [ClientReported], arrives: {politie-haaglanden: nothing}}",
            "bij politie-haaglanden werd verwacht niets",
        ),
        ("{events: [ClientReported], arrives: {others: nothing}}", "bij politie-haaglanden werd verwacht niets"),
        ("{events: [ClientReported], arrives: {om-haaglanden: [ClientReported]}}", "bij om-haaglanden werd verwacht"),
    ],
)
async def test_a_step_that_goes_otherwise_is_told(tmp_path: Path, expect: str, says: str) -> None:
    report = await _played(tmp_path, expect)

    assert not report.held
    assert any(says in deviation for deviation in report.happenings[0].deviations)


async def test_the_end_is_judged_too(tmp_path: Path) -> None:
    end = f"end: {{zvhs: {{{HAAGLANDEN}: {{bram: {{phase: excluded, director: {HAAGLANDEN}}}}}}}}}"

    report = await _played(tmp_path, "{events: [ClientReported]}", end)

    assert not report.held
    assert any("excluded" in deviation for deviation in report.deviations)


async def test_as_expected_is_held(tmp_path: Path) -> None:
    arrives = "{politie-haaglanden: [ClientReported], others: nothing}"

    report = await _played(tmp_path, f"{{events: [ClientReported], arrives: {arrives}}}")

    assert report.held
