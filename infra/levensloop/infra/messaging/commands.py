"""A command, from bytes to an answer: read, admit, decide, record. Pure decisions, one guarded append, idempotent by id."""

import asyncio
import functools
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Generic
from weakref import WeakValueDictionary

import structlog
from pydantic import ValidationError

from levensloop.contracts.accountability import Capacity, Operation, Outcome
from levensloop.contracts.admission import admit
from levensloop.contracts.answer import Answer, Command, EventReference
from levensloop.contracts.codec import UnreadableEvent, wrong_fields
from levensloop.contracts.decision import Context, Decision, Organisation
from levensloop.contracts.event import Actor, CaseId, CommandData
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.registry import COMMANDS, SERVICE_OF_COMMAND
from levensloop.contracts.vouched import Vouched
from levensloop.infra.eventstore.errors import Conflict, EventStoreError
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.service import S, Service
from levensloop.infra.messaging.trouble import refusal_for
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.users.acting_as import KnownUser
from levensloop.infra.working_days import is_working_day

ATTEMPTS = 10
"""How often a decision is taken anew because somebody else wrote to the same case in between. Default."""

FIRST_PAUSE, LONGEST_PAUSE = 0.005, 0.25
"""Seconds between those, doubled each time: a second in all. Default."""

_log = structlog.get_logger()


