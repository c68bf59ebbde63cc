"""Sends a case that moves, event by event as it is logged, to the other ZVH; in both directions by the same handler."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from levensloop.contracts import subjects
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.handover import IdentityAnswered, IdentityPresented, IdentityWithdrawn
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.sending import ends, handed_over
from levensloop.handover import destroyed
from levensloop.handover.account import accounted
from levensloop.handover.manifest import Link, identity_steps, links, sent_back
from levensloop.handover.retraction import neighbours, until_the_end
from levensloop.handover.sealed import Seal, address_at
from levensloop.handover.state import State, evolve
from levensloop.handover.travelling import TravellingKeys
from levensloop.handover.wire import BrokenCaseStream, link_of, message
from levensloop.infra.eventstore.append import BATCH
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseLog, guarded
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.following import Following, Step, case_until
from levensloop.infra.secrecy.sealing import kids_of


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A stream from here: to which ZVH, of which move, which events of the log are in it, and whether it is the one of the
    identity, before the case is released (MOV-1)."""

    to_zvh: str
    move: int
    select: Callable[[Iterable[Recorded[DomainEvent]], int], Iterator[Recorded[DomainEvent]]]
    identity: bool = False

    def subject(self, case: CaseId) -> str:
        """Where it goes."""
        return (subjects.identity if self.identity else subjects.move)(self.to_zvh, case, self.move)


def outgoing_of(step: Step[State], me: str) -> Outgoing | None:
    """The stream that this event of the log belongs to, if any. Pure.

    Of the identity: what this ZVH itself recorded. Of the case: while a move runs after the release, its end included, with what the
    other ZVH must hear all the same when something is held then (GDPR 19).
    """
    recorded = step.recorded
    if recorded.source == me:
        match recorded.event:
            case IdentityPresented(to_zvh=other, move=number) | IdentityWithdrawn(to_zvh=other, move=number):
                return Outgoing(other, number, partial(identity_steps, me=me), identity=True)
            case IdentityAnswered(from_zvh=other, move=number):
                return Outgoing(other, number, partial(identity_steps, me=me), identity=True)
    before = step.before.running
    move = before if before is not None and ends(recorded, before.number) else step.after.running
    if move is None or not move.released:
        return None
    if move.from_zvh == me:
        select = partial(until_the_end, me=me) if ends(recorded, move.number) else handed_over
        return Outgoing(move.to_zvh, move.number, select)
    if move.to_zvh == me:
        return Outgoing(move.from_zvh, move.number, sent_back)
    return None


class Feed:
    """The policy `feed`: from this ZVH's log to its MOVE stream, each event with its accountability record, both or neither (ALW-3)."""

    def __init__(self, seal: Seal, log: CaseLog, sent: EventStore, keys: TravellingKeys, clock: Clock) -> None:
        self._me, self._seal, self._log, self._sent, self._keys, self._clock = seal.me, seal, log, sent, keys, clock
        self._following: Following[State] = Following(log, State(), evolve)

    async def handle(self, logged: StoredMessage) -> Sequence[NewMessage]:
        """What is in the case stream up to this event and has not been sent. Sends a long case in parts: all but the last
        here, each guarded by what stands before it, so that to do it again adds nothing. Once the other ZVH has the keys of it,
        what follows gets new ones. Raises `BrokenCaseStream`, `UnreadableEvent`, `SecrecyError`, `EventStoreError`."""
        step = await self._following.step(logged)
        if isinstance(step.recorded.event, ReportRetracted):
            return await self._after_a_move(logged)
        if isinstance(step.recorded.event, DatumRectified):
            effects = await self._after_a_move(logged)
            if effects and step.recorded.source == self._me:
                await self._keys.renew_correction(step.recorded.case, step.recorded.event.by.organisation)
            return effects
        match step.recorded.event:
            case DestructionOrdered() as order:
                events = await self._log.read_all(await case_until(self._log, logged))
                return [destroyed.known(order, events, step.before.standing.director, self._me)]
            case CaseDestroyed() as tombstone:
                case = step.recorded.case
                return destroyed.told(tombstone, case, self._me, self._keys.is_zvh, self._keys.signing)
        if (outgoing := outgoing_of(step, self._me)) is None:
            return ()
        messages = await case_until(self._log, logged)
        stream, case = list(outgoing.select(await self._log.read_all(messages), outgoing.move)), step.recorded.case
        effects = await self._send(outgoing.subject(case), stream, _bodies(messages))
        if outgoing.identity:
            await self._keys.renew_identity(case)
        elif step.recorded.source == self._me and ends(step.recorded, outgoing.move):
            await self._keys.renew(case)
        return effects

    async def _after_a_move(self, logged: StoredMessage) -> Sequence[NewMessage]:
        """REP-2, GDPR 19: to each ZVH that this log ever sent anything of the case to, also when that move ended long ago."""
        messages = await case_until(self._log, logged)
        effects: list[NewMessage] = []
        for neighbour in neighbours(await self._log.read_all(messages), self._me):
            subject = subjects.move(neighbour.zvh, subjects.case_of(logged.subject), neighbour.move)
            if await self._sent.last(subject) is not None:
                effects += await self._send(subject, neighbour.stream, _bodies(messages))
        return effects

    async def _send(
        self, subject: str, stream: Sequence[Recorded[DomainEvent]], bodies: dict[int, bytes]
    ) -> Sequence[NewMessage]:
        waiting, last = await self._unsent(subject, stream, bodies)
        while len(waiting) > BATCH:
            appended = await self._sent.append(guarded(waiting[:BATCH], Guard(subject, last)))
            waiting, last = waiting[BATCH:], appended.last - 1  # the last of all is a record
        return guarded(waiting, Guard(subject, last))

    async def _unsent(
        self, subject: str, stream: Sequence[Recorded[DomainEvent]], bodies: dict[int, bytes]
    ) -> tuple[list[NewMessage], int]:
        """The messages to send, each with its record behind it, and the sequence of the last event that was sent (0: none). One that
        comes again finds that more than up to here was sent: then there is nothing to do."""
        chained = list(links(stream))
        last = await self._sent.last(subject)
        sent = link_of(last) if last else Link()
        if last and (sent is None or (sent.count <= len(chained) and chained[sent.count - 1] != sent)):
            raise BrokenCaseStream(
                f"Wat van deze casus is verstuurd (bericht {last.seq}) staat zo niet in het logboek."
            )
        assert sent is not None
        messages, seen = list[NewMessage](), set[str]()
        for recorded, link in zip(stream, chained, strict=True):
            body = bodies[recorded.position]
            kids = kids_of(body)
            fresh, seen = kids - seen, seen | kids
            if link.count > sent.count:
                now = self._clock.now()
                keys = await self._keys.parcel(address_at(self._me, subject, link, now), fresh) if fresh else None
                sealed = self._seal.close(body, subject, link, now)
                messages += accounted(message(subject, sealed, link, keys), recorded, self._me, now)
        return messages, last.seq if last else 0


def _bodies(messages: Sequence[StoredMessage]) -> dict[int, bytes]:
    """Place in the log → bytes."""
    return {message.seq: message.data for message in messages}
