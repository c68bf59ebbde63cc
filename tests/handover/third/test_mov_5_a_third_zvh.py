"""MOV-5, MOV-2 on real servers, with three ZVHs: a client goes round, and one ZVH tries to get into the cases of the others.

Its server is its own, and so is what it sends; it has the bytes of the case, which is more than it could come by.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from handover.connected import all_connected, raw
from handover.crossing import chained, with_keys
from handover.moving import ANNOUNCE, HEADS, NO_HIT, Zvh, at_work, finish, hand_over, never_two, release
from nats.aio.client import Client
from nodes.trying import as_org, contents

from levensloop.contracts import subjects
from levensloop.contracts.envelope import source_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.roles import Role
from levensloop.handover.manifest import IDENTITY_STEPS
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.case_log import CaseHistory, CaseLog
from levensloop.infra.messaging.dead_letters import DeadLetter
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Node, Organisation, Topology
from levensloop.infra.secrecy.vault import read_closed
from support.samples.handover import accepted, presented, released
from support.samples.inclusion import ROTTERDAM_HEADS, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

TWENTE = "zvh-twente"
THIRD = (
    Organisation(id=TWENTE, name="ZVH Twente", role=Role.ZVH, oin="00000009930000000000"),
    Organisation(
        id="aanbieder-twente", name="Aanbieder", role=Role.LEVENSLOOPAANBIEDER, zvh=TWENTE, oin="00000009930500000000"
    ),
    Organisation(id="gemeente-twente", name="Gemeente", role=Role.GEMEENTE, zvh=TWENTE, oin="00000009930600000000"),
)
SOURCES = {
    HAAGLANDEN: source_of("00000009910000000000", HAAGLANDEN),
    ROTTERDAM: source_of("00000009920000000000", ROTTERDAM),
    TWENTE: source_of("00000009930000000000", TWENTE),
}
CARRIERS = {"provider": "aanbieder-twente", "municipality": "gemeente-twente"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(topology: Topology, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    grown = {"nodes": (*topology.nodes, Node(name=TWENTE)), "organisations": (*topology.organisations, *THIRD)}
    directory: Path = tmp_path_factory.mktemp("three")
    async with running(topology.model_copy(update=grown), directory) as net:
        await all_connected(net)
        yield net


@asynccontextmanager
async def three_at_work(network: Network) -> AsyncIterator[list[Zvh]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(at_work(network, zvh)) for zvh in (HAAGLANDEN, ROTTERDAM, TWENTE)]


async def recorded(by: Zvh, case: UUID, events: Sequence[DomainEvent], source: str = TWENTE) -> list[bytes]:
    """Events as this ZVH can make them, also as if another had recorded them."""
    log = CaseLog(by.node.log.store, SOURCES[source], by.node.clock, by.node.vault)
    return [message.data for message in await log.messages(CaseHistory(case, ()), events)]


async def push(by: Zvh, to: str, case: UUID, number: int, bodies: Sequence[bytes]) -> None:
    """Send these as a case stream: each fits the one before it."""
    messages = await with_keys(by, subjects.move(to, case, number), bodies)
    await by.node.store(subjects.move_stream(by.id)).append(messages)


async def present(by: Zvh, to: str, case: UUID, number: int) -> None:
    """Ask whether this person is known there."""
    identity = await recorded(by, case, [presented(number, TWENTE, to)])
    messages = await with_keys(by, subjects.identity(to, case, number), identity)
    await by.node.store(subjects.move_stream(by.id)).append(messages)


def leaves(number: int) -> list[DomainEvent]:
    """What opens a case at Rotterdam, if it comes from who directs it."""
    return [move_announced(NOW, number).model_copy(update={"from_zvh": TWENTE}), released(number, TWENTE, ROTTERDAM)]


def _of_identity(message: StoredMessage) -> bool:
    return isinstance(read_closed(message.data, message.seq).event, IDENTITY_STEPS)


async def put_aside(zvh: Zvh, count: int, case: UUID) -> set[str]:
    """Wait until so many messages of this case were put aside; returns why."""
    found: list[DeadLetter] = []

    async def so_many() -> bool:
        found[:] = [d for d in await zvh.node.dead.of() if str(case) in d.origin.subject]
        return len(found) >= count

    await eventually(so_many, f"{zvh.id} puts {count} aside")
    assert all(letter.origin.subject.startswith(f"arrived.{TWENTE}.") for letter in found)
    assert len(found) == count
    return {letter.reason.partition(") ")[2].removeprefix("kan niet worden opgenomen: ") for letter in found}


async def test_mov_2_a_client_goes_round_and_comes_back(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HEADS, TWENTE, ROTTERDAM_HEADS.model_copy(update=CARRIERS))
    async with three_at_work(network) as (haaglanden, rotterdam, twente):
        case = await haaglanden.begin()
        round_trip = (haaglanden, rotterdam, twente, haaglanden, twente)
        for here, there in pairwise(round_trip):
            await here.does(case, here.review())
            await hand_over(here, there, case)

        logs = [{r.id: r.fingerprint for r in await zvh.events(case)} for zvh in (rotterdam, haaglanden, twente)]
        assert logs[0].items() <= logs[1].items() <= logs[2].items()
        assert (await twente.state(case)).standing.moves == len(round_trip) - 1
        for zvh in (haaglanden, rotterdam, twente):
            assert not [letter for letter in await zvh.node.dead.of() if str(case) in letter.origin.subject]


async def test_mov_5_nobody_gets_in_between_two_zvhs_that_hand_over(network: Network) -> None:
    async with three_at_work(network) as (here, there, third):
        case = await here.begin()
        await here.does(case, ANNOUNCE)
        await release(here, there, case)
        await here.until_the_other_has_all(case)
        stolen = [message.data for message in await here.logged(case)]
        before = [await zvh.logged(case) for zvh in (here, there)]

        taken_over = await recorded(third, case, [direction_transferred(NOW)], HAAGLANDEN)
        await push(third, ROTTERDAM, case, 1, [stolen[0], *taken_over])
        diverted = move_announced(NOW, 2).model_copy(update={"from_zvh": TWENTE})
        await push(third, ROTTERDAM, case, 2, [stolen[0], *await recorded(third, case, [diverted])])
        await push(third, HAAGLANDEN, case, 1, await recorded(third, case, [accepted()], ROTTERDAM))

        assert await put_aside(there, 4, case) == {
            f"die verhuizing is van {HAAGLANDEN} naar {ROTTERDAM}.",
            f"de casus verhuist al hierheen, van {HAAGLANDEN}.",
        }
        assert await put_aside(here, 1, case) == {f"die verhuizing is van {HAAGLANDEN} naar {ROTTERDAM}."}
        assert [await zvh.logged(case) for zvh in (here, there)] == before, "nothing of it entered"
        await finish(here, there, case)
        await as_if_nothing_happened(here, there, case)


async def test_mov_5_nor_into_a_case_that_left_or_has_not_come_yet(network: Network) -> None:
    async with three_at_work(network) as (here, there, third):
        case = await here.begin()
        await hand_over(here, there, case)
        await hand_over(there, here, case)
        stolen = [message.data for message in await there.logged(case)]
        before = await there.logged(case)
        invented = await recorded(third, case, [*planned_case(), *leaves(3)])

        await push(third, ROTTERDAM, case, 3, invented)
        assert await put_aside(there, 1, case) == {"hier is nog geen hit of geen hit gezegd (MOV-1)."}
        streams = {
            4: await recorded(third, case, [*planned_case(), *leaves(4)]),
            5: [*stolen, *await recorded(third, case, leaves(5))],
        }
        for number, stream in streams.items():  # that a person answers is no reason to let a case in
            await present(third, ROTTERDAM, case, number)
            await there.until_asked(case, number)
            await there.does(case, NO_HIT)
            await push(third, ROTTERDAM, case, number, stream)
        await push(third, HAAGLANDEN, case, 3, await recorded(third, case, leaves(3), HAAGLANDEN))
        await present(third, HAAGLANDEN, case, 4)

        assert await put_aside(there, 3, case) == {
            "hier is nog geen hit of geen hit gezegd (MOV-1).",
            "wat hier al van de casus staat, is daar anders.",
            f"de regie ligt daar bij {HAAGLANDEN}.",
        }
        assert await put_aside(here, 3, case) == {"de regie op deze casus ligt hier."}
        assert [m for m in await there.logged(case) if not _of_identity(m)] == [
            m for m in before if not _of_identity(m)
        ]

        await push(third, ROTTERDAM, (new := await here.begin()), 1, [m.data for m in await here.logged(new)])
        for of in (case, new):
            await hand_over(here, there, of)
        await as_if_nothing_happened(here, there, case)
        await as_if_nothing_happened(here, there, new)


async def test_mov_5_no_sender_passes_for_another(network: Network) -> None:
    """Neither by the header in which a server says where a message was sourced, nor by the subject under which it is filed."""
    async with three_at_work(network) as (here, there, third):
        case = await here.begin()
        log = here.node.log
        leaving = [
            message.data for message in await log.messages(await log.load(case), [move_announced(NOW), released()])
        ]
        bodies = [*(message.data for message in await here.logged(case)), *leaving]
        subject = subjects.move(ROTTERDAM, case, 1)
        await takes_and_delivers_anything(third.node.nc)
        for message in chained(third, subject, bodies):
            lines = "".join(f"{name}: {value}\r\n" for name, value in message.headers.items())
            source = f"Nats-Stream-Source : {subjects.move_stream(HAAGLANDEN)} 1\r\n"
            unfinished = (
                f"NATS/1.0\r\n{lines}{source}X: 12"  # the receiving server takes off two bytes and adds its own line
            )
            await publish_raw(third.node.nc, subject, unfinished.encode(), message.data)
            whole = f"NATS/1.0\r\n{lines}\r\n"
            await publish_raw(third.node.nc, subjects.arrived(HAAGLANDEN, subject), whole.encode(), message.data)

        assert await put_aside(there, 1, case) == {f"geeft geen casus vrij van {TWENTE} naar {ROTTERDAM}."}
        assert await there.logged(case) == []
        async with as_org(network, ROTTERDAM) as nc:
            filed = {s for s, _ in await contents(nc, subjects.arrivals_stream(ROTTERDAM)) if str(case) in s}
        assert filed == {
            subjects.arrived(TWENTE, subject),
            subjects.arrived(TWENTE, subjects.arrived(HAAGLANDEN, subject)),
        }
        await hand_over(here, there, case)
        await as_if_nothing_happened(here, there, case)


async def takes_and_delivers_anything(nc: Client) -> None:
    """On a server of one's own, the stream may hold any subject, and the consumer of another ZVH deliver any."""
    stream = subjects.move_stream(TWENTE)
    config = (await raw(nc, f"STREAM.INFO.{stream}"))["config"]
    everything = ["move.>", "position.move.*", "arrived.>"]
    assert "error" not in await raw(nc, f"STREAM.UPDATE.{stream}", {**config, "subjects": everything})
    consumer = (await raw(nc, f"CONSUMER.INFO.{stream}.{ROTTERDAM}"))["config"]
    request = {"stream_name": stream, "config": {**consumer, "filter_subject": ">"}, "action": "update"}
    assert "error" not in await raw(nc, f"CONSUMER.CREATE.{stream}.{ROTTERDAM}", request)


async def publish_raw(nc: Client, subject: str, headers: bytes, data: bytes) -> None:
    """As no library would: these bytes as headers."""
    head = f"HPUB {subject} {len(headers)} {len(headers) + len(data)}\r\n".encode()
    await nc._send_command(head + headers + data + b"\r\n")
    await nc._flush_pending()
    await nc.flush()


async def as_if_nothing_happened(here: Zvh, there: Zvh, case: UUID) -> None:
    """The case is whole at both sides, nothing of a third in it, and one directed at a time."""
    mine, theirs = await here.logged(case), await there.logged(case)
    never_two(mine, theirs, (here.id, there.id))
    mine, theirs = ([m for m in log if not _of_identity(m)] for log in (mine, theirs))
    assert {m.data for m in mine} <= {m.data for m in theirs}
    assert len({m.data for m in theirs}) == len(theirs)
    assert {read_closed(m.data, m.seq).source for m in theirs} == {here.id, there.id}
    assert (await there.state(case)).standing.director == there.id
