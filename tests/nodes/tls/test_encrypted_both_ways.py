"""A network with TLS: it works as one without, and who has no certificate of the network gets no word in or out."""

import shutil
import ssl
from pathlib import Path
from typing import Any

import nats
import pytest
from nats.errors import Error as NatsError
from nats.errors import NoServersError
from nodes.trying import as_org, contents, holds

from levensloop.infra.nodes.certificates import certificate_files, client_context
from levensloop.infra.nodes.credentials import Credentials, connect
from levensloop.infra.nodes.network import Network, running
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.trial_authority import make_certificates
from support.proxy import Proxy
from support.waiting import PATIENCE, eventually

ZVH, PARTNER, OM = "zvh-haaglanden", "politie-haaglanden", "om-haaglanden"
ONCE: dict[str, Any] = {"allow_reconnect": False, "connect_timeout": PATIENCE}
REFUSED = (ssl.SSLError, OSError, NatsError, NoServersError)


def test_the_example_asks_for_tls(topology: Topology) -> None:
    assert topology.tls


async def test_what_is_sent_arrives_and_nobody_between_can_read_it(own_network: Network) -> None:
    marked = b"dit-mag-niemand-onderweg-lezen"
    async with Spy(own_network.url(ZVH)) as spy:
        nc = await connect(spy.url, own_network.credentials(ZVH))
        await nc.jetstream().publish(f"out.{PARTNER}.c1", marked)
        await nc.close()
    async with as_org(own_network, PARTNER) as partner:
        await holds(partner, f"INBOX_{PARTNER}", 1)
        assert [data for _, data in await contents(partner, f"INBOX_{PARTNER}")] == [marked]
    assert len(spy.seen) > 1000
    assert marked not in spy.seen
    assert b"PUB out." not in spy.seen  # three letters may stand there by chance
    assert b"CONNECT" not in spy.seen


@pytest.mark.parametrize("server", ["hub", ZVH])
async def test_without_a_certificate_nobody_comes_in(network: Network, server: str) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate_files(network.keys, "hub").authorities))
    shown = Credentials(network.credentials(OM if server == "hub" else ZVH).seed, trusting)
    with pytest.raises(REFUSED):
        await connect(network.server(server).url, shown, **ONCE)


async def test_without_tls_nobody_comes_in(network: Network) -> None:
    with pytest.raises(REFUSED):
        await nats.connect(network.hub.url, nkeys_seed_str=network.credentials(OM).seed, **ONCE)


async def test_a_certificate_of_another_authority_is_refused(network: Network, tmp_path: Path) -> None:
    make_certificates(network.topology, tmp_path)
    other = client_context(certificate_files(tmp_path, OM))
    other.load_verify_locations(certificate_files(network.keys, OM).authorities)
    with pytest.raises(REFUSED):
        await connect(network.hub.url, Credentials(network.credentials(OM).seed, other), **ONCE)


async def test_a_server_of_another_authority_is_not_believed(network: Network, tmp_path: Path) -> None:
    make_certificates(network.topology, tmp_path)
    mistaken = client_context(certificate_files(tmp_path, OM))
    with pytest.raises(ssl.SSLCertVerificationError):
        await connect(network.hub.url, Credentials(network.credentials(OM).seed, mistaken), **ONCE)


async def test_older_tls_is_refused(network: Network) -> None:
    old = client_context(certificate_files(network.keys, OM))
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2
    with pytest.raises(REFUSED):
        await connect(network.hub.url, Credentials(network.credentials(OM).seed, old), **ONCE)


async def test_a_node_of_another_authority_does_not_reach_the_hub(topology: Topology, tmp_path: Path) -> None:
    """The hub refuses the leaf connection: the node goes on by itself, and its hub does not hear it."""
    async with running(topology, tmp_path) as net:
        await net.stop(PARTNER)
        others = tmp_path / "others"
        make_certificates(net.topology, others)
        for file in (certificate_files(others, PARTNER).certificate, certificate_files(others, PARTNER).key):
            shutil.copy(file, net.keys / file.name)
        await net.start(PARTNER)
        async with as_org(net, ZVH) as zvh:
            await zvh.jetstream().publish(f"out.{PARTNER}.c1", b"x")
        await said(net, net.topology.hub.name, "certificate signed by unknown authority")


async def said(net: Network, name: str, text: str) -> None:
    """Wait until a server's log says so."""
    await eventually(lambda: text in net.server(name).log.read_text(), f"the log of {name} says {text!r}")


class Spy(Proxy):
    """Keeps all that passes."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.seen = b""

    def _reply_lost(self, chunk: bytes) -> bool:
        self.seen += chunk
        return False

    def _request_lost(self, chunk: bytes) -> bool:
        self.seen += chunk
        return False
