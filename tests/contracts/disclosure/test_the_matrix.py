"""The matrix that an FG signs: complete, and within what the law allows, whatever somebody writes in a cell."""

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.disclosure import table
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.matrix.lines import (
    ANCHOR,
    VERSION,
    Code,
    Fact,
    Field,
    Grant,
    GroundKind,
    matrix,
    versions,
)
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import ROLES, Role, WgsStanding

MATRIX = matrix()
CARE = {Role.LEVENSLOOPAANBIEDER, Role.GGD, Role.CRISISDIENST_GGZ, Role.GGZ, Role.VERSLAVINGSZORG, Role.VG_AANBIEDER}
JUSTICE = {Role.POLITIE, Role.OM, Role.DJI, Role.RECLASSERING}
THIRD = {role for role, facts in ROLES.items() if facts.standing is WgsStanding.THIRD}
CELLS = [
    (event, field, role, code)
    for event, fields in MATRIX.events.items()
    for field in fields
    for role in field.cells
    for code in MATRIX.cell(field, role)
]
"""Every single grant."""

CORRECTS = "R-JUIST"
"""It gives who had the wrong datum the right one: what may go of it is judged by the wrong one (GDPR 19)."""


def leaves(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, Category]]:
    for name, field in model.model_fields.items():
        if part := part_of(field.annotation):
            yield from leaves(part, f"{path}{name}.")
        else:
            yield path + name, category_of(field)


def named(event: str, field: Field, role: Role, code: Code) -> str:
    return f"{event}.{field.path} to {role} by {code.name}"


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
def test_every_field_has_one_row_with_its_category(kind: type[DomainEvent]) -> None:
    rows = [(field.path, field.category) for field in MATRIX.events[kebab(kind.__name__)]]

    assert sorted(rows) == sorted(leaves(kind)), "a new field is withheld until somebody decides"
    assert rows[0][0] == ANCHOR


def test_every_code_is_used_and_says_why() -> None:
    assert {code.name for *_, code in CELLS} == set(MATRIX.codes)
    assert all(code.purpose and code.article for code in MATRIX.codes.values())


def test_special_data_has_a_ground_that_is_named() -> None:
    for code in MATRIX.codes.values():
        assert bool(code.kind) == bool(code.ground), code.name
        assert not code.special or code.kind, code.name
        assert code.special <= {Category.HEALTH, Category.POLICE, Category.JUSTICE}


def test_who_does_not_get_an_event_gets_no_field_of_it() -> None:
    for event, field, role, code in CELLS:
        assert table()[event][role], named(event, field, role, code)


def test_who_gets_an_event_gets_when_and_by_which_organisation() -> None:
    for event, row in table().items():
        for role, grants in row.items():
            for grant in grants:
                assert {"at", "by.organisation"} <= MATRIX.given(event, role, {grant}).keys(), (event, role, grant)


def test_wgs_1_8_6_a_version_says_who_decided_and_is_a_proposal_without_its_rac_reference() -> None:
    numbers = [version.number for version in versions()]

    assert numbers == sorted(numbers, key=int)
    assert numbers[-1] == VERSION
    for version in versions():
        assert version.decided_by
        assert version.what
        assert version.rac or version.status == "voorstel", version.number


def test_wgs_2_29_2_health_goes_to_who_does_not_care_only_on_a_named_ground() -> None:
    for event, field, role, code in CELLS:
        if field.category is Category.HEALTH:
            assert Category.HEALTH in code.special, named(event, field, role, code)
            assert code.name not in ("T-ZORG", "T-REGIE") or role in CARE, named(event, field, role, code)


def test_wgs_2_30_justice_and_police_data_stays_with_who_has_that_task_or_gave_it() -> None:
    for event, field, role, code in CELLS:
        if field.category in (Category.JUSTICE, Category.POLICE):
            own = code.to is Grant.REPORTER or code.name == CORRECTS
            allowed = set(Role) if own else JUSTICE | {Role.LEVENSLOOPAANBIEDER}
            assert role in allowed, named(event, field, role, code)
            assert field.category in code.special, named(event, field, role, code)


def test_wgs_1_7_2_third_parties_get_the_least() -> None:
    """To a woonpartner of health no more than until when the place is kept; to a zorgkantoor by its Wlz line alone. No justice, police,
    money, relations or enforcement. A correction is of what it had (GDPR 19)."""
    usual = {Category.PROCESS, Category.STAFF, Category.HOUSING, Category.GUIDANCE, Category.IDENTITY}
    for event, field, role, code in CELLS:
        if role in THIRD and field.category not in usual and code.name != CORRECTS:
            health = {Category.HEALTH} if role is Role.WOONPARTNER else {Category.HEALTH, Category.SOCIAL_PROVISIONS}
            assert field.category in health, named(event, field, role, code)
            assert (role, field.path) == (Role.WOONPARTNER, "until") or code.name == "T-WLZ", named(
                event, field, role, code
            )
            assert code.name != "T-WLZ" or role is Role.ZORGKANTOOR, named(event, field, role, code)


