"""What signals puts on the agenda: the steps of running scenarios that nobody acknowledged yet."""

from collections.abc import Mapping
from datetime import datetime

from levensloop.contracts.standing import ACTIVE
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.signals.state import State


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """Each for who has it, overdue or not, for as long as it is open."""
    if state.standing.phase not in ACTIVE or state.standing.director != me:
        return []
    return [
        AgendaItem(
            f"stap bevestigen van scenario {activation.scenario}", step.due, step.organisation, "SIG-3", step.overdue
        )
        for activation in state.active()
        for step in activation.open_steps()
    ]
