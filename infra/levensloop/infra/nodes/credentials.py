"""What an organisation shows at a server, and how it connects with that."""

import ssl
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nats.aio.client import Client

from levensloop.infra import quick_headers
from levensloop.infra.nodes.certificates import checked, client_context
from levensloop.infra.nodes.keys import read_seed
from levensloop.infra.nodes.topology import Topology


@dataclass(frozen=True, slots=True)
class Credentials:
    """An organisation's nkey seed (who acts) and, where the network has TLS, its certificate (whose machine this is)."""

    seed: str
    tls: ssl.SSLContext | None = None

    @property
    def options(self) -> dict[str, Any]:
        """For `nats.connect`."""
        return {"nkeys_seed_str": self.seed, **({"tls": self.tls, "tls_handshake_first": True} if self.tls else {})}


def credentials(topology: Topology, keys: Path, org: str) -> Credentials:
    """Read from the directory with keys. Raises KeyProblem and CertificateProblem."""
    seed = read_seed(keys, org)
    return Credentials(seed, client_context(checked(topology, keys, org)) if topology.tls else None)


async def connect(url: str, shown: Credentials, **options: Any) -> Client:
    """A NATS client with an organisation's credentials; options are those of `nats.connect`."""
    return await quick_headers.connect(url, **shown.options, **options)


async def close(nc: Client) -> None:
    """Close a connection, also one whose server is gone: then there is nothing left to close. With TLS, Python's transport says
    that by an AttributeError, for it writes to what it no longer has."""
    with suppress(OSError, AttributeError):
        await nc.close()
