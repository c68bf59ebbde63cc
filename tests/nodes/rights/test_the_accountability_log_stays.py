"""WGS-1.8-4: at a ZVH's own node, its services cannot have the server take anything out of the accountability log; who declares may."""

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import nats.errors
import pytest
import pytest_asyncio
from nats.aio.client import Client
from nodes.trying import answer

from levensloop.contracts import subjects
from levensloop.infra.nodes.keys_in_file import make_keys_for_file
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.provision import provision_node
from levensloop.infra.nodes.topology_file import parse_topology

ZVH = "zvh-a"
TOPOLOGY = """\
nodes: [{name: zvh-a}]
organisations:
  - {id: zvh-a, name: A, role: zvh, oin: "00000000000000000001"}
  - {id: politie-a, name: Politie, role: politie, zvh: zvh-a, oin: "00000000000000000002"}
"""
KEPT = (subjects.audit_stream(ZVH), subjects.checkpoints_stream(ZVH))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def network(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Network]:
    async with running(parse_topology(TOPOLOGY), tmp_path_factory.mktemp("network")) as net:
        yield net


async def api(nc: Client, call: str, body: Mapping[str, object], at: str = "$JS.API") -> dict[str, object] | None:
    """The answer of JetStream, None where the server refuses that it is asked."""
    said = await answer(nc, f"{at}.{call}", json.dumps(body).encode(), f"$JS.API.{call}")
    return None if said is None else dict(json.loads(said))


@pytest_asyncio.fixture
async def services(network: Network) -> AsyncIterator[Client]:
    async def refused(error: Exception) -> None:
        assert "permissions violation" in str(error)

    nc = await network.connect(ZVH, error_cb=refused)
    yield nc
    await nc.close()


@pytest.mark.parametrize("stream", KEPT)
async def test_wgs_1_8_4_services_write_and_read_and_take_nothing_out(services: Client, stream: str) -> None:
    subject = subjects.audit("consult", None) if stream == KEPT[0] else subjects.CHECKPOINT
    sequence = (await services.jetstream().publish(subject, b"x")).seq
    config = (await services.jetstream().stream_info(stream)).config.as_dict()
    calls: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("PURGE", {}),
        ("MSG.DELETE", {"seq": sequence}),
        ("UPDATE", {**config, "max_msgs": 1}),
        ("SNAPSHOT", {"deliver_subject": "x"}),
        ("RESTORE", {"config": config, "state": {}}),
        ("DELETE", {}),
    )
    for call, body in calls:
        assert await api(services, f"STREAM.{call}.{stream}", body) is None, call
    assert await api(services, f"STREAM.PURGE.{stream}", {}, at=f"$JS.{ZVH}.API") is None
    assert (await services.jetstream().get_msg(stream, sequence)).data == b"x"


async def test_nor_under_the_name_of_the_domain(services: Client) -> None:
    assert await api(services, f"STREAM.PURGE.{KEPT[0]}", {}, at=f"$JS.{ZVH}.API") is None


async def test_of_other_streams_they_may(services: Client) -> None:
    await services.jetstream().publish("es.inclusion.case.x", b"x")
    assert await api(services, f"STREAM.PURGE.{subjects.log_stream(ZVH)}", {}) is not None


async def test_who_declares_streams_changes_how_they_are_kept_and_writes_nothing(network: Network) -> None:
    nc = await network.connect_provisioning(ZVH)
    (node,) = network.topology.nodes
    assert (await provision_node(network.topology, node, nc)).changed == ()
    config = (await nc.jetstream().stream_info(KEPT[0])).config.as_dict()
    said = await api(nc, f"STREAM.UPDATE.{KEPT[0]}", {**config, "max_msg_size": 60_000})
    assert said is not None
    assert "error" not in said
    assert (await provision_node(network.topology, node, nc)).changed == (KEPT[0],)
    with pytest.raises((nats.errors.Error, TimeoutError)):
        await nc.jetstream().publish(subjects.audit("consult", None), b"forged", timeout=1)
    await nc.close()


def test_the_key_is_made_and_told_with_the_others(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text(TOPOLOGY)
    filled = make_keys_for_file(file, tmp_path / "keys")
    told = {o.id: o.provisioning_key for o in filled.organisations}
    assert told["politie-a"] is None
    assert told[ZVH]
    assert (tmp_path / "keys" / f"{ZVH}.provisioning.nk").stat().st_mode & 0o777 == 0o600
    assert make_keys_for_file(file, tmp_path / "keys") == filled
