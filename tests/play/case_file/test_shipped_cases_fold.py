"""The shipped case files, folded through the services without a server: all that they expect is what the domain does."""

from pathlib import Path

import pytest

from levensloop.play.case_file import load_case_file
from support.came_of import differences
from support.dry_run import DryRun

CASES = sorted((Path(__file__).parents[3] / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_step_leads_to_what_the_file_expects(path: Path) -> None:
    run = DryRun(load_case_file(path))
    wrong = [
        f"step {step.number} ({step.text}) {text}"
        for step in run.file.steps
        for text in differences(step, run.play(step))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_it_ends_as_the_file_says(path: Path) -> None:
    run = DryRun(load_case_file(path))
    for step in run.file.steps:
        run.play(step)
    end = run.file.end
    expected = {(zvh, a): (c.phase.value, c.director) for zvh, cases in end.zvhs.items() for a, c in cases.items()}
    assert {key: run.standing(*key) for key in expected} == expected
    assert {name: tuple(run.received[name]) for name in end.organisations} == end.organisations
