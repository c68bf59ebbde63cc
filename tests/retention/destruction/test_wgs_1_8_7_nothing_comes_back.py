"""WGS-1.8-7: what arrives late of a destroyed case goes too; and only who directs a case has others destroy their copy."""

from uuid import UUID, uuid4

from handover.moving import hand_over
from retention.world import Worker, quiet, working

from levensloop.contracts import destruction, subjects
from levensloop.contracts.commands.inclusion import RecordDeath
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from levensloop.infra.messaging.copies import Copies
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.directory import Directory, directory_of
from levensloop.infra.secrecy.notices import Notice, write_notice
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, POLITIE, ROTTERDAM
from support.waiting import eventually


def notice(by: Worker, to: str, case: UUID, sender: str | None = None) -> bytes:
    """Signed by this ZVH, whoever it says that it is of."""
    return write_notice(Notice(iss=sender or by.id, aud=to, sub=case), by.node.own.signing)


async def test_wgs_1_8_7_late_or_again(network: Network) -> None:
    async with working(network, HAAGLANDEN) as here, working(network, ROTTERDAM) as there:
        case = await here.begin()
        await here.does(case, RecordDeath(died_on=NOW.date()))
        await here.destroys(case, POLITIE, GEMEENTE)
        await here.until_proof(lambda proof: proof["places"][0]["destroyed"] is not None, "destroys its own")
        await here.settled()
        arrivals = here.node.store(subjects.arrivals_stream(HAAGLANDEN))
        late = subjects.arrived(ROTTERDAM, subjects.move(HAAGLANDEN, case, 1))

        await there.node.store(subjects.move_stream(ROTTERDAM)).append(
            [NewMessage(subjects.move(HAAGLANDEN, case, 1), b'{"iets": "van vroeger"}')]
        )

        async def came_and_went() -> bool:
            return await arrivals.last_seq() > 0 and await arrivals.last(late) is None

        await eventually(came_and_went, "what came late is destroyed")
        answer = await client.command(
            here.node.nc, HAAGLANDEN, HAAGLANDEN, "ReportClient", case, "x", SAMPLE_REPORT.model_dump(mode="json")
        )
        assert answer.refusal is not None
        (left,) = (await here.node.log.load(case)).events
        assert isinstance(left.event, CaseDestroyed)


async def test_wgs_1_8_7_only_who_directs_has_others_destroy(network: Network) -> None:
    async with working(network, HAAGLANDEN) as here, working(network, ROTTERDAM) as there:
        case = await here.begin()
        await hand_over(here, there, case)
        await quiet(here, there)
        told = destruction.destroyed_elsewhere(ROTTERDAM, case)
        await here.node.store(subjects.move_stream(HAAGLANDEN)).append(
            [NewMessage(told, notice(here, ROTTERDAM, case))]
        )
        arrivals = there.node.store(subjects.arrivals_stream(ROTTERDAM))

        async def arrived() -> bool:
            return await arrivals.last(subjects.arrived(HAAGLANDEN, told)) is not None

        await eventually(arrived, "it is told")
        await there.settled()
        assert [letter.policy for letter in await there.node.dead.of("retention")] == ["told"]
        assert len(await there.events(case)) > 20

        nc = await network.connect(POLITIE)
        inbox = EventStore(nc, subjects.inbox_stream(POLITIE))
        out, other = here.node.store(subjects.out_stream(HAAGLANDEN)), uuid4()
        for signed in (notice(here, POLITIE, other), notice(there, POLITIE, case, HAAGLANDEN), b"vernietig dit"):
            await out.append([NewMessage(destruction.destroyed(POLITIE, case), signed)])

        async def copied() -> bool:
            return len(await inbox.load(destruction.destroyed(POLITIE, case))) == 3

        await eventually(copied, "the forged notices are there")
        before = len(await inbox.load(subjects.out(POLITIE, case)))
        copies = Copies(nc, POLITIE, HAAGLANDEN, directory_of(network.topology))
        for message in await inbox.load(destruction.destroyed(POLITIE, case)):
            await copies.take(message)
        assert len(await inbox.load(subjects.out(POLITIE, case))) == before > 0
        await nc.close()


async def test_wgs_1_8_7_a_notice_under_a_key_not_known_yet_waits_for_the_topology(network: Network) -> None:
    """The ZVH replaced its keys, and this node's topology lags: what it may not believe yet it does once it may."""
    async with working(network, HAAGLANDEN) as here:
        case = await here.begin()
        await here.does(case, RecordDeath(died_on=NOW.date()))
        await here.settled()
        nc = await network.connect(POLITIE)
        inbox, letters = EventStore(nc, subjects.inbox_stream(POLITIE)), subjects.out(POLITIE, case)
        known = directory_of(network.topology)
        lagging = Directory({kid: of for kid, of in known.signers.items() if of[0] != HAAGLANDEN}, {})
        copies = Copies(nc, POLITIE, HAAGLANDEN, lagging)
        await here.destroys(case, GEMEENTE, POLITIE)

        async def told() -> bool:
            return await inbox.last(destruction.destroyed(POLITIE, case)) is not None

        await eventually(told, "the notice is at the node")
        notice_of_it = await inbox.last(destruction.destroyed(POLITIE, case))
        assert notice_of_it is not None
        await copies.take(notice_of_it)
        assert await inbox.load(letters) != []

        lagging.learn(known)

        async def gone() -> bool:
            return await inbox.load(letters) == []

        await eventually(gone, "its copy is destroyed")
        await cancel(copies._tasks)
        await nc.close()
