"""WGS-2.26: every processing belongs to an activity of the register, and what points to a row finds it on the page."""

from pathlib import Path

import pytest

from levensloop.contracts.activities import REGISTER, activities, activity_id, activity_of
from levensloop.contracts.consulted import SHOWS, SHOWS_NOTHING
from levensloop.contracts.register_page import register_page
from levensloop.contracts.registry import COMMANDS, EVENTS
from support.tree import ROOT, SERVICES

CODES = {activity.code: activity for activity in activities()}


def test_wgs_2_26_every_service_is_in_exactly_one_row() -> None:
    named = [service for activity in activities() for service in activity.services]
    assert sorted(named) == sorted(SERVICES)


@pytest.mark.parametrize("what", [*EVENTS, *COMMANDS, *sorted(SHOWS.keys() | SHOWS_NOTHING)])
def test_wgs_2_26_every_event_command_and_question_has_its_activity(what: str) -> None:
    service = next((part for part in what.split(".") if part in SERVICES), None)
    found = CODES[activity_of(what)]
    assert "casusoverleg" in found.activity or "geprioriteerde lijst" in found.activity
    assert service is None or service in found.services


def test_an_id_points_to_a_place_on_the_page() -> None:
    page = register_page()
    for activity in activities():
        _, _, place = activity_id(activity.code, "https://zvh.example/register", REGISTER).partition("#")
        assert f'<a id="{place}"></a>' in page


def test_a_version_that_is_not_kept_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        activities("0")


def test_nothing_is_left_open_in_a_row() -> None:
    for activity in activities():
        assert all((activity.name, activity.purpose, activity.article, activity.recipients, activity.kept)), activity
    assert (Path(ROOT) / "docs" / "verwerkingsactiviteiten.md").is_file()
