"""What the inclusion table decides: INC-5 included, and the team starts; INC-6 declined. INF-1, INF-2: the client told and asked."""

from collections import Counter

from levensloop.contracts.calendar import day_of
from levensloop.contracts.commands.inclusion import DeclineInclusion, IncludeClient, RecordClientInformed, RecordConsent
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.inclusion import ClientIncluded, ClientInformed, ConsentRecorded, InclusionDeclined
from levensloop.contracts.intake import Consent
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES
from levensloop.contracts.vocabulary import Stance
from levensloop.inclusion.heads import wrong_role
from levensloop.inclusion.joint import at_the_table
from levensloop.inclusion.state import State
from levensloop.inclusion.table import hold_table
from levensloop.inclusion.team import joins, no_partner, not_admitted


def include(state: State, command: IncludeClient, context: Context) -> Decision:
    """INC-5: the table's record, the inclusion, and each partner that joins the team with it."""
    table = hold_table(state.standing, command, context)
    if isinstance(table, Refusal):
        return table
    if refusal := _team(state, command, context) or _heads(command, context):
        return refusal
    invite = _inviting(command, context)
    if isinstance(invite, Refusal):
        return invite
    today = day_of(context.now)
    included = ClientIncluded(at=context.now, by=context.by, included_on=today, heads=command.heads)
    team = [joins(invited.organisation, invited.contact, today, context, invite) for invited in command.team]
    return [table, included, *team]


def _inviting(command: IncludeClient, context: Context) -> tuple[str, ...] | Refusal:
    """WGS 2.31(3)(4): of the inclusion all decide alike (INC-4); who is asked into the team, the public participants that were for it."""
    against = {position.organisation for position in command.positions if position.stance is Stance.AGAINST}
    seated = (taken.organisation for taken in command.seats if taken.organisation not in (None, *against))
    if invite := at_the_table(filter(None, seated), context):
        return invite
    return refuse(
        "WGS-2.31-3",
        "Wie in het levensloopteam komt, beslissen de publieke deelnemers; aan de inclusietafel zat er geen die vóór was.",
        field="seats",
    )


def _team(state: State, command: IncludeClient, context: Context) -> Refusal | None:
    for organisation, times in Counter(invited.organisation for invited in command.team).items():
        if times > 1:
            return refuse("TEA-1", f"{organisation} staat twee keer in het team.", organisation=organisation)
        if refusal := no_partner(organisation, context) or not_admitted(organisation, state.standing, context):
            return refusal
    return None


def _heads(command: IncludeClient, context: Context) -> Refusal | None:
    """Who carry the case sit in its team, each in the role that goes with it."""
    team = {invited.organisation for invited in command.team}
    for organisation in (command.heads.provider, command.heads.municipality):
        if organisation not in team:
            return refuse(
                "INC-5", f"{organisation} draagt de casus en hoort dus in het team.", organisation=organisation
            )
    return wrong_role(command.heads, context)


def decline(state: State, command: DeclineInclusion, context: Context) -> Decision:
    """INC-6: the table's record, and the reason and advice for the reporter."""
    table = hold_table(state.standing, command, context)
    if isinstance(table, Refusal):
        return table
    if not at_the_table((taken.organisation for taken in command.seats if taken.organisation), context):
        return refuse(
            "WGS-2.31-8",
            "Een casus wordt gesloten door publieke deelnemers; aan de inclusietafel zat er geen.",
            field="seats",
        )
    return [
        table,
        InclusionDeclined(at=context.now, by=context.by, reason=command.reason, advice=command.advice),
    ]


def inform(state: State, command: RecordClientInformed, context: Context) -> Decision:
    """INF-1: who, how and when is tailored, so nothing is asked of it; telling again is recorded again."""
    return [ClientInformed(at=context.now, by=context.by, informant=command.informant, manner=command.manner)]


def consent(state: State, command: RecordConsent, context: Context) -> Decision:
    """INF-2: given, refused or withdrawn, with its date; the client may change this as often as needed. What opens professional
    secrecy, only who is bound by it records, or the ZVH (WGS 2.29(2))."""
    said_on = command.said_on or context.today
    if said_on > context.today:
        return refuse("INF-2", f"De datum {said_on:%d-%m-%Y} ligt in de toekomst.", field="said_on")
    if state.consent_on is not None and said_on < state.consent_on:
        return refuse(
            "INF-2", f"Op {state.consent_on:%d-%m-%Y} is al iets vastgelegd dat daarna kwam.", field="said_on"
        )
    if command.consent is Consent.GIVEN and not (context.mine or ROLES[context.role].secrecy):
        return refuse(
            "INF-2",
            "Dat de cliënt toestemming geeft, legt wie aan een beroepsgeheim gebonden is vast, of het Zorg- en Veiligheidshuis: die "
            "opent dat geheim (WGS 2.29(2)). Een weigering of intrekking legt ieder teamlid vast.",
            field="consent",
        )
    if command.consent is Consent.WITHDRAWN and state.consent is not Consent.GIVEN:
        return refuse("INF-2", "Toestemming die niet gegeven is, kan niet worden ingetrokken.", field="consent")
    if command.consent is state.consent and said_on == state.consent_on:
        return []
    return [ConsentRecorded(at=context.now, by=context.by, consent=command.consent, said_on=said_on)]
