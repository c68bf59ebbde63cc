"""The state of each case just before and just after the event that a policy handles, without loading the whole case each time."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile
from typing import Generic, TypeVar
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.contracts.recorded import Recorded
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.case_log import CaseLog

MOST = 1000
"""Cases kept at hand; others are loaded again when something happens to them. Default."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """One event of a case, with the state before and after it."""

    recorded: Recorded[DomainEvent]
    before: T
    after: T


class Following(Generic[T]):
    """Folds cases along with a policy that reads all events of the log in order: a case is loaded once, then only what is
    new of it, since another runner of the same policy may have handled events that this one never got to see.

    Also right when an event comes again (a retry, a dead letter replayed): then the case is loaded as it was.
    """

    def __init__(self, log: CaseLog, initial: T, evolve: Callable[[T, Recorded[DomainEvent]], T]) -> None:
        self._log, self._initial, self._evolve = log, initial, evolve
        self._last: OrderedDict[str, Step[T]] = OrderedDict()
        log.vault.held_by(self)

    def forget(self, case: CaseId) -> None:
        """Load this case whole the next time."""
        self._last.pop(str(case), None)

    async def step(self, message: StoredMessage) -> Step[T]:
        """The state around this event of the log. Raises `UnreadableEvent`, `SecrecyError`, also for an earlier event of the case."""
        case = subjects.case_of(message.subject)
        last = self._last.pop(case, None)  # whatever fails below, the next event of this case starts from a fresh load
        recorded = await self._log.read(message)
        known, after = self._initial, 0
        if last is not None and last.recorded.position < message.seq:
            known, after = last.after, last.recorded.position
        earlier = (await case_until(self._log, message, after))[:-1]
        before = reduce(self._evolve, await self._log.read_all(earlier), known)
        if isinstance(recorded.event, CaseDestroyed):
            before = self._initial
        step = Step(recorded, before, self._evolve(before, recorded))
        self._last[case] = step if last is None or last.recorded.position <= message.seq else last
        if len(self._last) > MOST:
            self._last.popitem(last=False)
        return step


async def case_until(log: CaseLog, message: StoredMessage, after: int = 0) -> list[StoredMessage]:
    """The case of this logged event, as it stood in the log up to and including it; of that, what is `after` a sequence.

    Raises `StoreUnavailable` when the replica that answered is behind: to judge by half a case would be worse than to wait.
    """
    case = UUID(subjects.case_of(message.subject))
    found = [m for m in await log.store.load(subjects.case_events(case), after) if m.seq <= message.seq]
    if not found or found[-1].seq != message.seq:
        raise StoreUnavailable(log.store.stream, "een kopie van het logboek loopt achter")
    return found


async def recorded_with(log: CaseLog, message: StoredMessage) -> list[Recorded[DomainEvent]]:
    """The events of the case that were recorded in one batch with this one, after it.

    Raises `UnreadableEvent`; `StoreUnavailable` when the replica that answered may be behind.
    """
    pattern = subjects.case_events(UUID(subjects.case_of(message.subject)))
    later = await log.store.load(pattern, message.seq)
    together = list(takewhile(lambda other: other.batch == message.batch, later))
    if len(together) == len(later):  # nothing behind it shows that the batch ends here, so ask the leader
        last = await log.store.last(pattern)
        if last is not None and last.seq > (later[-1].seq if later else message.seq):
            raise StoreUnavailable(log.store.stream, "een kopie van het logboek loopt achter")
    return await log.read_all(together)
