"""GDPR-12-1: what belongs together stands together, in words for the person; each datum has a number, that stays its own."""

from collections.abc import Iterator

import pytest
from accountability.asking.test_inzage import CASE, NAMES, ROLES, given, of_part
from typer.testing import CliRunner

from levensloop.cli.application import application
from levensloop.cli.inzage.command import Known, overview
from levensloop.cli.inzage.left_out import LEFT_OUT, NOT_SHOWN, WITHHELD, LeftOut, elsewhere, shown, unknown
from levensloop.cli.inzage.things import Datum, Thing, things
from levensloop.contracts.categories import Category
from levensloop.contracts.commands.fields import FIELDS_IN_DUTCH
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import third_parties
from levensloop.contracts.recorded import Recorded
from levensloop.documents.model import Report, texts
from levensloop.infra.specification import record
from support.samples.disclosure import case_with_picture
from support.samples.inclusion import SAMPLE_CRITERIA, SAMPLE_PURPOSE, SAMPLE_REPORT
from support.samples.plan import SAMPLE_DRAFT, TIME_OUT, planned_case
from support.samples.third_parties import SAMPLE_ADMISSION, let_in
from support.samples.world import HAAGLANDEN

BECAUSE = "Dit gaat over uw zus."


def events(*more: DomainEvent) -> list[Recorded[DomainEvent]]:
    return [record(event, at, HAAGLANDEN) for at, event in enumerate((*planned_case(), *more), 1)]


def made(left_out: LeftOut = LeftOut(), *more: DomainEvent) -> Report:  # noqa: B008
    return overview(Known(CASE, HAAGLANDEN, events(*more), given(), NAMES, ROLES), left_out)


def data() -> Iterator[Datum]:
    return (datum for thing in things(events(), NAMES) for datum in thing.data)


def number_of(content: str) -> int:
    return next(datum.number for datum in data() if datum.content == content)


def recorded_part(report: Report) -> list[str]:
    return list(of_part(report, "Wat over u is vastgelegd"))


def test_a_criterion_stands_with_its_answer_and_its_reason() -> None:
    first = SAMPLE_CRITERIA[0]
    (line,) = [
        text for text in recorded_part(made()) if text.startswith("Voorwaarde om mee te doen (18 jaar of ouder)")
    ]
    assert "antwoord: voldaan. [" in line
    assert f"waarom: {first.substantiation}" in line


def test_a_scenario_stands_with_its_steps_its_signals_and_its_bed() -> None:
    said = recorded_part(made())
    at = next(i for i, text in enumerate(said) if text.startswith("Scenario in uw plan"))
    own, *steps, bed = said[at + 1 : at + 3 + len(TIME_OUT.steps)]
    assert "naam: time out." in own
    assert "signalen waarbij dit begint (gezondheid): " in own
    for step, line in zip(TIME_OUT.steps, steps, strict=True):
        assert line.startswith("Stap van ")
        assert step.text in line
        assert f"als dat niet lukt: {step.if_fails}" in line
    assert bed.startswith("Als een beveiligd bed nodig is: ")
    assert "langste verblijf (gezondheid): 42 dagen" in bed


def test_a_step_of_the_plan_says_of_what_it_is() -> None:
    step = SAMPLE_DRAFT.middle_term[0]
    assert any(
        text.startswith("Stap voor de middellange termijn, wonen: [") and step.text in text
        for text in recorded_part(made())
    )


def test_nothing_reads_as_on_a_form() -> None:
    """Not the labels for who fills one in, nor the short names of a plan."""
    whole = " ".join(texts(made(LeftOut(), *case_with_picture())))
    for of_a_form in ("finding", "substantiation", "text", "key", "level", "bed"):
        assert f"{FIELDS_IN_DUTCH[of_a_form]}:" not in whole
    assert "time-out:" not in whole


def test_each_datum_has_a_number_and_the_same_one_when_more_was_recorded_since() -> None:
    found = {datum.number: datum.content for datum in data() if datum.number}
    later = {d.number: d.content for thing in things(events(*case_with_picture()), NAMES) for d in thing.data}
    assert {number: later[number] for number in found} == found
    assert f"[{number_of(str(SAMPLE_REPORT.reason))}] reden: {SAMPLE_REPORT.reason}" in " ".join(texts(made()))


