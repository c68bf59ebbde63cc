"""PLN-1, PLN-2, PLN-3, PLN-4, PIC-1, PIC-2, PIC-3: what the document of a plan holds, and in which order."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import pytest
from documents.given import FULL_PLAN, picture, with_plan, without_a_plan, wlz_checked
from documents.reading import logged, made, rule_of, says, section, titles, whole
from pydantic import BaseModel

from levensloop.contracts.housing import HousingSituation
from levensloop.contracts.vocabulary import Plan
from levensloop.documents.plan import plan_document
from support.samples.inclusion import SAMPLE_PERSON, SAMPLE_PURPOSE, SAMPLE_TEAM
from support.samples.plan import SAMPLE_PICTURE, SAMPLE_PLAN, SCALING_DOWN, TIME_OUT, review_held
from support.samples.world import GEMEENTE, NOW, OM, PROVIDER

DOCUMENT = made(plan_document(with_plan()))


def leaves(value: BaseModel) -> Iterator[str]:
    """Every free text in it."""
    for name in type(value).model_fields:
        content = getattr(value, name)
        for item in content if isinstance(content, tuple) else (content,):
            if isinstance(item, BaseModel):
                yield from leaves(item)
            elif isinstance(item, str) and not isinstance(item, StrEnum) and name not in ("key", "functionary"):
                yield item


@pytest.mark.parametrize("value", [FULL_PLAN, picture(), wlz_checked()], ids=lambda value: type(value).__name__)
def test_pln_5_nothing_of_what_was_said_is_left_out(value: BaseModel) -> None:
    empty = {name for name in type(value).model_fields if getattr(value, name) in (None, ())}
    assert not empty, "give the sample something there, and the document a place for it"
    text = whole(DOCUMENT)
    assert not [said for said in leaves(value) if said not in text]


def test_pln_3_the_approach_informing_one_another_and_zsm() -> None:
    text = says(DOCUMENT, "Afspraken")
    for title, said in (
        ("Bejegening", FULL_PLAN.approach),
        ("Elkaar informeren", FULL_PLAN.informing),
        ("ZSM-overwegingen", FULL_PLAN.zsm),
    ):
        assert f"{title}\n{said}" in text


def test_mon_1_whether_there_is_a_place_to_live_as_it_was_said_last() -> None:
    assert "Woonsituatie\nTijdelijk onderdak (12 januari 2026)." in says(DOCUMENT, "Beeld")
    housed = review_held(NOW, date(2026, 5, 2)).model_copy(update={"housing": HousingSituation.HOUSED})
    later = made(plan_document(logged(housed, after=with_plan())))
    assert "Woonsituatie\nHeeft een woonplek (" in says(later, "Beeld")


def test_pic_2_each_item_with_its_supplier() -> None:
    text = says(DOCUMENT, "Inventarisatie")
    assert f"schuld\nHuurschuld van € 1.250.\n{GEMEENTE}" in text
    assert f"openstaande straf of maatregel\nTaakstraf van 40 uur.\n{OM}" in text


def test_pic_3_the_wlz_check_with_the_inclusion_date() -> None:
    text = says(DOCUMENT, "Wlz-check")
    assert "Wlz-indicatie\nja" in text
    assert "Zorgprofiel\nVG07" in text
    assert "Inclusiedatum\n12 januari 2026" in text


def test_pln_1_the_goal_for_living_comes_first_then_middle_and_short_term() -> None:
    assert titles(DOCUMENT)[:3] == ["Doel op lange termijn: wonen en verblijf", "Middellange termijn", "Korte termijn"]
    assert says(DOCUMENT, titles(DOCUMENT)[0]).endswith(SAMPLE_PLAN.long_term_goal)
    assert "wonen\nProefwonen bij de woonpartner." in says(DOCUMENT, "Middellange termijn")
    assert "financiën\nUitkering en bewind aanvragen." in says(DOCUMENT, "Korte termijn")


def test_pln_2_each_scenario_has_triggers_who_decides_steps_and_what_if_one_fails() -> None:
    scenarios = section(DOCUMENT, "Scenario's")
    assert [part.title for part in scenarios.parts] == ["Time-out", "Afschalen"]
    text = says(DOCUMENT, "Scenario's")
    assert "ontregeling en agressie" in text
    assert f"levensloopcoördinator, {PROVIDER}" in text
    assert "beveiligingsniveau 3, ten hoogste 42 dagen" in text
    for scenario in (TIME_OUT, SCALING_DOWN):
        for step in scenario.steps:
            assert f"{step.text}\n{step.if_fails}" in text


def test_pln_4_each_action_has_an_owner_a_day_and_where_it_stands() -> None:
    text = says(DOCUMENT, "Actiepunten")
    assert "politie-haaglanden\n9 februari 2026\ngedaan op 2 februari 2026: De broer komt zondag." in text
    assert "woonpartner-duinrand\n9 februari 2026\nopen" in text


def test_pic_1_the_picture_is_with_it() -> None:
    text = says(DOCUMENT, "Beeld")
    for said in (
        SAMPLE_PICTURE.who,
        *SAMPLE_PICTURE.protective_factors,
        *SAMPLE_PICTURE.risks,
        SAMPLE_PICTURE.motivation,
        SAMPLE_PICTURE.input_of_client,
    ):
        assert said in text


def test_pic_3_it_says_who_it_is_about_and_the_inclusion_date() -> None:
    facts = dict(DOCUMENT.facts.rows)
    assert facts["Cliënt"] == SAMPLE_PERSON.name
    assert facts["Geboortedatum"] == "14 maart 1990"
    assert facts["Inclusiedatum"] == "12 januari 2026"
    assert facts["Casusnummer"] == DOCUMENT.case


def test_tea_1_the_team_and_who_carry_the_case_are_in_it() -> None:
    for invitation in SAMPLE_TEAM:
        assert f"{invitation.organisation}\n{invitation.contact}" in says(DOCUMENT, "Levensloopteam")
    assert f"B. Coördinator, {PROVIDER}" in says(DOCUMENT, "Dragers van de casus")


def test_the_ground_and_the_purpose_are_in_it() -> None:
    assert "WGS), paragraaf 2.4" in DOCUMENT.basis
    assert "verwerkingsverantwoordelijk zijn de publieke deelnemers" in DOCUMENT.basis, "WGS 2.27(3)"
    assert SAMPLE_PURPOSE.purpose in says(DOCUMENT, "Doel van de verwerking")


def test_what_is_not_there_is_said() -> None:
    bare = made(plan_document(with_plan(Plan(long_term_goal="Een eigen kamer."))))
    for title in ("Middellange termijn", "Korte termijn", "Scenario's"):
        assert says(bare, title) == f"{title}\nHierover is niets vastgelegd."


def test_no_code_word_is_left() -> None:
    assert not [
        code
        for code in ("time_out", "scaling-down", "decompensation", "levensloopaanbieder\n\n")
        if code in whole(DOCUMENT)
    ]


def test_pln_5_without_a_plan_there_is_no_document() -> None:
    assert rule_of(plan_document(without_a_plan())) == "PLN-5"
    assert rule_of(plan_document(())) == "PLN-5"
