"""A third party says what it did with what it received (WGS 1.7(4)); the next time within a year, as long as it has or uses it."""

from levensloop.contracts.commands.third_parties import GiveFeedback
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.third_parties import FeedbackGiven
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.terms import FEEDBACK
from levensloop.inclusion.owed import Owed, of_giving
from levensloop.inclusion.state import State


def give(state: State, command: GiveFeedback, context: Context) -> Decision:
    """By the third party itself, or by the ZVH that heard it. `finished` where it neither has nor uses it any more."""
    found = _owed(state, command)
    if isinstance(found, Refusal):
        return found
    if not context.mine and context.by.organisation != found.owner:
        return refuse(
            "WGS-1.7-4", "Wie de gegevens kreeg, koppelt terug, of het ZVH dat het hoorde.", field="admission"
        )
    if command.finished and found.owner and state.standing.admission_of(found.owner, context.today):
        return refuse("WGS-1.7-4", f"De toelating van {found.owner} loopt nog; trek die eerst in.", field="finished")
    return [
        FeedbackGiven(
            at=context.now,
            by=context.by,
            admission=found.admission,
            giving=found.giving,
            feedback=command.feedback,
            next_before=None if command.finished else context.due(FEEDBACK),
        )
    ]


def _owed(state: State, command: GiveFeedback) -> Owed | Refusal:
    if (command.admission is None) == (command.giving is None):
        return refuse("WGS-1.7-4", "Noem de toelating of de verstrekking waarover het gaat, één van beide.")
    if command.giving is not None:
        found = state.feedback.get(of_giving(command.giving))
    else:
        admission = state.standing.admissions.get(command.admission or 0)
        found = state.feedback.get(admission.organisation) if admission else None
    if found is None:
        return refuse("WGS-1.7-4", "Hierover is geen terugkoppeling (meer) nodig.", field="admission")
    return found
