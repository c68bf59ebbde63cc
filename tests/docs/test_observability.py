"""docs/observability.md: the figures in its table are those of the code, with what they say."""

import re

import pytest
from docs.reading import page, rows, section
from yaml import safe_load

from levensloop.infra.messaging.gauges import MEANING

PAGE = page("observability.md")


def test_every_figure_is_in_the_table_with_its_meaning() -> None:
    told = {row[0].strip("`"): row[2] for row in rows(section(PAGE, "Figures for Prometheus"))}
    assert told == dict(MEANING)


@pytest.mark.parametrize("text", re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.S))
def test_the_settings_that_it_shows_are_yaml(text: str) -> None:
    assert isinstance(safe_load(text), dict)
