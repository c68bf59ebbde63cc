"""The embedded server: ready when it answers, data and port kept, gone with its parent, and clear when it will not start."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import nats
import pytest

from levensloop.infra.nodes.errors import ServerWillNotStart
from levensloop.infra.nodes.server import Ports, Server
from support.waiting import eventually

CHILD = """
import asyncio, sys
from pathlib import Path
from levensloop.infra.nodes.server import Server

async def main():
    home = Path(sys.argv[1])
    server = Server("los", home / "server.conf", home / "server.log", lambda ports: 'listen: "127.0.0.1:-1"')
    await server.start()
    print(server.ports.client.port, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


def plain(home: Path, *lines: str) -> Server:
    """A server without accounts, with JetStream."""

    def conf(ports: Ports | None) -> str:
        port = ports.client.port if ports else -1
        return "\n".join([f'listen: "127.0.0.1:{port}"', f'jetstream {{ store_dir: "{home / "js"}" }}', *lines])

    return Server("proef", home / "server.conf", home / "server.log", conf)


def refuses(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


async def test_ready_when_started_and_gone_when_stopped(tmp_path: Path) -> None:
    async with plain(tmp_path) as server:
        nc = await nats.connect(server.url)
        await nc.flush()
        await nc.close()
        port = server.ports.client.port
    assert not server.running
    assert refuses(port)
    assert "Server is ready" in (tmp_path / "server.log").read_text()


async def test_started_again_it_has_its_port_and_data(tmp_path: Path) -> None:
    async with plain(tmp_path) as server:
        nc = await nats.connect(server.url)
        js = nc.jetstream()
        await js.add_stream(name="S", subjects=["s"])
        await js.publish("s", b"kept")
        before = server.ports
        await server.stop()
        await server.start()
        assert server.ports == before
        await eventually(lambda: nc.is_connected, "the client is back")
        assert (await js.get_msg("S", 1)).data == b"kept"
        await nc.close()


async def test_stopping_twice_and_starting_twice_is_harmless(tmp_path: Path) -> None:
    server = plain(tmp_path)
    await server.stop()
    await server.start()
    await server.start()
    await server.stop()
    await server.stop()
    assert not server.running


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_ends_with_its_parent(tmp_path: Path, how: signal.Signals) -> None:
    parent = subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path)], stdout=subprocess.PIPE)  # noqa: ASYNC220
    assert parent.stdout is not None
    port = int(await asyncio.to_thread(parent.stdout.readline))
    assert not refuses(port)
    parent.send_signal(how)
    await asyncio.to_thread(parent.wait)
    parent.stdout.close()
    await eventually(lambda: refuses(port), "the server ends with its parent")


async def test_ctrl_c_reaches_only_the_parent(tmp_path: Path) -> None:
    """Services finish while their server still runs, so it is not in our process group."""
    async with plain(tmp_path) as server:
        assert server.pid is not None
        assert os.getpgid(server.pid) != os.getpgid(0)


async def test_a_taken_port_is_a_clear_error(tmp_path: Path) -> None:
    async with plain(tmp_path / "first") as first:
        port = first.ports.client.port
        second = Server("tweede", tmp_path / "b.conf", tmp_path / "b.log", lambda _: f'listen: "127.0.0.1:{port}"')
        with pytest.raises(ServerWillNotStart) as caught:
            await second.start()
        assert "De server van tweede start niet" in str(caught.value)
        assert "De poort is bezet" in str(caught.value)
        assert any("address already in use" in line for line in caught.value.tail)
        assert not second.running


@pytest.mark.parametrize(
    ("conf", "says"),
    [
        ("listen: {{{", "Kijk in de log"),
        ('listen: "127.0.0.1:-1"\ninclude "is-er-niet.conf"', "sleutel"),
        ('listen: "127.0.0.1:-1"\njetstream { store_dir: "/proc/nergens" }', "datamap"),
    ],
)
async def test_a_server_that_will_not_start_says_what_to_do(tmp_path: Path, conf: str, says: str) -> None:
    server = Server("stuk", tmp_path / "server.conf", tmp_path / "server.log", lambda _: conf)
    with pytest.raises(ServerWillNotStart) as caught:
        await server.start()
    assert says in str(caught.value), str(caught.value)
    assert caught.value.tail
    assert not server.running


async def test_a_data_directory_that_is_in_use_is_refused(tmp_path: Path) -> None:
    async with plain(tmp_path):
        other = plain(tmp_path)
        with pytest.raises(ServerWillNotStart) as caught:
            await other.start()
        assert "Draait dit knooppunt al" in str(caught.value)


async def test_a_server_that_ends_by_itself_is_noticed(tmp_path: Path) -> None:
    async with plain(tmp_path) as server:
        waiting = asyncio.create_task(server.ended())
        await asyncio.sleep(0)
        logged = re.search(r"^\[(\d+)\]", server.log.read_text())
        assert logged
        os.kill(int(logged[1]), signal.SIGKILL)
        assert "De server van proef is vanzelf gestopt" in str(await waiting)
        assert not server.running
