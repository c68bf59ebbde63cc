"""PLN-5: the plan is established once, and then revised, each version after the other."""

from levensloop.contracts.events.plan import LabelRequested, PlanEstablished, PlanRevised
from levensloop.contracts.standing import Phase
from levensloop.plan.service import plan
from support.samples.inclusion import SAMPLE_TEAM, case_on_the_table, included_case
from support.samples.plan import SAMPLE_DRAFT, SAMPLE_ESTABLISH, SAMPLE_PLAN, SAMPLE_REVISION, planned_case
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, at_haaglanden


def test_pln_5_the_first_version_is_one() -> None:
    case = at_haaglanden(plan, *included_case())

    events = case.when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR).then(
        PlanEstablished, *[LabelRequested] * len(SAMPLE_TEAM)
    )

    assert (events[0].plan_version, events[0].plan) == (1, SAMPLE_PLAN)
    assert case.and_given(*events).state.standing.phase is Phase.PLANNED


def test_pln_5_each_revision_is_the_next_version() -> None:
    case = at_haaglanden(plan, *planned_case())
    changed = SAMPLE_DRAFT.model_copy(update={"long_term_goal": "Bij zijn zus in huis."})
    revise = SAMPLE_REVISION.model_copy(update={"plan": changed})

    [second] = case.when(SAMPLE_REVISION, by=HAAGLANDEN, functionary=CHAIR).then(PlanRevised)
    after = case.and_given(second)
    [third] = after.when(revise, by=HAAGLANDEN, functionary=CHAIR).then(PlanRevised)

    assert (second.plan_version, third.plan_version) == (2, 3)
    state = after.and_given(third).state
    assert (state.version, state.plan.long_term_goal) == (3, "Bij zijn zus in huis.")


def test_pln_5_a_plan_is_established_once() -> None:
    at_haaglanden(plan, *planned_case()).when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")


def test_pln_5_what_does_not_exist_is_not_revised() -> None:
    at_haaglanden(plan, *included_case()).when(SAMPLE_REVISION, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")


def test_pln_5_no_plan_before_the_inclusion() -> None:
    case = at_haaglanden(plan, *case_on_the_table())

    case.when(SAMPLE_ESTABLISH, by=HAAGLANDEN, functionary=CHAIR).refused("INV-5")


def test_pln_5_the_procesregisseur_records_it() -> None:
    at_haaglanden(plan, *included_case()).when(SAMPLE_ESTABLISH, by=GEMEENTE, functionary=CHAIR).refused("INV-6")
