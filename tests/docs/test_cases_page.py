"""docs/cases.md says what cases/ holds, and every rule that is built occurs in at least one played case."""

from pathlib import Path

import pytest

from levensloop.play.case_file import load_case_file
from levensloop.play.occurrences import BY_DISCLOSURE, Rule, occurs, refuses, render, rules

ROOT = Path(__file__).parents[2]
RULES = rules((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))
CASES = {path.stem: load_case_file(path) for path in sorted((ROOT / "cases").glob("*.yaml"))}


def test_the_page_is_what_the_cases_say() -> None:
    assert (ROOT / "docs" / "cases.md").read_text(encoding="utf-8") == render(ROOT), "run `make docs`"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.built], ids=lambda rule: rule.id)
def test_a_rule_that_is_built_occurs_in_a_played_case(rule: Rule) -> None:
    assert [name for name, file in CASES.items() if occurs(rule, file) or refuses(rule, file)]


def test_every_refusal_in_a_case_is_by_a_known_rule() -> None:
    known = {rule.id for rule in RULES} | {f"INV-{number}" for number in range(1, 10)}
    assert {step.expect.refused for file in CASES.values() for step in file.steps if step.expect.refused} <= known


def test_a_rule_without_events_is_looked_for_otherwise() -> None:
    first = CASES["casus-1"]
    assert all(occurs(Rule(name, "", ""), first) for name in BY_DISCLOSURE)
    assert not any(occurs(rule, first) for rule in RULES if rule.id in ("INC-3", "INC-6", "PIC-2", "BED-2", "MON-1"))
