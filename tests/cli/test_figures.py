"""Figures, bottlenecks and coordination days at a prompt, at a ZVH and at the CLLA (MON-1, MON-2, BTL-1, FIN-1)."""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cli.at_work import at_work, give
from cli.conftest import PATIENCE, User

from levensloop.contracts.calendar import day_of
from levensloop.contracts.commands.inclusion import RecordCoordinationPayer
from levensloop.contracts.commands.monitor import DeliverFigures, RecordCooperation
from levensloop.contracts.commands.signals import RecordBottleneck, ReleaseBottleneck
from levensloop.contracts.event import CommandData
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.monitoring import Frequency, Payer, half_year_of
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import Seat, SeatTaken
from support.samples.inclusion import SAMPLE_INCLUSION, SAMPLE_PURPOSE, SAMPLE_REPORT, SAMPLE_SEATS, SAMPLE_TRIAGE
from support.samples.world import CHAIR, CLLA, GEMEENTE, HAAGLANDEN, PROVIDER, ROTTERDAM

NETWORK = ("--topology", "network.yaml")
ON, AT_CLLA = (*NETWORK, "--node", HAAGLANDEN), (*NETWORK, "--node", CLLA)
BEGUN = day_of(datetime.now(UTC))
"""No case here is of before this day; today may be a later one, also while a test runs."""
OVER = "2025H1"
SEATS = (SeatTaken(seat=Seat.REPORTER, organisation=GEMEENTE), *SAMPLE_SEATS[1:])
STUCK = RecordBottleneck(category=BottleneckCategory.NO_FILE_HOLDER, text="Niemand vraagt een plek aan.")
RELEASE = ReleaseBottleneck(bottleneck=1, text="Er is geen dossierhouder te vinden.", nobody_recognisable=True)
SAID = RecordCooperation(
    half_year=OVER, role=Role.WOONPARTNER, takes_role=Frequency.SOMETIMES, keeps_agreements=Frequency.ALWAYS
)


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    """Somebody with a hub, the node of ZVH Haaglanden and that of the CLLA."""
    with at_work(tmp_path_factory.mktemp("figures"), CLLA) as somebody:
        yield somebody


@pytest.fixture(scope="module")
def case(user: User) -> UUID:
    """A client who is included today, and what is stuck."""
    number = uuid4()
    given: list[tuple[str, str, CommandData]] = [
        (GEMEENTE, "medewerker", SAMPLE_REPORT),
        (GEMEENTE, "medewerker", SAMPLE_PURPOSE),
        (HAAGLANDEN, CHAIR, SAMPLE_TRIAGE),
        (HAAGLANDEN, CHAIR, SAMPLE_INCLUSION.model_copy(update={"seats": SEATS})),
        (HAAGLANDEN, CHAIR, RecordCoordinationPayer(payer=Payer.DJI, from_date=BEGUN)),
        (PROVIDER, "levensloopcoördinator", STUCK),
        (HAAGLANDEN, CHAIR, RELEASE),
    ]
    for organisation, by, command in given:
        assert give(user, organisation, command, number, by).refusal is None
    for command in (SAID, DeliverFigures(half_year=OVER)):
        assert give(user, HAAGLANDEN, command, uuid4(), CHAIR).refusal is None
    return number


def today() -> date:
    return day_of(datetime.now(UTC))


def half_years() -> list[str]:
    """In which all this happens: one, or two where one of them ends meanwhile."""
    return sorted({half_year_of(BEGUN), half_year_of(today())})


def until(there: Callable[[], Any]) -> Any:
    """What this finds, once it finds something: it takes a moment to reach the CLLA."""
    deadline = time.monotonic() + PATIENCE
    while not (found := there()):
        assert time.monotonic() < deadline, "it never came"
    return found


def nation(user: User) -> Any:
    return json.loads(user.run("figures", *AT_CLLA, "--national", "--half-year", OVER, "--form", "json").stdout)


def test_mon_1_the_figures_of_now_as_they_would_leave_and_exact(user: User, case: UUID) -> None:
    page = user.run("figures", *ON, "--half-year", half_years()[-1])
    exact = ("figures", *ON, "--exact", "--form", "json", "--half-year")
    answers = [json.loads(user.run(*exact, half_year).stdout) for half_year in half_years()]

    assert page.returncode == 0, page.stderr
    assert "onderdrukt" in page.stdout
    assert "nog niet voorbij" in page.stdout
    assert 1 in [row["value"] for answer in answers for row in answer["figures"] if row["figure"] == "included"]
    assert str(case) not in page.stdout


