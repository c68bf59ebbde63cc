"""ALW-2: nothing reaches an organisation that its role and its membership do not give it."""

from collections.abc import Sequence

from levensloop.contracts.disclosure import Grant
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientIncluded, ClientReported, PartnerJoined, PartnerLeft
from levensloop.contracts.events.plan import LabelRequested, PlanEstablished
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Standing, evolve
from levensloop.infra.specification import record
from support.recipients import recipients
from support.samples.inclusion import SAMPLE_TEAM, joined
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    HAAGLANDEN,
    NOW,
    OM,
    ORGANISATIONS,
    OTHER_WOONPARTNER,
    POLITIE,
    WOONPARTNER,
    actor,
)

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}


def delivered(history: Sequence[DomainEvent]) -> list[tuple[DomainEvent, dict[str, Grant]]]:
    """Each event of a case with who got it, by which grant."""
    before, log = Standing(), []
    for position, event in enumerate(history, 1):
        after = evolve(before, record(event, position, HAAGLANDEN))
        log.append((event, dict(recipients(event, before, after, WORLD, HAAGLANDEN))))
        before = after
    return log


CASE = delivered(planned_case())


def test_the_housing_partner_outside_the_team_gets_nothing() -> None:
    assert not any(OTHER_WOONPARTNER in got for _, got in CASE)
    assert any(WOONPARTNER in got for _, got in CASE), "the one in the team does"


def test_nobody_of_another_region_gets_anything() -> None:
    assert {WORLD[organisation].zvh for _, got in CASE for organisation in got} == {HAAGLANDEN}


def test_the_zvh_itself_is_no_recipient() -> None:
    assert not any(HAAGLANDEN in got for _, got in CASE)


def test_before_the_inclusion_only_the_reporter_hears() -> None:
    [(_, got)] = [entry for entry in CASE if isinstance(entry[0], ClientReported)]

    assert got == {POLITIE: Grant.REPORTER}


def test_the_reporter_hears_of_the_inclusion_before_the_team_is_there() -> None:
    [(_, got)] = [entry for entry in CASE if isinstance(entry[0], ClientIncluded)]

    assert got == {POLITIE: Grant.REPORTER}


def test_the_plan_reaches_the_whole_team() -> None:
    [(_, got)] = [entry for entry in CASE if isinstance(entry[0], PlanEstablished)]

    assert set(got) == {invited.organisation for invited in SAMPLE_TEAM}


def test_a_request_for_the_label_reaches_that_partner_alone() -> None:
    requests = [(event, got) for event, got in CASE if isinstance(event, LabelRequested)]

    assert all(got == {event.partner: Grant.ADDRESSED} for event, got in requests)
    assert any(CRISISDIENST in got for _, got in requests)


def test_who_joins_and_who_leaves_hears_so_and_then_no_more() -> None:
    left = PartnerLeft(
        at=NOW, by=actor(HAAGLANDEN, CHAIR), organisation=OM, role=Role.OM, reason="Klaar.", left_on=NOW.date()
    )
    after_leaving = joined(POLITIE)

    *_, (_, at_join), (_, at_leave), (_, later) = delivered((*planned_case(), joined(OM), left, after_leaving))

    assert at_join[OM] is Grant.TEAM
    assert at_leave[OM] is Grant.TEAM
    assert OM not in later


def test_who_joins_hears_nothing_of_before() -> None:
    case = delivered((*planned_case(), joined(OM)))

    assert [type(event) for event, got in case if OM in got] == [PartnerJoined]
