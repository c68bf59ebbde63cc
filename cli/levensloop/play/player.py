"""Plays a case file: step by step on the real servers, on a virtual clock, and looks at what came of each step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.shielding import refused_as_shielded
from levensloop.contracts.standing import Phase
from levensloop.play.accounted import unaccounted
from levensloop.play.case_model import CaseFile, Step
from levensloop.play.earlier import with_numbers
from levensloop.play.expectations import deviations_at_end, deviations_of
from levensloop.play.happening import Happening, name_of
from levensloop.play.report import CaseAt, ReplayResult, Report
from levensloop.play.world import World
from levensloop.zvh.outbox import out_changes
from levensloop.zvh.replay import Replay
from levensloop.zvh.replay import replay as replay_log

PRESENTED = "handover.identity"
"""What is seen of a case that is not here yet, and of one that may come back (MOV-1)."""

Show = Callable[[Happening], None]
"""Told of each step when all that came of it is in."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """How far every log and every inbox was."""

    logs: Mapping[str, int]
    inboxes: Mapping[str, int]


class Player:
    """Plays one case file in one world."""

    def __init__(self, case_file: CaseFile, world: World, show: Show) -> None:
        self._file, self._world, self._show = case_file, world, show

    async def play(self) -> Report:
        """Every step in order, timers that fall due first; then the whole log replayed."""
        happenings: list[Happening] = []
        for step in self._file.steps:
            before = self._mark()
            fired = await self._advance(step.at, apart=step.command is not None)
            happenings.extend(fired)
            if fired:
                before = self._mark()
            happenings.append(await self._step(step, before))
            self._show(happenings[-1])
        return await self._report(happenings)

    async def _advance(self, moment: datetime, *, apart: bool) -> list[Happening]:
        """Move the clock, each timer that falls due on the way at its own moment. `apart`: each a happening of its own."""
        to, fired = moment.astimezone(UTC), list[Happening]()
        while (due := self._next_due(to)) is not None:
            zvh, (service, case, timer, at) = due
            self._world.clock.advance(max(at, self._world.clock.now()))
            before = self._mark()
            await self._world.fire(zvh, service, case, timer)
            await self._world.settled()
            if apart:
                alias = self._alias(case)
                what = Happening(0, at, f"termijn verstreken: {timer}", zvh=zvh, case=alias)
                fired.append(await self._came_of(what, before, Answer()))
                self._show(fired[-1])
        self._world.clock.advance(to)
        return fired

    def _next_due(self, to: datetime) -> tuple[str, tuple[str, UUID, str, datetime]] | None:
        due = [(zvh.timers.first_due(to), name) for name, zvh in self._world.zvhs.items()]
        first = min(((d[3], name, d) for d, name in due if d is not None), default=None, key=lambda item: item[:2])
        if first is None:
            return None
        _, name, timer = first
        self._world.zvhs[name].timers.take(timer)
        return name, timer

    async def _step(self, step: Step, before: _Mark) -> Happening:
        happening = Happening(step.number, step.at, step.text)
        if step.command and step.by and step.case and step.zvh:
            log = self._world.zvhs[step.zvh].node.log
            answer = await self._world.command(
                step.zvh,
                step.by.organisation,
                step.command,
                self._file.case_ids[step.case],
                step.by.functionary,
                with_numbers(step.data, (await log.load(self._file.case_ids[step.case])).events),
                step.by.person,
            )
            happening = replace(
                happening,
                by=step.by.organisation,
                command=step.command,
                zvh=step.zvh,
                case=step.case,
                refusal=answer.refusal,
            )
        else:
            answer = Answer()
        await self._world.settled()
        happening = await self._came_of(happening, before, answer)
        return replace(happening, deviations=deviations_of(step, happening))

    def _mark(self) -> _Mark:
        return _Mark(self._world.logged(), {name: len(inbox.received) for name, inbox in self._world.inboxes.items()})

    async def _came_of(self, what: Happening, before: _Mark, answer: Answer) -> Happening:
        mine = {reference.id for reference in answer.events}
        new: list[Recorded[DomainEvent]] = []
        for name, last in self._world.logged().items():
            if last == before.logs[name]:
                continue
            log = self._world.zvhs[name].node.log
            found = await log.read_all(await log.store.load(subjects.ALL_EVENTS, before.logs[name]))
            new.extend(recorded for recorded in found if recorded.source == name)
        arrived = {
            name: [name_of(received.recorded) for received in inbox.received[before.inboxes[name] :]]
            for name, inbox in self._world.inboxes.items()
        }
        return replace(
            what,
            events=[recorded for recorded in new if recorded.id in mine],
            follows=[recorded for recorded in new if recorded.id not in mine],
            arrived={name: names for name, names in arrived.items() if names},
        )

    async def _report(self, happenings: Sequence[Happening]) -> Report:
        replays = {name: await replay_log(zvh.node.log, name) for name, zvh in self._world.zvhs.items()}
        cases = {
            name: [CaseAt(str(case), self._alias(case), phase, director) for case, phase, director in found.standings()]
            for name, found in replays.items()
        }
        received = {name: inbox.received for name, inbox in self._world.inboxes.items()}
        return Report(
            title=self._file.title,
            happenings=happenings,
            roles={o.id: o.role for o in self._world.organisations.values()},
            received=received,
            cases=cases,
            replays={name: await self._compared(found) for name, found in replays.items()},
            deviations=[*deviations_at_end(self._file, cases, received), *await unaccounted(self._world)],
        )

    async def _compared(self, found: Replay) -> ReplayResult:
        """What the replayed log leads to, beside what the running services answer, of a shielded case that it is; and what went out
        beside what should have."""
        same = not found.unopened
        for case, rebuilt in found.cases.items():
            if rebuilt.broken is not None:
                continue
            shielded = refused_as_shielded(rebuilt.standing, found.zvh)
            presented = rebuilt.standing.presented_to == found.zvh
            for question, state in rebuilt.now.views().items():
                service, view = question.split(".")
                expected = state if presented and question == PRESENTED else shielded or state
                same = same and await self._world.ask(found.zvh, service, view, case) == expected
            if rebuilt.standing.phase is not Phase.DESTROYED:
                same = same and not (await out_changes(self._world.zvhs[found.zvh].node, case))[0]
        return ReplayResult(found.events, len(found.cases), found.digest, same)

    def _alias(self, case: UUID) -> str:
        return next((alias for alias, known in self._file.case_ids.items() if known == case), str(case))
