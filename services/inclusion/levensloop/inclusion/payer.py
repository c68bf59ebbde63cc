"""FIN-1: who pays the coordination of a client. Nobody, until it is recorded: then it is shown as unknown, never guessed."""

from levensloop.contracts.commands.inclusion import RecordCoordinationPayer
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.inclusion import CoordinationPayerRecorded
from levensloop.contracts.refusal import refuse
from levensloop.inclusion.state import State


def record(state: State, command: RecordCoordinationPayer, context: Context) -> Decision:
    """From the day of inclusion at the earliest: before it nothing is paid. What is recorded last from a day on holds."""
    included_on = state.standing.included_on
    if included_on is not None and command.from_date < included_on:
        return refuse(
            "FIN-1",
            f"De coördinatie wordt betaald vanaf de inclusie op {included_on:%d-%m-%Y}, niet eerder.",
            field="from_date",
        )
    return [CoordinationPayerRecorded(at=context.now, by=context.by, payer=command.payer, from_date=command.from_date)]