def test_wgs_1_7_1_what_goes_to_participants_is_by_no_line_for_third_parties() -> None:
    """WGS-1.7-1, WGS-1.7-2: a third party is no participant; its lines are of admissions, and say so."""
    for event, field, role, code in CELLS:
        articles = code.article.split("; ")
        if role in THIRD:
            assert "1.7(1)" not in articles, named(event, field, role, code)
            assert "lid van het team" not in code.purpose, named(event, field, role, code)
            assert "2.31(11)" not in articles, "that is for results, and is recorded by itself"
        elif ROLES[role].standing is not WgsStanding.RECIPIENT:
            assert "1.7(2)" not in articles or code.name == "T-DERDE", named(event, field, role, code)


def test_wgs_1_7_3_special_data_goes_to_third_parties_by_lines_that_ask_the_supplier() -> None:
    for event, field, role, code in CELLS:
        if role in THIRD and field.category in code.special and code.name != CORRECTS:
            assert "1.7(3)" in code.article, named(event, field, role, code)


def test_wgs_2_29_2_a_law_is_one_that_permits_and_is_named_by_its_article() -> None:
    """The WGS itself names kinds of data (2.30) and permits care data nothing: the law is another."""
    for code in MATRIX.codes.values():
        if code.kind is GroundKind.LAW:
            others = [article for article in code.article.split("; ") if re.match(r"[A-Z]", article)]
            assert others, code.name
            assert all(re.search(r"\d", article) for article in others), code.name
            assert not code.when, "a law needs no fact of good care"


def test_wgs_2_29_2_good_care_names_the_facts_by_which_it_is_one() -> None:
    for code in MATRIX.codes.values():
        assert bool(code.when) <= (code.kind in (GroundKind.GOOD_CARE, GroundKind.PARTICIPANTS)), code.name
        assert code.when or code.kind is not GroundKind.GOOD_CARE, code.name
    for event, field, role, code in CELLS:
        assert Fact.CARES not in code.when or ROLES[role].secrecy, named(event, field, role, code)


def test_wgs_2_29_2_who_is_bound_by_secrecy_are_those_who_care() -> None:
    assert {role for role, facts in ROLES.items() if facts.secrecy} == CARE


def test_wgs_1_7_2_who_somebody_is_third_parties_hear_only_to_set_the_label_and_at_death() -> None:
    seen = {event for event, field, role, _ in CELLS if role in THIRD and field.category is Category.IDENTITY}

    assert seen == {"label-requested", "client-died", "datum-rectified"}


def test_gdpr_19_a_correction_gives_a_role_no_category_that_it_never_had() -> None:
    for event, field, role, code in CELLS:
        if code.name == CORRECTS and field.category is not Category.PROCESS:
            had = {f.category for _, f, r, by in CELLS if r is role and by.name not in (CORRECTS, "R-INTREK")}
            assert field.category in had, named(event, field, role, code)
    assert not any(role is Role.CLLA for *_, role, code in CELLS if code.name == CORRECTS)
    assert not MATRIX.given("datum-rectified", Role.POLITIE, {Grant.RECEIVED}).keys() & {"reason"}


def test_wgs_1_12_what_goes_to_the_clla_is_about_nobody() -> None:
    assert {field.category for _, field, role, _ in CELLS if role is Role.CLLA} == {Category.PROCESS}


def test_wgs_2_29_2_the_desk_for_beds_is_a_recipient_and_hears_no_reason_and_no_name() -> None:
    """No third party that is admitted: what it gets, who asks for the bed gives it (good care), and no more than that takes."""
    assert ROLES[Role.LCBB].standing is WgsStanding.RECIPIENT
    by = {code.name: code for *_, role, code in CELLS if role is Role.LCBB and code.to is Grant.ROLE}
    assert [(code.article, code.kind, code.when) for code in by.values()] == [
        ("2.29(2)", GroundKind.GOOD_CARE, (Fact.BED,))
    ]
    seen = {(field.category, field.path) for event, field, role, _ in CELLS if role is Role.LCBB and "bed" in event}

    assert not {path for _, path in seen} & {"reason", "home_kept", "destination"}
    assert {category for category, _ in seen} == {Category.PROCESS, Category.STAFF, Category.HEALTH}


def test_a_reporter_gets_back_what_it_gave_and_what_came_of_it() -> None:
    """REP-2. What others said in triage is not its own."""
    given = MATRIX.given("triage-concluded", Role.POLITIE, {Grant.REPORTER})

    assert "advice" in given
    assert "reasoning" not in given
    back = MATRIX.given("client-reported", Role.POLITIE, {Grant.REPORTER})
    assert [field.path for field in MATRIX.events["client-reported"] if field.path not in back] == ["by.person"]


def test_which_person_it_was_goes_to_nobody() -> None:
    """WGS 1.8(2): only the organisation itself resolves it, and its records have it."""
    found = [field for fields in MATRIX.events.values() for field in fields if field.path == "by.person"]

    assert len(found) == len(MATRIX.events)
    assert not [field for field in found if any(field.cells.values())]


def test_without_the_event_there_is_no_field() -> None:
    assert MATRIX.given("signal-raised", Role.WOONPARTNER, set(Grant)) == {}
    assert MATRIX.given("signal-raised", Role.POLITIE, {Grant.REPORTER}) == {}
    assert MATRIX.given("action-agreed", Role.POLITIE, {Grant.ADDRESSED}) == {}, "its text only on top of membership"