class CommandHandler(Generic[S]):
    """Answers the commands of one service at one ZVH. Never raises for what a sender can get wrong."""

    def __init__(
        self,
        service: Service[S],
        log: CaseLog,
        me: str,
        organisations: Mapping[str, Organisation],
        clock: Clock,
        accountant: Accountant,
    ) -> None:
        self._service, self._log, self._me = service, log, me
        self._organisations, self._clock, self._accountant = organisations, clock, accountant
        self._turns: WeakValueDictionary[CaseId, asyncio.Lock] = WeakValueDictionary()

    async def handle(self, organisation: str, name: str, body: bytes, user: KnownUser | None = None) -> Answer:
        """The answer to command `name` that `organisation` gives; `user`: who signed it, where that is a user of it. Whatever is refused
        leaves the log as it was."""
        read = self._read(organisation, name, body)
        if isinstance(read, Refusal):
            answer = Answer(refusal=read)
        else:
            answer = await self._given(organisation, name, *read, user)
        _log.info(
            "command",
            service=self._service.name,
            command=name if name in COMMANDS else "unknown",
            case=None if isinstance(read, Refusal) else str(read[0].case),
            events=[reference.type for reference in answer.events],
            refused=answer.refusal.rule if answer.refusal else None,
        )
        return answer

    def _read(self, organisation: str, name: str, body: bytes) -> tuple[Command, CommandData] | Refusal:
        if SERVICE_OF_COMMAND.get(name) != self._service.name:
            return refuse("INV-2", f"De opdracht {name} bestaat niet bij {self._service.name}.", command=name)
        if organisation not in self._organisations:
            return refuse("INV-3", f"De organisatie {organisation} is niet bekend in de topologie.")
        try:
            command = Command.model_validate_json(body)
            return command, COMMANDS[name].model_validate_json(json.dumps(command.data))
        except ValidationError as error:
            fields = wrong_fields(error)
            return refuse("INV-1", f"De opdracht {name} is onleesbaar of onvolledig: {fields}.", fields=fields)

    async def _given(
        self, organisation: str, name: str, command: Command, data: CommandData, user: KnownUser | None
    ) -> Answer:
        """The answer, with its record where it is a refusal. Of a user it is the grant that says which person, not the command."""
        if user is None:
            return await self._accounted(organisation, command, name, await self._answer(organisation, command, data))
        contradicted = user.contradicted(command.functionary, command.person)
        vouched = user.vouched(command.functionary)
        command = command.model_copy(update={"person": user.person})
        if contradicted:
            answer = Answer(refusal=contradicted)
        else:
            answer = await self._answer(organisation, command, data, vouched)
        return await self._accounted(organisation, command, name, answer, vouched)

    async def _answer(
        self, organisation: str, command: Command, data: CommandData, vouched: Vouched | None = None
    ) -> Answer:
        actor = Actor(organisation=organisation, functionary=command.functionary, person=command.person)
        turn = self._turns.setdefault(command.case, asyncio.Lock())
        try:
            async with turn:  # commands on one case that wait for each other need not race each other
                for attempt in range(ATTEMPTS):
                    if answer := await self._attempt(actor, command, data, vouched):
                        return answer
                    self._log.forget(command.case)
                    await asyncio.sleep(min(FIRST_PAUSE * 2.0**attempt, LONGEST_PAUSE))
        except (EventStoreError, UnreadableEvent, SecrecyError) as error:
            return Answer(refusal=refusal_for(error, service=self._service.name, case=command.case))
        return Answer(
            refusal=refuse("INV-8", "Anderen werken nu aan deze casus. Er is niets veranderd; probeer opnieuw.")
        )

    async def _accounted(
        self, organisation: str, command: Command, name: str, answer: Answer, vouched: Vouched | None = None
    ) -> Answer:
        """WGS 1.8(4): what was refused, to whom and by which rule. What could not be done for now (INV-8) was not judged."""
        if answer.refusal is None or answer.refusal.rule == "INV-8":
            return answer
        facts: dict[str, Any] = {"outcome": Outcome.REFUSED, "rule": answer.refusal.rule}
        facts |= {"person": command.person, "vouched": vouched}
        try:
            known = (await self._log.load(command.case)).events
            who = (organisation, command.functionary, Capacity.EXECUTING)
            case = command.case if known else None
            record = self._accountant.record(Operation.REFUSE, name, *who, case=case, **facts)
            await self._accountant.keep(record)
        except (EventStoreError, UnreadableEvent, SecrecyError) as error:
            return Answer(refusal=refusal_for(error, service=self._service.name, case=command.case))
        return answer

    async def _attempt(
        self, actor: Actor, command: Command, data: CommandData, vouched: Vouched | None
    ) -> Answer | None:
        """The answer as the case stands now; `None` when it turns out to have moved on meanwhile."""
        history = await self._log.load(command.case)
        if done := _references(history, command):
            if actor.organisation not in _who_gave(history, command):
                return Answer(
                    refusal=refuse("INV-1", "Dit nummer is al van een andere opdracht; geef een nieuw nummer.")
                )
            return Answer(events=done, repeated=True)
        context = Context(self._me, self._clock.now(), actor, self._organisations, is_working_day)
        decision = self._decide(history, data, context)
        if isinstance(decision, Refusal) or not decision:
            # No guard judges what records nothing, so the leader is asked whether this was the case as it stands.
            if not await self._log.is_current(history):
                return None
            return Answer(refusal=decision) if isinstance(decision, Refusal) else Answer()
        with suppress(Conflict):
            return Answer(events=await self._log.record(history, decision, command.id, vouched))
        return None

    def _decide(self, history: CaseHistory, data: CommandData, context: Context) -> Decision:
        state = functools.reduce(self._service.evolve, history.events, self._service.initial)
        return admit(type(data), state.standing, context) or self._service.decide(state, data, context)


def _references(history: CaseHistory, command: Command) -> tuple[EventReference, ...]:
    """What this command led to, if it was done before: the answer to a repetition is the same."""
    return tuple(
        EventReference(id=recorded.id, type=type(recorded.event).wire_name(), position=recorded.position)
        for recorded in history.events
        if recorded.command == command.id
    )


def _who_gave(history: CaseHistory, command: Command) -> set[str]:
    """A number that another got hold of tells it nothing of what came of the command."""
    return {recorded.event.by.organisation for recorded in history.events if recorded.command == command.id}
