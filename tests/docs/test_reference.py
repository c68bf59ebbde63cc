"""docs/events.md and docs/disclosure.md say what contracts/ says."""

from pathlib import Path

import pytest

from levensloop.contracts.reference import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_contracts_say(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"
