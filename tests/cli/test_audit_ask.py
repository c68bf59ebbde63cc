"""What an auditor types: questions, replay, a report, the yearly report, what a person may see, and the check of the whole node."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from cli.at_work import at_work
from cli.conftest import User

from levensloop.audit.words import TOOLS, what_in_dutch
from levensloop.cli.turning_to import NOT_GIVEN
from levensloop.contracts.categories import DUTCH as CATEGORIES
from levensloop.contracts.categories import Category
from support.samples.inclusion import SAMPLE_PURPOSE, SAMPLE_REPORT
from support.samples.world import GEMEENTE, HAAGLANDEN

ON = ("--topology", "network.yaml", "--node", HAAGLANDEN)
WHY = ("--purpose", "lawfulness")


@pytest.fixture(scope="module")
def case() -> UUID:
    return uuid4()


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory, case: UUID) -> Iterator[User]:
    """Somebody with the hub and the node of ZVH Haaglanden running, one case on it, looked at once, and its log signed."""
    with at_work(tmp_path_factory.mktemp("audit")) as somebody:
        municipality = ("--as", GEMEENTE, "--functionary", "casusregisseur", "--with", "-", "--case", str(case))
        for name, command in (("ReportClient", SAMPLE_REPORT), ("AssessPurpose", SAMPLE_PURPOSE)):
            done = somebody.run("do", name, *ON, *municipality, input=command.model_dump_json())
            assert done.returncode == 0, done.stderr
        assert somebody.run("case", "show", str(case), *ON).returncode == 0
        made = somebody.run("audit", "bundle", *ON, *WHY, "--out", "bundel.jsonl", "--wait", "0")
        assert made.returncode == 0, made.stderr
        yield somebody


def test_the_questions_and_why_they_are_asked(user: User) -> None:
    shown = user.run("audit", "questions")
    assert "WGS 1.8(2)(4)" in shown.stdout
    assert "gezien" in shown.stdout


def test_who_saw_what_as_table_json_and_csv_with_proofs(user: User, case: UUID) -> None:
    ask = ("audit", "ask", "gezien", *ON, *WHY, "--case", str(case))
    table = user.run(*ask)
    assert "Bewezen tegen het controlepunt" in table.stdout
    rows = [json.loads(line) for line in user.run(*ask, "--form", "json", "--proofs", "bewijzen").stdout.splitlines()]
    assert {row["casus"] for row in rows} == {str(case)}
    assert "informatiecoördinator" in {row["functie"] for row in rows}
    assert rows[0]["bewijzen"][0].startswith("c2sp.org/tlog-proof@v1\n")
    proofs = sorted(path.name for path in (user.home / "bewijzen").iterdir())
    assert f"regel-{rows[0]['regels'][0]['index']}.tlog-proof" in proofs
    csv = user.run(*ask, "--form", "csv").stdout.splitlines()
    assert csv[0].startswith("wanneer,organisatie,")
    assert len(csv) == len(rows) + 1
    before = user.run(*ask, "--as-of", "2020-01-01", "--form", "json")
    assert before.stdout == ""
    assert "was er nog geen controlepunt" in user.run(*ask, "--as-of", "2020-01-01").stdout
    assert "Gelezen tot het controlepunt van" in user.run(*ask, "--as-of", "2999-01-01").stdout


def test_a_question_that_is_none_and_one_without_a_purpose(user: User) -> None:
    assert "Er zijn: gezien" in user.run("audit", "ask", "alles", *ON, *WHY).stderr
    for without in (("ask", "gezien"), ("replay",)):
        assert user.run("audit", *without, *ON).returncode == 2


def test_replay_at_a_moment_between_two_and_against_the_services(user: User, case: UUID) -> None:
    replay = ("audit", "replay", *ON, *WHY, "--case", str(case))
    assert "cliënt gemeld" in user.run(*replay).stdout
    changed = [json.loads(line) for line in user.run(*replay, "--since", "2020-01-01", "--json").stdout.splitlines()]
    phases = [row for row in changed if row["path"] == "inclusion.case.phase"]
    assert [row["now"] for row in phases] == ["triage"]
    assert "Er is niets veranderd." in user.run(*replay, "--since", "2999-01-01").stdout
    same = user.run("audit", "replay", *ON, *WHY, "--compare")
    assert same.returncode == 0, same.stdout + same.stderr
    assert "1 casussen" in same.stdout
    seen = user.run("audit", "ask", "gezien", *ON, *WHY, "--case", str(case), "--form", "csv").stdout
    assert TOOLS["audit.replay"] in seen, "to replay is to look, and is accounted for"
    read = user.run("audit", "ask", "logboek", *ON, *WHY, "--case", str(case), "--form", "csv").stdout
    assert any(TOOLS["audit.replay"] in line and "toetsen van rechtmatigheid" in line for line in read.splitlines())


def test_a_report_and_the_public_one(user: User) -> None:
    made = user.run("audit", "report", *ON, *WHY, "--from", "2026-01-01", "--until", "2099-12-31", "--out", "rapport")
    assert made.returncode == 0, made.stderr
    assert (user.home / "rapport.pdf").read_bytes().startswith(b"%PDF")
    assert "Verstrekt, per rol en maand" in (user.home / "rapport.html").read_text(encoding="utf-8")
    yearly = user.run("audit", "yearly", *ON, *WHY, "--year", "2026", "--out", "jaarverslag")
    assert yearly.returncode == 0, yearly.stderr
    public = (user.home / "jaarverslag.html").read_text(encoding="utf-8")
    assert "WGS" in public
    assert "casusregisseur" not in public
    assert public.count(NOT_GIVEN) == 2, "who reads it sees that there is no contact point, and no FG"
    assert "contact_point en fg" in yearly.stderr, "and who makes it hears what is to be set"
    assert f"staat er '{NOT_GIVEN}'" in yearly.stderr


def test_what_a_person_may_see(user: User, case: UUID) -> None:
    made = user.run("inzage", *ON, "--case", str(case), "--out", "inzage.pdf")
    assert made.returncode == 0, made.stderr
    assert (user.home / "inzage.pdf").read_bytes().startswith(b"%PDF")
    assert (user.home / "inzage.pdf").stat().st_mode & 0o077 == 0
    assert "--because" in user.run("inzage", *ON, "--case", str(case), "--out", "x.pdf", "--without", "police").stderr
    assert "niet bekend" in user.run("inzage", *ON, "--case", str(uuid4()), "--out", "x.pdf").stderr
    masked = ("--out", "x.pdf", "--because", "Dit gaat over een ander.")
    nowhere = user.run("inzage", *ON, "--case", str(case), *masked, "--mask", "9999")
    assert "9999 staat niet in het overzicht" in nowhere.stderr
    assert not (user.home / "x.pdf").exists()
    assert "contact_point" in made.stderr, "who makes it hears what is to be set"
    asked = user.run("audit", "ask", "gezien", *ON, *WHY, "--case", str(case), "--form", "json").stdout
    [given] = [row for row in map(json.loads, asked.splitlines()) if row["wat"] == what_in_dutch("inzage")]
    assert CATEGORIES[Category.IDENTITY] in given["categorieën"]
    assert CATEGORIES[Category.STAFF] not in given["categorieën"], "who works there is in no overview"


def test_the_whole_node_checked(user: User) -> None:
    checked = user.run("fsck", *ON, "--data", f"data/{HAAGLANDEN}")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Alles klopt" in checked.stdout
