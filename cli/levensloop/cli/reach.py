"""Reaching a server as an organisation, with the key that the user has."""

import logging
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from nats.aio.client import Client
from nats.errors import Error as NatsError

from levensloop.contracts.roles import Role
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.nodes.credentials import Credentials, audit_credentials, close, connect, credentials, is_user
from levensloop.infra.nodes.errors import NodesError, NodeUnreachable
from levensloop.infra.nodes.topology import Organisation, Topology
from levensloop.infra.unconnected import why_not

COLLECTOR = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
"""Environment variable: where spans go, over OTLP/HTTP."""

COLLECTOR_WAITS = 2.0
"""Seconds that somebody at a prompt waits in the end for a collector that is away."""


async def _quiet(error: Exception) -> None:
    """Each failed try; the last one is raised."""


_AT_ONCE: dict[str, Any] = {
    "allow_reconnect": False,
    "max_reconnect_attempts": 1,
    "reconnect_time_wait": 0.1,
    "error_cb": _quiet,
}
"""Somebody waits at a prompt: one more try, then say so. What went wrong is in the error that is raised."""


def known(topology: Topology, organisation: str) -> Organisation:
    """The organisation, or a `NodesError` that tells which there are."""
    found = next((o for o in topology.organisations if o.id == organisation), None)
    if found is None:
        names = ", ".join(o.id for o in topology.organisations)
        raise NodesError(f"De organisatie {organisation} staat niet in de topologie. Bekend zijn: {names}.")
    return found


def known_zvh(topology: Topology, name: str) -> Organisation:
    """The organisation, which must be a ZVH; else a `NodesError`."""
    found = known(topology, name)
    if found.role is not Role.ZVH:
        raise NodesError(f"{name} is geen Zorg- en Veiligheidshuis; casussen staan bij een ZVH.")
    return found


@asynccontextmanager
async def node_client(topology: Topology, organisation: str, keys: Path) -> AsyncIterator[Client]:
    """Connected as the organisation, at its own node or else at the hub; as a user that it made, at the door for those. Raises
    `NodesError` with what to do."""
    here = topology.node(known(topology, organisation).id)
    place = here.listen if here else topology.hub.listen
    if is_user(keys, organisation):
        if topology.hub.users is None:
            raise NodesError("In dit netwerk is geen deur voor gebruikers: in de topologie ontbreekt hub.users.")
        place = topology.hub.users
    with _traces_of(organisation):
        async with client_at(topology, f"nats://{place}", organisation, keys) as nc:
            yield nc


def _traces_of(organisation: str) -> AbstractContextManager[None]:
    """What it sends and reads goes to the collector that the environment names; without one, nothing of that is even loaded."""
    url = os.environ.get(COLLECTOR)
    if not url:
        return nullcontext()
    from levensloop.infra.messaging.spans import spans_to_collector

    # That a collector is away is no answer to who gave a command.
    logging.getLogger("opentelemetry").addHandler(logging.NullHandler())
    return spans_to_collector(url, organisation, COLLECTOR_WAITS)


@asynccontextmanager
async def own_node(
    topology: Topology, name: str, keys: Path, data: Path | None = None, *, log: bool = False
) -> AsyncIterator[Node]:
    """The node of a ZVH, as its services see it, with the keys of its cases; `data` is where it keeps files, if that is at hand. `log`: as
    its accountability service does, which may read that log, and write nothing that operates.

    Raises `NodesError`, `SecrecyError`.
    """
    role, here = known(topology, name).role, topology.node(name)
    if here is None or role is not Role.ZVH:
        raise NodesError(f"{name} is geen Zorg- en Veiligheidshuis met een knooppunt in deze topologie.")
    shown = (audit_credentials if log else credentials)(topology, keys, name)
    async with connected(topology, name, f"nats://{here.listen}", shown, keys, data=data) as node:
        yield node


@asynccontextmanager
async def client_at(
    topology: Topology, url: str, organisation: str, keys: Path, shown: Credentials | None = None
) -> AsyncIterator[Client]:
    """Connected as the organisation, at this server; `shown` in place of its own credentials."""
    shown = shown or credentials(topology, keys, organisation)
    try:
        nc = await connect(url, shown, name=f"{organisation}-cli", **_AT_ONCE)
    except (OSError, NatsError) as error:
        raise NodeUnreachable(
            f"Geen verbinding met {url} als {organisation} ({why_not(error)}). {advice(error, organisation, shown)}"
        ) from error
    try:
        yield nc
    finally:
        await close(nc)


def advice(error: Exception, organisation: str, shown: Credentials) -> str:
    """What to look at: whether somebody was there, and did not let us in."""
    if isinstance(error, ssl.SSLError):
        return "Gelden het certificaat en de klok hier nog, en staat wie certificaten uitgaf in authorities.crt?"
    if not any(sign in str(error).lower() for sign in _REFUSED):
        return "Draait de server daar?"
    if shown.user:
        return (
            f"De deur laat deze gebruiker niet binnen: zijn machtiging is verlopen of ingetrokken, of het certificaat hier is niet dat van "
            f"{organisation}. Vraag uw organisatie; die ziet het met `levensloop users list`."
        )
    return (
        f"De server kent deze sleutel niet: {organisation} staat niet in de topologie die hij heeft, of daar met een andere sleutel. Vraag "
        "wie de server beheert welke topologie is overgenomen."
    )


_REFUSED = ("authorization violation", "authentication expired", "authentication revoked")
