"""What plan decides: command type → function. Who may ask it, and in which phase, is in contracts.admission."""

from collections.abc import Callable, Mapping
from typing import Any

from levensloop.contracts.commands import plan as commands
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import CommandData
from levensloop.plan import actions, crisis, housing, labels, review, versions
from levensloop.plan.state import State

DECISIONS: Mapping[type[CommandData], Callable[[State, Any, Context], Decision]] = {
    commands.AssessSituation: versions.assess_situation,
    commands.RecordWlzCheck: versions.check_wlz,
    commands.EstablishPlan: versions.establish,
    commands.RevisePlan: versions.revise,
    commands.AgreeAction: actions.agree,
    commands.CompleteAction: actions.complete,
    commands.ReassignAction: actions.reassign,
    commands.RegisterLabel: labels.register,
    commands.HoldReview: review.hold,
    commands.CallCrisisConference: crisis.call,
    commands.HoldCrisisConference: crisis.hold,
    commands.RecordHousingProfile: housing.record_profile,
    commands.StartHousingRoute: housing.start,
    commands.AdvanceHousingRoute: housing.advance,
    commands.EndHousingRoute: housing.end,
}


def decide(state: State, command: CommandData, context: Context) -> Decision:
    """Events or a refusal. Pure."""
    return DECISIONS[type(command)](state, command, context)
