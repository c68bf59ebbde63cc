"""Who carry the case: INC-5. They sit in its team, each in the role that goes with it, and the table or the chair names them."""

from levensloop.contracts.calendar import day_of
from levensloop.contracts.commands.inclusion import ChangeHeads
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.inclusion import HeadsChanged
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.vocabulary import Heads
from levensloop.inclusion.joint import deciders
from levensloop.inclusion.state import State
from levensloop.inclusion.team import invited_by, joins, no_partner


def wrong_role(heads: Heads, context: Context) -> Refusal | None:
    """Why these known organisations cannot carry a case; `None` when they can."""
    for organisation, role in ((heads.provider, Role.LEVENSLOOPAANBIEDER), (heads.municipality, Role.GEMEENTE)):
        if context.organisations[organisation].role is not role:
            return refuse("INC-5", f"{organisation} is geen {ROLES[role].dutch}.", organisation=organisation)
    return None


def change(state: State, command: ChangeHeads, context: Context) -> Decision:
    """INC-5, ALW-1: others carry the case. Who is new joins the team first, so that there is no moment without carriers in it.

    Who carried it before stays a member, until `RemovePartner`. While the case moves, its heads move with it (MOV-5).
    """
    standing, heads = state.standing, command.heads
    if standing.moving_to is not None:
        return refuse(
            "MOV-5",
            f"De casus verhuist naar {standing.moving_to}; wie hem dragen verandert pas daarna weer.",
            to_zvh=standing.moving_to,
        )
    carriers = {heads.provider: heads.coordinator, heads.municipality: heads.municipal_director}
    for organisation in carriers:
        if refusal := no_partner(organisation, context):
            return refusal
    if refusal := wrong_role(heads, context):
        return refusal
    if heads == standing.heads:
        return []
    joining = {who: contact for who, contact in carriers.items() if not standing.in_team(who)}
    today, decided_by = day_of(context.now), tuple[str, ...]()
    for who in joining:
        found = deciders(command.deciders, standing, context, invited_by(who, context))
        if isinstance(found, Refusal):
            return found
        decided_by = found
    new = [joins(who, contact, today, context, decided_by) for who, contact in joining.items()]
    return [*new, HeadsChanged(at=context.now, by=context.by, heads=heads, reason=command.reason)]
