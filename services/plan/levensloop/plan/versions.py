"""The picture and the plan: PIC-1, and PLN-5 each version after the other."""

from levensloop.contracts.commands.plan import AssessSituation, EstablishPlan, RevisePlan
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.plan import PlanEstablished, PlanRevised, SituationAssessed
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.terms import REVIEW
from levensloop.plan.draft import finish
from levensloop.plan.labels import ask_all
from levensloop.plan.meeting import outsider
from levensloop.plan.state import State


def assess_situation(state: State, command: AssessSituation, context: Context) -> Decision:
    """PIC-1: the team's picture of the person; it may be drawn again."""
    if refusal := outsider(state.standing, command.participants, context, "PIC-1"):
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
