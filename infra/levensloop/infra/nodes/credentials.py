"""What an organisation shows at a server, and how it connects with that."""

import ssl
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from nats.aio.client import Client

from levensloop.infra.nodes.certificates import checked, client_context
from levensloop.infra.nodes.keys import auditor, provisioner, read_seed, seed_file
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.quick_headers import QuickClient
from levensloop.infra.secrecy.directory import directory_of
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys, key_file, read_organisation_keys
from levensloop.infra.secrecy.requests import Correspondent
from levensloop.infra.users.speaking import SpeakingUser
from levensloop.infra.users.user_file import UserFile, read_user, user_file


@dataclass(frozen=True, slots=True)
class Credentials:
    """An organisation's nkey seed (who acts) and, where the network has TLS, its certificate (whose machine this is).

    `correspondent` seals what it asks of a ZVH; without one it is asked in clear, and refused. Of a user that the organisation made:
    the user's own seed, its `grant`, and its name in the network, `user`.
    """

    seed: str
    tls: ssl.SSLContext | None = None
    correspondent: Correspondent | None = None
    grant: str = ""
    user: str = ""

    @property
    def options(self) -> dict[str, Any]:
        """For `nats.connect`. A user hears answers under a prefix of its own only."""
        return self._key | ({"token": self.grant, "inbox_prefix": f"_INBOX.{self.user}"} if self.user else {})

    @property
    def _key(self) -> dict[str, Any]:
        return {"nkeys_seed_str": self.seed, **({"tls": self.tls, "tls_handshake_first": True} if self.tls else {})}


def credentials(topology: Topology, keys: Path, org: str) -> Credentials:
    """Read from the directory with keys: the organisation's own, or of a user that it made. With its nkey, and a user's file in place of
    its own keys to sign with, it is the organisation that connects and the user that speaks: so at a ZVH's own node.

    Raises KeyProblem, CertificateProblem, UsersProblem.
    """
    if is_user(keys, org):
        return _of_user(topology, keys, org)
    return _own(topology, keys, org, org)


def _own(topology: Topology, keys: Path, org: str, name: str) -> Credentials:
    """Of the organisation, with the seed of this name."""
    seed = read_seed(keys, name)
    tls = client_context(checked(topology, keys, org)) if topology.tls else None
    if user_file(keys, org).exists() and not key_file(keys, org).exists():
        return Credentials(seed, tls, _speaking(topology, org, read_user(user_file(keys, org))))
    own = cache(lambda: read_organisation_keys(key_file(keys, org)))
    return Credentials(seed, tls, Correspondent(org, own, cache(lambda: directory_of(topology))))


def provisioning_credentials(topology: Topology, keys: Path, org: str) -> Credentials:
    """What declares the streams of this organisation's node: a key of its own where the topology has one. Raises as `credentials`."""
    shown = credentials(topology, keys, org)
    if topology.organisation(org).provisioning_key is None:
        return shown
    return replace(shown, seed=read_seed(keys, provisioner(org)))


def audit_credentials(topology: Topology, keys: Path, org: str) -> Credentials:
    """What the accountability service of this organisation's node shows there, and who reads its log: likewise. Raises as `credentials`."""
    if topology.organisation(org).audit_key is None:
        return credentials(topology, keys, org)
    return _own(topology, keys, org, auditor(org))


def is_user(keys: Path, org: str) -> bool:
    """Whether what is here is a user's, not the organisation's own key."""
    return user_file(keys, org).exists() and not seed_file(keys, org).exists()


def _of_user(topology: Topology, keys: Path, org: str) -> Credentials:
    user = read_user(user_file(keys, org))
    tls = client_context(checked(topology, keys, org)) if topology.tls else None
    return Credentials(user.seed, tls, _speaking(topology, org, user), user.grant, user.id)


def _speaking(topology: Topology, org: str, user: UserFile) -> SpeakingUser:
    own = OrganisationKeys(user.signing, ())
    return SpeakingUser(org, lambda: own, cache(lambda: directory_of(topology)), user.grant, user.acting_as)


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
