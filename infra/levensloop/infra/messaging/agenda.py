"""What has to be done in a case, by whom and before when: the timers of a service as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """`what` is Dutch, `due` the first moment (UTC) at which it is too late, `owner` the organisation that must act.

    `overdue`: the log says that it is; then no timer runs any more, and it stays here until it is met (ALW-1).
    `ahead`: it is shown no longer than this before it is due. `waiting`: the organisations that have not done it, where the owner sees
    to it that several do.
    """

    what: str
    due: datetime
    owner: str
    rule: str
    overdue: bool = False
    ahead: timedelta | None = None
    waiting: tuple[str, ...] = ()


def timers_as_they_are(state: object, running: Mapping[str, datetime], me: str) -> list[AgendaItem]:
    """For a service that says no more of its timers than their names: the ZVH that directs must act."""
    return [AgendaItem(name, due, me, "ALW-1") for name, due in running.items()]
