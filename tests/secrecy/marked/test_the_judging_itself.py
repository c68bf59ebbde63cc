"""ALW-2: what judges whether an inbox holds a letter of somebody else's case finds it, also when the role might have had it."""

from uuid import UUID, uuid4

from disclosure.passing import logged, passed_on
from secrecy.marked.membership import by_case, not_its_own

from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.roles import Role
from support.samples.inclusion import joined, partner_left
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, OTHER_WOONPARTNER, POLITIE, WOONPARTNER

HISTORY = logged(*planned_case(), partner_left(CRISISDIENST, Role.CRISISDIENST_GGZ), signal_raised(by=WOONPARTNER))
CASES = by_case(HISTORY)


def letters(name: str) -> list[tuple[UUID, UUID]]:
    return [(d.recorded.case, d.recorded.id) for d in passed_on(HISTORY)[name]]


def test_who_is_in_the_team_reads_its_own() -> None:
    assert len(letters(WOONPARTNER)) > 3
    assert not_its_own(WOONPARTNER, Role.WOONPARTNER, letters(WOONPARTNER), CASES) == []


def test_alw_2_a_second_housing_partner_with_the_letters_of_the_first_is_found() -> None:
    """The same role, by every line of the matrix the same fields; and no member of this team."""
    found = not_its_own(OTHER_WOONPARTNER, Role.WOONPARTNER, letters(WOONPARTNER), CASES)

    assert len(found) == len(letters(WOONPARTNER))


def test_alw_2_what_came_after_it_left_is_found() -> None:
    [signal] = [one for one in HISTORY if isinstance(one.event, SignalRaised)]

    found = not_its_own(CRISISDIENST, Role.CRISISDIENST_GGZ, [(signal.case, signal.id)], CASES)

    assert [kind for kind, _ in found] == ["SignalRaised"]


def test_alw_2_what_came_before_it_joined_is_found_but_for_what_who_joins_must_know() -> None:
    history = logged(*planned_case(), signal_raised(by=POLITIE), joined(OTHER_WOONPARTNER))
    [signal] = [one for one in history if isinstance(one.event, SignalRaised)]
    [plan] = [one for one in history if isinstance(one.event, PlanEstablished)]
    both = [(signal.case, signal.id), (plan.case, plan.id)]

    assert [k for k, _ in not_its_own(OTHER_WOONPARTNER, Role.WOONPARTNER, both, by_case(history))] == ["SignalRaised"]


def test_alw_2_a_letter_of_an_event_that_the_log_does_not_have_is_found() -> None:
    assert not_its_own(POLITIE, Role.POLITIE, [(HISTORY[0].case, uuid4())], CASES)
