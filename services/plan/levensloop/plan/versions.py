"""The picture and the plan: PIC-1, PIC-2, PIC-3, and PLN-5 each version after the other."""

from levensloop.contracts.commands.plan import AssessSituation, EstablishPlan, RecordWlzCheck, RevisePlan
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.erased import is_erased
from levensloop.contracts.events.plan import PlanEstablished, PlanRevised, SituationAssessed, WlzChecked
from levensloop.contracts.intake import Inventory
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.terms import REVIEW
from levensloop.plan.draft import finish
from levensloop.plan.labels import ask_all
from levensloop.plan.meeting import outsider
from levensloop.plan.state import State


def assess_situation(state: State, command: AssessSituation, context: Context) -> Decision:
    """PIC-1: the team's picture of the person; it may be drawn again."""
    if refusal := outsider(state.standing, command.participants, context, "PIC-1"):
        return refusal
    if command.inventory is not None and (refusal := _suppliers(state, command.inventory, context)):
        return refusal
    return [
        SituationAssessed(
            at=context.now,
            by=context.by,
            participants=command.participants,
            who=command.who,
            protective_factors=command.protective_factors,
            risks=command.risks,
            motivation=command.motivation,
            input_of_client=command.input_of_client,
            inventory=command.inventory,
            housing=command.housing,
        )
    ]


def _suppliers(state: State, inventory: Inventory, context: Context) -> Refusal | None:
    """PIC-2: each item comes from somebody of the team, whose it is and who may be asked about it."""
    return outsider(state.standing, sorted(inventory.suppliers()), context, "PIC-2")


def check_wlz(state: State, command: RecordWlzCheck, context: Context) -> Decision:
    """PIC-3: with the inclusion date; an indication may come or change later, and is then recorded again."""
    included_on = state.standing.included_on
    assert included_on is not None, "a case with a team was included"
    if is_erased(included_on):
        return refuse("PIC-3", "De inclusiedatum is vernietigd, en die hoort erbij.")
    if command.indicated and command.ground is None:
        return refuse("PIC-3", "Er is een Wlz-indicatie: noem ook de grondslag.", field="ground")
    if not command.indicated and (command.ground or command.profile):
        return refuse("PIC-3", "Zonder Wlz-indicatie is er geen grondslag of zorgprofiel.", field="indicated")
    return [
        WlzChecked(
            at=context.now,
            by=context.by,
            included_on=included_on,
            indicated=command.indicated,
            ground=command.ground,
            profile=command.profile,
        )
    ]


def establish(state: State, command: EstablishPlan, context: Context) -> Decision:
    """PLN-5, PLN-6: the first version, and every partner with a system is asked for the label."""
    plan = finish(command.plan, state.standing, context)
    if isinstance(plan, Refusal):
        return plan
    first = PlanEstablished(
        at=context.now,
        by=context.by,
        plan_version=state.version + 1,
        plan=plan,
        review_before=context.due(REVIEW),
    )
    return [first, *ask_all(state, context)]


def revise(state: State, command: RevisePlan, context: Context) -> Decision:
    """PLN-5: the next version, shared anew."""
    plan = finish(command.plan, state.standing, context)
    if isinstance(plan, Refusal):
        return plan
    return [
        PlanRevised(at=context.now, by=context.by, plan_version=state.version + 1, plan=plan, reason=command.reason)
    ]
