"""What a service is: five pure functions over one case, and what it answers when asked."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Standing
from levensloop.infra.messaging.agenda import AgendaItem, timers_as_they_are


class Stateful(Protocol):
    """A service's state of one case always knows how the case stands."""

    @property
    def standing(self) -> Standing: ...


S = TypeVar("S", bound=Stateful)

Deadlines = Mapping[str, datetime]
"""Timer name → when it is due (UTC). What is not in it does not run."""


@dataclass(frozen=True, slots=True)
class Reaction(Generic[S]):
    """When one of these events is in the log, do this. `react` gets the state as it is by then, the event included.

    `imported`: also for events that came with a case from another ZVH; otherwise only for what this node recorded.
    """

    on: tuple[type[DomainEvent], ...]
    react: Callable[[S, Recorded[DomainEvent], Context], Sequence[DomainEvent]]
    imported: bool = False


def _no_deadlines(state: Any, me: str) -> Deadlines:
    return {}


def _no_agenda(state: Any, me: str) -> Sequence[AgendaItem]:
    return ()


def _no_agenda_kept(state: Any, running: Deadlines, me: str) -> Sequence[AgendaItem]:
    return ()


def _directs(state: Any, me: str) -> bool:
    """MOV-5: who directs acts, and nobody else."""
    return bool(state.standing.director == me)


def _never_expires(state: Any, timer: str, context: Context) -> Sequence[DomainEvent]:
    return ()


@dataclass(frozen=True, slots=True)
class Service(Generic[S]):
    """A service as data. `decide` is asked only what `levensloop.contracts.admission` lets through.

    `evolve` folds every event of the case, other services' too. `deadlines` tells which timers run for a case at the ZVH
    `me`; `expire` what happens when one is due: it is asked again with the state of that moment, so a late or double
    timer does no harm. `agenda` tells, of the state and the timers that run, what people must do (ALW-1); `agenda_elsewhere`
    what people of the ZVH `me` must do in a case that another directs (MOV-1), `agenda_kept` what in one that is shielded there.
    `acts`: whether this service reacts and keeps timers at `me`: where that directs (MOV-5), unless it says otherwise.
    `views` answer questions about a case, as JSON; `presented` names those that show no more than the identity that another ZVH
    presented (MOV-1). `lists` answer questions about
    all cases: the rows of one case, as the ZVH `me` sees it. `evolve_shown`: where a state grows with every event by what only
    commands ask of it, the same without that, but for the events that later ones name. For who folds a whole log and decides nothing.
    """

    name: str
    initial: S
    evolve: Callable[[S, Recorded[DomainEvent]], S]
    decide: Callable[[S, CommandData, Context], Decision]
    deadlines: Callable[[S, str], Deadlines] = _no_deadlines
    expire: Callable[[S, str, Context], Sequence[DomainEvent]] = _never_expires
    reactions: tuple[Reaction[S], ...] = ()
    agenda: Callable[[S, Deadlines, str], Sequence[AgendaItem]] = timers_as_they_are
    agenda_kept: Callable[[S, Deadlines, str], Sequence[AgendaItem]] = _no_agenda_kept
    acts: Callable[[S, str], bool] = _directs
    agenda_elsewhere: Callable[[S, str], Sequence[AgendaItem]] = _no_agenda
    views: Mapping[str, Callable[[S], dict[str, Any]]] = field(default_factory=dict)
    presented: frozenset[str] = frozenset()
    lists: Mapping[str, Callable[[S, str], Sequence[dict[str, Any]]]] = field(default_factory=dict)
    evolve_shown: Callable[[S, Recorded[DomainEvent], Collection[UUID]], S] | None = None

    @property
    def has_timers(self) -> bool:
        """Whether this service keeps timers at all."""
        return self.deadlines is not _no_deadlines
