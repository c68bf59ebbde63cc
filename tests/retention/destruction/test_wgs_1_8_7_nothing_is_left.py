"""WGS-1.8-7: of two cases one is destroyed. Of what was about people in it and of its ciphertexts nothing is left on any disk, with what
was put aside and the timers; the other is as it was."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from handover.moving import hand_over, moved_whole
from retention.world import DONE, Known, Worker, known_of, on_disk, own_node, put_aside, quiet, timed, working

from levensloop.contracts import subjects
from levensloop.contracts.commands.inclusion import RecordDeath
from levensloop.contracts.commands.retention import ConfirmDestruction, DestroyCase
from levensloop.contracts.events.inclusion import ClientDied
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.contracts.standing import Phase
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.nodes.network import Network
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, ROTTERDAM

POLITIE, AWAY = "politie-haaglanden", "crisisdienst-haaglanden"
"""Both have a node of their own that copied letters; the second is away when the case is destroyed."""
OM_ROTTERDAM = "om-rotterdam"
LATER = (datetime(2187, 3, 4, 5, 6, second, tzinfo=UTC) for second in range(60))
"""Moments of timers: of each its own, and none that comes."""


def destroyed(proof: dict[str, Any]) -> set[str]:
    return {place["place"] for place in proof["places"] if place["destroyed"] is not None}


async def waits_for(zvh: Worker, case: UUID) -> set[str]:
    tombstone = (await zvh.node.log.load(case)).events[0].event
    assert isinstance(tombstone, CaseDestroyed)
    return set(tombstone.waiting)


async def other_copies(zvh: Worker, case: UUID) -> None:
    """Who has no node of its own destroys what it has in its own systems, and says so."""
    for place in await waits_for(zvh, case) - {POLITIE, AWAY, HAAGLANDEN, ROTTERDAM}:
        await zvh.does(case, ConfirmDestruction(entries=3), by=place)


async def two_cases(here: Worker, there: Worker, network: Network) -> tuple[UUID, Known, UUID, Known]:
    """Both moved from here to there; of the first the client died. With all that is known of either."""
    gone, other = await here.begin(), await here.begin()
    for case in (gone, other):
        await hand_over(here, there, case)
        for zvh in (here, there):
            await timed(zvh, case, next(LATER))
    for zvh in (here, there):
        await put_aside(zvh, gone)
    await there.does(gone, RecordDeath(died_on=NOW.date()))
    await quiet(here, there)
    for partner in (POLITIE, AWAY):
        await here.copied(subjects.out_stream(here.id), subjects.outbox_of(partner), partner)
    nodes = [here.node, there.node]
    inboxes = [EventStore(await network.connect(o), subjects.inbox_stream(o)) for o in (POLITIE, AWAY)]
    return gone, await known_of(nodes, inboxes, gone), other, await known_of(nodes, inboxes, other)


async def test_wgs_1_8_7_one_of_two_cases(network: Network) -> None:
    async with working(network, HAAGLANDEN) as here, working(network, ROTTERDAM) as there:
        gone, known, other, kept = await two_cases(here, there, network)
        assert known.nowhere(on_disk(network)) == kept.nowhere(on_disk(network)) == set()
        everywhere = {HAAGLANDEN, ROTTERDAM, POLITIE, AWAY}
        assert known.found(on_disk(network)) == {(whose, "cipher") for whose in everywhere}
        await network.stop(AWAY)
        async with own_node(network, POLITIE):
            await there.destroys(gone, OM_ROTTERDAM, "politie-rotterdam")
            await there.until_proof(lambda proof: HAAGLANDEN in destroyed(proof), "hears that the copy there is gone")
            await here.until_proof(lambda proof: POLITIE in destroyed(proof), "hears of the node of a partner")
            for zvh in (here, there):
                await other_copies(zvh, gone)
            await quiet(here, there)
            (proof,) = await there.proofs()
            assert (proof["complete"], proof["ground"]) == (True, "no-longer-needed")
            (proof,) = await here.proofs()
            assert (proof["complete"], proof["ground"]) == (False, "destroyed-elsewhere")
            assert {p["place"] for p in proof["places"]} - destroyed(proof) == {AWAY}
            assert [(r["owner"], r["waiting"]) for r in await here.agenda() if r["case"] == str(gone)] == [
                (HAAGLANDEN, [AWAY])
            ]
            assert known.found(on_disk(network)) == {(AWAY, "cipher")}

            await network.start(AWAY)
            await network.linked(AWAY)
            async with own_node(network, AWAY):
                proof = await here.until_proof(lambda proof: proof["complete"], "hears of the node that was away")
            await quiet(here, there)

        assert known.found(on_disk(network)) == set()
        assert str(gone) not in str(await here.proofs())
        for zvh in (here, there):
            (left,) = (await zvh.node.log.load(gone)).events
            assert isinstance(left.event, CaseDestroyed)
            assert (left.event.destruction, left.event.waiting, left.event.due) == (None, (), None)
            assert await zvh.node.dead.of() == []
        assert kept.found(on_disk(network)) == {(whose, "cipher") for whose in everywhere}
        await moved_whole(here, there, other)  # replays, readable, its chain unbroken
        assert (await there.state(other)).standing.phase is Phase.PLANNED
        await there.does(other, there.review())
        refused = await there.give(gone, DestroyCase(reason=DONE), by=OM_ROTTERDAM)
        assert refused.refusal is not None
        assert refused.refusal.rule == "INV-5"


async def test_wgs_1_8_7_what_is_worked_with_is_not_destroyed(network: Network) -> None:
    async with working(network, HAAGLANDEN) as here:
        case = await here.begin()
        for by, rule in (
            ("om-haaglanden", "WGS-1.8-7"),
            (HAAGLANDEN, "WGS-1.8-7"),
            ("reclassering-haaglanden", "WGS-1.8-7"),
        ):
            refused = (await here.give(case, DestroyCase(reason=DONE), by=by)).refusal
            assert refused is not None
            assert refused.rule == rule
        await here.does(case, RecordDeath(died_on=NOW.date()))
        events = (await here.node.log.load(case)).events
        assert any(isinstance(recorded.event, ClientDied) for recorded in events)
        await here.does(case, DestroyCase(reason=DONE, deciders=(GEMEENTE,)), by=POLITIE)
