"""What a policy could not handle goes aside with its reason and origin, so that the rest goes on and nothing is lost."""

from dataclasses import dataclass
from datetime import UTC, datetime

from levensloop.contracts import subjects
from levensloop.contracts.codec import UnreadableEvent
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.policy import Policy

_REASON, _STREAM, _SEQUENCE, _SUBJECT, _TIME = (
    "Levensloop-Reason",
    "Levensloop-Origin-Stream",
    "Levensloop-Origin-Sequence",
    "Levensloop-Origin-Subject",
    "Levensloop-Origin-Time",
)


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
        """Put a message aside. The same message of the same policy again changes nothing."""
        if any(d.origin.seq == message.seq for d in await self.of(policy.service, policy.name)):
            return
        headers = {
            **message.headers,
            _REASON: reason(error),
            _STREAM: policy.source.stream,
            _SEQUENCE: str(message.seq),
            _SUBJECT: message.subject,
            _TIME: message.time.isoformat(),
        }
        await self._store.append([NewMessage(subjects.dead(policy.service, policy.name), message.data, headers)])

    async def of(self, service: str = "*", policy: str = "*") -> list[DeadLetter]:
        """The dead letters of a service and policy, oldest first; `*` for all."""
        return [_letter(message) for message in await self._store.load(subjects.dead(service, policy))]


async def replay(letter: DeadLetter, policy: Policy) -> int:
    """Handle a dead letter anew; returns how many messages followed from it. Twice is once: the effects carry a mark.

    Raises what the policy raises when it still cannot handle it; the dead letter stays.
    """
    mark = subjects.replayed(policy.position, letter.origin.seq)
    if await policy.target.last(mark) is not None:
        return 0
    effects = list(await policy.handle(letter.origin))
    try:
        await policy.target.append([*effects, NewMessage(mark, b"", guard=Guard(mark, 0))])
    except Conflict:
        if await policy.target.last(mark) is None:
            raise
        return 0
    return len(effects)


def reason(error: Exception) -> str:
    """Why, without a word of the message's content: our own errors name fields only, of others the kind is enough."""
    return str(error).replace("\n", " ") if isinstance(error, UnreadableEvent) else type(error).__name__


def _letter(message: StoredMessage) -> DeadLetter:
    _, service, policy = message.subject.split(".")
    headers = message.headers
    own = {key: value for key, value in headers.items() if not key.startswith("Levensloop-")}
    time = datetime.fromisoformat(headers[_TIME]).astimezone(UTC)
    origin = StoredMessage(headers[_SUBJECT], message.data, own, int(headers[_SEQUENCE]), time)
    return DeadLetter(message.seq, service, policy, headers[_REASON], headers[_STREAM], origin)
