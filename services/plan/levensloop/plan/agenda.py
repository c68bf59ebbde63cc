"""What plan puts on the agenda: the next review, and the label at each partner that has not registered it yet."""

from collections.abc import Mapping
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.standing import Phase
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.plan.state import State


def agenda(state: State, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """REV-1 is for the ZVH that directs, PLN-6 for the partner that was asked."""
    return [*_review(state, me), *_labels(state)]


def _review(state: State, me: str) -> list[AgendaItem]:
    if state.standing.phase is not Phase.PLANNED or state.review_due is None:
        return []
    return [AgendaItem("casus bespreken", end_of(state.review_due), me, "REV-1", state.review_overdue)]


def _labels(state: State) -> list[AgendaItem]:
    if state.standing.phase is not Phase.PLANNED:
        return []
    return [
        AgendaItem(f"label registreren ({label.system})", end_of(label.due), partner, "PLN-6")
        for partner, label in state.labels.items()
        if label.registered_on is None
    ]
