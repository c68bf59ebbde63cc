"""The `levensloop` command as a user runs it: a process of its own, on free ports, in an empty folder."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEVENSLOOP = Path(sys.executable).with_name("levensloop")
PATIENCE = 60


class User:
    """Somebody at a prompt, in the folder `home`, with a topology `network.yaml` that nobody else listens on."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.topology = home / "network.yaml"
        text = (ROOT / "topologies" / "two-zvhs.yaml").read_text(encoding="utf-8")
        free = iter(free_ports(text.count("port: ")))
        self.topology.write_text(re.sub(r"port: \d+", lambda _: f"port: {next(free)}", text), encoding="utf-8")
        self.environment = os.environ | {"LEVENSLOOP_FUNCTIE": "informatiecoördinator"}
        self._running: list[subprocess.Popen[str]] = []

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
        """All that a network needs of keys, beside its topology."""
        for kind in (("topology", "keys"), ("keys", "init")):
            self.run(*kind, "network.yaml").check_returncode()

    def start(self, *arguments: str, until: str) -> "subprocess.Popen[str]":
        """Start, and return when its standard error says `until`."""
        process = subprocess.Popen(
            [str(LEVENSLOOP), *arguments],
            cwd=self.home,
            env=self.environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._running.append(process)
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if until in line:
                return process
        raise AssertionError(f"ended before it said {until!r}:\n{''.join(said)}")

    def follow(self, *arguments: str) -> str:
        """The first line that a command which goes on prints; then Ctrl-C."""
        process = subprocess.Popen(
            [str(LEVENSLOOP), *arguments],
            cwd=self.home,
            env=self.environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._running.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        said = self.end(process)
        assert line, said
        return line

    def end(self, process: "subprocess.Popen[str]", number: signal.Signals = signal.SIGINT) -> str:
        """Ctrl-C; returns what it said on standard error until it was gone."""
        process.send_signal(number)
        _, said = process.communicate(timeout=PATIENCE)
        self._running.remove(process)
        return said

    def end_all(self) -> None:
        for process in list(self._running):
            process.kill()
            process.communicate()


@pytest.fixture
def user(tmp_path: Path) -> Iterator[User]:
    """A user with an empty folder."""
    somebody = User(tmp_path)
    yield somebody
    somebody.end_all()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now; held together until all are chosen, so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for s in sockets:
            s.bind(("127.0.0.1", 0))
        return [s.getsockname()[1] for s in sockets]
    finally:
        for s in sockets:
            s.close()
