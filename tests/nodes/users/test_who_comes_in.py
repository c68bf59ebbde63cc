"""Who comes in at the door: a user whom its organisation granted it, with its own key, while the grant holds; nobody else."""

import asyncio
import contextlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import nats.errors
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nodes.trying import answered, as_org
from nodes.users.people import ORG, OTHER, ZVH, Person, a_grant, at_the_door, comes_in, person, signing, stays_out

from levensloop.infra.nodes.credentials import Credentials, connect
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.jose import sign
from levensloop.infra.secrecy.organisation_keys import _new
from levensloop.infra.users.grant import LONGEST, sign_grant
from levensloop.infra.users.revocations import KIND as LIST
from levensloop.infra.users.user_file import new_seed
from support.waiting import PATIENCE, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


async def _quiet(error: Exception) -> None:
    """It is raised as well."""


ONCE: dict[str, Any] = {"allow_reconnect": False, "connect_timeout": PATIENCE, "error_cb": _quiet}


async def test_a_user_speaks_for_its_organisation_and_hears_its_own_answer(network: Network) -> None:
    async with as_org(network, ZVH) as zvh, at_the_door(network, person(network)) as user:
        await zvh.subscribe(f"cmd.{ZVH}.*.*.*", cb=_echo)
        await zvh.flush()
        subject = f"cmd.{ZVH}.{ORG}.plan.X"
        assert await answered(user, subject) == subject.encode()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"valid_from": NOW - 2 * DAY, "valid_until": NOW - DAY}, "expired"),
        ({"valid_from": NOW + DAY, "valid_until": NOW + 2 * DAY}, "not valid yet"),
        ({"valid_until": NOW + LONGEST + DAY}, "malformed grant"),
        ({"valid_from": NOW - 400 * DAY}, "malformed grant"),
        ({"organisation": OTHER}, "signed by another organisation"),
        ({"organisation": "onbekend"}, "signed by another organisation"),
        ({"id": "jan-de-vries"}, "malformed grant"),
        ({"id": "u-*"}, "malformed grant"),
        ({"scope": ()}, "malformed grant"),
        ({"scope": ("everything",)}, "malformed grant"),
        ({"key": "U" + "A" * 55}, "malformed grant"),
        ({"extra": 1}, "malformed grant"),
    ],
)
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
async def test_a_grant_that_does_not_hold(network: Network, fields: dict[str, object], why: str) -> None:
    seed = new_seed()
    grant = a_grant(seed)
    said = json.dumps({**json.loads(grant.model_dump_json()), **fields}, default=str).encode()
    token = sign(said, "levensloop-user-grant", signing(network, ORG))
    await stays_out(network, Person(grant, token, seed), why)


async def test_a_grant_that_others_signed(network: Network) -> None:
    """By another organisation, by a key that nobody knows, and by the key of yesterday (below)."""
    await stays_out(network, person(network, by=signing(network, OTHER)), "signed by another organisation")
    await stays_out(network, person(network, by=_new("sig")), "unknown signer")


async def test_the_key_of_yesterday(network: Network) -> None:
    """What an earlier key signed is believed in letters, and not in grants: with a new key, all users are out."""
    old, topology = _new("sig"), network.topology
    earlier = (str(old.as_dict(private=False)["x"]),)
    organisations = tuple(
        o.model_copy(update={"earlier_signing_keys": earlier}) if o.id == ORG else o for o in topology.organisations
    )
    network._topology = topology.model_copy(update={"organisations": organisations})
    try:
        await stays_out(network, person(network, by=old), "unknown signer")
    finally:
        network._topology = topology


async def test_the_grant_of_one_user_with_the_key_of_another(network: Network) -> None:
    one, other = person(network), person(network)
    await stays_out(network, Person(one.grant, one.token, other.seed), "another key than the grant's")


async def test_what_is_no_grant(network: Network) -> None:
    who = person(network)
    head, body, end = who.token.split(".")
    other_kind = sign(who.grant.model_dump_json().encode(), LIST, signing(network, ORG))
    unsigned = ".".join((base64url.encode(json.dumps({"alg": "none"}).encode()), body, ""))
    deep = ".".join((base64url.encode(b"[" * 1500), body, end))
    changed = ("B" if end[0] == "A" else "A") + end[1:]
    for token in ("x", "a.b.c", f"{head}.{body}", f"{head}.{body}.{changed}", other_kind, unsigned, deep):
        await stays_out(network, Person(who.grant, token, who.seed), "malformed grant")
    await stays_out(network, Person(who.grant, "", who.seed), "no grant")


async def test_a_machine_of_another_organisation(network: Network) -> None:
    """A user comes from a machine of its own organisation: a stolen user's file alone opens nothing. Without TLS there are no
    certificates, and nothing listens beyond the machine."""
    if network.topology.tls:
        await stays_out(network, person(network), "certificate of another organisation", machine=OTHER)
        await stays_out(network, person(network), "certificate of another organisation", machine="hub")


async def test_a_connection_ends_with_its_grant(network: Network) -> None:
    who, user = await _for_a_moment(network)
    await eventually(lambda: user.is_closed, "the connection ends")
    await stays_out(network, who, "expired")


async def _for_a_moment(network: Network) -> tuple[Person, Client]:
    """Somebody who came in with a grant that is over soon: of as many seconds as coming in leaves it here."""
    for seconds in (2, 4, 8, 16):
        who = person(network, valid_until=datetime.now(UTC) + timedelta(seconds=seconds))
        with contextlib.suppress(nats.errors.Error):
            return who, await comes_in(network, who)
    raise AssertionError("nobody comes in")


async def test_strangers_without_end_keep_nobody_out(network: Network) -> None:
    """Each is judged and refused; a user comes in among them, and organisations are not at this door at all."""
    strangers = [person(network, by=_new("sig")) for _ in range(100)]
    tries = [asyncio.create_task(comes_in(network, who)) for who in strangers]
    async with at_the_door(network, person(network)) as user, as_org(network, ORG, at_hub=True) as org:
        await user.flush(60)
        await org.flush(60)
    came = await asyncio.gather(*tries, return_exceptions=True)
    assert all(isinstance(each, nats.errors.Error | OSError) for each in came)


async def test_the_hub_knows_no_user_and_the_door_no_organisation(network: Network) -> None:
    """An organisation's own key, and a node's, are nothing at the door; a user is nothing at the hub or at a node."""
    who = person(network)
    tls = network.credentials(ORG).tls
    for url in (network.hub.url, network.url(ZVH)):
        shown = Credentials(who.seed, tls, None, who.token, who.grant.id)
        with pytest.raises(nats.errors.Error, match="Authorization Violation"):
            await connect(url, shown, **ONCE)
    for org in (ORG, ZVH):
        with pytest.raises(nats.errors.Error, match="Authorization Violation"):
            await connect(network.door.url, network.credentials(org), **ONCE)


async def test_a_scope_that_gives_nothing(network: Network) -> None:
    """To NATS an empty list of permissions is no limit: who may do nothing must not come in."""
    grant = a_grant(seed := new_seed(), ZVH)
    token = sign_grant(grant, signing(network, ZVH))
    await stays_out(network, Person(grant, token, seed), "nothing in scope")


async def _echo(msg: Msg) -> None:
    await msg.respond(msg.subject.encode())
