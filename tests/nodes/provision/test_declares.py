"""The provisioning command: makes what is missing, leaves what is right, brings in line what can be, refuses the rest; never deletes."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client
from nodes.trying import as_org

from levensloop.infra.nodes import provision
from levensloop.infra.nodes.errors import NodesError, NodeUnreachable, StreamDiffers
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.provision import Part, provision_node
from levensloop.infra.nodes.server import Server
from levensloop.infra.nodes.streams import Stream
from levensloop.infra.nodes.topology import Node, Topology
from support.waiting import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

ZVH = "zvh-haaglanden"


def node(network: Network, name: str = ZVH) -> Node:
    found = network.topology.node(name)
    assert found is not None
    return found


async def asked(nc: Client, verb: str, body: object = None) -> dict[str, Any]:
    said = await nc.request(f"$JS.API.{verb}", json.dumps(body or {}).encode(), timeout=PATIENCE)
    return dict(json.loads(said.data))


async def configs(nc: Client) -> dict[str, object]:
    listed = (await asked(nc, "STREAM.LIST"))["streams"]
    found: dict[str, object] = {s["config"]["name"]: s["config"] for s in listed}
    for name in list(found):
        consumers = (await asked(nc, f"CONSUMER.LIST.{name}"))["consumers"]
        found.update({f"{name}/{c['name']}": c["config"] for c in consumers})
    return found


async def test_a_zvh_has_its_streams_and_a_consumer_per_partner(network: Network) -> None:
    async with as_org(network, ZVH) as nc:
        found = await configs(nc)
    streams = {name for name in found if "/" not in name}
    kinds = ("LOG", "OUT", "MOVE", "ARRIVALS", "TIMERS", "DEAD", "KEYS", "AUDIT", "CHECKPOINTS")
    assert streams == {f"{kind}_{ZVH}" for kind in kinds}
    partners = {o.id for o in network.topology.partners(ZVH)}
    assert {name for name in found if "/" in name} == {f"OUT_{ZVH}/{org}" for org in partners} | {
        f"MOVE_{ZVH}/zvh-rotterdam"
    }


async def test_everything_is_on_disk_and_nothing_ages_out(network: Network) -> None:
    async with as_org(network, ZVH) as nc:
        for name, config in (await configs(nc)).items():
            if "/" not in name:
                assert isinstance(config, dict)
                assert (config["storage"], config["retention"], config["max_age"], config["max_bytes"]) == (
                    "file",
                    "limits",
                    0,
                    -1,
                )


async def test_again_changes_nothing(network: Network) -> None:
    for name in (ZVH, "politie-haaglanden"):
        async with as_org(network, name) as nc:
            before = await configs(nc)
            done = await provision_node(network.topology, node(network, name), nc)
            assert (done.made, done.changed) == ((), ())
            assert await configs(nc) == before


async def test_what_a_node_receives_is_a_part_of_its_own(network: Network) -> None:
    """What others ask for can be made everywhere before anyone asks for it."""
    async with as_org(network, ZVH) as nc:
        whole = await provision_node(network.topology, node(network), nc)
        own = await provision_node(network.topology, node(network), nc, [Part.OWN])
        receiving = await provision_node(network.topology, node(network), nc, [Part.RECEIVING])
    assert receiving.kept == (f"ARRIVALS_{ZVH}",)
    assert sorted((*own.kept, *receiving.kept)) == sorted(whole.kept)


async def test_a_stream_of_before_that_begins_at_1_stays_as_it_is(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a stream begins cannot be changed, and is no reason to refuse what it holds."""
    older = Stream("OUT_older", ("older.>",))
    async with as_org(network, ZVH) as nc:
        for sourced, made in ((False, ("OUT_older",)), (True, ())):
            spec = dataclasses.replace(older, sourced=sourced)
            monkeypatch.setattr(provision, "streams", lambda *_, spec=spec: [spec])
            done = await provision_node(network.topology, node(network), nc, [Part.OWN])
            assert (done.made, done.changed) == (made, ())
        await nc.jetstream().delete_stream("OUT_older")


