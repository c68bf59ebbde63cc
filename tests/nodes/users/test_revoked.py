"""Revoking: at once, also who is connected; by the organisation itself only; and never undone by an older list or a restart."""

import asyncio
import json

import pytest
from nodes.trying import as_org
from nodes.users.people import (
    ORG,
    OTHER,
    Person,
    a_list,
    at_the_door,
    comes_in,
    person,
    signing,
    stays_out,
)

from levensloop.infra.nodes.credentials import close
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.organisation_keys import _new
from levensloop.infra.users.callout import judging_users
from levensloop.infra.users.errors import UsersProblem
from support.waiting import PATIENCE, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def tell(network: Network, body: bytes, org: str = ORG) -> dict[str, object]:
    """What the service answers to a list, sent by the organisation at the hub."""
    async with as_org(network, org, at_hub=True) as nc:
        answer: dict[str, object] = json.loads((await nc.request(f"users.{org}.revoked", body, timeout=PATIENCE)).data)
        return answer


async def number_of(network: Network, org: str = ORG) -> int:
    """The number of the last list that the service took."""
    async with as_org(network, org, at_hub=True) as nc:
        body = (await nc.request(f"users.{org}.list", b"", timeout=PATIENCE)).data
    return 0 if not body else json.loads(_payload(body))["number"]


async def test_who_is_connected_is_out_before_the_answer_and_others_stay(network: Network) -> None:
    one, other, stranger = person(network), person(network), person(network, OTHER)
    async with (
        at_the_door(network, one) as out,
        at_the_door(network, one) as twice,
        at_the_door(network, other) as stays,
        at_the_door(network, stranger) as stranger_stays,
    ):
        number = await number_of(network) + 1
        assert await tell(network, a_list(network, number, one)) == {"number": number, "cut": 2}
        await eventually(lambda: out.is_closed and twice.is_closed, "it is cut")
        await stays_out(network, one, "revoked")
        for each in (stays, stranger_stays):
            await each.flush(20)
            assert each.is_connected


async def test_a_client_that_tries_again_by_itself_stays_out(network: Network) -> None:
    """What a client of NATS does: it comes back at once, with the same grant, and is refused."""
    one = person(network)
    nc = await comes_in(network, one, allow_reconnect=True, reconnect_time_wait=0.05, max_reconnect_attempts=5)
    try:
        await tell(network, a_list(network, await number_of(network) + 1, one))
        await eventually(lambda: nc.is_closed, "it gives up")
        assert "authorization violation" in " ".join(one.errors).lower()
    finally:
        await close(nc)


async def test_an_older_list_is_refused_and_brings_nobody_back(network: Network) -> None:
    one, other = person(network), person(network)
    number = await number_of(network) + 1
    older, newer = a_list(network, number, other), a_list(network, number + 1, one)
    assert "refused" not in await tell(network, newer)
    for replayed in (older, a_list(network, number + 1), a_list(network, number + 1, other)):
        assert f"al intrekkingslijst {number + 1}" in str((await tell(network, replayed))["refused"])
    assert (await tell(network, newer))["number"] == number + 1, "the same once more is well"
    await stays_out(network, one, "revoked")
    async with at_the_door(network, other):
        pass


async def test_a_newer_list_without_them_does_not_bring_them_back(network: Network) -> None:
    one, number = person(network), await number_of(network)
    await tell(network, a_list(network, number + 1, one))
    await tell(network, a_list(network, number + 2))
    await stays_out(network, one, "revoked")


async def test_lists_of_others_or_of_nobody(network: Network) -> None:
    """Nobody puts out another's users: the subject is the organisation's own, the signature must be its own, today's."""
    one, number = person(network), await number_of(network) + 1
    for wrong in (
        a_list(network, number, one, by=signing(network, OTHER)),
        a_list(network, number, one, by=_new("sig")),
        a_list(network, number, one, org=OTHER, by=signing(network, OTHER)),
        one.token.encode(),
        b"",
        b"\xff" * 100,
        b"[" * 100_000,
        b"{}",
    ):
        assert "niets van overgenomen" in str((await tell(network, wrong))["refused"])
    async with as_org(network, OTHER, at_hub=True) as nc:
        await nc.publish(f"users.{ORG}.revoked", a_list(network, number, one))
        await nc.flush(20)
        await eventually(lambda: "permissions violation" in str(nc.last_error), "the hub refuses it")
    async with at_the_door(network, one):
        pass


async def test_who_is_out_stays_out_after_a_restart(network: Network) -> None:
    """Also who came in before, and was revoked while the service did not run: it cuts them as soon as it is back."""
    one, other = person(network), person(network)
    number = await number_of(network) + 1
    await tell(network, a_list(network, number, one))
    async with at_the_door(network, other) as nc:
        await network.ignore_users()
        await asyncio.to_thread(_write_out, network, other)
        await network.judge_users()
        await eventually(lambda: nc.is_closed, "it is cut")
    assert await number_of(network) == number
    await stays_out(network, one, "revoked")
    await stays_out(network, other, "revoked")


async def test_a_damaged_file_stops_the_service(network: Network) -> None:
    """Without the list somebody who is out would come in: so nobody does, and it says what to do."""
    await network.ignore_users()
    file = network.door.log.parent / "revoked" / f"{ORG}.json"
    whole = file.read_text() if file.exists() else None
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text("{}")
        file.chmod(0o600)
        with pytest.raises(UsersProblem, match="levensloop users revoke"):
            async with judging_users(network.door.url, lambda: network.topology, network.keys, file.parent):
                pass
    finally:
        if whole is None:
            file.unlink()
        else:
            file.write_text(whole)
        await network.judge_users()


def _write_out(network: Network, who: Person) -> None:
    """As a list that was taken over just before the service ended."""
    file = network.door.log.parent / "revoked" / f"{ORG}.json"
    entry = json.loads(file.read_text())
    entry["revoked"][who.grant.id] = who.grant.valid_until.isoformat()
    file.write_text(json.dumps(entry))


def _payload(signed: bytes) -> bytes:
    return base64url.decode(signed.decode().split(".")[1])
