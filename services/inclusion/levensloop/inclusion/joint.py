"""The steps of the joint controllers: only public participants take them (WGS 2.27(3), 2.31).

The ZVH is no participant: it chairs, and records for the partnership. So it names who of them decided; a public participant that
gives the command itself decided it. Who is named is in the team, hears of the step with the team, and can undo it.
"""

from collections.abc import Iterable

from levensloop.contracts.decision import Context, unknown_organisation
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, WgsStanding
from levensloop.contracts.standing import Standing

PARTICIPANTS = frozenset({WgsStanding.PUBLIC, WgsStanding.PRIVATE})
"""WGS 2.27: who takes part in the partnership."""


def is_public(organisation: str, context: Context) -> bool:
    """Whether this organisation, of the topology, is a joint controller (WGS 2.27(3))."""
    return context.organisations[organisation].standing is WgsStanding.PUBLIC


def deciders(named: Iterable[str], standing: Standing, context: Context, rule: str) -> tuple[str, ...] | Refusal:
    """The public participants of the team that decided this step, each once; or why it is not theirs yet.

    `rule`: the paragraph of 2.31 that the step falls under. Who joins by the step is not in the team, so decides nothing on it.
    """
    acting = context.by.organisation
    found = tuple(dict.fromkeys((*named, *((acting,) if is_public(acting, context) else ()))))
    if refusal := unknown_organisation(context, *found):
        return refusal
    for organisation in found:
        if not is_public(organisation, context):
            return refuse(
                "WGS-2.27-3",
                f"{organisation} is geen publieke deelnemer. Alleen zij zijn gezamenlijk verwerkingsverantwoordelijk en "
                "besluiten hierover.",
                organisation=organisation,
            )
        if not standing.in_team(organisation):
            return refuse(
                rule, f"{organisation} zit niet in het levensloopteam en besluit hier niet.", organisation=organisation
            )
    if not found:
        return refuse(
            rule,
            "Hierover besluiten de publieke deelnemers: noem minstens één die in het levensloopteam zit.",
            field="deciders",
        )
    return found


def at_the_table(seated: Iterable[str], context: Context) -> tuple[str, ...]:
    """The public participants among these organisations of the topology, each once."""
    return tuple(dict.fromkeys(each for each in seated if is_public(each, context)))


def participants(standing: Standing) -> tuple[str, ...]:
    """Who of the team may object: public and private participants, no third parties (WGS 1.7(2))."""
    return tuple(o for o, member in standing.team.items() if ROLES[member.role].standing in PARTICIPANTS)
