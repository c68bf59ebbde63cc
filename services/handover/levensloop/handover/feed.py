"""Sends a case that moves, event by event as it is logged, to the other ZVH; in both directions by the same handler."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.recorded import Recorded, read
from levensloop.handover.manifest import handed_over, links, sent_back
from levensloop.handover.retraction import neighbours
from levensloop.handover.state import State, evolve
from levensloop.handover.wire import BrokenCaseStream, link_of, message
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseLog, guarded
from levensloop.infra.messaging.following import Following, Step, case_until

BATCH = 900
"""Events of a case in one batch; the server takes 1,000 messages, and the position is one of them."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A case stream from here: to which ZVH, of which move, and which events of the log are in it."""

    to_zvh: str
    move: int
    select: Callable[[Iterable[Recorded[DomainEvent]], int], Iterator[Recorded[DomainEvent]]]


def outgoing_of(step: Step[State], me: str) -> Outgoing | None:
    """The case stream that this event of the log belongs to, if any: while a move runs, the transfer included. Pure."""
    transfers = isinstance(step.recorded.event, DirectionTransferred)
    move = step.before.running if transfers else step.after.running
    if move is not None and move.from_zvh == me:
        return Outgoing(move.to_zvh, move.number, handed_over)
    if move is not None and move.to_zvh == me:
        return Outgoing(move.from_zvh, move.number, sent_back)
    return None


class Feed:
    """The policy `feed`: from this ZVH's log to its MOVE stream."""

    def __init__(self, me: str, log: CaseLog, sent: EventStore) -> None:
        self._me, self._log, self._sent = me, log, sent
        self._following: Following[State] = Following(log, State(), evolve)

    async def handle(self, logged: StoredMessage) -> Sequence[NewMessage]:
        """What is in the case stream up to this event and has not been sent. Sends a long case in parts: all but the last
        here, each guarded by what stands before it, so that to do it again adds nothing. Raises `BrokenCaseStream`,
        `UnreadableEvent`, `EventStoreError`."""
        step = await self._following.step(logged)
        if isinstance(step.recorded.event, ReportRetracted):
            return await self._retraction(logged)
        if (outgoing := outgoing_of(step, self._me)) is None:
            return ()
        bodies = await self._bodies(logged)
        stream = list(outgoing.select((read(body, seq) for seq, body in bodies.items()), outgoing.move))
        return await self._send(subjects.move(outgoing.to_zvh, step.recorded.case, outgoing.move), stream, bodies)

    async def _retraction(self, logged: StoredMessage) -> Sequence[NewMessage]:
        """REP-2: to each ZVH that this log ever sent anything of the case to, also when that move ended long ago."""
        bodies = await self._bodies(logged)
        effects: list[NewMessage] = []
        for neighbour in neighbours([read(body, seq) for seq, body in bodies.items()], self._me):
            subject = subjects.move(neighbour.zvh, subjects.case_of(logged.subject), neighbour.move)
            if await self._sent.last(subject) is not None:
                effects += await self._send(subject, neighbour.stream, bodies)
        return effects

    async def _send(
        self, subject: str, stream: Sequence[Recorded[DomainEvent]], bodies: dict[int, bytes]
    ) -> Sequence[NewMessage]:
        waiting, last = await self._unsent(subject, stream, bodies)
        while len(waiting) > BATCH:
            appended = await self._sent.append(guarded(waiting[:BATCH], Guard(subject, last)))
            waiting, last = waiting[BATCH:], appended.last
        return guarded(waiting, Guard(subject, last))

    async def _bodies(self, logged: StoredMessage) -> dict[int, bytes]:
        """Place in the log → bytes, of the case up to this event."""
        return {m.seq: m.data for m in await case_until(self._log, logged)}

    async def _unsent(
        self, subject: str, stream: Sequence[Recorded[DomainEvent]], bodies: dict[int, bytes]
    ) -> tuple[list[NewMessage], int]:
        """The messages to send, and the sequence of the last that was sent (0: none). An event that comes again finds
        that more than up to here was sent: then there is nothing to do."""
        chained = list(links(stream))
        messages = [
            message(subject, bodies[recorded.position], link) for recorded, link in zip(stream, chained, strict=True)
        ]
        last = await self._sent.last(subject)
        if last is None:
            return messages, 0
        sent = link_of(last)
        if sent is None or (sent.count <= len(chained) and chained[sent.count - 1] != sent):
            raise BrokenCaseStream(
                f"Wat van deze casus is verstuurd (bericht {last.seq}) staat zo niet in het logboek."
            )
        return messages[sent.count :], last.seq
