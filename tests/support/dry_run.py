"""A case file folded through the services without a server or streams: what each step should lead to, by the rules of the runtime."""

import functools
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from pydantic import ValidationError

from levensloop.contracts.admission import admit
from levensloop.contracts.calendar import day_of
from levensloop.contracts.decision import Context, system
from levensloop.contracts.event import Actor, DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.handover import CaseStreamReceived, IdentityAnswered
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.events.monitor import FiguresDelivered, FiguresRequested
from levensloop.contracts.events.signals import BottleneckReleased
from levensloop.contracts.monitoring import SMALL_COUNT
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.registry import COMMANDS, SERVICE_OF_COMMAND
from levensloop.contracts.roles import Role
from levensloop.contracts.sending import handed_over
from levensloop.contracts.standing import CLOSED, Standing, phase_at
from levensloop.contracts.standing import evolve as evolve_standing
from levensloop.handover.manifest import IDENTITY_STEPS, links, sent_back
from levensloop.handover.retraction import neighbours
from levensloop.handover.service import handover
from levensloop.handover.state import Move
from levensloop.infra.messaging.node import organisations_of
from levensloop.infra.messaging.service import Service
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.working_days import is_working_day
from levensloop.monitor.policies import bottleneck_reported
from levensloop.monitor.service import monitor
from levensloop.play.case_file import CaseFile, Step
from levensloop.play.earlier import with_numbers
from levensloop.play.world import NEVER_OVER
from levensloop.zvh.services import CASE_SERVICES
from support.came_of import CameOf
from support.kept import Kept
from support.recipients import recipients
from support.what_goes import what_goes

Log = list[Recorded[DomainEvent]]
Due = tuple[datetime, str, UUID, Service[Any], str]
"""When, at which ZVH, of which case, of which service, and which timer."""
_SERVICES: Mapping[str, Service[Any]] = {service.name: service for service in (*CASE_SERVICES, monitor)}


