"""The server refuses whatever is not in the table of rights: tried on it, with real credentials, subject by subject."""

import asyncio
import json
from typing import Any

import nats
import pytest
from nodes.trying import answer, arrives, as_org, hears, stored, unanswered

from levensloop.infra.nodes.network import Network
from support.waiting import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

ONCE: dict[str, Any] = {"allow_reconnect": False, "connect_timeout": PATIENCE}
ZVH, OUT, LOG = "zvh-haaglanden", "OUT_zvh-haaglanden", "LOG_zvh-haaglanden"
MOVE, TIMERS = "MOVE_zvh-haaglanden", "TIMERS_zvh-haaglanden"
FILTER = "out.crisisdienst-haaglanden.>"
CREATE = json.dumps(
    {"stream_name": OUT, "config": {"name": "x", "durable_name": "x", "filter_subject": FILTER, "ack_policy": "none"}}
).encode()

# (where it connects, whether at the hub): a client, a partner with a node from both sides, partners and the ZVH of elsewhere
INTRUDERS = [
    ("woonpartner-haagzicht", False),
    ("politie-haaglanden", False),
    ("politie-haaglanden", True),
    ("om-rotterdam", False),
    ("politie-rotterdam", False),
    ("zvh-rotterdam", False),
    ("zvh-rotterdam", True),
]
API = [
    "INFO",
    "STREAM.NAMES",
    "STREAM.LIST",
    f"STREAM.INFO.{OUT}",
    f"STREAM.INFO.{LOG}",
    f"STREAM.INFO.{MOVE}",
    f"STREAM.MSG.GET.{OUT}",
    f"STREAM.MSG.GET.{LOG}",
    f"STREAM.PURGE.{OUT}",
    f"STREAM.DELETE.{OUT}",
    f"STREAM.MSG.DELETE.{OUT}",
    "STREAM.CREATE.MINE",
    f"STREAM.UPDATE.{OUT}",
    f"STREAM.SNAPSHOT.{OUT}",
    f"DIRECT.GET.{OUT}",
    f"DIRECT.GET.{OUT}.out.crisisdienst-haaglanden.c1",
    f"DIRECT.GET.{LOG}",
    f"DIRECT.GET.{LOG}.es.inclusion.case.c1",
    f"DIRECT.GET.{MOVE}",
    f"CONSUMER.CREATE.{OUT}",
    f"CONSUMER.CREATE.{OUT}.x",
    f"CONSUMER.CREATE.{OUT}.x.{FILTER}",
    f"CONSUMER.DURABLE.CREATE.{OUT}.x",
    f"CONSUMER.NAMES.{OUT}",
    f"CONSUMER.LIST.{OUT}",
    f"CONSUMER.INFO.{OUT}.crisisdienst-haaglanden",
    f"CONSUMER.MSG.NEXT.{OUT}.om-haaglanden",
    f"CONSUMER.RESET.{OUT}.crisisdienst-haaglanden",
    f"CONSUMER.RESET.{OUT}.om-haaglanden",
    f"CONSUMER.DELETE.{OUT}.crisisdienst-haaglanden",
    f"CONSUMER.PAUSE.{OUT}.crisisdienst-haaglanden",
    f"CONSUMER.MSG.NEXT.{LOG}.x",
    f"CONSUMER.CREATE.{MOVE}.x.move.>",
]
OTHERS = [
    f"cmd.{ZVH}.om-haaglanden.signals.RaiseSignal",
    f"cmd.{ZVH}.{ZVH}.inclusion.IncludeClient",
    f"ask.{ZVH}.om-haaglanden.disclosure.inbox",
    f"health.{ZVH}.inclusion",
    "es.inclusion.case.c1",
    "out.om-haaglanden.c1",
    "account.c1",
    "move.zvh-rotterdam.c1.1",
    "timer.at.plan.c1.review",
    "position.log.labels",
    "dead.plan.labels",
    f"deliver.{OUT}.crisisdienst-haaglanden",
    f"deliver.{MOVE}.zvh-rotterdam",
    f"$JS.ACK.{OUT}.om-haaglanden.1.1.1.1.1",
    f"$JS.FC.{OUT}.crisisdienst-haaglanden.x",
    "$SYS.REQ.SERVER.PING.VARZ",
    "$SYS.REQ.ACCOUNT.zvh-haaglanden.CONNZ",
]


@pytest.mark.parametrize(("org", "at_hub"), INTRUDERS)
async def test_jetstream_of_the_zvh_answers_nobody_else(network: Network, org: str, at_hub: bool) -> None:
    async with as_org(network, ZVH) as zvh, as_org(network, org, at_hub=at_hub) as nc:
        await zvh.jetstream().publish("out.crisisdienst-haaglanden.c1", b"secret")
        for call in API:
            payload = CREATE if "CREATE" in call else b'{"seq":1}'
            assert await answer(nc, f"$JS.{ZVH}.API.{call}", payload) is None, call


