"""The `levensloop` command as a user runs it: a process of its own, on free ports, in an empty folder."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from socket import socket
from threading import Condition, Thread
from typing import IO

import pytest

from levensloop.infra.nodes.kept_port import kept_port
from levensloop.infra.nodes.keys_in_file import make_keys_for_file
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.nodes.trial_authority import make_certificates
from levensloop.infra.secrecy.keys_in_topology import init_keys

_KEPT: list[socket] = []

ROOT = Path(__file__).parents[2]
LEVENSLOOP = Path(sys.executable).with_name("levensloop")
PATIENCE = 120  # seconds for a command to end, on a machine with far too much to do
START = 240  # seconds for a network to stand there


class Heard:
    """What a process says on standard error, read as it comes: a process whose words nobody reads stops in the end."""

    def __init__(self, said: IO[str]) -> None:
        self._said, self._lines, self._over, self._news = said, list[str](), False, Condition()
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        for line in self._said:
            with self._news:
                self._lines.append(line)
                self._news.notify_all()
        with self._news:
            self._over = True
            self._news.notify_all()

    def until(self, text: str) -> None:
        """Wait until a line holds `text`; an AssertionError where that never comes."""
        with self._news:
            self._news.wait_for(lambda: self._over or text in "".join(self._lines), START)
            assert text in "".join(self._lines), f"never said {text!r}:\n{''.join(self._lines)}"

    def all(self) -> str:
        """All of it, of a process that has ended."""
        self._thread.join(PATIENCE)
        return "".join(self._lines)


class User:
    """Somebody at a prompt, in the folder `home`, with a topology `network.yaml` that nobody else listens on."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.topology = home / "network.yaml"
        text = (ROOT / "topologies" / "two-zvhs.yaml").read_text(encoding="utf-8")
        free = iter(free_ports(text.count("port: ")))
        self.topology.write_text(re.sub(r"port: \d+", lambda _: f"port: {next(free)}", text), encoding="utf-8")
        self.environment = os.environ | {"LEVENSLOOP_FUNCTIE": "informatiecoördinator"}
        self._running: dict[subprocess.Popen[str], Heard] = {}

    def run(
        self, *arguments: str, timeout: float = PATIENCE, input: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end; `input` on its standard input."""
        command = [str(LEVENSLOOP), *arguments]
        return subprocess.run(
            command,
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            input=input,
        )

    def make_keys(self) -> None:
        """All that a network needs of keys, beside its topology: what `topology keys`, `keys init` and `topology certificates` do, without
        starting them."""
        keys = self.home / "keys"
        make_keys_for_file(self.topology, keys)
        init_keys(self.topology, keys)
        make_certificates(load_topology(self.topology), keys)

    def start_hub(self, until: str = "draait op") -> "subprocess.Popen[str]":
        """The hub, when it stands."""
        return self._start_node("hub", until)

    def start_zvh(self, name: str) -> "subprocess.Popen[str]":
        """The node of a ZVH, when its services serve; its data is in `data/<name>`, as that of the others."""
        return self._start_node(name, "Diensten: ")

    def start_partner(self, name: str, until: str = "draait op") -> "subprocess.Popen[str]":
        """The node of a partner, when it stands."""
        return self._start_node(name, until)

    def _start_node(self, name: str, until: str) -> "subprocess.Popen[str]":
        network = ("--topology", self.topology.name)
        return self.start("up", *network, "--node", name, "--data", f"data/{name}", until=until)

    def start(self, *arguments: str, until: str) -> "subprocess.Popen[str]":
        """Start, and return when its standard error says `until`."""
        return self.start_program(str(LEVENSLOOP), *arguments, until=until)

    def start_program(self, *command: str, until: str) -> "subprocess.Popen[str]":
        process = self._started(command, subprocess.DEVNULL)
        self._running[process].until(until)
        return process

    def _started(self, command: Sequence[str], stdout: int) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            command, cwd=self.home, env=self.environment, stderr=subprocess.PIPE, stdout=stdout, text=True
        )
        assert process.stderr is not None
        self._running[process] = Heard(process.stderr)
        return process

    def follow(self, *arguments: str) -> str:
        """The first line that a command which goes on prints; then Ctrl-C."""
        process = self._started([str(LEVENSLOOP), *arguments], subprocess.PIPE)
        assert process.stdout is not None
        with process.stdout:
            line = process.stdout.readline()
            said = self.end(process)
        assert line, said
        return line

    def end(self, process: "subprocess.Popen[str]", number: signal.Signals = signal.SIGINT) -> str:
        """Ctrl-C; returns all that it said on standard error until it was gone."""
        process.send_signal(number)
        return self.ended(process)

    def ended(self, process: "subprocess.Popen[str]") -> str:
        """Wait until it ends by itself; returns the same."""
        process.wait(PATIENCE)
        return self._running.pop(process).all()

    def end_all(self) -> None:
        for process, heard in self._running.items():
            process.kill()
            process.wait(PATIENCE)
            heard.all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that starts a dozen processes takes minutes on a machine with far too much to do, and must not look like a hang."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture
def user(tmp_path: Path) -> Iterator[User]:
    """A user with an empty folder."""
    somebody = User(tmp_path)
    yield somebody
    somebody.end_all()


def free_ports(count: int) -> list[int]:
    """Ports that are for the servers of these tests alone, as long as this process lives: a test stops servers and starts them again."""
    sockets = [kept_port() for _ in range(count)]
    _KEPT.extend(sockets)
    return [s.getsockname()[1] for s in sockets]
