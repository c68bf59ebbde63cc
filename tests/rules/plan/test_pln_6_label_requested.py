"""PLN-6: every partner with a system of its own is asked to register the label, within five working days."""

from datetime import date, datetime

import pytest

from levensloop.contracts.events.plan import LabelRequested, PlanEstablished
from levensloop.contracts.roles import ROLES, Role
from levensloop.plan.service import plan
from support.samples.inclusion import SAMPLE_TEAM, included_case, joined
from support.samples.plan import SAMPLE_ESTABLISH, planned_case
from support.samples.world import CHAIR, CRISISDIENST, HAAGLANDEN, NOW, OM, ORGANISATIONS, amsterdam, at_haaglanden


def asked(at: datetime) -> dict[str, LabelRequested]:
    case = at_haaglanden(plan, *included_case())
    _, *requests = case.when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR, at=at).then(
        PlanEstablished, *[LabelRequested] * len(SAMPLE_TEAM)
    )
    return {request.partner: request for request in requests}


def test_pln_6_with_the_plan_every_partner_is_asked_in_its_own_system() -> None:
    requests = asked(NOW)

    roles = {organisation.id: organisation.role for organisation in ORGANISATIONS}
    assert list(requests) == [invited.organisation for invited in SAMPLE_TEAM]
    assert requests[CRISISDIENST].system == "vooraanmelding"
    assert all(r.role is roles[p] and r.system == ROLES[r.role].label_system for p, r in requests.items())


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (amsterdam(2026, 1, 26), date(2026, 2, 2)),  # a Monday
        (amsterdam(2026, 1, 30), date(2026, 2, 6)),  # a Friday
        (amsterdam(2026, 1, 31), date(2026, 2, 6)),  # a Saturday
        (amsterdam(2026, 1, 27, hour=0, minute=30), date(2026, 2, 3)),  # still Monday in UTC
    ],
)
def test_pln_6_it_is_due_in_five_working_days(at: datetime, due: date) -> None:
    assert {request.due for request in asked(at).values()} == {due}


def test_pln_6_who_has_no_system_is_not_asked() -> None:
    zorgkantoor = joined(OM).model_copy(update={"role": Role.ZORGKANTOOR})
    case = at_haaglanden(plan, *included_case(), zorgkantoor)

    case.when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR).then(
        PlanEstablished, *[LabelRequested] * len(SAMPLE_TEAM)
    )


def test_pln_6_who_joins_later_is_asked_then() -> None:
    [request] = at_haaglanden(plan, *planned_case()).when_logged(joined(OM)).then(LabelRequested)

    assert (request.partner, request.due) == (OM, date(2026, 2, 9))


def test_pln_6_who_joins_before_the_plan_is_asked_with_it() -> None:
    at_haaglanden(plan, *included_case()).when_logged(joined(OM)).then()


def test_pln_6_nobody_is_asked_twice() -> None:
    """A join that is only noticed once the plan exists: establishing it asked this partner already."""
    case = at_haaglanden(plan, *planned_case())
    late = next(r for r in case.history if getattr(r.event, "organisation", None) == CRISISDIENST)
    reactions = [r for r in plan.reactions if isinstance(late.event, r.on)]

    assert [event for r in reactions for event in r.react(case.state, late, case.context)] == []
