"""The team of a case: TEA-1. Who takes part, public participants decide (WGS 2.31(3)(4)); a third party needs an admission (1.7(2))."""

from datetime import date

from levensloop.contracts.calendar import day_of
from levensloop.contracts.commands.inclusion import AddPartner, RemovePartner
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.events.inclusion import PartnerJoined, PartnerLeft
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import WgsStanding
from levensloop.contracts.standing import Member, Standing
from levensloop.contracts.third_party import pending
from levensloop.inclusion.joint import deciders
from levensloop.inclusion.state import State

_NO_PARTNER = frozenset({WgsStanding.OPERATOR, WgsStanding.RECIPIENT, WgsStanding.CONCERNED})
"""The ZVH directs the team, and who only receives figures, requests or records takes no part in it. The client, and who stands beside
or for the client, are who it is about: they are at the meetings, and no messages go to them."""


def no_partner(organisation: str, context: Context) -> Refusal | None:
    """Why this organisation cannot be in a team of this ZVH; `None` when it can."""
    if refusal := unknown_organisation(context, organisation):
        return refusal
    candidate = context.organisations[organisation]
    if candidate.standing in _NO_PARTNER:
        return refuse("TEA-1", f"{organisation} kan geen lid zijn van een levensloopteam.", organisation=organisation)
    if candidate.zvh != context.me:
        return refuse(
            "TEA-1", f"{organisation} hoort bij {candidate.zvh}, niet bij deze regio.", organisation=organisation
        )
    return None


def not_admitted(organisation: str, standing: Standing, context: Context) -> Refusal | None:
    """WGS 1.7(2)(3): what this known organisation lacks, where it is a third party; `None` for a participant, or one that was let in."""
    if context.organisations[organisation].standing is not WgsStanding.THIRD:
        return None
    if standing.admission_of(organisation, context.today):
        return None
    waiting = pending(standing.admissions, organisation)
    if waiting is None:
        return refuse(
            "WGS-1.7-2",
            f"{organisation} is een derde. Publieke deelnemers laten die eerst toe, voor één aanleiding, met noodzaak, "
            "grondslag en RAC-toets.",
            organisation=organisation,
        )
    if waiting.objections:
        who = ", ".join(waiting.objections)
        return refuse("WGS-1.7-2", f"Tegen de toelating van {organisation} is bezwaar van {who}.", objected=who)
    if waiting.disagreeing:
        who = ", ".join(waiting.disagreeing)
        return refuse("WGS-1.7-3", f"Voor {organisation} ontbreekt nog de instemming van {who}.", suppliers=who)
    return refuse(
        "WGS-1.7-2",
        f"Tegen de toelating van {organisation} kan nog bezwaar worden gemaakt, tot en met "
        f"{waiting.decided.object_before:%d-%m-%Y}.",
        organisation=organisation,
    )


def invited_by(organisation: str, context: Context) -> str:
    """The paragraph by which this known organisation is asked in: private ones are invited, of others is decided that they take part."""
    return "WGS-2.31-3" if context.organisations[organisation].standing is WgsStanding.PRIVATE else "WGS-2.31-4"


def joins(
    organisation: str,
    contact: str,
    on: date,
    context: Context,
    decided_by: tuple[str, ...] = (),
    admission: int | None = None,
) -> PartnerJoined:
    """The event by which a known organisation is in the team."""
    return PartnerJoined(
        at=context.now,
        by=context.by,
        organisation=organisation,
        role=context.organisations[organisation].role,
        contact=contact,
        joined_on=on,
        deciders=decided_by,
        admission=admission,
    )


def add(state: State, command: AddPartner, context: Context) -> Decision:
    """TEA-1: a partner of the region joins, with whom to reach there. A third party only by its admission (WGS 1.7(2))."""
    who, standing = command.organisation, state.standing
    if refusal := no_partner(who, context):
        return refusal
    if standing.in_team(who):
        return refuse("TEA-1", f"{who} zit al in het levensloopteam.", organisation=who)
    if refusal := not_admitted(who, standing, context):
        return refusal
    decided_by = deciders(command.deciders, standing, context, invited_by(who, context))
    if isinstance(decided_by, Refusal):
        return decided_by
    admission = standing.admission_of(who, context.today)
    number = admission.number if admission else None
    return [joins(who, command.contact, day_of(context.now), context, decided_by, number)]


def remove(state: State, command: RemovePartner, context: Context) -> Decision:
    """TEA-1: a member leaves. Who carries the case now stays: no case without an owner (ALW-1)."""
    member = state.standing.team.get(command.organisation)
    if member is None:
        return refuse(
            "TEA-1", f"{command.organisation} zit niet in het levensloopteam.", organisation=command.organisation
        )
    heads = state.standing.heads
    if heads is not None and command.organisation in (heads.provider, heads.municipality):
        return refuse(
            "TEA-1",
            f"{command.organisation} draagt de casus en kan het team niet verlaten.",
            organisation=command.organisation,
        )
    decided_by = deciders(command.deciders, state.standing, context, "WGS-2.31-4")
    if isinstance(decided_by, Refusal):
        return decided_by
    return [leaves(member, command.reason, context, decided_by)]


def leaves(member: Member, reason: str, context: Context, decided_by: tuple[str, ...] = ()) -> PartnerLeft:
    """The event by which a member is out of the team."""
    return PartnerLeft(
        at=context.now,
        by=context.by,
        organisation=member.organisation,
        role=member.role,
        reason=reason,
        left_on=day_of(context.now),
        deciders=decided_by,
    )
