"""Two ZVHs in memory that hand a case over and exchange streams, by the same pure functions as the services do."""

from collections import deque
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from uuid import uuid5

from levensloop.contracts.admission import admit
from levensloop.contracts.commands.handover import (
    AcceptHandover,
    AnnounceMove,
    AnswerIdentity,
    AnswerSupplierRequest,
    CancelMove,
    TransferDirection,
)
from levensloop.contracts.commands.plan import HoldReview
from levensloop.contracts.decision import Context, system
from levensloop.contracts.event import Actor, CommandData, DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.vocabulary import Heads
from levensloop.handover.feed import outgoing_of
from levensloop.handover.intake import Arrived, Here, Place, is_new, opened, place, receipt, releases
from levensloop.handover.manifest import Link, links
from levensloop.handover.presented import is_new_step
from levensloop.handover.release import proceed, unanswered
from levensloop.handover.service import handover
from levensloop.infra.messaging.following import Step
from levensloop.infra.messaging.service import Service
from levensloop.infra.specification import CASE
from levensloop.plan.service import plan
from support.samples.handover import SAMPLE_MEETING
from support.samples.inclusion import ROTTERDAM_HEADS, SAMPLE_HEADS
from support.samples.plan import SAMPLE_REVIEW
from support.samples.world import CHAIR, HAAGLANDEN, NOW, ORGANISATIONS, ROTTERDAM

HEADS: dict[str, Heads] = {HAAGLANDEN: SAMPLE_HEADS, ROTTERDAM: ROTTERDAM_HEADS}
OTHER = {HAAGLANDEN: ROTTERDAM, ROTTERDAM: HAAGLANDEN}


@dataclass(frozen=True)
class Sent:
    """One message of a case stream, or of the identity before it."""

    sender: str
    to: str
    move: int
    identity: bool
    link: Link
    recorded: Recorded[DomainEvent]


@dataclass
class Zvh:
    """A ZVH's log of the case, what it sent, and what of the other's it took in."""

    id: str
    log: list[Recorded[DomainEvent]] = field(default_factory=list)
    here: Here = field(default_factory=Here)
    outbox: deque[Sent] = field(default_factory=deque)
    sent: list[Sent] = field(default_factory=list)
    taken: list[Sent] = field(default_factory=list)
    reacted: int = 0

    @property
    def director(self) -> str | None:
        return self.here.state.standing.director

    def record(self, event: DomainEvent) -> None:
        """Something of its own."""
        identity = uuid5(CASE, f"{self.id} {len(self.log)}")
        mark = sha256(identity.bytes).hexdigest()
        self._log(Recorded(event, CASE, identity, self.id, event.at, len(self.log) + 1, mark))
        self.react()

    def react(self) -> None:
        """What follows by itself at who directs, once for each event that is in its log."""
        while self.reacted < len(self.log):
            recorded, self.reacted = self.log[self.reacted], self.reacted + 1
            if self.director == self.id:
                for event in proceed(self.here.state, recorded, self.context(system(self.id))):
                    self.record(event)

    def context(self, actor: Actor) -> Context:
        return Context(self.id, NOW, actor, {o.id: o for o in ORGANISATIONS})

    def give(self, command: CommandData, service: Service[Any], by: str | None = None) -> bool:
        """Its chair gives a command, or somebody of another organisation; whether it was admitted."""
        context = self.context(Actor(organisation=by or self.id, functionary=CHAIR))
        state = service.initial
        for recorded in self.log:
            state = service.evolve(state, recorded)
        decision = admit(type(command), self.here.state.standing, context) or service.decide(state, command, context)
        if isinstance(decision, Refusal):
            return False
        for event in decision:
            self.record(event)
        return bool(decision)

    def take(self, message: Sent) -> None:
        """One message of the other ZVH."""
        same = [
            m for m in self.taken if (m.move, m.sender, m.identity) == (message.move, message.sender, message.identity)
        ]
        earlier = [m.recorded for m in same if m.link.count < message.link.count]
        self.taken = [*(m for m in self.taken if m != message), message]
        before = frozenset(recorded.fingerprint for recorded in earlier)
        released = any(releases(recorded, message.move) for recorded in earlier)
        arrived = Arrived(CASE, message.move, message.sender, message.link, before, released)
        if message.identity:
            fresh = [message.recorded] if is_new_step(arrived, message.recorded, self.here, self.id) else []
        else:
            fresh = self._fresh(arrived, [*earlier, message.recorded])
        for recorded in fresh:
            self._log(replace(recorded, position=len(self.log) + 1))
        self.react()
        if fresh and not message.identity and (confirmation := receipt(arrived, self.here, self.id, NOW)):
            self.record(confirmation)

    def _fresh(self, arrived: Arrived, stream: list[Recorded[DomainEvent]]) -> list[Recorded[DomainEvent]]:
        match place(arrived, stream[-1], self.here, self.id):
            case Place.WAITS:
                return []
            case Place.OPENS:
                return opened(arrived, stream, self.here, self.id)
        return stream[-1:] if is_new(arrived, stream[-1], self.here, self.id) else []

    def _log(self, recorded: Recorded[DomainEvent]) -> None:
        before, self.here = self.here.state, self.here.then(recorded)
        self.log.append(recorded)
        outgoing = outgoing_of(Step(recorded, before, self.here.state), self.id)
        if outgoing is None:
            return
        stream = list(outgoing.select(self.log, outgoing.move))
        to = (outgoing.to_zvh, outgoing.move, outgoing.identity)
        done = sum(1 for message in self.sent if (message.to, message.move, message.identity) == to)
        for link, event in list(zip(links(stream), stream, strict=True))[done:]:
            message = Sent(self.id, *to, link, event)
            self.sent.append(message)
            self.outbox.append(message)


def _agree(zvh: Zvh) -> bool:
    """Whoever was asked agrees."""
    move = zvh.here.state.running
    asked = unanswered(move) if move else {}
    return any([zvh.give(AnswerSupplierRequest(agrees=True), handover, by=supplier) for supplier in asked])


ACTIONS = {
    "announce": lambda z: z.give(
        AnnounceMove(to_zvh=OTHER[z.id], reason="Gaat verhuizen.", planned_on=NOW.date()), handover
    ),
    "answer": lambda z: z.give(AnswerIdentity(hit=False), handover),
    "agree": _agree,
    "cancel": lambda z: z.give(CancelMove(reason="De woning ging niet door."), handover),
    "accept": lambda z: z.give(AcceptHandover(heads=HEADS[z.id]), handover),
    "meet": lambda z: z.give(SAMPLE_MEETING, handover),
    "transfer": lambda z: z.give(TransferDirection(), handover),
    "work": lambda z: z.give(HoldReview.model_validate({**dict(SAMPLE_REVIEW), "participants": (z.id,)}), plan),
}
"""What the chair of a ZVH may try at any moment; most of it is refused most of the time."""
