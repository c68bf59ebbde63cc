"""docs/rules.md: every rule once; its events exist, its tests exist and name it; what is not built has no test."""

import re
from pathlib import Path

import pytest

from levensloop.contracts.registry import EVENTS

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| ([A-Z]{3}-\d|WGS-[\d.]+-\d+|GDPR-\d+) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$",
    (ROOT / "docs" / "rules.md").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)
NAMES = {event.__name__ for event in EVENTS.values()}
FAMILIES = {
    "REP": 3,
    "TRI": 3,
    "INC": 7,
    "INF": 2,
    "PIC": 3,
    "PLN": 7,
    "REV": 3,
    "SIG": 3,
    "BED": 3,
    "ESC": 1,
    "BTL": 1,
}
FAMILIES |= {"MOV": 7, "EXT": 3, "TEA": 2, "MON": 2, "FIN": 1, "ALW": 3}


def test_every_rule_is_there_once() -> None:
    own = [row[0] for row in ROWS if not row[0].startswith(("WGS", "GDPR"))]
    assert own == [f"{family}-{n}" for family, count in FAMILIES.items() for n in range(1, count + 1)]


def test_every_event_belongs_to_a_rule() -> None:
    told = {word for _, _, events, _ in ROWS for word in re.findall(r"[A-Z][A-Za-z]+", events)}

    assert sorted(NAMES - told) == ["ClientDied", "ScenarioEnded"], (
        "an end of its own, and a scenario that did its work"
    )


@pytest.mark.parametrize(("rule", "what", "events", "tests"), ROWS, ids=[row[0] for row in ROWS])
def test_a_rule_has_what_the_page_says(rule: str, what: str, events: str, tests: str) -> None:
    name = re.sub(r"[-.]", "_", rule.lower())
    found = sorted((ROOT / "tests").rglob(f"test_{name}_*.py"))
    if "not built" in events:
        assert found == []
        return
    if re.fullmatch(r"[A-Za-z]+(, [A-Za-z]+)*", events.strip()):
        assert set(events.strip().split(", ")) <= NAMES
    assert found, f"{rule} has no test named after it"
    assert all(rule in path.read_text(encoding="utf-8") for path in found)
