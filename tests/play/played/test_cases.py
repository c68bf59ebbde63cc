"""Every case file in cases/ is played on real servers, and everything in it holds."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import load_case_file
from levensloop.play.run import play, write

CASES = sorted((Path(__file__).parents[3] / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
async def test_a_case_goes_as_its_file_expects(path: Path, tmp_path: Path) -> None:
    case_file = load_case_file(path)

    report = await play(case_file, Console(quiet=True))

    assert [d for happening in report.happenings for d in happening.deviations] == []
    assert list(report.deviations) == []
    assert report.held
    write(report, tmp_path / "deep" / "report.json")
    found = json.loads((tmp_path / "deep" / "report.json").read_text(encoding="utf-8"))
    assert {"steps", "organisations", "zvhs", "replay"} <= found.keys()
    assert [step["number"] for step in found["steps"] if step["number"]] == list(range(1, len(case_file.steps) + 1))
    assert found["organisations"].keys() == {o.id for o in load_topology(case_file.topology).organisations}
    for organisation in found["organisations"].values():
        assert organisation.keys() == {"role", "received"}
        assert all(received.keys() == {"type", "case", "at", "from"} for received in organisation["received"])
    outside = [organisation for organisation, events in case_file.end.organisations.items() if not events]
    assert outside, "every case names somebody who hears nothing of it"
    for organisation in outside:
        assert found["organisations"][organisation]["received"] == [], "never in the team: hears nothing"
    assert all(zvh["cases"].keys() <= set(_cases(found)) for zvh in found["zvhs"].values())
    assert all(result["same"] for result in found["replay"].values())
    assert {zvh: audit.failure for zvh, audit in report.audits.items()} == dict.fromkeys(found["zvhs"])
    assert all(audit["verified"] and audit["records"] for audit in found["accountability"].values())
    judged = [answer for audit in report.audits.values() for said in audit.answers.values() for answer in said]
    assert judged
    assert not [answer for answer in judged if "niet in orde" in answer.said]


def _cases(report: dict[str, object]) -> list[str]:
    zvhs = report["zvhs"]
    assert isinstance(zvhs, dict)
    return [case for zvh in zvhs.values() for case in zvh["cases"]]
