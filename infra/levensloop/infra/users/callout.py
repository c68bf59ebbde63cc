"""The service that judges users (NATS authorization callout, ADR-26): the server at the door asks it about whoever connects there.
When it does not run nobody comes in there; organisations' own keys and nodes, which connect to the hub, go on as they were.

On `users.<organisation>.revoked` an organisation sends its revocation list: it counts, and connections of who is in it are cut,
before the answer goes. On `users.<organisation>.list` it gets the last one back, to number on.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from levensloop.infra.nodes.certificates import checked, client_context
from levensloop.infra.nodes.credentials import Credentials, close, connect
from levensloop.infra.nodes.door import door_name
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.users import tokens
from levensloop.infra.users.errors import NotAdmitted, UsersProblem
from levensloop.infra.users.grant import signers_now
from levensloop.infra.users.hub_keys import HubKeys, make_hub_keys
from levensloop.infra.users.judging import Request, claims_for, judge, read_request
from levensloop.infra.users.kept import Kept
from levensloop.infra.users.revocations import read_revocations

LONGEST_CONNECTION = timedelta(hours=1)
"""After this a user's client shows its grant again; it connects anew by itself. Default."""

_CONNECTIONS, _KICK = "$SYS.REQ.SERVER.PING.CONNZ", "$SYS.REQ.SERVER.{}.KICK"
_SERVER_SECONDS = 10.0
_MOST = 4096
_log = structlog.get_logger()


class Callout:
    """Answers the server at the door. Made by `judging_users`."""

    def __init__(self, nc: Client, topology: Callable[[], Topology], keys: HubKeys, kept: Kept) -> None:
        self._nc, self._topology, self._keys, self._kept = nc, topology, keys, kept

    async def begin(self) -> None:
        """Serve, and cut who was revoked while this service did not run."""
        await self._nc.subscribe("users.*.revoked", cb=self._on_revoked)
        await self._nc.subscribe("users.*.list", cb=self._on_list)
        await self._nc.subscribe("$SYS.REQ.USER.AUTH", cb=self._on_request)
        await self._nc.flush()
        await self.cut()

    async def cut(self) -> int:
        """Close every connection of a revoked user; how many there were. Raises nats-py's errors when the server does not answer.

        What the server was told before this is asked it has done, so who was let in a moment ago is among them.
        """
        door = door_name(self._topology().hub.name)
        question = json.dumps({"server_name": door, "exact_match": True, "auth": True, "limit": _MOST}).encode()
        said = json.loads((await self._nc.request(_CONNECTIONS, question, timeout=_SERVER_SECONDS)).data)
        out = [c for c in said["data"].get("connections", ()) if self._kept.revoked(*_user(c))]
        for connection in out:
            kick = json.dumps({"cid": connection["cid"]}).encode()
            await self._nc.request(_KICK.format(said["server"]["id"]), kick, timeout=_SERVER_SECONDS)
        return len(out)

    async def _on_request(self, msg: Msg) -> None:
        now = datetime.now(UTC)
        try:
            request = read_request(msg.data, door_name(self._topology().hub.name))
        except (ValueError, RecursionError) as error:
            _log.warning("question that is not the door's", reason=type(error).__name__)
            return
        await msg.respond(self._answer(request, self._judged(request, now), now))

    def _judged(self, request: Request, now: datetime) -> dict[str, Any]:
        topology = self._topology()
        try:
            grant = judge(request, topology, self._kept.revoked, now)
            claims = claims_for(request, grant, topology, now + LONGEST_CONNECTION)
        except NotAdmitted as refused:
            _log.warning("user refused", reason=str(refused))
            return {"error": str(refused)}
        _log.info("user admitted", organisation=grant.organisation, user=grant.id)
        return {"jwt": tokens.encode(claims, self._keys.issuer, now)}

    def _answer(self, request: Request, verdict: dict[str, Any], now: datetime) -> bytes:
        claims = {
            "sub": request.user_nkey,
            "aud": request.server.id,
            "nats": {"type": "authorization_response", "version": 2, **verdict},
        }
        return tokens.encode(claims, self._keys.issuer, now).encode()

    async def _on_revoked(self, msg: Msg) -> None:
        organisation = msg.subject.split(".")[1]
        try:
            revocations = read_revocations(msg.data, organisation, signers_now(self._topology().organisations))
            self._kept.take(revocations, msg.data.decode("ascii"))
            answer: dict[str, object] = {"number": revocations.number, "cut": await self.cut()}
        except UsersProblem as error:
            answer = {"refused": str(error)}
        except (OSError, NatsError) as error:
            answer = {
                "refused": f"De hub kon de intrekking niet afmaken ({type(error).__name__}); stuur haar nog eens."
            }
        _log.info("revocation list", organisation=organisation, taken="refused" not in answer)
        await msg.respond(json.dumps(answer).encode())

    async def _on_list(self, msg: Msg) -> None:
        await msg.respond(self._kept.signed(msg.subject.split(".")[1]).encode())


@asynccontextmanager
async def judging_users(
    url: str, topology: Callable[[], Topology], keys: Path, directory: Path
) -> AsyncIterator[Callout]:
    """The service, at the door at `url`, until the block ends. `topology` is asked at each judgement; `directory`: where lists are kept.

    Raises `KeyProblem`, `CertificateProblem`, `UsersProblem`, and what nats-py raises when the hub does not answer.
    """
    hub = topology().hub.name
    own = make_hub_keys(keys, hub)
    tls = client_context(checked(topology(), keys, hub)) if topology().tls else None
    kept = Kept(directory)
    nc = await connect(
        url, Credentials(own.user, tls), name=f"{hub}-users", max_reconnect_attempts=-1, error_cb=_trouble
    )
    try:
        callout = Callout(nc, topology, own, kept)
        await callout.begin()
        yield callout
    finally:
        await close(nc)


def _user(connection: dict[str, Any]) -> tuple[str, str]:
    return str(connection.get("account", "")), str(connection.get("authorized_user", ""))


async def _trouble(error: Exception) -> None:
    _log.warning("connection trouble", connection="users", reason=type(error).__name__)