@pytest.mark.parametrize("org", ["woonpartner-haagzicht", "om-rotterdam"])
async def test_a_client_finds_no_jetstream_at_the_hub(network: Network, org: str) -> None:
    async with as_org(network, org) as nc:
        for call in API:
            assert await answer(nc, f"$JS.API.{call}", b'{"seq":1}') is None, call


@pytest.mark.parametrize("org", ["politie-haaglanden", "zvh-rotterdam"])
async def test_a_node_finds_only_its_own_streams(network: Network, org: str) -> None:
    async with as_org(network, org) as nc:
        raw = await answer(nc, "$JS.API.STREAM.NAMES")
        assert raw is not None
        assert all(name.endswith(f"_{org}") for name in json.loads(raw)["streams"])


@pytest.mark.parametrize(("org", "at_hub"), INTRUDERS)
async def test_nothing_it_publishes_arrives_at_the_zvh(network: Network, org: str, at_hub: bool) -> None:
    async with as_org(network, ZVH) as zvh, as_org(network, org, at_hub=at_hub) as nc:
        before = [await stored(zvh, stream) for stream in (OUT, LOG, MOVE, TIMERS)]
        heard = await hears(zvh, ">")
        for subject in OTHERS:
            await nc.publish(subject, b"intruder")
        await nc.flush()
        await zvh.flush()
        assert [m.subject for m in heard if m.data == b"intruder"] == []
        assert [await stored(zvh, stream) for stream in (OUT, LOG, MOVE, TIMERS)] == before


@pytest.mark.parametrize(("org", "at_hub"), INTRUDERS)
async def test_listening_to_everything_hears_nothing_of_the_zvh(network: Network, org: str, at_hub: bool) -> None:
    case = f"c-{org}-{at_hub}"
    async with (
        as_org(network, ZVH) as zvh,
        as_org(network, "crisisdienst-haaglanden") as crisis,
        as_org(network, org, at_hub=at_hub) as nc,
    ):
        heard = await hears(nc, ">")
        named = [
            await hears(nc, subject)
            for subject in ("out.>", "es.>", f"cmd.{ZVH}.>", f"deliver.{OUT}.>", "_R_.>", "_INBOX.>")
        ]
        arrived = await hears(crisis, f"deliver.{OUT}.crisisdienst-haaglanden")
        await zvh.jetstream().publish(f"out.crisisdienst-haaglanden.{case}", b"secret")
        await zvh.jetstream().publish(f"es.inclusion.case.{case}", b"secret")
        await arrives(arrived, b"secret")
        await nc.flush()
        assert [m.subject for m in [*heard, *(m for each in named for m in each)] if b"secret" in m.data] == []


@pytest.mark.parametrize("org", ["zvh-haaglanden", "politie-haaglanden"])
async def test_from_the_hub_even_its_own_key_opens_no_more_of_a_node(network: Network, org: str) -> None:
    """Whoever runs the hub could give itself any key there, so a node gives out no more than its rights to anyone."""
    stream = OUT if org == ZVH else f"INBOX_{org}"
    calls = [call.replace(OUT, stream) for call in API if "MSG.NEXT.OUT" not in call and "RESET.OUT" not in call]
    async with as_org(network, org) as home, as_org(network, org, at_hub=True) as nc:
        before = json.loads(await answer(home, f"$JS.API.STREAM.INFO.{stream}") or b"")
        heard = await hears(home, ">")
        for subject in (
            "es.inclusion.case.c1",
            "out.om-haaglanden.c1",
            "account.c1",
            "move.zvh-rotterdam.c1.1",
            "position.log.x",
        ):
            await nc.publish(subject, b"intruder")
        payloads = [
            CREATE.replace(OUT.encode(), stream.encode()) if "CREATE" in call else b'{"seq":1}' for call in calls
        ]
        tried = (
            unanswered(nc, f"$JS.{org}.API.{call}", payload) for call, payload in zip(calls, payloads, strict=True)
        )
        assert [call for call, refused in zip(calls, await asyncio.gather(*tried), strict=True) if not refused] == []
        after = json.loads(await answer(home, f"$JS.API.STREAM.INFO.{stream}") or b"")
        assert [m.subject for m in heard if m.data == b"intruder"] == []
        assert (after["state"], after["config"]) == (before["state"], before["config"])


@pytest.mark.parametrize("org", ["om-haaglanden", "politie-haaglanden", "zvh-rotterdam"])
async def test_anothers_key_does_not_open_a_node(network: Network, org: str) -> None:
    for url in (network.url(ZVH), network.url("crisisdienst-haaglanden")):
        with pytest.raises(nats.errors.Error, match="Authorization Violation"):
            await nats.connect(url, **network.credentials(org).options, **ONCE)


async def test_nobody_connects_without_a_key(network: Network) -> None:
    without_key = {k: v for k, v in network.credentials(ZVH).options.items() if k != "nkeys_seed_str"}
    for server in ("hub", ZVH, "politie-haaglanden"):
        with pytest.raises(nats.errors.Error, match="Authorization Violation"):
            await nats.connect(network.server(server).url, **ONCE, **without_key)
