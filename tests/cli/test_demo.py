"""`levensloop demo`: what a newcomer sees first."""

import json
import subprocess

from cli.conftest import LEVENSLOOP, PATIENCE, ROOT, User


def test_the_demo_plays_casus_1_and_ends_with_three_tables() -> None:
    report = ROOT / "build" / "demo" / "report.json"
    report.unlink(missing_ok=True)

    result = subprocess.run(
        [str(LEVENSLOOP), "demo"], cwd=ROOT, capture_output=True, text=True, timeout=800, check=False
    )

    assert result.returncode == 0, result.stdout[-2000:] + result.stderr
    assert result.stderr == ""
    for table in ("Wie ontving wat", "Waar de casussen staan", "Het hele logboek opnieuw afgespeeld"):
        assert table in result.stdout
    assert "geweigerd (MOV-3)" in result.stdout
    assert "→ " in result.stdout
    assert json.loads(report.read_text(encoding="utf-8"))["held"] is True
    assert "Geweigerd: bram, bij Zorg- en Veiligheidshuis Haaglanden" in result.stdout
    (command,) = [line.split() for line in result.stdout.splitlines() if "zvh-haaglanden.bundel" in line]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_expectation_that_does_not_hold_ends_with_status_1(user: User) -> None:
    text = (ROOT / "cases" / "casus-1.yaml").read_text(encoding="utf-8")
    head, _, _ = text.partition("\n  - at: 2021-03-02")
    changed = head.replace("events: [ClientReported]", "events: []").replace("../topologies", str(ROOT / "topologies"))
    (user.home / "casus.yaml").write_text(changed, encoding="utf-8")

    result = user.run("play", "casus.yaml", timeout=800)

    assert result.returncode == 1
    assert "anders dan verwacht" in result.stdout
    assert "Niet alles ging zoals verwacht" in result.stdout
