"""A ZVH at work on a real node, and what a test wants to know of its log."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from functools import reduce
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer
from levensloop.contracts.commands.handover import AnswerIdentity, AnswerSupplierRequest, CancelMove, TransferDirection
from levensloop.contracts.commands.plan import HoldReview
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred, IdentityPresented
from levensloop.contracts.recorded import Recorded
from levensloop.handover.app import app as handover_app
from levensloop.handover.release import unanswered
from levensloop.handover.state import State, evolve
from levensloop.inclusion.app import app as inclusion_app
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.messaging.timers import VirtualTimers
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.vault import read_closed
from levensloop.plan.app import app as plan_app
from support.messaging import command_at
from support.samples.handover import SAMPLE_ACCEPTANCE, SAMPLE_ANNOUNCEMENT, SAMPLE_MEETING
from support.samples.inclusion import ROTTERDAM_HEADS, SAMPLE_HEADS
from support.samples.plan import SAMPLE_REVIEW, planned_case
from support.samples.world import CHAIR, HAAGLANDEN, NOW, ROTTERDAM
from support.waiting import PATIENCE

HEADS = {HAAGLANDEN: SAMPLE_HEADS, ROTTERDAM: ROTTERDAM_HEADS}
ANNOUNCE, ACCEPT, MEET, TRANSFER = SAMPLE_ANNOUNCEMENT, SAMPLE_ACCEPTANCE, SAMPLE_MEETING, TransferDirection()
NO_HIT, AGREE, CANCEL = AnswerIdentity(hit=False), AnswerSupplierRequest(agrees=True), CancelMove(reason="Blijft toch.")


class Zvh:
    """A ZVH: its node, and its services as long as they run."""

    def __init__(self, node: Node) -> None:
        self.node, self.id = node, node.me
        self._services = contextlib.AsyncExitStack()

    async def start(self) -> None:
        """Its services, at work."""
        self._services = contextlib.AsyncExitStack()
        for app in (inclusion_app, plan_app, handover_app):
            await self._services.enter_async_context(running(app(self.node)))

    async def stop(self) -> None:
        await self._services.aclose()

    async def give(self, case: UUID, command: CommandData, by: str | None = None) -> Answer:
        """Its chair gives a command, or somebody of another organisation."""
        return await command_at(self.node, by or self.id, command, case, CHAIR)

    async def does(self, case: UUID, command: CommandData, by: str | None = None) -> None:
        """A command that must lead to an event."""
        answer = await self.give(case, command, by)
        assert answer.events, f"{self.id}: {answer.refusal}"

    async def refuses(self, case: UUID, command: CommandData, rule: str) -> None:
        answer = await self.give(case, command)
        assert answer.refusal is not None, f"{self.id} did {command.wire_name()}"
        assert answer.refusal.rule == rule, f"{self.id}: {answer.refusal}"

    def review(self) -> HoldReview:
        """Ordinary work that only who directs can do."""
        return HoldReview.model_validate({**dict(SAMPLE_REVIEW), "participants": (self.id,)})

    async def begin(self) -> UUID:
        """A new case with a plan, in this log."""
        case = uuid4()
        log = self.node.log
        await log.store.append(await log.messages(await log.load(case), planned_case()))
        return case

    async def logged(self, case: UUID) -> list[StoredMessage]:
        return await self.node.log.store.load(subjects.case_events(case))

    async def events(self, case: UUID) -> list[Recorded[DomainEvent]]:
        return [read_closed(message.data, message.seq) for message in await self.logged(case)]

    async def state(self, case: UUID) -> State:
        return reduce(evolve, await self.events(case), State())

    async def until(self, case: UUID, holds: Callable[[State], bool], what: str) -> State:
        """Follow the log of the case, from how it stands now, until this holds; fail after PATIENCE seconds."""
        store, pattern = self.node.log.store, subjects.case_events(case)
        past = await self.events(case)
        state = reduce(evolve, past, State())
        if holds(state):
            return state
        try:
            async with (
                asyncio.timeout(PATIENCE),
                aclosing(store.subscribe(pattern, past[-1].position if past else 0)) as messages,
            ):
                async for message in messages:
                    state = evolve(state, read_closed(message.data, message.seq))
                    if holds(state):
                        return state
        except TimeoutError as error:
            raise AssertionError(f"{self.id} never: {what}; it stands at {state.move}") from error
        raise AssertionError("a subscription does not end")

    async def until_asked(self, case: UUID, move: int) -> None:
        def asked(state: State) -> bool:
            found = state.identity
            return found is not None and found.to_zvh == self.id and found.move == move

        await self.until(case, asked, "is asked whether it knows the person")

    async def until_answered(self, case: UUID) -> State:
        """And until what follows from the answer is there: the suppliers are asked, or the case is released."""

        def answered(state: State) -> bool:
            move = state.running
            return move is not None and (move.released or bool(move.asked))

        return await self.until(case, answered, "hears hit or no hit")

    async def until_released(self, case: UUID) -> None:
        await self.until(case, lambda s: s.running is not None and s.running.released, "releases the case")

    async def until_it_has_the_case(self, case: UUID) -> None:
        def has(state: State) -> bool:  # of this move: the history tells of earlier ones, between others
            move = state.running
            return move is not None and move.to_zvh == self.id and move.received is not None

        await self.until(case, has, "has the case")

    async def until_the_other_has_all(self, case: UUID) -> None:
        await self.until(case, lambda s: s.running is not None and s.running.whole, "hears that the case is whole")

    async def until_accepted(self, case: UUID) -> None:
        await self.until(case, lambda s: s.running is not None and s.running.accepted is not None, "accepted")

    async def until_it_directs(self, case: UUID) -> None:
        await self.until(case, lambda s: s.standing.director == self.id, "directs")


@asynccontextmanager
async def at_work(network: Network, me: str) -> AsyncIterator[Zvh]:
    """A ZVH of the network with its services at work."""
    clock, timers = VirtualClock(NOW), VirtualTimers()
    async with connected(
        network.topology, me, network.url(me), network.credentials(me), network.keys, clock, timers
    ) as node:
        zvh = Zvh(node)
        await zvh.start()
        try:
            yield zvh
        finally:
            await zvh.stop()


@asynccontextmanager
async def both_at_work(network: Network) -> AsyncIterator[tuple[Zvh, Zvh]]:
    async with at_work(network, HAAGLANDEN) as here, at_work(network, ROTTERDAM) as there:
        yield here, there


async def hand_over(here: Zvh, there: Zvh, case: UUID) -> None:
    """The whole move, in the order in which it usually goes."""
    await here.does(case, ANNOUNCE.model_copy(update={"to_zvh": there.id}))
    await finish(here, there, case)


async def release(here: Zvh, there: Zvh, case: UUID) -> None:
    """MOV-1: hit or no hit, and who supplied agrees; what is done already is not done again."""
    move = (await here.state(case)).running
    assert move is not None
    if move.released:
        return
    await there.until_asked(case, move.number)
    answer = await there.give(case, NO_HIT)
    assert answer.refusal is None, answer.refusal
    await here.until_answered(case)
    move = (await here.state(case)).running  # all who are asked, for they are so in one batch
    for supplier in unanswered(move) if move else ():
        await here.does(case, AGREE, by=supplier)
    await here.until_released(case)


async def finish(here: Zvh, there: Zvh, case: UUID) -> None:
    """What is left of a move that was announced."""
    if (await here.state(case)).running is not None:
        await release(here, there, case)
    state = await here.state(case)
    if state.running is not None and state.running.accepted is None:
        await there.until_it_has_the_case(case)
        answer = await there.give(case, ACCEPT.model_copy(update={"heads": HEADS[there.id]}))
        assert answer.refusal is None, answer.refusal
        await here.until_accepted(case)
    if state.running is not None:
        await here.does(case, MEET.model_copy(update={"participants": (here.id, there.id)}))
        await here.until_the_other_has_all(case)
        await here.does(case, TRANSFER)
    await there.until_it_directs(case)


def never_two(here: list[StoredMessage], there: list[StoredMessage], ids: tuple[str, str]) -> None:
    """MOV-5 over the whole past: at no moment did both logs make their own ZVH direct, nor was there nobody."""
    states = [State(), State()]
    timeline = sorted([(m.time, 0, m) for m in here] + [(m.time, 1, m) for m in there], key=lambda entry: entry[:2])
    for _, side, message in timeline:
        states[side] = evolve(states[side], read_closed(message.data, message.seq))
        says = [state.standing.director for state in states]
        assert says[0] in ids, "the log of the ZVH that hands over always names who directs"
        assert not (says[0] == ids[0] and says[1] == ids[1]), "two direct"


async def moved_whole(here: Zvh, there: Zvh, case: UUID) -> None:
    """MOV-2, MOV-5: after the transfer, nothing was lost, doubled or changed on its way, and one ZVH directed at a time."""
    mine, theirs = await here.logged(case), await there.logged(case)
    never_two(mine, theirs, (here.id, there.id))
    for log in (mine, theirs):
        ids = [read_closed(m.data, m.seq).id for m in log]
        assert len(ids) == len(set(ids)), "nothing twice"
    sent = [m.data for m in mine if _of(m).source != there.id and not isinstance(_of(m).event, IdentityPresented)]
    taken = [m.data for m in theirs if _of(m).source != there.id and not isinstance(_of(m).event, IdentityPresented)]
    assert taken == sent, "every event, unchanged, in order; but for the identity, which came before them all"
    assert _of(theirs[0]).event == next(e for e in map(_event, mine) if isinstance(e, IdentityPresented))
    transferred = next(m for m in theirs if isinstance(_of(m).event, DirectionTransferred))
    back = [m.data for m in theirs if _of(m).source == there.id and m.seq < transferred.seq]
    assert [m.data for m in mine if _of(m).source == there.id] == back, "and back, what the receiver recorded"
    for zvh in (here, there):
        assert await zvh.node.dead.of() == [], "nothing was put aside"


def _event(message: StoredMessage) -> DomainEvent:
    return _of(message).event


def _of(message: StoredMessage) -> Recorded[DomainEvent]:
    return read_closed(message.data, message.seq)
