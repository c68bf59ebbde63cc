"""ALW-2, TEA-1: a housing partner outside the team hears nothing of the case, and finds no way to, whatever it tries.

The case is that of casus 1 up to the plan: Woonstichting Duinrand is in the team, Woonpartner Haagzicht is not.
"""

import dataclasses
import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.errors import Error as JetStreamError

from levensloop.contracts import subjects
from levensloop.contracts.vocabulary import ReviewTopic
from levensloop.infra.messaging import client
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import load_case_file
from levensloop.play.player import Player
from levensloop.play.world import World, world
from support.waiting import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

CASE_FILE = Path(__file__).parents[2] / "cases" / "casus-1.yaml"
UNTIL_THE_LABELS = 27
IN, OUT, ZVH = "woonpartner-duinrand", "woonpartner-haagzicht", "zvh-haaglanden"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    file = load_case_file(CASE_FILE)
    short = dataclasses.replace(file, steps=file.steps[:UNTIL_THE_LABELS], end=type(file.end)())
    clock = VirtualClock(short.steps[0].at)
    async with world(load_topology(file.topology), tmp_path_factory.mktemp("world"), clock) as here:
        report = await Player(short, here, lambda _: None).play()
        assert report.held, "the case itself went as expected"
        yield here


@pytest.fixture
def case() -> UUID:
    return load_case_file(CASE_FILE).case_ids["bram"]


async def test_the_partner_in_the_team_hears_of_it(played: World) -> None:
    assert len(played.inboxes[IN].received) > 0


async def test_the_partner_outside_the_team_heard_nothing(played: World) -> None:
    assert played.inboxes[OUT].received == []


async def test_its_outbox_is_empty_when_it_asks(played: World) -> None:
    assert await client.ask(played.clients[OUT], ZVH, OUT, "disclosure", "inbox", {}) == {"messages": [], "next": None}


@pytest.mark.parametrize(
    "pattern", [">", "out.>", f"out.{IN}.>", "es.>", "move.>", "account.>", "cmd.>", "deliver.>", "$JS.>"]
)
async def test_whatever_it_subscribes_to_stays_silent_while_the_case_goes_on(
    played: World, case: UUID, pattern: str
) -> None:
    heard: list[bytes] = []
    nc = await played.network.connect(OUT)

    async def hear(message: Msg) -> None:
        heard.append(message.data)

    await nc.subscribe(pattern, cb=hear)
    await nc.flush()
    before = len(played.inboxes[IN].received)
    review = {
        "participants": [ZVH, IN],
        "findings": [{"topic": t.value, "text": "Nog steeds passend."} for t in ReviewTopic],
    }
    answer = await client.command(
        played.clients[ZVH], ZVH, ZVH, "HoldReview", case, "procesregisseur", review, patience=PATIENCE
    )
    assert answer.refusal is None
    await played.settled()
    await nc.flush()

    assert len(played.inboxes[IN].received) > before, "the team heard of it"
    assert [data for data in heard if str(case).encode() in data] == []
    assert played.inboxes[OUT].received == []
    await nc.close()


@pytest.mark.parametrize(
    "subject",
    [
        f"$JS.{ZVH}.API.STREAM.INFO.{subjects.out_stream(ZVH)}",
        f"$JS.{ZVH}.API.STREAM.NAMES",
        f"$JS.{ZVH}.API.DIRECT.GET.{subjects.log_stream(ZVH)}",
        f"$JS.{ZVH}.API.STREAM.MSG.GET.{subjects.out_stream(ZVH)}",
        f"$JS.{ZVH}.API.CONSUMER.CREATE.{subjects.out_stream(ZVH)}",
        f"$JS.{ZVH}.API.CONSUMER.MSG.NEXT.{subjects.out_stream(ZVH)}.{IN}",
        f"$JS.{ZVH}.API.CONSUMER.MSG.NEXT.{subjects.out_stream(ZVH)}.politie-haaglanden",
        subjects.ask(ZVH, IN, "disclosure", "inbox"),
        subjects.ask(ZVH, ZVH, "inclusion", "case"),
        subjects.command(ZVH, IN, "signals", "RaiseSignal"),
        subjects.command(ZVH, ZVH, "inclusion", "AddPartner"),
        subjects.health(ZVH, "inclusion"),
    ],
)
async def test_nobody_answers_what_is_not_its_to_ask(played: World, subject: str) -> None:
    nc: Client = await played.network.connect(OUT)
    question = json.dumps({"seq": 1, "last_by_subj": ">", "batch": 10}).encode()

    with pytest.raises((NatsError, JetStreamError)):
        await nc.request(subject, question, timeout=1)

    await nc.close()


async def test_it_cannot_look_at_the_case_in_its_own_name_either(played: World, case: UUID) -> None:
    refusal = await client.ask(played.clients[OUT], ZVH, OUT, "inclusion", "case", {"case": str(case)})

    assert getattr(refusal, "rule", None) == "INV-6"
