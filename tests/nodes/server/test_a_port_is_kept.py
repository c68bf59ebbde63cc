"""While a server is away nobody who takes whatever port is free gets its port, and it comes in there again itself."""

import contextlib
import socket
import sys
from pathlib import Path

import pytest

from levensloop.infra.nodes.kept_port import kept_port
from levensloop.infra.nodes.network import Network, _own_port
from support.server import JetStreamServer

ZVH = "zvh-haaglanden"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a port without a listener is free")


def taken(port: int) -> bool:
    """Whether somebody else may not have it."""
    with socket.socket() as other:
        try:
            other.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False


async def test_of_a_server_in_a_network_that_is_stopped(own_network: Network) -> None:
    ports = [address.port for name in ("hub", ZVH) if (address := own_network.server(name).ports.client)]
    for name in ("hub", ZVH):
        await own_network.stop(name)
    assert [taken(port) for port in ports] == [True, True]
    for name in ("hub", ZVH):
        await own_network.start(name)
    await own_network.linked(ZVH)
    assert [own_network.server(name).ports.client.port for name in ("hub", ZVH)] == ports


def test_of_a_network_before_any_server_of_it_listens() -> None:
    """And so from the first moment that one is away, however it went."""
    with contextlib.ExitStack() as kept:
        assert taken(_own_port(kept).port)


def test_of_a_server_that_is_killed(tmp_path: Path) -> None:
    server = JetStreamServer(tmp_path)
    server.start()
    url = server.url
    server.kill()
    assert taken(int(url.rpartition(":")[2]))
    server.start()
    server.kill()
    assert server.url == url


def test_it_is_free_again_when_nobody_keeps_it() -> None:
    ports = []
    for _ in range(5):
        with kept_port() as keeper:
            ports.append(keeper.getsockname()[1])
            assert taken(ports[-1])
    assert not all(taken(port) for port in ports)  # one may have gone to somebody else by now


def test_not_where_somebody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(OSError, match="in use"):
        kept_port(server.getsockname()[1])