def test_what_is_about_others_has_no_number() -> None:
    assert {d.category for d in data() if not d.number} <= {Category.STAFF, Category.RELATIONS}


def test_gdpr_15_4_one_sentence_is_left_out_and_the_rest_stays() -> None:
    number = number_of(SAMPLE_REPORT.reason)
    said = list(texts(made(LeftOut(numbers=frozenset({number}), because=BECAUSE))))
    assert not any(SAMPLE_REPORT.reason in text for text in said)
    assert any(f"[{number}] reden: {LEFT_OUT}" in text for text in said)
    assert any(SAMPLE_REPORT.tried[0] in text for text in said), "the same category, and not about anybody else"


def test_gdpr_12_4_the_person_reads_that_something_was_left_out_and_why() -> None:
    left_out = LeftOut(numbers=frozenset({3, 5}), because=BECAUSE)
    said = " ".join(of_part(made(left_out), NOT_SHOWN))
    assert "3 en 5 zijn weggelaten" in said
    assert BECAUSE in said
    assert "klacht" in said
    assert NOT_SHOWN not in [section.title for section in made().sections]


def test_what_is_left_out_is_left_out_wherever_it_stands() -> None:
    """Also of the purpose and of third parties, which have sections of their own."""
    hidden = {SAMPLE_PURPOSE.purpose, SAMPLE_ADMISSION.occasion, SAMPLE_ADMISSION.necessity}
    numbers = frozenset(
        datum.number for thing in things(events(*let_in()), NAMES) for datum in thing.data if datum.content in hidden
    )
    assert len(numbers) == len(hidden)
    said = list(texts(made(LeftOut(numbers=numbers, because=BECAUSE), *let_in())))
    assert not [text for text in said if any(content in text for content in hidden)]
    assert f"{LEFT_OUT}: {BECAUSE}" in said


def test_a_category_that_is_withheld_is_withheld_in_what_stands_below_another() -> None:
    left_out = LeftOut(frozenset({Category.HEALTH}), because=BECAUSE)
    said = recorded_part(made(left_out))
    at = next(i for i, text in enumerate(said) if text.startswith("Scenario in uw plan"))
    assert f"signalen waarbij dit begint (gezondheid): {WITHHELD}" in said[at + 1]
    assert TIME_OUT.steps[0].text in said[at + 2]
    purpose = " ".join(of_part(made(LeftOut(frozenset({Category.GUIDANCE}), because=BECAUSE)), "Waarvoor het is"))
    assert SAMPLE_PURPOSE.purpose not in purpose


def test_the_record_says_what_is_shown_and_a_number_that_is_not_there_is_refused() -> None:
    found = things(events(), NAMES)
    assert unknown(found, [1, 999]) == [999]
    police = {datum.number for datum in data() if datum.category is Category.POLICE}
    assert Category.POLICE in shown(found, LeftOut())
    assert Category.POLICE not in shown(found, LeftOut(numbers=frozenset(police), because=BECAUSE))
    assert Category.STAFF not in shown(found, LeftOut())


def test_a_thing_that_says_the_same_twice_is_one_with_one_number() -> None:
    once, twice = events(), [*events(), *events()]

    def numbers(found: list[Thing]) -> set[int]:
        return {datum.number for thing in found for datum in thing.data}

    assert numbers(things(once, NAMES)) == numbers(things(twice, NAMES))


def test_elsewhere_shows_what_is_shown() -> None:
    decided, _ = let_in()
    assert isinstance(decided, third_parties.ThirdPartyAdmitted)
    found = events(*let_in())[-2]
    said = elsewhere(things([found], NAMES), LeftOut())
    assert said(found.id, "occasion") == SAMPLE_ADMISSION.occasion


@pytest.mark.parametrize("option", [("--mask", "3"), ("--without", "police")])
def test_who_leaves_something_out_says_why(option: tuple[str, str]) -> None:
    where = ["--topology", "t.yaml", "--node", HAAGLANDEN, "--functionary", "x", "--out", "o.pdf"]
    result = CliRunner().invoke(application(["inzage"]), ["inzage", "--case", str(CASE), *where, *option])
    assert result.exit_code != 0
    assert "--because" in str(result.exception) + result.output
