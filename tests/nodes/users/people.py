"""Users that an organisation makes, rightly and wrongly, and coming in at the door as one."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import nats.errors
import pytest
from joserfc.jwk import OKPKey
from nats.aio.client import Client

from levensloop.infra.nodes.certificates import certificate_files, client_context
from levensloop.infra.nodes.credentials import Credentials, close, connect
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.organisation_keys import key_file, read_organisation_keys
from levensloop.infra.users.grant import Grant, Scope, new_user_id, sign_grant
from levensloop.infra.users.revocations import Revocations, sign_revocations
from levensloop.infra.users.user_file import UserFile, new_seed
from support.waiting import PATIENCE, eventually

ZVH, OTHER_ZVH = "zvh-haaglanden", "zvh-rotterdam"
ORG, OTHER = "om-haaglanden", "reclassering-haaglanden"


@dataclass
class Person:
    """A seed and what it shows; `errors`: what the server had against its connection."""

    grant: Grant
    token: str
    seed: str
    errors: list[str] = field(default_factory=list)


def signing(network: Network, org: str) -> OKPKey:
    return read_organisation_keys(key_file(network.keys, org)).signing


def a_grant(seed: str, org: str = ORG, *scope: Scope, **other: Any) -> Grant:
    user, now = UserFile(id="", organisation=org, grant="", seed=seed), datetime.now(UTC)
    fields = {
        "id": new_user_id(),
        "organisation": org,
        "key": user.key,
        "signing_key": user.signing_key,
        "scope": scope or (Scope.COMMANDS,),
        "valid_from": now,
        "valid_until": now + timedelta(days=7),
        **other,
    }
    return Grant.model_construct(**fields)  # also what the organisation's own software would not make


def person(network: Network, org: str = ORG, *scope: Scope, by: OKPKey | None = None, **other: Any) -> Person:
    """A user of this organisation, its grant signed by the organisation, or else `by` another key."""
    seed = new_seed()
    grant = a_grant(seed, org, *scope, **other)
    return Person(grant, sign_grant(grant, by or signing(network, org)), seed)


async def comes_in(network: Network, who: Person, machine: str | None = None, **options: Any) -> Client:
    """A connection at the door, from a machine with the certificate of `machine`, or else of its own organisation."""
    files = certificate_files(network.keys, machine or who.grant.organisation)
    shown = Credentials(
        who.seed, client_context(files) if network.topology.tls else None, None, who.token, who.grant.id
    )

    async def error_cb(error: Exception) -> None:
        who.errors.append(str(error))

    once = {"allow_reconnect": False, "max_reconnect_attempts": 1, "reconnect_time_wait": 0.1}
    own = {**once, "connect_timeout": PATIENCE, "error_cb": error_cb}
    return await connect(network.door.url, shown, **{**own, **options})


@contextlib.asynccontextmanager
async def at_the_door(network: Network, who: Person, **options: Any) -> AsyncIterator[Client]:
    nc = await comes_in(network, who, **options)
    try:
        yield nc
    finally:
        await close(nc)


async def stays_out(network: Network, who: Person, why: str, machine: str | None = None) -> None:
    """It is refused, and the door's log says why."""
    seen = network.door.log.stat().st_size
    with pytest.raises(nats.errors.Error, match="Authorization Violation"):
        await comes_in(network, who, machine)

    def said() -> bool:
        return f"Auth callout service returned an error: {why}".encode() in network.door.log.read_bytes()[seen:]

    await eventually(said, f"the door says {why!r}")


def a_list(network: Network, number: int, *out: Person, org: str = ORG, by: OKPKey | None = None) -> bytes:
    """A revocation list as the organisation sends it."""
    revoked = {who.grant.id: who.grant.valid_until for who in out}
    revocations = Revocations(organisation=org, number=number, revoked=revoked)
    return sign_revocations(revocations, by or signing(network, org)).encode()
