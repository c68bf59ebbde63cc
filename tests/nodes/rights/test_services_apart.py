"""WGS-1.8-4: the accountability service has a key of its own. With that of the services the server neither shows nor lets write what is
its; with its own, it lets write nothing that operates."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from nats.aio.client import Client
from nats.aio.msg import Msg
from nodes.trying import answer

from levensloop.contracts import subjects
from levensloop.contracts.roles import Role
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.nodes.credentials import connect
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.keys import without_audit_keys
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.own_users import own_users
from levensloop.infra.nodes.streams import streams
from levensloop.infra.nodes.taking_over import node_takes_over
from levensloop.infra.nodes.topology_file import parse_topology
from support.waiting import eventually

ZVH = "zvh-a"
TOPOLOGY = """\
nodes: [{name: zvh-a}, {name: politie-a}]
organisations:
  - {id: zvh-a, name: A, role: zvh, oin: "00000000000000000001"}
  - {id: politie-a, name: Politie, role: politie, zvh: zvh-a, oin: "00000000000000000002"}
"""
AUDIT, POINTS = subjects.audit_stream(ZVH), subjects.checkpoints_stream(ZVH)
CASE = "0197f6f0-0000-4000-8000-000000000001"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    async with running(parse_topology(TOPOLOGY), tmp_path_factory.mktemp("network"), apart=True) as net:
        yield net


async def _refused(error: Exception) -> None:
    assert "permissions violation" in str(error).lower()


@pytest_asyncio.fixture(loop_scope="module")
async def services(network: Network) -> AsyncIterator[Client]:
    nc = await network.connect(ZVH, error_cb=_refused)
    yield nc
    await nc.close()


@pytest_asyncio.fixture(loop_scope="module")
async def audit(network: Network) -> AsyncIterator[Client]:
    shown = network.audit_credentials(ZVH)
    assert shown.seed != network.credentials(ZVH).seed
    nc = await connect(network.url(ZVH), shown, name="audit", error_cb=_refused)
    yield nc
    await nc.close()


async def stored(nc: Client, subject: str) -> bool:
    """Whether the server took it; what it does not let through it refuses."""
    said = await answer(nc, subject, b"x")
    return said is not None and "error" not in json.loads(said)


async def answered(nc: Client, call: str, body: object = None, api: str = "$JS.API") -> bool:
    return await answer(nc, f"{api}.{call}", json.dumps(body or {}).encode(), f"$JS.API.{call}") is not None


async def test_services_account_for_what_they_do(services: Client) -> None:
    for operation in ("consult", "refuse", "alter", "disclose"):
        assert await stored(services, f"audit.{operation}.{CASE}")
    for subject in (
        f"es.inclusion.case.{CASE}",
        f"out.politie-a.{CASE}",
        f"account.{CASE}",
        f"key.fields.{CASE}.zvh-a",
    ):
        assert await stored(services, subject)


@pytest.mark.parametrize(
    "subject",
    [
        subjects.CHECKPOINT,
        subjects.SUCCESSION,
        subjects.cosignature("politie-a"),
        subjects.authorisation("2-x"),
        subjects.position("audit", "audit-log"),
        subjects.replayed(subjects.position("audit", "audit-log"), 3),
        f"audit.read-log.{CASE}",
        "audit.read-log.none",
    ],
)
async def test_services_write_nothing_that_is_the_accountability_services(
    services: Client, audit: Client, subject: str
) -> None:
    assert not await stored(services, subject)
    assert await stored(audit, subject)


async def _load(store: EventStore) -> object:
    return await store.load(">")


async def _follow(store: EventStore) -> object:
    return [one async for one in store.replay(">")]


async def _last(store: EventStore) -> object:
    return await store.last(">")


@pytest.mark.parametrize("read", [_load, _follow, _last])
async def test_services_read_nothing_of_the_log(
    services: Client, audit: Client, read: Callable[[EventStore], Awaitable[object]]
) -> None:
    assert await stored(services, f"audit.consult.{CASE}")
    with pytest.raises(EventStoreError):
        await read(EventStore(services, AUDIT, timeout=1))
    assert await read(EventStore(audit, AUDIT))
    assert await stored(services, f"es.inclusion.case.{CASE}")
    assert await read(EventStore(services, subjects.log_stream(ZVH)))
    assert await read(EventStore(audit, subjects.log_stream(ZVH)))


async def test_services_do_not_hear_what_is_written_nor_copy_it_nor_answer_for_it(
    services: Client, audit: Client
) -> None:
    heard: list[str] = []

    async def hear(message: Msg) -> None:
        heard.append(message.subject)

    for subject in ("audit.>", ">", subjects.asks_to(ZVH, "audit")):
        await services.subscribe(subject, cb=hear)
    await services.flush()
    assert await stored(audit, f"audit.consult.{CASE}")
    await audit.publish(subjects.ask(ZVH, "politie-a", "audit", "checkpoint"), b"x")
    await audit.publish("heard.by.all", b"x")
    await audit.flush()
    await services.flush()
    for stream in (AUDIT, POINTS):
        copy = {"name": "COPY", "storage": "memory", "sources": [{"name": stream}]}
        assert not await answered(services, "STREAM.CREATE.COPY", copy)
        assert not await answered(audit, "STREAM.CREATE.COPY", copy)
    await eventually(lambda: "heard.by.all" in heard, "what is not the accountability service's is heard")
    assert not [subject for subject in heard if subject.startswith(("audit.", "ask."))]
    for call in (
        "CONSUMER.CREATE.{0}.x",
        "CONSUMER.CREATE.{0}",
        "CONSUMER.DURABLE.CREATE.{0}.x",
        "DIRECT.GET.{0}.audit.x",
    ):
        assert not await answered(services, call.format(AUDIT))
        assert not await answered(services, call.format(AUDIT), api=f"$JS.{ZVH}.API")


async def test_the_accountability_service_writes_nothing_that_operates(network: Network, audit: Client) -> None:
    own = {AUDIT, POINTS, subjects.dead_stream(ZVH), subjects.keys_stream(ZVH)}
    tried = 0
    for stream in streams(network.topology, ZVH):
        for pattern in stream.subjects:
            subject = pattern.replace("*", "x").replace(">", "x.y.z")
            if stream.name not in own:
                tried += 1
                assert not await stored(audit, subject), subject
    assert tried >= 8
    for use in ("fields", "out"):
        assert not await stored(audit, f"key.{use}.{CASE}.zvh-a")
    assert await stored(audit, f"key.account.{CASE}.zvh-a")
    assert await stored(audit, "dead.audit.x")


async def test_the_accountability_service_takes_nothing_out_of_any_stream(network: Network, audit: Client) -> None:
    for stream in streams(network.topology, ZVH):
        for verb in ("PURGE", "DELETE", "MSG.DELETE", "UPDATE", "SNAPSHOT", "RESTORE"):
            assert not await answered(audit, f"STREAM.{verb}.{stream.name}", {"seq": 1})
    assert await answered(audit, f"STREAM.INFO.{AUDIT}")


async def test_a_network_of_before_has_one_key_for_all(network: Network) -> None:
    """And gets the other with `levensloop topology keys`, after which the node starts again."""
    before = without_audit_keys(network.topology)
    assert len(own_users(network.topology, ZVH)) == len(own_users(before, ZVH)) + 1
    (services, _) = own_users(before, ZVH)
    assert "subscribe" not in services["permissions"]  # type: ignore[operator]
    with pytest.raises(NodesError, match="herstart"):
        await node_takes_over(network.server(ZVH), before, network.topology, ZVH, network.directory, network.keys)
    assert len(own_users(network.topology, "politie-a")) == 1
    assert network.topology.organisation("politie-a").role is Role.POLITIE
