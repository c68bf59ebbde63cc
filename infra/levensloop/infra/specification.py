"""Given, when, then: a rule as a test reads it. Pure, without a server; ships with the product so that others can use it.

given(inclusion, ClientReported(...)).when(AssessPurpose(...), by="politie-haaglanden").then(PurposeAssessed)
given(inclusion, ...).when(...).refused("REP-3")
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from levensloop.contracts.admission import admit
from levensloop.contracts.decision import Context, Decision, Organisation, system
from levensloop.contracts.event import Actor, CommandData, DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging.service import Service
from levensloop.infra.working_days import is_working_day

CASE = UUID("7d9f1a52-3c1e-4b0a-9d55-0b6f3a8e2c41")


@dataclass(frozen=True, slots=True)
class Given:
    """A case with a history, at a ZVH, in a world of organisations."""

    service: Service[Any]
    history: tuple[Recorded[DomainEvent], ...]
    context: Context

    def and_given(self, *events: DomainEvent, source: str | None = None) -> "Given":
        """More history, logged by `source` (default: this ZVH)."""
        start = len(self.history)
        more = tuple(record(event, start + i, source or self.context.me) for i, event in enumerate(events, 1))
        return replace(self, history=(*self.history, *more))

    @property
    def state(self) -> Any:
        """The service's fold of the history."""
        state = self.service.initial
        for recorded in self.history:
            state = self.service.evolve(state, recorded)
        return state

    def when(
        self, command: CommandData, by: str, functionary: str = "medewerker", at: datetime | None = None
    ) -> "Then":
        """Somebody gives a command: admission first, then the service decides."""
        context = replace(self.context, by=Actor(organisation=by, functionary=functionary), now=at or self.context.now)
        state = self.state
        refusal = admit(type(command), state.standing, context)
        return Then(refusal if refusal is not None else self.service.decide(state, command, context))

    def when_expired(self, timer: str, at: datetime) -> "Then":
        """A timer is due."""
        context = replace(self.context, by=system(self.context.me), now=at)
        return Then(self.service.expire(self.state, timer, context))

    def when_logged(self, *events: DomainEvent, source: str | None = None) -> "Then":
        """Events are in the log, and the service reacts to them."""
        after = self.and_given(*events, source=source)
        context = replace(self.context, by=system(self.context.me))
        reactions: list[DomainEvent] = []
        for recorded in after.history[len(self.history) :]:
            for reaction in self.service.reactions:
                if isinstance(recorded.event, reaction.on) and (
                    reaction.imported or recorded.source == self.context.me
                ):
                    reactions.extend(reaction.react(after.state, recorded, context))
        return Then(reactions)

    def deadlines(self) -> dict[str, datetime]:
        """The timers that run."""
        return dict(self.service.deadlines(self.state, self.context.me))


@dataclass(frozen=True, slots=True)
class Then:
    """What came of it."""

    decision: Decision

    def then(self, *expected: type[DomainEvent]) -> Sequence[Any]:
        """Exactly these kinds of events, in this order; returns them to look further."""
        assert not isinstance(self.decision, Refusal), f"refused: {self.decision}"
        kinds = tuple(type(event) for event in self.decision)
        assert kinds == expected, f"expected {_names(expected)}, got {_names(kinds)}"
        return self.decision

    def refused(self, rule: str) -> Refusal:
        """Refused by this rule, in a Dutch sentence; returns the refusal to look further."""
        assert isinstance(self.decision, Refusal), f"not refused: {_names(tuple(type(e) for e in self.decision))}"
        assert self.decision.rule == rule, f"expected a refusal by {rule}, got {self.decision}"
        assert self.decision.message.endswith("."), "a refusal is a sentence"
        return self.decision


def given(
    service: Service[Any], *events: DomainEvent, me: str, now: datetime, organisations: Sequence[Organisation]
) -> Given:
    """A case with this history, at the ZVH `me`."""
    context = Context(me, now, system(me), {o.id: o for o in organisations}, is_working_day)
    return Given(service, (), context).and_given(*events)


def record(event: DomainEvent, position: int, source: str, case: UUID = CASE) -> Recorded[DomainEvent]:
    """An event as if it stood in a log."""
    identity = uuid5(case, f"{position}")
    return Recorded(event, case, identity, source, event.at, position, fingerprint=identity.hex * 2)


def _names(kinds: Sequence[type[DomainEvent]]) -> list[str]:
    return [kind.__name__ for kind in kinds]