def test_mon_1_as_csv_each_figure_is_a_row(user: User, case: UUID) -> None:
    rows = list(csv.DictReader(io.StringIO(user.run("figures", *ON, "--half-year", OVER, "--form", "csv").stdout)))

    assert {row["onderdrukt"] for row in rows if row["cijfer"] == "included"} == {"ja"}
    assert [row["aantal"] for row in rows if row["cijfer"] == "cooperation-woonpartner-takes_role"] == ["soms"]


def test_mon_1_the_nation_says_who_is_missing(user: User, case: UUID) -> None:
    until(lambda: nation(user)["zvhs"])
    page = user.run("figures", *AT_CLLA, "--national", "--half-year", OVER)
    found = nation(user)

    assert found["zvhs"] == {HAAGLANDEN: 1}
    assert found["missing"] == [ROTTERDAM]
    assert found["cooperation"] == {"woonpartner": {"takes_role": {"sometimes": 1}, "keeps_agreements": {"always": 1}}}
    assert "Ontbreekt: Zorg- en Veiligheidshuis Rotterdam-Rijnmond" in page.stdout
    assert "minstens 0" in page.stdout
    assert page.returncode == 0, page.stderr


def test_btl_1_the_clla_reads_what_is_stuck(user: User, case: UUID) -> None:
    [row] = until(lambda: user.run("bottlenecks", *AT_CLLA, "--form", "json").stdout.splitlines())
    found = json.loads(row)
    page = user.run("bottlenecks", *AT_CLLA, "--half-year", found["half_year"]).stdout

    assert found.pop("half_year") in half_years()
    assert found == {
        "zvh": HAAGLANDEN,
        "category": "no-file-holder",
        "name": None,
        "text": RELEASE.text,
    }
    assert RELEASE.text in page
    assert "geen dossierhouder in de Wlz" in page


def test_fin_1_days_without_a_rate_have_no_amount(user: User, case: UUID) -> None:
    last = BEGUN + timedelta(days=30)
    (user.home / "tarieven.csv").write_text(f"from,until,payer,euros_per_day\n{BEGUN},{last},dji,21.50\n")
    span, before = ("--from", BEGUN.isoformat(), "--until", last.isoformat()), today()
    [unknown] = user.run("coordination-days", *ON, *span, "--form", "json").stdout.splitlines()
    [known] = user.run("coordination-days", *ON, *span, "--rates", "tarieven.csv", "--form", "json").stdout.splitlines()
    page = user.run("coordination-days", *ON, *span).stdout

    row, priced = json.loads(unknown), json.loads(known)
    assert {"case": str(case), "payer": "dji", "euros_per_day": None, "euros": None}.items() <= row.items()
    assert date.fromisoformat(row["first"]) >= BEGUN
    assert before <= date.fromisoformat(row["last"]) <= today(), "days to come are not counted"
    assert row["days"] == (date.fromisoformat(row["last"]) - date.fromisoformat(row["first"])).days + 1
    assert float(priced["euros"]) == priced["days"] * 21.5
    assert "geen tarief bekend" in page


@pytest.mark.parametrize(
    ("arguments", "says", "status"),
    [
        (("figures", *ON, "--half-year", "2026"), "geen halfjaar", 2),
        (("figures", *ON, "--half-year", OVER, "--national"), "rol clla", 1),
        (("figures", *AT_CLLA, "--half-year", OVER), "geen Zorg- en Veiligheidshuis", 1),
        (("figures", *AT_CLLA, "--half-year", OVER, "--national", "--exact"), "geen exacte aantallen", 1),
        (("bottlenecks", *ON), "rol clla", 1),
        (("coordination-days", *ON, "--from", "2026-02-01", "--until", "2026-01-01"), "vóór --from", 2),
        (("coordination-days", *ON, "--from", "gisteren", "--until", "2026-01-01"), "geen dag", 2),
    ],
)
def test_what_is_wrong_is_said(user: User, arguments: tuple[str, ...], says: str, status: int) -> None:
    result = user.run(*arguments)

    assert result.returncode == status
    assert says in result.stderr
    assert "Traceback" not in result.stderr
