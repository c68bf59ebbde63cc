"""The team of a case: TEA-1."""

from datetime import date

from levensloop.contracts.calendar import day_of
from levensloop.contracts.commands.inclusion import AddPartner, RemovePartner
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.events.inclusion import PartnerJoined, PartnerLeft
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import WgsStanding
from levensloop.inclusion.state import State

_NO_PARTNER = frozenset({WgsStanding.OPERATOR, WgsStanding.RECIPIENT})
"""The ZVH directs the team, and who only receives figures, requests or records takes no part in it."""


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


def joins(organisation: str, contact: str, on: date, context: Context) -> PartnerJoined:
    """The event by which a known organisation is in the team."""
    role = context.organisations[organisation].role
    return PartnerJoined(
        at=context.now, by=context.by, organisation=organisation, role=role, contact=contact, joined_on=on
    )


def add(state: State, command: AddPartner, context: Context) -> Decision:
    """TEA-1: a partner of the region joins, with whom to reach there."""
    if refusal := no_partner(command.organisation, context):
        return refusal
    if state.standing.in_team(command.organisation):
        return refuse(
            "TEA-1", f"{command.organisation} zit al in het levensloopteam.", organisation=command.organisation
        )
    return [joins(command.organisation, command.contact, day_of(context.now), context)]


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
    return [
        PartnerLeft(
            at=context.now,
            by=context.by,
            organisation=member.organisation,
            role=member.role,
            reason=command.reason,
            left_on=day_of(context.now),
        )
    ]
