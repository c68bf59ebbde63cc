"""Two actions of the same fictional client: one of the police, one of the housing partner."""

from datetime import date

from levensloop.contracts.commands.plan import AgreeAction
from levensloop.contracts.events.plan import ActionAgreed
from support.samples.world import CHAIR, HAAGLANDEN, NOW, POLITIE, WOONPARTNER, actor

SAMPLE_ACTION = AgreeAction(text="Belt de broer.", owner=POLITIE, due=date(2026, 2, 9))


def action_agreed(number: int = 1, owner: str = POLITIE, due: date = date(2026, 2, 9)) -> ActionAgreed:
    """Somebody does something before a day."""
    by = actor(HAAGLANDEN, CHAIR)
    return ActionAgreed(at=NOW, by=by, action=number, text="Belt de broer.", owner=owner, due=due)


TWO_ACTIONS = (action_agreed(), action_agreed(2, WOONPARTNER))
