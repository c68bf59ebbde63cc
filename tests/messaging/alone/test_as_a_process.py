"""A service alone, as a process of its own on a node that runs: it answers, logs JSON, and ends gracefully on SIGTERM."""

import asyncio
import json
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest
import yaml

from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.organisation_keys import key_file, rotate_organisation_keys
from support.messaging import desk
from support.samples.world import HAAGLANDEN
from support.waiting import PATIENCE


@pytest.fixture
def written(network: Network, tmp_path: Path) -> Path:
    """The topology of the running network, where its servers really listen."""
    topology = network.topology
    nodes = tuple(node.model_copy(update={"listen": network.server(node.name).ports.client}) for node in topology.nodes)
    path = tmp_path / "topology.yaml"
    content = topology.model_copy(update={"nodes": nodes}).model_dump(mode="json", exclude_none=True)
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


@asynccontextmanager
async def process(module: str, topology: Path, node: str, keys: Path) -> AsyncIterator[Process]:
    arguments = ["--topology", str(topology), "--node", node, "--keys", str(keys)]
    started = await asyncio.create_subprocess_exec(sys.executable, "-m", module, *arguments, stderr=PIPE)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


@pytest.mark.parametrize("service", ["inclusion", "plan", "signals", "handover", "disclosure", "documents", "monitor"])
async def test_starts_and_ends_on_sigterm(service: str, network: Network, written: Path) -> None:
    async with process(f"levensloop.{service}.app", written, HAAGLANDEN, network.keys) as running:
        said = await _until(running, "service started")
        assert said["service"] == service
        running.send_signal(signal.SIGTERM)
        assert (await _until(running, "service stopped"))["service"] == service
        assert await running.wait() == 0


async def test_answers(network: Network, written: Path, case: UUID) -> None:
    async with process("levensloop.inclusion.app", written, HAAGLANDEN, network.keys) as running:
        await _until(running, "service started")
        async with desk(network) as politie:
            assert (await politie.report(case)).events
        assert (await _until(running, "command"))["case"] == str(case)
        running.send_signal(signal.SIGINT)
        assert await running.wait() == 0


@pytest.mark.parametrize(
    ("node", "keys", "says"),
    [
        ("gemeente-den-haag", None, "heeft in"),
        (HAAGLANDEN, "geen", "De sleutel van zvh-haaglanden is niet te lezen"),
    ],
)
async def test_what_is_wrong_is_said(
    node: str, keys: str | None, says: str, network: Network, written: Path, tmp_path: Path
) -> None:
    async with process("levensloop.inclusion.app", written, node, tmp_path / keys if keys else network.keys) as ended:
        _, error = await ended.communicate()
    assert says in error.decode()
    assert "Traceback" not in error.decode()
    assert ended.returncode == 1


@pytest.fixture
def elsewhere(network: Network, written: Path, tmp_path: Path) -> Path:
    """A topology in which the node is where nobody listens."""
    port = network.server(HAAGLANDEN).ports.client.port
    path = tmp_path / "elsewhere.yaml"
    path.write_text(written.read_text(encoding="utf-8").replace(f"port: {port}", "port: 1"), encoding="utf-8")
    return path


async def test_a_node_that_does_not_run_is_said(network: Network, elsewhere: Path) -> None:
    async with process("levensloop.inclusion.app", elsewhere, HAAGLANDEN, network.keys) as ended:
        _, error = await ended.communicate()
    assert "Draait de server van dit knooppunt" in error.decode()
    assert "Traceback" not in error.decode()
    assert ended.returncode == 1


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        ("zvh-haaglanden.master", "Op een nieuw knooppunt: maak hem met `levensloop keys init`"),
        ("zvh-haaglanden.jwks", "Zet het bestand terug. Is het verloren"),
    ],
)
async def test_keys_that_are_missing_are_said(
    gone: str, says: str, network: Network, written: Path, tmp_path: Path
) -> None:
    keys = Path(shutil.copytree(network.keys, tmp_path / "keys"))
    (keys / gone).unlink()
    async with process("levensloop.inclusion.app", written, HAAGLANDEN, keys) as ended:
        _, error = await ended.communicate()
    assert says in error.decode()
    assert "Traceback" not in error.decode()
    assert ended.returncode == 1


async def test_other_keys_than_the_topology_tells_are_refused(network: Network, written: Path, tmp_path: Path) -> None:
    keys = Path(shutil.copytree(network.keys, tmp_path / "keys"))
    rotate_organisation_keys(key_file(keys, HAAGLANDEN))
    async with process("levensloop.inclusion.app", written, HAAGLANDEN, keys) as ended:
        _, error = await ended.communicate()
    assert "hoort niet bij signing_key in de topologie" in error.decode()
    assert ended.returncode == 1


async def _until(running: Process, event: str) -> dict[str, str]:
    """The first log line with this event; every line must be JSON."""
    assert running.stderr is not None
    async with asyncio.timeout(PATIENCE):
        async for line in running.stderr:
            said: dict[str, str] = json.loads(line)
            if said["event"] == event:
                return said
    raise AssertionError(f"ended without saying: {event}")
