"""Whose turn a step may be, and until when: the same for every step that has an owner and a last day (ALW-1)."""

from datetime import date

from levensloop.contracts.decision import Context, unknown_organisation
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import Standing
from levensloop.contracts.terms import Term


def no_owner(rule: str, organisation: str, standing: Standing, context: Context) -> Refusal | None:
    """Why this organisation cannot be given a step, by this rule: only the team and the ZVH itself can. `None` when it can."""
    if refusal := unknown_organisation(context, organisation):
        return refusal
    if organisation == context.me or standing.in_team(organisation):
        return None
    return refuse(
        rule, f"{organisation} zit niet in het levensloopteam en kan niet aan zet zijn.", organisation=organisation
    )


def no_last_day(rule: str, due: date, longest: Term, context: Context) -> Refusal | None:
    """Why a step cannot end on this day, by this rule: past already, or further away than the longest term from today."""
    if due < context.today:
        return refuse(rule, "De laatste dag van een stap kan niet al voorbij zijn.", field="due")
    if due > (latest := context.due(longest)):
        return refuse(rule, f"Een stap duurt niet langer dan tot en met {latest:%d-%m-%Y}.", field="due")
    return None
