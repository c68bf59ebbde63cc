"""REP-2: the reporter is told that the report arrived and what came of it, whatever that is and whoever reported."""

import pytest

from levensloop.contracts.disclosure import Grant, table
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.inclusion import (
    ClientDied,
    ClientIncluded,
    ClientReported,
    InclusionDeclined,
    InclusionPostponed,
    InclusionResumed,
    PurposeAssessed,
    TriageConcluded,
)
from levensloop.contracts.roles import ROLES, Role
from levensloop.inclusion.service import inclusion
from support.recipients import recipients
from support.samples.inclusion import case_on_the_table, reported_case
from support.samples.world import CRISISDIENST, HAAGLANDEN, at_haaglanden

ARRIVED = ClientReported
OUTCOMES: tuple[type[DomainEvent], ...] = (
    PurposeAssessed,
    TriageConcluded,
    InclusionPostponed,
    InclusionResumed,
    ClientIncluded,
    InclusionDeclined,
    ClientDied,
)


@pytest.mark.parametrize("role", [role for role, facts in ROLES.items() if facts.fixed])
@pytest.mark.parametrize("event", [ARRIVED, *OUTCOMES], ids=lambda event: event.__name__)
def test_rep_2_the_table_grants_it_to_whoever_may_report(event: type[DomainEvent], role: Role) -> None:
    assert Grant.REPORTER in table()[kebab(event.__name__)][role]


def test_rep_2_the_reporter_alone_hears_that_the_report_arrived_and_what_triage_said() -> None:
    case = at_haaglanden(inclusion, *reported_case(reporter=CRISISDIENST), *case_on_the_table()[1:])
    standing = case.state.standing
    told = [
        dict(recipients(recorded.event, standing, standing, case.context.organisations, HAAGLANDEN))
        for recorded in case.history
    ]

    assert told == [{CRISISDIENST: Grant.REPORTER}] * 3
