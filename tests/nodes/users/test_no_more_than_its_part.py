"""A user does what is in its scope, as its organisation, and nothing else: whatever it tries is refused aloud."""

import re
from functools import partial

import pytest
from nats.aio.msg import Msg
from nodes.hostile.arsenal import FORGED, WILD, calls, outside, spoken
from nodes.trying import answered, as_org, hears, listens, refused
from nodes.users.people import ORG, OTHER, OTHER_ZVH, ZVH, Person, at_the_door, person

from levensloop.infra.nodes.guards import permissions, user_permissions
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.rights import rights
from levensloop.infra.users.grant import Scope
from support.waiting import PATIENCE, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

_VIOLATION = re.compile(r'"(\S+)/user:(\S+)" - (Publish|Subscription) Violation - Subject "([^"]*)"')
PARTS = {
    Scope.COMMANDS: [f"cmd.{ZVH}.{ORG}.*.*"],
    Scope.QUESTIONS: [f"ask.{ZVH}.{ORG}.*.*"],
    Scope.INBOX: [f"$JS.{ZVH}.API.CONSUMER.MSG.NEXT.OUT_{ZVH}.{ORG}", f"$JS.ACK.OUT_{ZVH}.{ORG}.>"],
}


@pytest.mark.parametrize("scope", PARTS)
async def test_it_tries_everything(network: Network, scope: Scope) -> None:
    who = person(network, ORG, scope)
    victims = [*calls(ZVH, OTHER), *spoken(ZVH, OTHER), *calls(ZVH, ORG), *spoken(ZVH, ORG), *spoken(OTHER_ZVH, ORG)]
    own = [*PARTS[scope], f"_INBOX.{who.grant.id}.>"]
    said = [*outside(own, victims), f"_INBOX.{'u-' + '0' * 20}.x", f"users.{ORG}.revoked", f"users.{ORG}.list"]
    listened = outside(own, (*WILD, *victims, "_INBOX.*.>"))
    heard: list[Msg] = []
    async with at_the_door(network, who) as nc:
        await listens(nc, f"_INBOX.{who.grant.id}.>", heard)
        for at, subject in enumerate(listened):
            await listens(nc, subject, heard)
            if at % 50 == 0:
                await nc.flush(60)
        for number, subject in enumerate(said):
            await nc.publish(subject, FORGED, reply=f"_INBOX.{who.grant.id}.{number}")
            if number % 50 == 0:
                await nc.flush(60)
        await nc.flush(60)
        assert nc.is_connected
    assert [msg.subject for msg in heard if not (msg.headers or {}).get("Status")] == []
    seen = _seen(network, who)
    assert [subject for subject in said if ("Publish", subject) not in seen] == []
    assert [subject for subject in listened if ("Subscription", subject) not in seen] == []


@pytest.mark.parametrize("org", [ORG, "politie-haaglanden", "clla", ZVH])
async def test_no_user_has_more_than_its_organisation(network: Network, org: str) -> None:
    granted, has_node = rights(network.topology), network.topology.node(org) is not None
    says, hears_ = user_permissions(org, list(Scope), "u-1", granted)
    whole = permissions(org, granted, has_node=has_node)
    publish, subscribe = whole["publish"], whole["subscribe"]
    assert isinstance(publish, dict)
    assert isinstance(subscribe, dict)
    assert set(says) <= set(publish["allow"])
    assert outside(subscribe["allow"], [subject.replace(">", "x") for subject in hears_]) == []
    assert not any("RESET" in subject or "$JS.FC" in subject or subject.startswith("users.") for subject in says)


async def test_it_does_not_hear_what_others_of_its_organisation_are_told(network: Network) -> None:
    """Each user's answers come under a prefix of its own; the organisation's own key hears them all."""
    one, other = person(network), person(network)
    async with (
        as_org(network, ZVH) as zvh,
        at_the_door(network, one) as nc,
        at_the_door(network, other) as curious,
        as_org(network, ORG, at_hub=True) as org,
    ):
        await zvh.subscribe(f"cmd.{ZVH}.*.*.*", cb=_answer)
        await zvh.flush(20)
        of_all = await hears(org, "_INBOX.>")
        of_curious: list[Msg] = []
        await listens(curious, "_INBOX.>", of_curious)
        await listens(curious, f"_INBOX.{one.grant.id}.>", of_curious)
        await curious.flush(20)
        await answered(nc, f"cmd.{ZVH}.{ORG}.plan.X")
        await eventually(lambda: any(msg.data == b"secret" for msg in of_all), "the organisation itself hears it")
        await curious.flush(20)
        assert of_curious == []


async def test_what_waits_is_fetched_with_the_scope_for_it(network: Network) -> None:
    async with as_org(network, ZVH) as zvh, at_the_door(network, person(network, ORG, Scope.INBOX)) as user:
        await zvh.jetstream().publish(f"out.{ORG}.c1", b"for the organisation")
        mine = await user.jetstream(domain=ZVH).pull_subscribe_bind(consumer=ORG, stream=f"OUT_{ZVH}")
        (message,) = await mine.fetch(1, timeout=PATIENCE)
        assert (message.subject, message.data) == (f"out.{ORG}.c1", b"for the organisation")
        await message.ack_sync(timeout=PATIENCE)


async def test_an_organisation_says_nothing_in_the_services_place(network: Network) -> None:
    """Its key is asked about nobody, closes no connection, and sees none."""
    async with as_org(network, ORG, at_hub=True) as nc:
        for subject in ("$SYS.REQ.USER.AUTH", "$SYS.REQ.SERVER.PING.CONNZ", "$SYS.REQ.SERVER.x.KICK"):
            await nc.publish(subject, b"{}", reply="_INBOX.stolen")
            await nc.flush(20)
            await eventually(partial(refused, nc, subject), f"{subject} is refused")


def _seen(network: Network, who: Person) -> set[tuple[str, str]]:
    log = network.door.log.read_text("utf-8")
    return {
        (kind, subject)
        for org, user, kind, subject in _VIOLATION.findall(log)
        if (org, user) == (who.grant.organisation, who.grant.id)
    }


async def _answer(msg: Msg) -> None:
    await msg.respond(b"secret")
