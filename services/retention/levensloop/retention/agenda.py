"""What people must do about retention: whose copy of a destroyed case is still there."""

from levensloop.contracts.calendar import end_of
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.retention.state import State


def agenda_elsewhere(state: State, me: str) -> list[AgendaItem]:
    """Of a destroyed case, which nobody directs: who has not said that its copy is gone."""
    found = state.destruction
    if found is None or found.due is None:
        return []
    what, due = "eigen kopie van een vernietigde casus vernietigen en dat bevestigen", end_of(found.due)
    return [AgendaItem(what, due, place, "WGS-1.8-7") for place in sorted(found.waiting)]
