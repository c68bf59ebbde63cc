"""Whether who connects comes in, as whom, and with which rights: decided from what the server tells, without anything else."""

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography import x509
from pydantic import BaseModel, Field

from levensloop.infra.nodes.certificates import oin_of
from levensloop.infra.nodes.guards import user_permissions
from levensloop.infra.nodes.rights import rights
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.secrecy import base64url
from levensloop.infra.users import tokens
from levensloop.infra.users.errors import NotAdmitted
from levensloop.infra.users.grant import Grant, check_holds, read_grant, signers_now

AUDIENCE = "nats-authorization-request"


class _Server(BaseModel):
    name: str
    id: str


class _Client(BaseModel):
    kind: str
    type: str = ""
    nonce: str = ""


class _Shown(BaseModel):
    auth_token: str = ""
    sig: str = ""


class _Tls(BaseModel):
    verified_chains: list[list[str]] = []


class Request(BaseModel):
    """What the server asks. Of `connect_opts` only the grant, which clients send as a token, and the signature are looked at."""

    server: _Server = Field(alias="server_id")
    user_nkey: str
    client: _Client = Field(alias="client_info")
    shown: _Shown = Field(alias="connect_opts")
    tls: _Tls | None = Field(None, alias="client_tls")


def read_request(body: bytes, door: str) -> Request:
    """A question of the server of that name. Raises ValueError (of which pydantic's is one): nobody to answer."""
    claims = tokens.decode(body.decode("ascii"))
    request = Request.model_validate(claims.get("nats"))
    if claims.get("aud") != AUDIENCE or claims["iss"] != request.server.id or request.server.name != door:
        raise ValueError("not a question of this server")
    return request


def judge(request: Request, topology: Topology, revoked: Callable[[str, str], bool], now: datetime) -> Grant:
    """The grant with which who connects comes in. Raises `NotAdmitted`."""
    if (request.client.kind, request.client.type) != ("Client", "nats"):
        raise NotAdmitted("not a client")
    if not request.shown.auth_token:
        raise NotAdmitted("no grant")
    grant = read_grant(request.shown.auth_token, signers_now(topology.organisations))
    check_holds(grant, now)
    if revoked(grant.organisation, grant.id):
        raise NotAdmitted("revoked")
    _holds_the_key(grant, request)
    if topology.tls:
        _on_a_machine_of(topology.organisation(grant.organisation).oin, request.tls)
    return grant


def claims_for(request: Request, grant: Grant, topology: Topology, until: datetime) -> dict[str, Any]:
    """The NATS user as which it comes in: in the account of its organisation, named by its id. Raises `NotAdmitted` when its scope
    gives nothing there: to NATS, no list is no limit."""
    says, hears = user_permissions(grant.organisation, set(grant.scope), grant.id, rights(topology))
    if not says:
        raise NotAdmitted("nothing in scope")
    return {
        "sub": request.user_nkey,
        "aud": grant.organisation,
        "name": grant.id,
        "exp": int(min(until, grant.valid_until).timestamp()),
        "nats": {
            "type": "user",
            "version": 2,
            "pub": {"allow": says},
            "sub": {"allow": hears},
            "subs": 256,
            "data": -1,
            "payload": -1,
            "allowed_connection_types": ["STANDARD"],
        },
    }


def _holds_the_key(grant: Grant, request: Request) -> None:
    """The server's own nonce, signed by the key that the grant names."""
    try:
        signature = _signature(request.shown.sig)
        if request.client.nonce and tokens.signed_by(grant.key, request.client.nonce.encode(), signature):
            return
    except ValueError as error:
        raise NotAdmitted("malformed signature") from error
    raise NotAdmitted("another key than the grant's")


def _signature(text: str) -> bytes:
    """Clients write it either way; the server takes both."""
    try:
        return base64url.decode(text)
    except ValueError:
        return b64decode(text, validate=True)


def _on_a_machine_of(oin: str, tls: _Tls | None) -> None:
    """The certificate, which the server has verified, is the organisation's own."""
    try:
        chain = (tls.verified_chains if tls else [])[0]
        found = oin_of(x509.load_pem_x509_certificate(chain[0].encode()))
    except (IndexError, ValueError) as error:
        raise NotAdmitted("no certificate") from error
    if found != oin:
        raise NotAdmitted("certificate of another organisation")
