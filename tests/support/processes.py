"""Services as processes of their own, on the nodes of a network that runs: started, and killed as a crash does."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, Process
from pathlib import Path

import yaml
from nats.aio.client import Client
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NoAnswer

from levensloop.contracts import subjects
from levensloop.infra.nodes.network import Network
from support.waiting import eventually


def written(network: Network, path: Path) -> Path:
    """The topology of the running network, where its servers really listen, written to this file."""
    topology = network.topology
    nodes = tuple(node.model_copy(update={"listen": network.server(node.name).ports.client}) for node in topology.nodes)
    content = topology.model_copy(update={"nodes": nodes}).model_dump(mode="json", exclude_none=True)
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


class Service:
    """One service of a ZVH, as `python -m levensloop.<service>.app`."""

    def __init__(self, name: str, zvh: str, topology: Path, keys: Path) -> None:
        self.name, self.zvh = name, zvh
        arguments = [
            "--topology",
            str(topology),
            "--node",
            zvh,
            "--keys",
            str(keys),
            "--data",
            str(topology.parent / zvh),
        ]
        self._command = [sys.executable, "-m", f"levensloop.{name}.app", *arguments]
        self._process: Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(*self._command, stderr=DEVNULL)

    async def kill(self) -> None:
        """SIGKILL."""
        assert self._process is not None
        assert self._process.returncode is None, f"{self.name} ended by itself, with {self._process.returncode}"
        self._process.kill()
        await self._process.wait()

    async def done(self, nc: Client) -> None:
        """Wait until it says that it did all there is to do."""
        await eventually(lambda: self._idle(nc), f"{self.name} has done everything")

    async def _idle(self, nc: Client) -> bool:
        try:
            reply = await nc.request(subjects.health(self.zvh, self.name), timeout=1)
        except (NoRespondersError, NoAnswer):
            return False
        said = json.loads(reply.data)
        return said["healthy"] and not any(policy["lag"] for policy in said["policies"])
