"""PLN-2: scenarios that can be carried out: who decides, who acts, and for a bed its terms."""

from typing import Any

import pytest
from pydantic import ValidationError

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import LabelRequested, PlanEstablished
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import Designation, Scenario, ScenarioKind, ScenarioStep
from levensloop.infra.specification import Then
from levensloop.plan.service import plan
from support.samples.inclusion import SAMPLE_TEAM, included_case
from support.samples.plan import SAMPLE_DRAFT, SAMPLE_ESTABLISH, SAMPLE_REVISION, SCALING_DOWN, TIME_OUT, planned_case
from support.samples.world import CHAIR, HAAGLANDEN, OM, at_haaglanden

ESTABLISHED: tuple[type[DomainEvent], ...] = (PlanEstablished, *[LabelRequested] * len(SAMPLE_TEAM))


def establish_with(*scenarios: Scenario) -> Then:
    draft = SAMPLE_DRAFT.model_copy(update={"scenarios": scenarios})
    command = SAMPLE_ESTABLISH.model_copy(update={"plan": draft})
    return at_haaglanden(plan, *included_case()).when(command, by=HAAGLANDEN, functionary=CHAIR)


def time_out(**changed: Any) -> Scenario:
    return TIME_OUT.model_copy(update=changed)


def test_pln_2_scenarios_are_in_the_plan_as_agreed() -> None:
    [established, *_] = establish_with(TIME_OUT, SCALING_DOWN).then(*ESTABLISHED)

    assert established.plan.scenarios == (TIME_OUT, SCALING_DOWN)


def test_pln_2_two_scenarios_of_one_name_are_refused() -> None:
    refusal = establish_with(TIME_OUT, time_out(kind=ScenarioKind.ACUTE_ADMISSION)).refused("PLN-2")

    assert refusal.details == {"scenario": TIME_OUT.key}


def test_pln_2_the_zvh_may_decide_that_it_goes_wrong() -> None:
    establish_with(time_out(decided_by=Designation(organisation=HAAGLANDEN, functionary=CHAIR))).then(*ESTABLISHED)


def test_pln_2_who_decides_is_in_the_team() -> None:
    outsider = Designation(organisation=OM, functionary="officier")

    assert establish_with(time_out(decided_by=outsider)).refused("PLN-2").details["organisation"] == OM


def test_pln_2_who_decides_is_known() -> None:
    establish_with(time_out(decided_by=Designation(organisation="om-nergens", functionary="x"))).refused("INV-3")


def test_pln_2_every_step_has_somebody_in_the_team() -> None:
    step = ScenarioStep(role=Role.DJI, text="Regelt verlof.", if_fails="Overleg.")

    refusal = establish_with(time_out(steps=(*TIME_OUT.steps, step))).refused("PLN-2")

    assert refusal.details["role"] == Role.DJI


def test_pln_2_a_time_out_names_its_bed() -> None:
    refusal = establish_with(time_out(bed=None)).refused("PLN-2")

    assert refusal.details["field"] == "bed"


@pytest.mark.parametrize("bed", [None, TIME_OUT.bed])
def test_pln_2_an_acute_admission_may_be_to_a_secure_bed(bed: object) -> None:
    establish_with(time_out(kind=ScenarioKind.ACUTE_ADMISSION, bed=bed)).then(*ESTABLISHED)


@pytest.mark.parametrize("kind", [ScenarioKind.INTENSIFY_GUIDANCE, ScenarioKind.SUSPENSION_FROM_RESIDENCE])
def test_pln_2_what_is_outpatient_has_no_bed(kind: ScenarioKind) -> None:
    establish_with(time_out(kind=kind)).refused("PLN-2")
    establish_with(time_out(kind=kind, bed=None)).then(*ESTABLISHED)


def test_pln_2_a_revision_is_held_to_the_same() -> None:
    draft = SAMPLE_DRAFT.model_copy(update={"scenarios": (TIME_OUT, TIME_OUT)})
    case = at_haaglanden(plan, *planned_case())

    case.when(SAMPLE_REVISION.model_copy(update={"plan": draft}), by=HAAGLANDEN, functionary=CHAIR).refused("PLN-2")


@pytest.mark.parametrize("field", ["triggers", "steps"])
def test_pln_2_no_scenario_without_triggers_or_steps(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Scenario.model_validate({**dict(TIME_OUT), field: ()})


@pytest.mark.parametrize("terms", [{"level": 1, "longest_stay_days": 42}, {"level": 3, "longest_stay_days": 0}])
def test_pln_2_a_bed_has_a_level_from_2_to_4_and_a_longest_stay(terms: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="bed"):
        Scenario.model_validate({**dict(TIME_OUT), "bed": terms})
