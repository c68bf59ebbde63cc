"""Who met about a client: PIC-1, REV-1."""

from collections.abc import Sequence

from levensloop.contracts.decision import Context, unknown_organisation
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import Standing


def outsider(standing: Standing, participants: Sequence[str], context: Context, rule: str) -> Refusal | None:
    """A refusal by `rule` when somebody from outside the team met with it; `None` when all belong there.

    Around a move the teams of both regions meet (MOV-4), so then those of another region belong there too.
    """
    if refusal := unknown_organisation(context, *participants):
        return refusal
    for participant in participants:
        from_elsewhere = not context.organisations[participant].works_with(context.me)
        if participant == context.me or standing.in_team(participant) or (standing.moves and from_elsewhere):
            continue
        return refuse(
            rule, f"{participant} zit niet in het levensloopteam; voeg die eerst toe.", organisation=participant
        )
    return None
