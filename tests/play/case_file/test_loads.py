"""A valid case file: every default is filled in, and what a step expects is said per organisation."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from levensloop.play.case_file import case_id, load_case_file

Changed = Callable[[Callable[[dict[str, Any]], object]], Path]


def test_the_clock_is_that_of_the_netherlands(changed: Changed) -> None:
    first, second = load_case_file(changed(lambda raw: None)).steps
    assert first.at == datetime(2024, 1, 8, 8, 0, tzinfo=UTC)
    assert (first.number, second.number) == (1, 2)


def test_an_offset_is_kept(changed: Changed) -> None:
    file = load_case_file(changed(lambda raw: raw["steps"][0].update(at="2024-01-08T09:00+00:00")))
    assert file.steps[0].at == datetime(2024, 1, 8, 9, 0, tzinfo=UTC)


def test_the_zvh_of_who_acts_and_the_only_case_are_the_defaults(changed: Changed) -> None:
    step = load_case_file(changed(lambda raw: None)).steps[0]
    assert (step.zvh, step.case) == ("zvh-haaglanden", "anna")


def test_another_zvh_may_be_named(changed: Changed) -> None:
    assert (
        load_case_file(changed(lambda raw: raw["steps"][0].update(zvh="zvh-rotterdam"))).steps[0].zvh == "zvh-rotterdam"
    )


def test_groups_and_others_become_organisations_and_an_own_line_goes_first(changed: Changed) -> None:
    arrives = load_case_file(changed(lambda raw: None)).steps[0].expect.arrives
    assert arrives["politie-haaglanden"] == ("ClientReported",)
    assert arrives["om-haaglanden"] == ()
    assert arrives["zvh-rotterdam"] == ()
    assert len(arrives) == 20


def test_who_is_not_named_is_not_judged_without_others(changed: Changed) -> None:
    def change(raw: dict[str, Any]) -> None:
        del raw["steps"][0]["expect"]["arrives"]["others"]

    assert set(load_case_file(changed(change)).steps[0].expect.arrives) == {"politie-haaglanden", "om-haaglanden"}


def test_a_wait_has_no_actor_and_says_why(changed: Changed) -> None:
    wait = load_case_file(changed(lambda raw: None)).steps[1]
    assert (wait.command, wait.by, wait.zvh, wait.case) == (None, None, None, None)
    assert wait.text == "Een maand gebeurt er niets."
    assert wait.expect.follows == ()


def test_dates_in_data_stay_as_written(changed: Changed, path: Path) -> None:
    changed(lambda raw: None)
    path.write_text(path.read_text().replace("'1990-01-01'", "1990-01-01"))
    assert load_case_file(path).steps[0].data["person"]["date_of_birth"] == "1990-01-01"


def test_data_that_fits_no_command_is_fine_where_inv_1_is_expected(changed: Changed) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["steps"][0].update(data={"person": 5}, expect={"refused": "INV-1"})

    assert load_case_file(changed(change)).steps[0].data == {"person": 5}


def test_an_event_may_come_once_or_more(changed: Changed) -> None:
    file = load_case_file(changed(lambda raw: raw["steps"][1].update(expect={"follows": ["CaseStreamReceived+"]})))
    assert file.steps[1].expect.follows == ("CaseStreamReceived+",)


def test_the_case_id_is_the_same_at_every_play_of_a_file_of_this_name(changed: Changed) -> None:
    file = load_case_file(changed(lambda raw: None))
    assert file.case_ids == {"anna": case_id("elders/klein.yaml", "anna")}
    assert case_id("klein", "anna") != case_id("groot", "anna")