async def test_a_new_partner_gets_its_consumer(network: Network) -> None:
    newcomer = network.topology.organisation("om-haaglanden").model_copy(update={"id": "ggd-haaglanden"})
    grown = network.topology.model_copy(update={"organisations": (*network.topology.organisations, newcomer)})
    async with as_org(network, ZVH) as nc:
        done = await provision_node(grown, node(network), nc)
        assert done.made == (f"OUT_{ZVH}/ggd-haaglanden",)
        again = await provision_node(network.topology, node(network), nc)
        assert again.made == again.changed == ()
        assert f"OUT_{ZVH}/ggd-haaglanden" in await configs(nc), "provisioning never deletes"
        await nc.jetstream().delete_consumer(f"OUT_{ZVH}", "ggd-haaglanden")


async def test_a_new_zvh_becomes_a_source_of_arrivals(network: Network) -> None:
    newcomer = network.topology.organisation("zvh-rotterdam").model_copy(update={"id": "zvh-twente"})
    organisations = (*network.topology.organisations, newcomer)
    nodes = (*network.topology.nodes, Node(name="zvh-twente"))
    grown = network.topology.model_copy(update={"organisations": organisations, "nodes": nodes})
    async with as_org(network, "zvh-rotterdam") as nc:
        done = await provision_node(grown, node(network, "zvh-rotterdam"), nc)
        assert done.made == ("MOVE_zvh-rotterdam/zvh-twente",)
        assert done.changed == ("ARRIVALS_zvh-rotterdam",)
        found = (await configs(nc))["ARRIVALS_zvh-rotterdam"]
        assert isinstance(found, dict)
        assert [s["name"] for s in found["sources"]] == ["MOVE_zvh-haaglanden", "MOVE_zvh-twente"]


async def test_what_can_be_changed_is_brought_in_line(network: Network) -> None:
    async with as_org(network, ZVH) as nc:
        info = await asked(nc, f"STREAM.INFO.DEAD_{ZVH}")
        changed = {**info["config"], "max_age": 3600 * 10**9}
        assert "error" not in await asked(nc, f"STREAM.UPDATE.DEAD_{ZVH}", changed)
        done = await provision_node(network.topology, node(network), nc)
        assert done.changed == (f"DEAD_{ZVH}",)
        after = await asked(nc, f"STREAM.INFO.DEAD_{ZVH}")
        assert after["config"]["max_age"] == 0


async def test_what_cannot_be_changed_is_refused_before_anything_is_touched(network: Network) -> None:
    """politie gives up its node and becomes a client: the consumer that pushes cannot become one it pulls from."""
    client = network.topology.model_copy(
        update={"nodes": tuple(n for n in network.topology.nodes if "politie" not in n.name)}
    )
    async with as_org(network, ZVH) as nc:
        before = await configs(nc)
        with pytest.raises(StreamDiffers) as caught:
            await provision_node(client, node(network), nc)
        assert f"OUT_{ZVH}/politie-haaglanden.ack_policy: is flow_control, moet explicit zijn" in str(caught.value)
        assert "er is niets gewijzigd" in str(caught.value)
        assert await configs(nc) == before


async def test_a_memory_stream_in_the_way_is_refused(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    async with as_org(network, ZVH) as nc:
        await nc.jetstream().add_stream(name="PROEF", subjects=["proef"], storage="memory")
        spec = dataclasses.replace(
            next(iter(provision.streams(network.topology, ZVH))), name="PROEF", subjects=("proef",)
        )
        monkeypatch.setattr(provision, "streams", lambda *_: [spec])
        with pytest.raises(StreamDiffers, match=r"PROEF.storage: is memory, moet file zijn"):
            await provision_node(network.topology, node(network), nc)
        await nc.jetstream().delete_stream("PROEF")


async def test_subjects_taken_by_another_stream_are_refused_by_the_server(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with as_org(network, ZVH) as nc:
        spec = dataclasses.replace(next(iter(provision.streams(network.topology, ZVH))), name="PROEF")
        monkeypatch.setattr(provision, "streams", lambda *_: [spec])
        with pytest.raises(NodesError, match="De server weigert: subjects overlap"):
            await provision_node(network.topology, node(network), nc)


async def test_a_server_without_jetstream_is_a_clear_error(topology: Topology, tmp_path: Path) -> None:
    import nats

    async with Server("kaal", tmp_path / "s.conf", tmp_path / "s.log", lambda _: 'listen: "127.0.0.1:-1"') as server:
        nc = await nats.connect(server.url)
        with pytest.raises(NodeUnreachable, match="JetStream van dit knooppunt antwoordt niet"):
            await provision_node(topology, topology.nodes[0], nc)
        await nc.close()
