"""An incidental third party is let in: for one case, one occasion, and no more than is needed (WGS 1.7(2)(3), 2.31(9)).

Decided by public participants. It takes effect by itself, once nobody objects and every supplier of special data agreed.
"""

from collections.abc import Sequence
from datetime import date

from levensloop.contracts.commands.third_parties import AdmitThirdParty, WithdrawAdmission
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import Deciders
from levensloop.contracts.events.third_parties import ThirdPartyAdmissionWithdrawn, ThirdPartyAdmitted
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import WgsStanding
from levensloop.contracts.terms import ADMISSION, OBJECTION
from levensloop.contracts.third_party import Admission, pending
from levensloop.inclusion.joint import deciders
from levensloop.inclusion.lawful import grounded, unheard
from levensloop.inclusion.state import State
from levensloop.inclusion.team import leaves, no_partner

_RULE = "WGS-2.31-9"


def admit(state: State, command: AdmitThirdParty, context: Context) -> Decision:
    """All that must be there beforehand; what takes time (objections, agreements) follows. Going on after the last day is a new one."""
    who, standing = command.organisation, state.standing
    if refusal := no_partner(who, context) or _no_third_party(who, context) or _waiting(state, who):
        return refusal
    decided_by = deciders(command.deciders, standing, context, _RULE)
    if isinstance(decided_by, Refusal):
        return decided_by
    reasons = grounded(command)
    if isinstance(reasons, Refusal):
        return reasons
    until = _until(command.until, context)
    if isinstance(until, Refusal):
        return until
    silent = unheard(command.heard, standing, context)
    if isinstance(silent, Refusal):
        return silent
    necessity, legal_basis, rac_reference = reasons
    return [
        ThirdPartyAdmitted(
            at=context.now,
            by=context.by,
            admission=len(standing.admissions) + 1,
            organisation=who,
            role=context.organisations[who].role,
            contact=command.contact,
            occasion=command.occasion,
            necessity=necessity,
            legal_basis=legal_basis,
            rac_reference=rac_reference,
            categories=tuple(dict.fromkeys(command.categories)),
            until=until,
            deciders=decided_by,
            heard=command.heard,
            object_before=context.due(OBJECTION) if silent else None,
        )
    ]


def _no_third_party(who: str, context: Context) -> Refusal | None:
    if context.organisations[who].standing is WgsStanding.THIRD:
        return None
    return refuse(_RULE, f"{who} is deelnemer en geen derde; voeg die toe aan het levensloopteam.", organisation=who)


def _waiting(state: State, who: str) -> Refusal | None:
    if (waiting := pending(state.standing.admissions, who)) is None:
        return None
    return refuse(
        _RULE,
        f"Toelating {waiting.number} van {who} wacht nog op bezwaar of instemming; trek die eerst in.",
        organisation=who,
    )


def _until(asked: date | None, context: Context) -> date | Refusal:
    longest = context.due(ADMISSION)
    until = asked or longest
    if until < context.today:
        return refuse(_RULE, f"De dag {until:%d-%m-%Y} is voorbij.", field="until")
    if until > longest:
        return refuse(_RULE, f"Een toelating duurt hooguit {ADMISSION.in_dutch(context.lengths)}.", field="until")
    return until


def withdraw(state: State, command: WithdrawAdmission, context: Context) -> Decision:
    """It ends before its day, waiting or in effect; with it the third party is out of the team."""
    found = running(state, command.admission)
    if isinstance(found, Refusal):
        return found
    decided_by = deciders(command.deciders, state.standing, context, _RULE)
    if isinstance(decided_by, Refusal):
        return decided_by
    return withdrawn(state, found, command.reason, context, decided_by)


def running(state: State, number: int) -> Admission | Refusal:
    """The admission with this number, as long as it is not over."""
    found = state.standing.admissions.get(number)
    if found is None or found.ended:
        return refuse(_RULE, f"Er is geen lopende toelating met nummer {number}.", field="admission")
    return found


def withdrawn(
    state: State, admission: Admission, reason: str, context: Context, decided_by: Deciders = ()
) -> list[DomainEvent]:
    """That it ends, and what comes with that."""
    ends = ThirdPartyAdmissionWithdrawn(
        at=context.now,
        by=context.by,
        admission=admission.number,
        organisation=admission.organisation,
        reason=reason,
        deciders=decided_by,
    )
    return [ends, *parting(state, admission, reason, context, decided_by)]


def parting(
    state: State, admission: Admission, reason: str, context: Context, decided_by: Deciders = ()
) -> Sequence[DomainEvent]:
    """Who was in the team by this admission leaves it: what is open at it falls to the ZVH, as with whoever leaves (ALW-1, TEA-2)."""
    member = state.standing.team.get(admission.organisation)
    if member is None or not admission.in_effect:
        return []
    return [leaves(member, reason, context, decided_by)]
