"""Every kind of error in a case file, with the step and the field that it is about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from levensloop.play.case_file import CaseFileError, load_case_file

Raw = dict[str, Any]
Problems = Callable[[Callable[[Raw], object]], list[str]]

FIRST = "stap 1 (2024-01-08T09:00), "
SECOND = "stap 2 (2024-02-08T09:00), "


def _step(**fields: Any) -> Callable[[Raw], object]:
    return lambda raw: raw["steps"][0].update(fields)


def _expect(**fields: Any) -> Callable[[Raw], object]:
    return lambda raw: raw["steps"][0]["expect"].update(fields)


def _person(**fields: Any) -> Callable[[Raw], object]:
    return lambda raw: raw["steps"][0]["data"]["person"].update(fields)


def _wait(**fields: Any) -> Callable[[Raw], object]:
    return lambda raw: raw["steps"][1].update(fields)


BY = {"organisation": "politie-haagland", "functionary": "wijkagent"}

ONE_WRONG: dict[str, tuple[Callable[[Raw], object], str]] = {
    "organisation": (
        _step(by=BY),
        FIRST + "by.organisation: onbekende organisatie 'politie-haagland'; bedoeld is misschien politie-haaglanden",
    ),
    "command": (
        _step(command="ReportClent"),
        FIRST + "command: onbekende opdracht 'ReportClent'; bedoeld is misschien ReportClient",
    ),
    "case": (_step(case="bea"), FIRST + "case: onbekende casus 'bea'; bekend: anna"),
    "zvh": (
        _step(zvh="om-haaglanden"),
        FIRST + "zvh: onbekende ZVH 'om-haaglanden'; bedoeld is misschien zvh-haaglanden",
    ),
    "event": (
        _expect(events=["ClientRaported"]),
        FIRST + "expect.events[0]: onbekende gebeurtenis 'ClientRaported'; bedoeld is misschien ClientReported",
    ),
    "rule": (
        _step(expect={"refused": "REP3"}),
        FIRST + "expect.refused: 'REP3' heeft niet de vorm ^([A-Z]{3}-[0-9]+|GDPR-[0-9]+|WGS-[0-9]+\\.[0-9]+-[0-9]+)$",
    ),
    "both": (
        _expect(refused="REP-1"),
        FIRST + "expect: een opdracht leidt tot events óf wordt refused; noem er één",
    ),
    "neither": (
        _step(expect={"follows": []}),
        FIRST + "expect: noem events (leeg als er niets verandert) of refused",
    ),
    "no-expect": (lambda raw: raw["steps"][0].pop("expect"), FIRST + "expect: ontbreekt"),
    "no-actor": (lambda raw: raw["steps"][0].pop("by"), FIRST + "by: ontbreekt"),
    "step-key": (_step(nota="x"), FIRST + "nota: dit veld bestaat niet; kijk of het goed gespeld is"),
    "number": (_step(number=3), FIRST + "number: dit veld bestaat niet; stappen nummeren zichzelf"),
    "time": (_step(at="maandag"), "stap 1 (maandag), at: 'maandag' is geen moment; schrijf 2024-03-01T09:00"),
    "data-missing": (
        lambda raw: raw["steps"][0]["data"].pop("reason"),
        FIRST + "data.reason: ontbreekt",
    ),
    "data-word": (
        lambda raw: raw["steps"][0]["data"]["concerns"][0].update(domain="houses"),
        FIRST
        + "data.concerns[0].domain: onbekende waarde 'houses'; bekend: 'housing', 'finances', 'work', 'relations',"
        " 'mental-health', 'physical-health', 'addiction', 'intellectual-disability', 'justice' of 'safety'",
    ),
    "data-date": (
        _person(date_of_birth="gisteren"),
        FIRST + "data.person.date_of_birth: 'gisteren' is geen datum; schrijf 2024-03-01",
    ),
    "data-key": (
        _person(age=33),
        FIRST + "data.person.age: dit veld bestaat niet; kijk of het goed gespeld is",
    ),
    "data-where-another-refusal-is-expected": (
        lambda raw: raw["steps"][0].update(expect={"refused": "REP-1"}) or raw["steps"][0]["data"].update(person=1),
        FIRST + "data.person: moet velden met waarden hebben",
    ),
    "arrives-who": (
        _expect(arrives={"politie-x": "nothing"}),
        FIRST + "expect.arrives: onbekende organisatie of groep 'politie-x'; bedoeld is misschien politie-rotterdam",
    ),
    "arrives-what": (
        _expect(arrives={"om-haaglanden": ["Iets"]}),
        FIRST + "expect.arrives.om-haaglanden[0]: onbekende gebeurtenis 'Iets'; bekend: ",
    ),
    "others": (
        _expect(arrives={"others": ["ClientReported"]}),
        FIRST + "expect.arrives: bij others kan alleen nothing staan; noem wie iets krijgt bij naam",
    ),
    "order": (
        _wait(at="2024-01-07T09:00"),
        "stap 2 (2024-01-07T09:00), at: ligt vóór de stap ervoor; zet de stappen op volgorde van tijd",
    ),
    "wait-and-command": (_wait(command="HoldReview"), SECOND + "command: hoort niet bij wait"),
    "wait-refused": (
        _wait(expect={"refused": "REV-1"}),
        SECOND + "expect.refused: bij wait geeft niemand een opdracht; gebruik follows of arrives",
    ),
    "head-key": (lambda raw: raw.update(titel="x"), "titel: dit veld bestaat niet; kijk of het goed gespeld is"),
    "head-missing": (lambda raw: raw.pop("source"), "source: ontbreekt"),
    "group-name": (
        lambda raw: raw["groups"].update({"om-rotterdam": ["om-haaglanden"]}),
        "groups.om-rotterdam: deze naam is al bezet; geef de groep een andere",
    ),
    "group-member": (
        lambda raw: raw["groups"].update(zorg=["ggz"]),
        "groups.zorg[0]: onbekende organisatie 'ggz'; bekend: ",
    ),
    "topology": (lambda raw: raw.update(topology="nergens.yaml"), "topology: "),
    "steps": (lambda raw: raw.pop("steps"), "steps: ontbreekt, of is geen lijst van stappen"),
    "end-phase": (
        lambda raw: raw["end"]["zvhs"]["zvh-haaglanden"]["anna"].update(phase="weg"),
        "end.zvhs.zvh-haaglanden.anna.phase: onbekende waarde 'weg'; bekend: ",
    ),
    "end-zvh": (
        lambda raw: raw["end"]["zvhs"].update({"zvh-x": {}}),
        "end.zvhs.zvh-x: onbekende ZVH 'zvh-x'; bekend: zvh-haaglanden, zvh-rotterdam",
    ),
}


@pytest.mark.parametrize("name", ONE_WRONG)
def test_one_thing_wrong_is_said_once_with_its_place(name: str, problems: Problems) -> None:
    change, expected = ONE_WRONG[name]
    found = problems(change)
    assert len(found) == 1, found
    assert found[0].startswith(expected), found[0]


def test_all_problems_are_said_at_once(problems: Problems) -> None:
    def change(raw: Raw) -> None:
        raw["titel"] = "x"
        raw["steps"][0].update(command="Niets", nota="x", by=BY)
        raw["steps"][0]["expect"]["events"] = ["Niets"]
        raw["steps"][1].update(at="2023-01-01T09:00", expect={"follows": ["Niets"]})
        raw["end"]["zvhs"]["zvh-haaglanden"]["anna"]["phase"] = "weg"

    fields = [problem.split(": ")[0].split(", ")[-1] for problem in problems(change)]
    assert fields == [
        "titel",
        "by.organisation",
        "command",
        "expect.events[0]",
        "nota",
        "expect.follows[0]",
        "at",
        "end.zvhs.zvh-haaglanden.anna.phase",
    ]


def test_a_syntax_error_names_the_line(path: Path) -> None:
    path.write_text("title: Casus\nsteps: [\n")
    with pytest.raises(CaseFileError, match=r"klein\.yaml klopt niet:\n  - regel 3: geen geldige YAML"):
        load_case_file(path)


def test_a_key_that_stands_twice_is_an_error(path: Path) -> None:
    path.write_text("title: Een\ntitle: Twee\n")
    with pytest.raises(CaseFileError, match="regel 2: geen geldige YAML: 'title' staat er twee keer"):
        load_case_file(path)


@pytest.mark.parametrize("text", ["", "- een lijst\n", "alleen tekst\n"])
def test_a_file_without_fields_is_an_error(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(CaseFileError, match="het bestand moet velden hebben"):
        load_case_file(path)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="het bestand is niet te lezen"):
        load_case_file(tmp_path / "weg.yaml")


def test_an_unreadable_topology_does_not_hide_what_is_wrong_in_the_steps(problems: Problems) -> None:
    def change(raw: Raw) -> None:
        raw["topology"] = "nergens.yaml"
        raw["steps"][0]["command"] = "Niets"

    assert [problem.split(": ")[0] for problem in problems(change)] == ["topology", FIRST + "command"]


def test_what_arrives_in_two_groups_must_be_the_same(problems: Problems) -> None:
    def change(raw: Raw) -> None:
        raw["groups"]["ook"] = ["om-haaglanden"]
        raw["steps"][0]["expect"]["arrives"] = {"veilig": ["ClientReported"], "ook": "nothing"}

    (problem,) = problems(change)
    assert "om-haaglanden zit in twee groepen die hier iets anders krijgen" in problem
