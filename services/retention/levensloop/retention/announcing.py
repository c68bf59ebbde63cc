"""WGS 1.8(7), 2.31: a closed case goes before its term only by a step of the joint controllers, at least two of them, which can be
withdrawn until its term is over. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from levensloop.contracts.commands.retention import DestroyCase, WithdrawDestruction
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.events.retention import DestructionAnnounced, DestructionWithdrawn
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import WgsStanding
from levensloop.contracts.standing import Standing, shielded
from levensloop.contracts.terms import DESTRUCTION_NOTICE

RULE = "WGS-1.8-7"
DECIDERS = 2
"""How many public participants at least. Default: one alone destroys nothing."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A destruction that was decided and has not begun. `zvh`: whose copy it is about; `due`: the last day to withdraw it."""

    zvh: str
    due: date


def announce(announced: Announced | None, standing: Standing, command: DestroyCase, context: Context) -> Decision:
    """What is still worked with is not destroyed; close the case first, or hand it over."""
    if shielded(standing, context.me) is None:
        message = "Alleen een gesloten casus, of de kopie van een casus die verhuisd is, kan worden vernietigd; deze loopt nog."
        return refuse(RULE, message)
    if announced is not None and announced.zvh == context.me:
        return refuse(RULE, f"De vernietiging is al aangekondigd; intrekken kan tot en met {announced.due:%d-%m-%Y}.")
    decided_by = _deciders(command.deciders, standing, context)
    if isinstance(decided_by, Refusal):
        return decided_by
    return [
        DestructionAnnounced(
            at=context.now,
            by=context.by,
            deciders=decided_by,
            reason=command.reason,
            due=context.due(DESTRUCTION_NOTICE),
        )
    ]


def withdraw(announced: Announced | None, command: WithdrawDestruction, context: Context) -> Decision:
    """By one of them alone: to destroy takes two, not to destroy takes one."""
    if announced is None or announced.zvh != context.me:
        return refuse(RULE, "Er is geen vernietiging van deze casus aangekondigd.")
    return [DestructionWithdrawn(at=context.now, by=context.by, reason=command.reason)]


def who_decide(standing: Standing, context: Context) -> frozenset[str]:
    """The public participants of this region that are in the team or were until the case closed; where those are fewer than two (no
    team, or the team is elsewhere by now) those of the region."""
    public = {
        o.id
        for o in context.organisations.values()
        if o.standing is WgsStanding.PUBLIC and o.works_with(context.me) and o.id != context.me
    }
    team = {organisation for organisation in public if standing.in_team(organisation)}
    return frozenset(team if len(team) >= DECIDERS else public)


def _deciders(named: Iterable[str], standing: Standing, context: Context) -> tuple[str, ...] | Refusal:
    acting = () if context.mine else (context.by.organisation,)
    found, may = tuple(dict.fromkeys((*named, *acting))), who_decide(standing, context)
    if refusal := unknown_organisation(context, *found):
        return refusal
    for organisation in found:
        if organisation not in may:
            message = f"{organisation} besluit hier niet over; dat kunnen {', '.join(sorted(may))}."
            return refuse(RULE, message, field="deciders", organisation=organisation)
    if len(found) < DECIDERS:
        message = (
            "Over vernietigen besluiten de publieke deelnemers samen: noem er minstens twee die in het "
            "levensloopteam zaten."
        )
        return refuse(RULE, message, field="deciders")
    return found
