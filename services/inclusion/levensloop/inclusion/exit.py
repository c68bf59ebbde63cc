"""Exit: EXT-1 three conditions, each with its evidence; EXT-2 decided with the whole team, closed by public participants (WGS 2.31(8)).

And a client who died, which is a fact and nobody's decision.
"""

from datetime import date

from levensloop.contracts.commands.inclusion import ExcludeClient, RecordDeath
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.events.inclusion import ClientDied, ClientExcluded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import Standing
from levensloop.contracts.terms import STABLE
from levensloop.inclusion.joint import deciders
from levensloop.inclusion.state import State

_MISSING = {
    "stable_since": "sinds wanneer de cliënt buiten stabiel is op het gevaarscriterium",
    "stability": "waaruit die stabiliteit blijkt",
    "protective_factors": "waaruit blijkt dat de beschermende factoren duurzaam geborgd zijn",
    "risk_assessment": "uit welke risicotaxatie blijkt dat het risico duidelijk lager of verdwenen is",
}
"""EXT-1: field of the command → what it must say."""

_LOOSE_ENDS = {
    "REV-3": "Er is een crisisberaad bijeengeroepen dat nog niet is gehouden; houd dat eerst.",
    "SIG-2": "Er loopt nog een scenario; beëindig dat eerst.",
    "BED-1": "Er loopt nog een aanvraag van een beveiligd bed; trek die eerst in.",
    "ESC-1": "Er loopt nog een escalatie; sluit die eerst af met een uitkomst.",
    "PLN-7": "Er loopt nog een maatwerkzorgroute; rond die eerst af.",
    "PLN-4": "Er staan nog actiepunten open; rond die eerst af.",
}
"""Rule → why there is no exit while something under it is open: with the case its terms would stop, and nobody would see it again."""


def exclude(state: State, command: ExcludeClient, context: Context) -> Decision:
    """EXT-1 and EXT-2. Not while anything is open that the end of the case would drop (ALW-1).

    Nor while the case moves: then two teams change places and there is no whole team (MOV-5).
    """
    if state.standing.moving_to is not None:
        return refuse(
            "MOV-5",
            f"Er loopt een verhuizing naar {state.standing.moving_to}; besluit over uitstroom als die is afgerond.",
            to_zvh=state.standing.moving_to,
        )
    match command:
        case ExcludeClient(
            stable_since=date() as since,
            stability=str() as stability,
            protective_factors=str() as protective_factors,
            risk_assessment=str() as risk_assessment,
        ):
            if refusal := (
                _stability(state, since, context) or _loose_end(state) or _whole_team(state.standing, command, context)
            ):
                return refusal
            decided_by = deciders(command.deciders, state.standing, context, "WGS-2.31-8")
            if isinstance(decided_by, Refusal):
                return decided_by
            return [
                ClientExcluded(
                    at=context.now,
                    by=context.by,
                    stable_since=since,
                    stability=stability,
                    protective_factors=protective_factors,
                    risk_assessment=risk_assessment,
                    participants=command.participants,
                    client_and_relatives=command.client_and_relatives,
                    decision=command.decision,
                    deciders=decided_by,
                )
            ]
    missing = next(name for name in _MISSING if getattr(command, name) is None)
    return refuse("EXT-1", f"Voor uitstroom ontbreekt {_MISSING[missing]}.", field=missing)


def record_death(state: State, command: RecordDeath, context: Context) -> Decision:
    """ALW-1: no conditions, no meeting and no decision: it is a fact. It also ends a move that is under way."""
    if command.died_on > context.today:
        return refuse("ALW-1", f"De datum {command.died_on:%d-%m-%Y} ligt in de toekomst.", field="died_on")
    return [ClientDied(at=context.now, by=context.by, died_on=command.died_on)]


def _stability(state: State, since: date, context: Context) -> Refusal | None:
    """EXT-1: long enough, and outside: what the log says about a secure bed counts against what is claimed."""
    if context.due(STABLE, since) > context.today:
        return refuse(
            "EXT-1",
            f"De cliënt moet minstens {STABLE.in_dutch(context.lengths)} stabiel zijn; sinds {since:%d-%m-%Y} is dat nog niet zo.",
            field="stable_since",
        )
    if state.in_secure_bed:
        return refuse("EXT-1", "De cliënt verblijft in een beveiligd bed, dus niet buiten.", field="stable_since")
    if state.released_on is not None and state.released_on > since:
        return refuse(
            "EXT-1",
            f"De cliënt kwam pas op {state.released_on:%d-%m-%Y} uit een beveiligd bed, en was tot dan niet buiten.",
            field="stable_since",
        )
    return None


def _loose_end(state: State) -> Refusal | None:
    open_rules = {rule for rule, _ in state.loose_ends}
    rule = next((rule for rule in _LOOSE_ENDS if rule in open_rules), None)
    return refuse(rule, _LOOSE_ENDS[rule]) if rule else None


def _whole_team(standing: Standing, command: ExcludeClient, context: Context) -> Refusal | None:
    if refusal := unknown_organisation(context, *command.participants):
        return refusal
    absent = [member for member in standing.team if member not in command.participants]
    if absent:
        return refuse(
            "EXT-2",
            f"Het hele team besluit over uitstroom; niet aanwezig: {', '.join(absent)}.",
            absent=", ".join(absent),
        )
    return None
