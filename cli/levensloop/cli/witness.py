"""`levensloop witness`: an organisation that keeps a ZVH's accountability log honest."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import structlog
import typer
from nats.aio.client import Client
from nats.errors import Error as NatsError
from rich.console import Console

from levensloop.audit.log.one_memory import one_memory
from levensloop.audit.log.signing import witness_signer
from levensloop.audit.log.witness import FoundOut, Witness
from levensloop.cli.options import KeysDirectory, TopologyFile, keys_of
from levensloop.cli.reach import known, node_client
from levensloop.cli.topology_watch import follow
from levensloop.infra.messaging.alone import stop_asked
from levensloop.infra.messaging.client import Unanswered, Unclear
from levensloop.infra.messaging.clock import SystemClock
from levensloop.infra.messaging.connection import connection
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.logs import configure
from levensloop.infra.nodes.certificates import certificate_files, show_anew
from levensloop.infra.nodes.credentials import credentials
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.nodes.witnesses import witnessed_by
from levensloop.infra.secrecy.errors import OrganisationKeyProblem, SecrecyError
from levensloop.infra.unconnected import why_not
from levensloop.verifier.errors import AuditError

PAUSE = 60.0
"""Seconds between two looks: as often as a log signs. Default."""

_log = structlog.get_logger()

SEEN = "getuige"
"""The directory, in that of a node's data, with what the organisation saw as a witness."""


def witness(
    topology: TopologyFile,
    organisation: Annotated[str, typer.Option("--organisation", help="de getuige")],
    data: Annotated[Path, typer.Option("--data", help="de map waar de getuige bewaart wat zij zag")],
    keys: KeysDirectory = None,
    once: Annotated[bool, typer.Option("--once", help="kijk één keer en stop")] = False,
    pause: Annotated[float, typer.Option(min=1, help="seconden tussen twee keer kijken")] = PAUSE,
) -> None:
    """Onderteken de controlepunten van een verantwoordingslogboek mee, zolang elk een vervolg is op wat u eerder zag."""
    known(load_topology(topology), organisation)
    configure()
    ok = asyncio.run(_witness(topology, organisation, data, keys_of(topology, keys), once, pause))
    raise typer.Exit(0 if ok else 1)


def witnesses_of(topology: Topology, organisation: str, keys: Path, data: Path) -> list[Witness]:
    """One per log. Raises `NodesError` for an organisation that witnesses none, `OrganisationKeyProblem`."""
    logs = witnessed_by(topology, organisation)
    if not logs:
        raise NodesError(f"{organisation} is volgens de topologie van geen enkel ZVH getuige.")
    signer = witness_signer(topology, organisation, keys)
    return [Witness(topology, zvh, organisation, signer, data, SystemClock()) for zvh in logs]


def learn(witnesses: Sequence[Witness], topology: Topology, organisation: str, keys: Path) -> None:
    """Their keys, and that of the log, are those of this topology now. Raises `NodesError`, and then nothing changed."""
    try:
        signer = witness_signer(topology, organisation, keys)
    except OrganisationKeyProblem as error:
        raise NodesError(str(error)) from error
    for one in witnesses:
        one.learn(topology, signer)


async def look_on(
    nc: Client, witnesses: Sequence[Witness], console: Console, stop: "asyncio.Future[None]", pause: float = PAUSE
) -> bool:
    """Look, and again after a pause, until asked to stop. Whether all that was ever shown was in order."""
    ok = True
    while True:
        ok = await look(nc, witnesses, console) and ok
        await asyncio.wait([stop], timeout=pause)
        if stop.done():
            return ok


async def look(nc: Client, witnesses: Sequence[Witness], console: Console) -> bool:
    """Once at every log; what is wrong with one keeps nobody from the next. What a log says is shown as it stands, never as markup."""
    ok = True
    for one in witnesses:
        try:
            seen = await one.look(nc)
        except FoundOut as found:
            ok = False
            _log.error("not cosigned", zvh=one.zvh, reason=type(found).__name__, evidence=str(found.evidence))
            console.print(str(found), style="bold red", highlight=False, markup=False)
        except (AuditError, NodesError, SecrecyError, NatsError, Unclear, OSError) as error:
            ok = False
            _log.error("not cosigned", zvh=one.zvh, reason=type(error).__name__)
            reason = f"Geen verbinding: {why_not(error)}." if isinstance(error, NatsError | OSError) else str(error)
            text = f"Er is niets medeondertekend van {one.zvh}. {reason} De volgende keer wordt er weer gekeken."
            console.print(text, style="yellow", highlight=False, markup=False)
        except Unanswered as error:
            _log.warning("not cosigned", zvh=one.zvh, reason=type(error).__name__)
            console.print(f"{error} De volgende keer verder.", style="dim", highlight=False, markup=False)
        else:
            if seen.size == 0:
                console.print(f"{seen.zvh}: nog niets ondertekend.", highlight=False)
            elif seen.new:
                said = f"{seen.zvh}: {seen.size} regels, {seen.new} nieuw; een vervolg op wat eerder gezien is. Medeondertekend."
                console.print(said, highlight=False)
    return ok


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks on, and `ended`: done only with what makes it impossible, for who runs it to stop for."""

    witnesses: Sequence[Witness]
    ended: "asyncio.Future[None]"


@asynccontextmanager
async def witnessing(
    topology: Topology, organisation: str, url: str, keys: Path, data: Path, console: Console
) -> AsyncIterator[Looking]:
    """Look on beside a node that runs, at `url`, until the block ends. Raises `NodesError`, `SecondMemory`, `OrganisationKeyProblem`."""
    witnesses = witnesses_of(topology, organisation, keys, data / SEEN)
    name, shown = f"{organisation}-witness", credentials(topology, keys, organisation)
    with one_memory(organisation, keys, data / SEEN):
        async with connection(url, shown, name) as nc:
            looking = asyncio.create_task(looking_on(nc, witnesses, console))
            try:
                yield Looking(witnesses, looking)
            finally:
                await cancel([looking])


async def looking_on(nc: Client, witnesses: Sequence[Witness], console: Console) -> None:
    """Look on until cancelled; what ends it otherwise is raised."""
    await look_on(nc, witnesses, console, asyncio.get_running_loop().create_future())


async def _witness(file: Path, organisation: str, data: Path, keys: Path, once: bool, pause: float) -> bool:
    topology = load_topology(file)
    witnesses = witnesses_of(topology, organisation, keys, data)
    with one_memory(organisation, keys, data):
        if once:
            async with node_client(topology, organisation, keys) as nc:
                return await look(nc, witnesses, Console(soft_wrap=True))
        return await _witness_on(file, topology, organisation, keys, witnesses, pause)


async def _witness_on(
    file: Path, topology: Topology, organisation: str, keys: Path, witnesses: Sequence[Witness], pause: float
) -> bool:
    here, console = topology.node(organisation), Console(soft_wrap=True)
    url, stop = f"nats://{here.listen if here else topology.hub.listen}", stop_asked()

    async def take_over(now: Topology, wanted: Topology) -> None:
        learn(witnesses, wanted, organisation, keys)
        show_anew(certificate_files(keys, organisation))

    async with connection(url, credentials(topology, keys, organisation), f"{organisation}-witness") as nc:
        following = asyncio.create_task(follow(file, topology, take_over, console))
        looking = asyncio.create_task(look_on(nc, witnesses, console, stop, pause))
        try:
            await asyncio.wait([following, looking], return_when=asyncio.FIRST_COMPLETED)
            if following.done():
                following.result()  # ends with what it cannot go on with only
            return await looking
        finally:
            await cancel([following, looking])
