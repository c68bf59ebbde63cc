"""What the inclusion table decides: INC-5 included, and the team starts; INC-6 declined. And INF-1: the client is told."""

from collections import Counter

from levensloop.contracts.calendar import day_of
from levensloop.contracts.commands.inclusion import DeclineInclusion, IncludeClient, RecordClientInformed
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.inclusion import ClientIncluded, ClientInformed, InclusionDeclined
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, Role
from levensloop.inclusion.state import State
from levensloop.inclusion.table import hold_table
from levensloop.inclusion.team import joins, no_partner


def include(state: State, command: IncludeClient, context: Context) -> Decision:
    """INC-5: the table's record, the inclusion, and each partner that joins the team with it."""
    table = hold_table(state.standing, command, context)
    if isinstance(table, Refusal):
        return table
    if refusal := _team(command, context) or _heads(command, context):
        return refusal
    today = day_of(context.now)
    included = ClientIncluded(at=context.now, by=context.by, included_on=today, heads=command.heads)
    team = [joins(invited.organisation, invited.contact, today, context) for invited in command.team]
    return [table, included, *team]


def _team(command: IncludeClient, context: Context) -> Refusal | None:
    for organisation, times in Counter(invited.organisation for invited in command.team).items():
        if times > 1:
            return refuse("TEA-1", f"{organisation} staat twee keer in het team.", organisation=organisation)
        if refusal := no_partner(organisation, context):
            return refusal
    return None


def _heads(command: IncludeClient, context: Context) -> Refusal | None:
    """Who carry the case sit in its team, each in the role that goes with it."""
    team = {invited.organisation for invited in command.team}
    needed = ((command.heads.provider, Role.LEVENSLOOPAANBIEDER), (command.heads.municipality, Role.GEMEENTE))
    for organisation, role in needed:
        if organisation not in team:
            return refuse(
                "INC-5", f"{organisation} draagt de casus en hoort dus in het team.", organisation=organisation
            )
        if context.organisations[organisation].role is not role:
            return refuse("INC-5", f"{organisation} is geen {ROLES[role].dutch}.", organisation=organisation)
    return None


def decline(state: State, command: DeclineInclusion, context: Context) -> Decision:
    """INC-6: the table's record, and the reason and advice for the reporter."""
    table = hold_table(state.standing, command, context)
    if isinstance(table, Refusal):
        return table
    return [
        table,
        InclusionDeclined(at=context.now, by=context.by, reason=command.reason, advice=command.advice),
    ]


def inform(state: State, command: RecordClientInformed, context: Context) -> Decision:
    """INF-1: who, how and when is tailored, so nothing is asked of it; telling again is recorded again."""
    return [ClientInformed(at=context.now, by=context.by, informant=command.informant, manner=command.manner)]
