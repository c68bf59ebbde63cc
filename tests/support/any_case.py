"""One case, at two ZVHs, to which anything may happen: any command that the admission table allows, days that pass, timers,
reactions and moves. What must hold whatever happens (ALW-1) stands here; tests/rules/always says which commands are given.
"""

import copy
import functools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from levensloop.contracts.admission import admit
from levensloop.contracts.codec import decode
from levensloop.contracts.commands import handover, inclusion, signals, third_parties
from levensloop.contracts.decision import Context
from levensloop.contracts.envelope import CloudEvent, source_of
from levensloop.contracts.event import Actor, CommandData, DomainEvent
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import SERVICE_OF_COMMAND
from levensloop.contracts.standing import CLOSED, Phase, Standing
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.working_days import is_working_day
from levensloop.play.case_file import CaseFile, End, Expect, Step
from levensloop.play.case_model import By
from levensloop.zvh.services import CASE_SERVICES
from support.any_command import OF_A_CASE, Seen, data_of
from support.dry_run import DryRun
from support.samples.inclusion import SAMPLE_INCLUSION, SAMPLE_PURPOSE, SAMPLE_REPORT, SAMPLE_TRIAGE
from support.samples.plan import SAMPLE_ESTABLISH
from support.samples.signals import COORDINATOR
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, POLITIE, PROVIDER, REPORTED_AT, ROTTERDAM, WOONPARTNER
from support.topologies import TWO_ZVHS

ALIAS = "iemand"
USUAL: tuple[tuple[CommandData, str, int], ...] = (
    (SAMPLE_REPORT, POLITIE, 0),
    (SAMPLE_PURPOSE, POLITIE, 1),
    (SAMPLE_TRIAGE, HAAGLANDEN, 2),
    (SAMPLE_INCLUSION, HAAGLANDEN, 3),
    (SAMPLE_ESTABLISH, HAAGLANDEN, 14),
)
"""How a case usually begins: command, by whom, how many days after the one before."""

PERSONS = {HAAGLANDEN: "7f3a-19c2"}
"""Who says which person it was; the others do not."""

ACTORS: tuple[tuple[str, str], ...] = (
    (HAAGLANDEN, CHAIR),
    (ROTTERDAM, CHAIR),
    (POLITIE, "wijkagent"),
    (PROVIDER, COORDINATOR),
    (GEMEENTE, "casusregisseur"),
    (WOONPARTNER, "woonconsulent"),
    ("levensloopaanbieder-rotterdam", COORDINATOR),
    ("gemeente-rotterdam", "casusregisseur"),
    ("politie-rotterdam", "wijkagent"),
)


TRIES = 4
"""How often somebody tries who is refused."""

ENDS = (
    inclusion.ExcludeClient,
    inclusion.RecordDeath,
    inclusion.RetractReport,
    handover.CancelMove,
    signals.WithdrawSecureBedRequest,
    third_parties.WithdrawAdmission,
)
"""What ends the case, its move or what was asked in it, or takes it back: seldom given, or none would get far."""


@functools.cache
def _nothing_happened_yet() -> DryRun:
    begin = Step.model_construct(number=1, at=REPORTED_AT, wait="Begin.", expect=Expect())
    return DryRun(CaseFile(Path("altijd.yaml"), "", "", TWO_ZVHS, (ALIAS,), {}, (begin,), End()))