class DryRun:
    """The logs of all ZVHs, for the cases of one file."""

    def __init__(self, file: CaseFile) -> None:
        topology = load_topology(file.topology)
        self.file = file
        self.organisations = organisations_of(topology)
        self.zvhs = [o.id for o in self.organisations.values() if o.role is Role.ZVH]
        self.logs: dict[tuple[str, UUID], Log] = {(z, c): [] for z in self.zvhs for c in file.case_ids.values()}
        self.handled = dict.fromkeys(self.logs, 0)
        self.batches: dict[UUID, UUID] = {}
        self.causes: dict[tuple[str, UUID], tuple[str, UUID]] = {}
        """ZVH and event that followed by itself there → the service that reacted, and to which event."""
        self.kept: dict[tuple[str, UUID], Kept] = {}
        self.sent: dict[tuple[str, UUID, int], int] = {}
        self.folded: dict[tuple[str, str, UUID], tuple[int, Any]] = {}
        self.received: dict[str, list[str]] = {o: [] for o in self.organisations}
        self.now = file.steps[0].at
        self.came = CameOf()

    def play(self, step: Step) -> CameOf:
        """Move the clock, give the command, and let everybody do what is theirs to do."""
        self.came = CameOf()
        self._fire_until(step.at)
        if step.command is not None:
            self.came.early, self.came.follows = self.came.follows, []
            self._command(step)
        self._settle()
        return self.came

    def fire(self, due: Due) -> CameOf:
        """What comes of one timer that runs out; nobody did anything."""
        self.came = CameOf()
        self._expire(due)
        return self.came

    def standing(self, zvh: str, alias: str) -> tuple[str, str | None]:
        """Phase as this ZVH sees the case, and who directs."""
        found = functools.reduce(evolve_standing, self.logs[zvh, self.file.case_ids[alias]], Standing())
        return phase_at(found, zvh).value, found.director

    def _command(self, step: Step) -> None:
        assert step.command is not None
        assert step.case is not None
        assert step.by is not None
        assert step.zvh is not None
        case = self.file.case_ids[step.case]
        service = _SERVICES[SERVICE_OF_COMMAND[step.command]]
        try:
            command = COMMANDS[step.command].model_validate_json(
                json.dumps(with_numbers(step.data, self.logs[step.zvh, case]))
            )
        except ValidationError as error:
            self.came.refusal = refuse("INV-1", str(error))
            return
        actor = Actor.model_validate(step.by.model_dump())
        context = Context(step.zvh, self.now, actor, self.organisations, is_working_day)
        state = self._state(service, step.zvh, case)
        decision = admit(type(command), state.standing, context) or service.decide(state, command, context)
        if isinstance(decision, Refusal):
            self.came.refusal = decision
            return
        self.came.events = [type(event).__name__ for event in decision]
        self._record(step.zvh, case, decision, command=uuid4())

    def _fire_until(self, until: datetime) -> None:
        while due := min(self.due(until), key=lambda item: item[0], default=None):
            self._expire(due)
        self.now = until

    def _expire(self, due: Due) -> None:
        self.now, zvh, case, service, timer = due
        self._follow(zvh, case, service.expire(self._state(service, zvh, case), timer, self._context(zvh)))
        self._settle()

    def due(self, until: datetime) -> Iterator[Due]:
        """The timers that run out by then, in no order."""
        for zvh, case in self.logs:
            for service in _SERVICES.values():
                state = self._state(service, zvh, case)
                if state.standing.director == zvh and service.name not in NEVER_OVER:
                    for timer, at in service.deadlines(state, zvh).items():
                        if at <= until:
                            yield at, zvh, case, service, timer

    def _settle(self) -> None:
        size = -1
        while size != (size := sum(map(len, self.logs.values()))):
            for zvh, case in self.logs:
                self._handle(zvh, case)
            for zvh, case in self.logs:
                self._exchange(zvh, case)

    def _handle(self, zvh: str, case: UUID) -> None:
        log = self.logs[zvh, case]
        for at in range(self.handled[zvh, case], len(log)):
            self._disclose(zvh, log[:at], log[at:])
            self._react(zvh, case, log[at])
            self.handled[zvh, case] = at + 1

    def _report(self, zvh: str, released: BottleneckReleased) -> None:
        """BTL-1: under an id of its own, so that no case has it."""
        report = Recorded(bottleneck_reported(released, zvh), uuid4(), uuid4(), zvh, self.now, 1, "")
        self.came.follows.append(type(report.event).__name__)
        for to, _ in recipients(report.event, Standing(), Standing(), self.organisations, zvh):
            self._arrives(to, report)

    def _react(self, zvh: str, case: UUID, recorded: Recorded[DomainEvent]) -> None:
        if isinstance(recorded.event, BottleneckReleased) and recorded.source == zvh:
            self._report(zvh, recorded.event)
        if isinstance(
            recorded.event, FiguresRequested
        ):  # that they go, and to whom; what is in them is tested elsewhere
            about = {"half_year": recorded.event.half_year, "edition": 1, "up_to": 1, "small_count": SMALL_COUNT}
            self._follow(zvh, case, [FiguresDelivered(at=self.now, by=system(zvh), figures=(), **about)])
        for service in _SERVICES.values():
            for reaction in service.reactions:
                state = self._state(service, zvh, case)
                mine = reaction.imported or recorded.source == zvh
                if isinstance(recorded.event, reaction.on) and mine and state.standing.director == zvh:
                    before = len(self.logs[zvh, case])
                    self._follow(zvh, case, reaction.react(state, recorded, self._context(zvh)))
                    for caused in self.logs[zvh, case][before:]:
                        self.causes[zvh, caused.id] = service.name, recorded.id

    def _disclose(self, zvh: str, earlier: Log, rest: Log) -> None:
        """What goes to whom because of the first of `rest`, given all that was decided with it."""
        batch = self.batches.get(rest[0].id)
        together = itertools.takewhile(lambda r: batch is not None and self.batches.get(r.id) == batch, rest[1:])
        kept = self.kept.setdefault((zvh, rest[0].case), Kept(zvh, self.organisations))
        for found in what_goes(earlier, rest[0], list(together), kept, self.organisations, zvh, day_of(self.now)):
            if kept.takes(found):
                self._arrives(found.to, found.recorded)

    def _exchange(self, zvh: str, case: UUID) -> None:
        """What a move takes from this log to the other ZVH, and the receipt for it."""
        log = self.logs[zvh, case]
        self._identities(zvh, case)
        self._afterwards(zvh, case)
        move: Move | None = self._state(handover, zvh, case).move
        if move is None:
            return
        if zvh == move.from_zvh:
            stream = list(handed_over(log, move.number))
            if self._import(move.to_zvh, case, move.number, stream) and not (
                move.transferred or move.cancelled or self._closed(zvh, case)
            ):
                self._receipt(move, case, stream)
        else:
            self._import(move.from_zvh, case, move.number, list(sent_back(log, move.number)))

    def _afterwards(self, zvh: str, case: UUID) -> None:
        """What every ZVH that had the case hears after it moved (REP-2, GDPR 19)."""
        log = self.logs[zvh, case]
        if any(isinstance(recorded.event, ReportRetracted | DatumRectified) for recorded in log):
            for other in neighbours(log, zvh):
                if (other.zvh, case, other.move) in self.sent:
                    self._import(other.zvh, case, other.move, other.stream)

    def _closed(self, zvh: str, case: UUID) -> bool:
        return self._state(handover, zvh, case).standing.phase in CLOSED

    def _identities(self, zvh: str, case: UUID) -> None:
        """Before the case itself: who moves, and hit or no hit (MOV-1)."""
        for recorded in self.logs[zvh, case]:
            event = recorded.event
            if recorded.source != zvh or not isinstance(event, IDENTITY_STEPS):
                continue
            to = event.from_zvh if isinstance(event, IdentityAnswered) else event.to_zvh
            there = self.logs[to, case]
            if recorded.id not in {known.id for known in there}:
                there.append(replace(recorded, position=len(there) + 1))
                self._arrives(to, recorded)

    def _import(self, zvh: str, case: UUID, move: int, stream: Sequence[Recorded[DomainEvent]]) -> bool:
        """All of it arrives, once per move, also what a client who comes back left there; only what is new is logged."""
        log, before = self.logs[zvh, case], self.sent.get((zvh, case, move), 0)
        self.sent[zvh, case, move] = len(stream)
        known = {recorded.id for recorded in log}
        new = [recorded for recorded in stream if recorded.id not in known]
        for recorded in stream[before:]:
            self._arrives(zvh, recorded)
        for recorded in new:
            log.append(replace(recorded, position=len(log) + 1))
        return bool(new)

    def _receipt(self, move: Move, case: UUID, stream: Sequence[Recorded[DomainEvent]]) -> None:
        link, me = list(links(stream))[-1], move.to_zvh
        receipt = CaseStreamReceived(
            at=self.now,
            by=system(me),
            move=move.number,
            from_zvh=move.from_zvh,
            count=link.count,
            digest=link.digest,
        )
        self._follow(me, case, [receipt])

    def _follow(self, zvh: str, case: UUID, events: Sequence[DomainEvent]) -> None:
        self.came.follows += [type(event).__name__ for event in events]
        self._record(zvh, case, events)

    def _record(self, zvh: str, case: UUID, events: Sequence[DomainEvent], command: UUID | None = None) -> None:
        log, batch = self.logs[zvh, case], uuid4()
        for event in events:
            identity = uuid5(case, f"{zvh}/{len(log)}")
            self.batches[identity] = batch
            log.append(Recorded(event, case, identity, zvh, self.now, len(log) + 1, identity.hex * 2, command))

    def _arrives(self, organisation: str, recorded: Recorded[DomainEvent]) -> None:
        name = type(recorded.event).__name__
        self.received[organisation].append(name)
        self.came.arrived.setdefault(organisation, []).append(name)

    def _state(self, service: Service[Any], zvh: str, case: UUID) -> Any:
        """A log only grows, so what was folded of it stays folded."""
        log, key = self.logs[zvh, case], (service.name, zvh, case)
        at, state = self.folded.get(key, (0, service.initial))
        state = functools.reduce(service.evolve, log[at:], state)
        self.folded[key] = len(log), state
        return state

    def _context(self, zvh: str) -> Context:
        return Context(zvh, self.now, system(zvh), self.organisations, is_working_day)
