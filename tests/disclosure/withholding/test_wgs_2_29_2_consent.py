"""WGS-2.29-2: care data goes by consent, a named law or good care; by consent only while that stands."""

import pytest
from disclosure.passing import logged
from disclosure.withholding.giving import WORLD, got, judged, rules

from levensloop.contracts.categories import Category
from levensloop.contracts.erased import ERASED
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ConsentRecorded
from levensloop.contracts.events.plan import HousingProfileRecorded, SituationAssessed
from levensloop.contracts.grounds import judge
from levensloop.contracts.intake import Consent
from levensloop.contracts.matrix.lines import Grant, GroundKind, matrix
from levensloop.contracts.restrictions import Restrictions
from levensloop.contracts.roles import Role
from support.samples.disclosure import consent, picture, profile
from support.samples.inclusion import SAMPLE_TEAM
from support.samples.plan import planned_case
from support.samples.world import CRISISDIENST, GEMEENTE, NOW, POLITIE, PROVIDER, RECLASSERING

SAID = {
    "nothing": (),
    "refused": (consent(Consent.REFUSED),),
    "withdrawn": (consent(Consent.GIVEN), consent(Consent.WITHDRAWN)),
}
GIVEN = (consent(Consent.GIVEN),)


def test_wgs_2_29_2_every_ground_is_of_a_kind_that_the_act_knows() -> None:
    for code in matrix().codes.values():
        assert code.kind is not None or not code.special, code.name
    assert {code.kind for code in matrix().codes.values() if code.kind} == set(GroundKind)


def test_wgs_2_29_2_own_data_goes_back_to_who_gave_it_and_to_nobody_else() -> None:
    """What a reporter gave comes back to it; whom a line with that ground would give it to besides gets none of it."""
    report, *_ = logged(*planned_case())
    own = frozenset({Grant.REPORTER})

    assert judge(report, WORLD[POLITIE], own, Restrictions(), NOW.date()).withheld == ()
    found = judge(report, WORLD[PROVIDER], own, Restrictions(), NOW.date())
    assert {(each.path, each.rule) for each in found.withheld} == {
        ("concerns.text", "WGS-2.29-2"),
        ("safety", "WGS-2.29-2"),
    }


def test_wgs_2_29_2_with_consent_it_goes() -> None:
    for to in (GEMEENTE, RECLASSERING):
        found = got(to, (*planned_case(), *GIVEN, picture()), SituationAssessed)
        assert found is not None
        assert "Zijn zus" in found.model_dump_json()


@pytest.mark.parametrize("said", SAID, ids=str)
def test_wgs_2_29_2_without_it_or_after_it_is_withdrawn_it_does_not(said: str) -> None:
    history = (*planned_case(), *SAID[said], picture(), profile())

    for kind, field in ((SituationAssessed, "protective_factors"), (HousingProfileRecorded, "who")):
        found = got(GEMEENTE, history, kind)
        assert found is not None, "the rest goes: its ground is another"
        assert field not in found.model_dump()
        assert field in found.schema_name.split(":without:")[1].split("+")


@pytest.mark.parametrize("said", [*SAID.values(), GIVEN], ids=[*SAID, "given"])
def test_wgs_2_29_2_what_goes_by_law_or_good_care_stays_whatever_the_client_says(said: tuple[DomainEvent, ...]) -> None:
    for to in (PROVIDER, CRISISDIENST):
        found = got(to, (*planned_case(), *said, picture(CRISISDIENST)), SituationAssessed)
        assert found is not None
        assert "Zijn zus" in found.model_dump_json()
        assert "without" not in found.schema_name


def test_wgs_2_29_2_it_says_by_which_rule_it_is_withheld() -> None:
    *earlier, assessed = logged(*planned_case(), picture())

    found = judged(assessed, earlier)

    assert rules(found[GEMEENTE]) == {("protective_factors", "WGS-2.29-2", None)}
    assert rules(found[RECLASSERING]) == {
        ("protective_factors", "WGS-2.29-2", None),
        ("motivation", "WGS-2.29-2", None),
    }, "it was not at this table"
    assert Category.HEALTH in {each.category for each in found[RECLASSERING].judged.withheld}
    assert rules(found[PROVIDER]) == set()


def test_wgs_2_29_2_consent_that_is_destroyed_is_no_consent() -> None:
    given = consent(Consent.GIVEN)
    destroyed = ConsentRecorded.model_construct(at=given.at, by=given.by, consent=ERASED, said_on=ERASED)
    *earlier, assessed = logged(*planned_case(), given, destroyed, picture())

    assert rules(judged(assessed, earlier)[GEMEENTE]) == {("protective_factors", "WGS-2.29-2", None)}


def test_wgs_2_29_2_consent_never_gives_what_no_line_gives() -> None:
    """What goes by consent alone, whoever supplied it; to the police that is nothing."""
    assert GEMEENTE in {invited.organisation for invited in SAMPLE_TEAM}
    by_consent = {
        (role, field.path)
        for fields in matrix().events.values()
        for field in fields
        for role in field.cells
        for code in matrix().cell(field, role)
        if code.kind is GroundKind.CONSENT
    }

    assert by_consent == {
        (Role.GEMEENTE, "protective_factors"),
        (Role.RECLASSERING, "protective_factors"),
        (Role.GEMEENTE, "who"),
    }
    assert got(POLITIE, (*planned_case(), *GIVEN, picture()), SituationAssessed) is None