class AnyCase(RuleBasedStateMachine):
    """People give commands, days pass, and the services of both ZVHs do what they do by themselves.

    `services`: whose commands are given once the case is under way; the others' only lead to where it begins. `given` counts
    what was recorded, over all runs.
    """

    services: ClassVar[frozenset[str]] = frozenset(service.name for service in CASE_SERVICES)
    given: ClassVar[set[type[CommandData]]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.run = copy.deepcopy(_nothing_happened_yet())
        (self.case,) = self.run.file.case_ids.values()
        self.done: set[type[CommandData]] = set()

    @initialize(steps=st.sampled_from([5, 5, 3, 5, 4, 3, 2, 1, 0]))
    def the_usual_start(self, steps: int) -> None:
        for command, by, days in USUAL[:steps]:
            self.time_passes(days)
            functionary = CHAIR if by == HAAGLANDEN else "wijkagent"
            self.give(command, HAAGLANDEN, by, functionary)

    @rule(chance=st.integers(0, 2**32), times=st.integers(1, 8))
    def people_give_commands(self, chance: int, times: int) -> None:
        """Any that the table admits, by anybody who may."""
        lot = Random(chance)
        for _ in range(times):
            self.somebody_gives_a_command(lot)

    def somebody_gives_a_command(self, lot: Random) -> None:
        """Often one that was not done in this case before, or the next step of its move; seldom one that ends it. Who is
        refused tries again."""
        admitted = list(self.admitted())
        kinds = sorted({command for command, *_ in admitted}, key=lambda command: command.wire_name())
        ends = [command for command in kinds if command in ENDS]
        goes_on = [command for command in kinds if command not in ENDS]
        fresh = [command for command in goes_on if command not in self.done]
        move = [command for command in goes_on if SERVICE_OF_COMMAND[command.wire_name()] == "handover"]
        moves = handover.AnnounceMove in self.done
        third = [command for command in goes_on if command.__module__ == third_parties.__name__]
        asked = third_parties.AdmitThirdParty in self.done
        weights = (0.02, 0.4, 0.3 if moves else 0.0, 0.2 if asked else 0.0, 0.28)
        (pool,) = lot.choices((ends, fresh, move, third, goes_on), weights)
        pool = pool or kinds
        if not pool:
            return
        chosen = lot.choice(pool)
        for _ in range(TRIES):
            zvh, by, functionary = lot.choice([who for command, *who in admitted if command is chosen])
            if self.give(data_of(chosen, self.seen(zvh))(lot), zvh, by, functionary):
                break

    @rule(chance=st.integers(0, 2**32))
    def it_goes_well_for_long(self, chance: int) -> None:
        """Sometimes, and then the case may end as it was meant to."""
        lot = Random(chance)
        if lot.random() < 0.15:
            self.time_passes(900)
            for zvh in self.run.zvhs:
                self.give(data_of(inclusion.ExcludeClient, self.seen(zvh))(lot), zvh, zvh, CHAIR)

    @rule(days=st.sampled_from([1, 3, 10, 40, 120]))
    def time_passes(self, days: int) -> None:
        """What falls due meanwhile goes off, in order, and not for ever."""
        until, fired = self.run.now + timedelta(days=days), 0
        while due := min(self.run.due(until), key=lambda item: item[0], default=None):
            at, zvh, case, service, timer = due
            came = self.run.fire((max(at, self.run.now), zvh, case, service, timer))
            assert came.follows, f"{service.name} {timer} was due and nothing was said"
            fired += 1
            assert fired < 500, f"{service.name} {timer} goes off again and again"
        self.run.now = until

    @invariant()
    def exactly_one_directs(self) -> None:
        """From the report on (MOV-5); what is known of a case at two ZVHs, says the same at both."""
        if any(self.standing(zvh).phase is Phase.DESTROYED for zvh in self.run.zvhs):
            return  # five years on
        directors = {zvh: self.standing(zvh).director for zvh in self.run.zvhs if self.run.logs[zvh, self.case]}
        assert all(directors.values()), directors
        acting = [zvh for zvh, director in directors.items() if director == zvh]
        assert len(acting) == (1 if directors else 0), directors
        assert len(set(directors.values())) <= 1, directors

    @invariant()
    def something_is_due_or_seen_to_be_overdue(self) -> None:
        for zvh in self.run.zvhs:
            standing = self.standing(zvh)
            if standing.director != zvh:
                continue
            items, running = self.agenda(zvh)
            if standing.phase in CLOSED:
                assert not running, f"runs on in a closed case: {running}"
                assert not items, f"to be done in a closed case: {items}"
                continue
            term = "REV-1" if standing.phase is Phase.PLANNED else "INC-7"
            assert [item.owner for item in items if item.rule == term] == [zvh], f"{standing.phase}: nobody watches it"
            assert {item.owner for item in items} <= self.run.organisations.keys()
            unseen = [item for item in items if item.due <= self.run.now and not item.overdue]
            assert not unseen, f"overdue and unseen: {unseen}"
            assert running <= {item.due for item in items if not item.overdue}, "a timer that nobody sees"

    def teardown(self) -> None:
        """From their bytes the events are the same, and lead to the same."""
        for zvh in self.run.zvhs:
            log = self.run.logs[zvh, self.case]
            again = [_through_bytes(recorded) for recorded in log]
            assert [recorded.event for recorded in again] == [recorded.event for recorded in log]
            for service in CASE_SERVICES:
                kept = self.run._state(service, zvh, self.case)
                assert functools.reduce(service.evolve, again, service.initial) == kept, service.name

    def admitted(self) -> Iterator[tuple[type[CommandData], str, str, str]]:
        """What may be given: the command, at which ZVH, by whom. One case is reported once: its number is random."""
        known = any(self.run.logs[zvh, self.case] for zvh in self.run.zvhs)
        for zvh in self.run.zvhs:
            standing = self.standing(zvh)
            for by, functionary in ACTORS:
                actor = Actor(organisation=by, functionary=functionary)
                context = Context(zvh, self.run.now, actor, self.run.organisations, is_working_day)
                for command in OF_A_CASE:
                    mine = SERVICE_OF_COMMAND[command.wire_name()] in self.services or not known
                    once = command is not inclusion.ReportClient or not known
                    if mine and once and admit(command, standing, context) is None:
                        yield command, zvh, by, functionary

    def give(self, command: CommandData, zvh: str, by: str, functionary: str) -> bool:
        """As over the wire; whether anything came of it. No exception ever does."""
        step = Step.model_construct(
            number=1,
            at=self.run.now,
            wait=None,
            by=By.model_construct(organisation=by, functionary=functionary, person=PERSONS.get(by)),
            command=command.wire_name(),
            case=ALIAS,
            zvh=zvh,
            data=command.model_dump(mode="json"),
            expect=Expect(),
        )
        recorded = bool(self.run.play(step).events)
        if recorded:
            self.given.add(type(command))
            self.done.add(type(command))
        return recorded

    def standing(self, zvh: str) -> Standing:
        found: Standing = self.run._state(CASE_SERVICES[0], zvh, self.case).standing
        return found

    def seen(self, zvh: str) -> Seen:
        here = [o for o, found in self.run.organisations.items() if found.zvh == zvh]
        log = self.run.logs[zvh, self.case]
        reported = next((r.id for r in log if isinstance(r.event, ClientReported)), None)
        return Seen(zvh, self.run.now.astimezone(UTC).date(), self.standing(zvh), here, reported)

    def agenda(self, zvh: str) -> tuple[list[AgendaItem], set[datetime]]:
        """What is on the agenda of all services together, and when the timers are due that run."""
        items: list[AgendaItem] = []
        running: set[datetime] = set()
        for service in CASE_SERVICES:
            if service.name == "retention":
                continue  # its terms run as long as there is anything of a case, closed or not
            state: Any = self.run._state(service, zvh, self.case)
            deadlines = service.deadlines(state, zvh)
            items.extend(service.agenda(state, deadlines, zvh))
            running.update(deadlines.values())
        return items, running


def _through_bytes(recorded: Recorded[DomainEvent]) -> Recorded[DomainEvent]:
    envelope = CloudEvent(
        id=recorded.id,
        source=source_of("0" * 20, recorded.source),
        type=recorded.event.wire_name(),
        subject=recorded.case,
        time=recorded.time,
        data=recorded.event.model_dump(mode="json"),
    )
    return replace(recorded, event=decode(CloudEvent.model_validate_json(envelope.to_bytes())))
