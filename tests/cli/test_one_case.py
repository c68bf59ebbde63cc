"""A case by hand, at a prompt: commands from files, the list of cases, one case as a page, the agenda. One network for all."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from cli.at_work import at_work, give
from cli.conftest import User

from levensloop.contracts.event import CommandData
from levensloop.contracts.vocabulary import Seat, SeatTaken
from support.samples.inclusion import SAMPLE_INCLUSION, SAMPLE_PURPOSE, SAMPLE_REPORT, SAMPLE_SEATS, SAMPLE_TRIAGE
from support.samples.plan import SAMPLE_ESTABLISH, TIME_OUT
from support.samples.signals import COORDINATOR, SAMPLE_ACTIVATION, SAMPLE_SIGNAL
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, OM, POLITIE, PROVIDER

SEATS = (SeatTaken(seat=Seat.REPORTER, organisation=GEMEENTE), *SAMPLE_SEATS[1:])
ON = ("--topology", "network.yaml", "--node", HAAGLANDEN)


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    """Somebody with a hub and the node of ZVH Haaglanden running."""
    with at_work(tmp_path_factory.mktemp("prompt")) as somebody:
        yield somebody


@pytest.fixture(scope="module")
def case(user: User) -> UUID:
    """A case with a plan, a signal and an active scenario; as far as that it came without the prompt."""
    number = uuid4()
    given: list[tuple[str, str, CommandData]] = [
        (GEMEENTE, "medewerker", SAMPLE_REPORT),
        (GEMEENTE, "medewerker", SAMPLE_PURPOSE),
        (HAAGLANDEN, CHAIR, SAMPLE_TRIAGE),
        (HAAGLANDEN, CHAIR, SAMPLE_INCLUSION.model_copy(update={"seats": SEATS})),
        (HAAGLANDEN, CHAIR, SAMPLE_ESTABLISH),
        (PROVIDER, COORDINATOR, SAMPLE_SIGNAL),
        (PROVIDER, COORDINATOR, SAMPLE_ACTIVATION),
    ]
    for organisation, by, command in given:
        answer = give(user, organisation, command, number, by)
        assert answer.refusal is None, answer
    return number


def _do(user: User, *arguments: str) -> Any:
    """The answer of a command that is given at the prompt, and how it ended."""
    result = user.run("do", *arguments, "--json")
    return json.loads(result.stdout), result.returncode


def test_a_report_gets_a_new_case_and_the_same_number_again_changes_nothing(user: User) -> None:
    (user.home / "melding.yaml").write_text(SAMPLE_REPORT.model_dump_json(indent=2), encoding="utf-8")
    report = ("ReportClient", *ON, "--as", OM, "--functionary", "officier", "--with", "melding.yaml")

    first, status = _do(user, *report)
    again = user.run("do", *report, "--case", first["case"], "--id", first["id"])

    assert status == again.returncode == 0
    assert [event["type"] for event in first["events"]] == ["nl.levensloopaanpak.client-reported.v1"]
    assert "was al gedaan" in again.stdout
    assert "cliënt gemeld" in again.stdout
    assert first["case"] in again.stdout


def test_what_a_rule_does_not_allow_names_the_rule_and_ends_with_status_1(user: User, case: UUID) -> None:
    about = ("--as", OM, "--functionary", "officier", "--case", str(case))

    refused = user.run("do", "RaiseSignal", *ON, *about, "--with", "-", input=SAMPLE_SIGNAL.model_dump_json())
    incomplete, status = _do(user, "RaiseSignal", *ON, *about)

    assert refused.returncode == status == 1
    assert "Geweigerd (SIG-1)" in refused.stdout
    assert incomplete["refusal"]["rule"] == "INV-1"


def test_the_list_has_every_case_with_what_is_due_first(user: User, case: UUID) -> None:
    rows = [json.loads(line) for line in user.run("case", "list", *ON, "--json").stdout.splitlines()]
    shown = user.run("case", "list", *ON)

    [row] = [row for row in rows if row["case"] == str(case)]
    assert (row["phase"], row["director"]) == ("planned", HAAGLANDEN)
    assert row["next"]["rule"]
    assert str(case) in shown.stdout
    assert "geïncludeerd, met" in shown.stdout  # the rest stands on the next line of that cell


def test_a_case_as_a_page(user: User, case: UUID) -> None:
    shown = user.run("case", "show", str(case), *ON)
    seen = json.loads(user.run("case", "show", str(case), *ON, "--json").stdout)

    assert shown.returncode == 0, shown.stderr
    for said in (
        "Regie: Zorg- en Veiligheidshuis Haaglanden",
        "Levensloopplan, versie 1",
        "Label per partner",
        "Levensloopteam",
    ):
        assert said in shown.stdout
    assert f"Actief scenario {TIME_OUT.key}" in shown.stdout
    assert seen["inclusion.case"]["phase"] == "planned"
    assert "REV-1" in {item["rule"] for item in seen["agenda"]}


def test_a_case_that_is_not_there_is_refused(user: User) -> None:
    result = user.run("case", "show", str(uuid4()), *ON)

    assert result.returncode == 1
    assert "Geweigerd (INV-4)" in result.stderr


def test_the_agenda_tells_what_for_whom_and_can_be_narrowed(user: User, case: UUID) -> None:
    def agenda(*narrowed: str) -> list[dict[str, Any]]:
        lines = user.run("agenda", *ON, "--json", *narrowed).stdout.splitlines()
        return [item for item in map(json.loads, lines) if item["case"] == str(case)]

    whole, police, soon = agenda(), agenda("--role", "politie"), agenda("--days", "30")

    assert [item["due"] for item in whole] == sorted(item["due"] for item in whole)
    assert {item["owner"] for item in police} == {POLITIE}
    assert "REV-1" in {item["rule"] for item in whole} - {item["rule"] for item in soon}
    assert "label registreren" in user.run("agenda", *ON).stdout
