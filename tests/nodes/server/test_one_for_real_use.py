"""One node of a topology on its own: with or without the hub, and again on the same data."""

from pathlib import Path

import pytest

from levensloop.infra.nodes.credentials import connect, credentials
from levensloop.infra.nodes.errors import KeyProblem, ServerWillNotStart, TopologyError
from levensloop.infra.nodes.keys import make_keys
from levensloop.infra.nodes.network import with_free_ports
from levensloop.infra.nodes.single import running_hub, running_node
from levensloop.infra.nodes.topology import Address, Topology
from levensloop.infra.nodes.trial_authority import make_certificates

ZVH = "zvh-haaglanden"


@pytest.fixture
def real(topology: Topology, tmp_path: Path) -> Topology:
    """Free ports, but for the hub's leaf port, which the node must know and nobody listens on."""
    free = with_free_ports(topology)
    hub = free.hub.model_copy(update={"leaf": Address(port=1)})
    make_certificates(topology, tmp_path / "keys")
    return make_keys(free.model_copy(update={"hub": hub}), tmp_path / "keys")


async def test_a_node_runs_without_the_hub_and_keeps_its_data(real: Topology, tmp_path: Path) -> None:
    for expected in (1, 2):
        async with running_node(real, ZVH, tmp_path / "data", tmp_path / "keys") as server:
            nc = await connect(server.url, credentials(real, tmp_path / "keys", ZVH))
            assert (await nc.jetstream().publish("es.inclusion.case.c1", b"x")).seq == expected
            await nc.close()


async def test_the_hub_alone(topology: Topology, tmp_path: Path) -> None:
    keyed = make_keys(with_free_ports(topology), tmp_path / "keys")
    make_certificates(keyed, tmp_path / "keys")
    async with running_hub(keyed, tmp_path / "hub", tmp_path / "keys") as server:
        nc = await connect(server.url, credentials(keyed, tmp_path / "keys", "om-haaglanden"))
        await nc.flush()
        await nc.close()


async def test_the_same_data_twice_at_once_is_refused(real: Topology, tmp_path: Path) -> None:
    async with running_node(real, ZVH, tmp_path / "data", tmp_path / "keys"):
        with pytest.raises(ServerWillNotStart, match="Draait dit knooppunt al"):
            async with running_node(real, ZVH, tmp_path / "data", tmp_path / "keys"):
                pass


async def test_an_organisation_without_a_node(real: Topology, tmp_path: Path) -> None:
    with pytest.raises(
        TopologyError, match="er is geen knooppunt 'om-haaglanden'; bekend: zvh-haaglanden, politie-haaglanden"
    ):
        async with running_node(real, "om-haaglanden", tmp_path / "data", tmp_path / "keys"):
            pass


async def test_a_seed_that_is_not_the_topologys(real: Topology, topology: Topology, tmp_path: Path) -> None:
    make_keys(topology, tmp_path / "others")
    make_certificates(topology, tmp_path / "others")
    with pytest.raises(KeyProblem, match="hoort niet bij de publieke sleutel van zvh-haaglanden"):
        async with running_node(real, ZVH, tmp_path / "data", tmp_path / "others"):
            pass


async def test_a_data_directory_that_cannot_be_made(real: Topology, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerWillNotStart, match="zijn map is niet te gebruiken"):
        async with running_node(real, ZVH, tmp_path / "file" / "data", tmp_path / "keys"):
            pass
