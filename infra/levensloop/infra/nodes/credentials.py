"""What an organisation shows at a server, and how it connects with that."""

import ssl
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nats.aio.client import Client

from levensloop.infra.nodes.certificates import checked, client_context
from levensloop.infra.nodes.keys import read_seed
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.quick_headers import QuickClient
from levensloop.infra.secrecy.directory import directory_of
from levensloop.infra.secrecy.organisation_keys import key_file, read_organisation_keys
from levensloop.infra.secrecy.requests import Correspondent


@dataclass(frozen=True, slots=True)
class Credentials:
    """An organisation's nkey seed (who acts) and, where the network has TLS, its certificate (whose machine this is).

    `correspondent` seals what it asks of a ZVH; without one it is asked in clear, and refused.
    """

    seed: str
    tls: ssl.SSLContext | None = None
    correspondent: Correspondent | None = None

    @property
    def options(self) -> dict[str, Any]:
        """For `nats.connect`."""
        return {"nkeys_seed_str": self.seed, **({"tls": self.tls, "tls_handshake_first": True} if self.tls else {})}


def credentials(topology: Topology, keys: Path, org: str) -> Credentials:
    """Read from the directory with keys. Raises KeyProblem and CertificateProblem."""
    seed = read_seed(keys, org)
    tls = client_context(checked(topology, keys, org)) if topology.tls else None
    own = cache(lambda: read_organisation_keys(key_file(keys, org)))
    return Credentials(seed, tls, Correspondent(org, own, cache(lambda: directory_of(topology))))


class OwnClient(QuickClient):
    """A connection of one organisation, that knows how it seals what it asks."""

    def __init__(self, correspondent: Correspondent | None) -> None:
        super().__init__()
        self.correspondent = correspondent


async def connect(url: str, shown: Credentials, **options: Any) -> Client:
    """A NATS client with an organisation's credentials; options are those of `nats.connect`."""
    nc = OwnClient(shown.correspondent)
    await nc.connect(url, **shown.options, **options)
    return nc


async def close(nc: Client) -> None:
    """Close a connection, also one whose server is gone: then there is nothing left to close. With TLS, Python's transport says
    that by an AttributeError, for it writes to what it no longer has."""
    with suppress(OSError, AttributeError):
        await nc.close()
