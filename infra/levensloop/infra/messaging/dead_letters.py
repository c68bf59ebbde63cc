"""What a policy could not handle goes aside with its reason and origin, so that the rest goes on and nothing is lost.

The stream only grows: a letter stays, and that it was handled after all is said by a note behind it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from levensloop.contracts import subjects
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.eventstore.wire import nanoseconds
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.tracing import trace_of, traced
from levensloop.infra.messaging.trouble import reason

ATTEMPTS = 5
"""How often a replay starts anew because somebody else wrote to the same case in between. Default."""

_REASON, _STREAM, _SEQUENCE, _SUBJECT, _TIME = _ORIGIN = (
    "Levensloop-Reason",
    "Levensloop-Origin-Stream",
    "Levensloop-Origin-Sequence",
    "Levensloop-Origin-Subject",
    "Levensloop-Origin-Time",
)
ORIGIN_SUBJECT = _SUBJECT
HANDLED = "Levensloop-Handled"
"""Of a note: the origin sequence of the letter that was handled after all."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that was put aside: why, and where it came from. `position` is its place among the dead letters."""

    position: int
    service: str
    policy: str
    reason: str
    stream: str
    origin: StoredMessage


class DeadLetters:
    """The dead letters of a ZVH."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def put(self, policy: Policy, message: StoredMessage, error: Exception) -> None:
        """Put a message aside. The same message of the same policy again changes nothing. Raises `Conflict` when somebody
        else put one aside at the same moment; then ask again."""
        subject = subjects.dead(policy.service, policy.name)
        entries = await self._store.load(subject)
        if message.seq in _sequences(entries, _SEQUENCE):
            return
        headers = {
            **message.headers,
            _REASON: reason(error),
            _STREAM: policy.source.stream,
            _SEQUENCE: str(message.seq),
            _SUBJECT: message.subject,
            _TIME: message.time.isoformat(),
        }
        guard = Guard(subject, entries[-1].seq if entries else 0)
        await self._store.append([NewMessage(subject, message.data, headers, guard)])

    async def of(self, service: str = "*", policy: str = "*") -> list[DeadLetter]:
        """The dead letters of a service and policy that still wait, oldest first; `*` for all."""
        entries = await self._store.load(subjects.dead(service, policy))
        handled = {(entry.subject, entry.headers[HANDLED]) for entry in entries if HANDLED in entry.headers}
        letters = [entry for entry in entries if _SEQUENCE in entry.headers]
        return [_letter(entry) for entry in letters if (entry.subject, entry.headers[_SEQUENCE]) not in handled]

    async def origins(self) -> list[tuple[int, str]]:
        """Place among the dead letters and origin subject of each that was ever put aside, handled since or not."""
        entries = await self._store.load(subjects.dead("*", "*"))
        return [(entry.seq, entry.headers[_SUBJECT]) for entry in entries if _SUBJECT in entry.headers]

    async def ever(self) -> list[DeadLetter]:
        """Each that was ever put aside, handled since or not, oldest first: a copy of its message stands here all the same."""
        entries = await self._store.load(subjects.dead("*", "*"))
        return [_letter(entry) for entry in entries if _SEQUENCE in entry.headers]

    async def reached(self, policy: Policy) -> int:
        """How far this policy came at least: what it put aside, it is done with, even if it could not say so any more."""
        entries = await self._store.load(subjects.dead(policy.service, policy.name))
        return max(_sequences(entries, _SEQUENCE), default=0)

    async def replay(self, letter: DeadLetter, policy: Policy) -> int:
        """Handle a dead letter anew; returns how many messages followed from it. Twice is once: the effects carry a mark.

        Raises what the policy raises when it still cannot handle it; the letter waits on. Raises `Conflict` when the case
        moves on all the time, `EventStoreError`.
        """
        with traced(trace_of(letter.origin), f"replay {policy.service}/{policy.name}"):
            followed = await _handle_once(letter, policy)
        subject, sequence = subjects.dead(letter.service, letter.policy), str(letter.origin.seq)
        if letter.position in [waiting.position for waiting in await self.of(letter.service, letter.policy)]:
            await self._store.append([NewMessage(subject, b"", {HANDLED: sequence})])
        return followed


async def _handle_once(letter: DeadLetter, policy: Policy) -> int:
    mark = subjects.replayed(policy.position, letter.origin.seq)
    for attempt in range(1, ATTEMPTS + 1):
        if await policy.target.last(mark) is not None:
            return 0
        effects = list(await policy.handle(letter.origin))
        try:
            await policy.target.append([*effects, NewMessage(mark, b"", guard=Guard(mark, 0))])
        except Conflict:
            if attempt == ATTEMPTS:
                raise
        else:
            return len(effects)
    raise AssertionError("unreachable")


def _sequences(entries: Sequence[StoredMessage], header: str) -> Iterator[int]:
    return (int(entry.headers[header]) for entry in entries if header in entry.headers)


def _letter(message: StoredMessage) -> DeadLetter:
    _, service, policy = message.subject.split(".")
    headers = message.headers
    own = {key: value for key, value in headers.items() if key not in _ORIGIN}
    time = nanoseconds(datetime.fromisoformat(headers[_TIME]))
    origin = StoredMessage(headers[_SUBJECT], message.data, own, int(headers[_SEQUENCE]), time)
    return DeadLetter(message.seq, service, policy, headers[_REASON], headers[_STREAM], origin)
