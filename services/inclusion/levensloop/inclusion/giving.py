"""A result goes to a third party outside this network (WGS 2.31(11)): that it did is recorded, with all that makes it lawful."""

from levensloop.contracts.commands.third_parties import RecordResultGiven
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.events.third_parties import ResultGiven
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.special_data import suppliers
from levensloop.contracts.terms import FEEDBACK
from levensloop.inclusion.joint import deciders
from levensloop.inclusion.kept_back import kept_back
from levensloop.inclusion.lawful import grounded, unheard
from levensloop.inclusion.state import State


def record(state: State, command: RecordResultGiven, context: Context) -> Decision:
    """Decided by public participants, necessary, with a basis and the RAC's test, nobody objects, no supplier keeps back what is in it, and
    who supplied special data agreed."""
    if command.given_on > context.today:
        return refuse("WGS-2.31-11", f"De datum {command.given_on:%d-%m-%Y} ligt in de toekomst.", field="given_on")
    decided_by = deciders(command.deciders, state.standing, context, "WGS-2.31-11")
    if isinstance(decided_by, Refusal):
        return decided_by
    reasons = grounded(command)
    if isinstance(reasons, Refusal):
        return reasons
    refusal = (
        _objection(state, command, context)
        or kept_back(state.restrictions, command, context)
        or _agreement(state, command, context)
    )
    if refusal is not None:
        return refusal
    necessity, legal_basis, rac_reference = reasons
    return [
        ResultGiven(
            at=context.now,
            by=context.by,
            giving=len(state.results) + 1,
            recipient=command.recipient,
            given_on=command.given_on,
            provided=command.provided,
            categories=tuple(dict.fromkeys(command.categories)),
            necessity=necessity,
            legal_basis=legal_basis,
            rac_reference=rac_reference,
            heard=command.heard,
            agreed_by=command.agreed_by,
            deciders=decided_by,
            feedback_before=context.due(FEEDBACK, command.given_on),
        )
    ]


def _objection(state: State, command: RecordResultGiven, context: Context) -> Refusal | None:
    """Nothing may go while anybody might object: every participant was heard, and none did."""
    silent = unheard(command.heard, state.standing, context)
    if isinstance(silent, Refusal):
        return silent
    if not silent:
        return None
    return refuse(
        "WGS-1.7-2",
        f"Niet gehoord over bezwaar: {', '.join(silent)}. Een resultaat gaat alleen naar een derde als niemand bezwaar maakt.",
        unheard=", ".join(silent),
    )


def _agreement(state: State, command: RecordResultGiven, context: Context) -> Refusal | None:
    known = state.supplied.get(context.me, {})
    if refusal := unknown_organisation(context, *(o for o in command.agreed_by if o not in known)):
        return refusal
    given = frozenset(command.categories)
    needed = (o for o, kinds in suppliers(state.supplied, context.me, context.organisations).items() if kinds & given)
    missing = [organisation for organisation in needed if organisation not in command.agreed_by]
    if not missing:
        return None
    return refuse(
        "WGS-1.7-3",
        f"Bijzondere en strafrechtelijke gegevens gaan pas na instemming van wie ze leverde; die ontbreekt van {', '.join(missing)}.",
        suppliers=", ".join(missing),
    )
