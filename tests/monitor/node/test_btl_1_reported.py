"""BTL-1: a released bottleneck reaches the CLLA under an id of its own, and nothing in it leads back to the case."""

import json
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from monitor.network import Country

from levensloop.contracts.events.monitor import BottleneckReported
from levensloop.contracts.events.signals import BottleneckRecorded, BottleneckReleased
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.tracing import traced
from support.letters import in_clear
from support.messaging import everything, log_given
from support.samples.inclusion import included_case
from support.samples.world import CLLA, HAAGLANDEN, NOW, actor

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = "Er is geen dossierhouder te vinden."
RECORDED = BottleneckRecorded(
    at=NOW,
    by=actor(HAAGLANDEN),
    bottleneck=1,
    category=BottleneckCategory.NO_FILE_HOLDER,
    text="Voor hem is er niemand.",
)
RELEASED = BottleneckReleased(
    at=NOW, by=actor(HAAGLANDEN, "adviseur"), bottleneck=1, category=RECORDED.category, text=TEXT
)


class Told(NamedTuple):
    """What the CLLA got from whom, when this case had its bottleneck released under this trace."""

    case: UUID
    trace: str
    sender: str
    reported: BottleneckReported


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def at_clla(country: Country) -> Told:
    case = uuid4()
    await log_given(country.nodes[HAAGLANDEN], case, *included_case(), RECORDED)
    with traced(None) as trace:
        await log_given(country.nodes[HAAGLANDEN], case, RELEASED)
    [(sender, reported)] = await country.received(BottleneckReported, 1)
    return Told(case, trace, sender, reported)


async def test_btl_1_the_clla_gets_category_text_and_half_year(country: Country, at_clla: Told) -> None:
    case, trace, sender, reported = at_clla

    assert (sender, reported.category, reported.text) == (HAAGLANDEN, RECORDED.category, TEXT)
    assert reported.half_year == "2026H1"
    log = await everything(country.nodes[HAAGLANDEN], f"LOG_{HAAGLANDEN}")
    [released] = [message for message in log if _type(message) == RELEASED.wire_name()]
    [stored] = [message for message in log if _type(message) == reported.wire_name()]
    envelope = json.loads(stored.data)
    tied = (str(case), json.loads(released.data)["id"], trace.split("-")[1], "adviseur")
    assert "causationid" not in envelope
    assert "commandid" not in envelope
    assert "traceparent" not in envelope
    assert (reported.at.minute, reported.at.second, reported.at.microsecond) == (0, 0, 0)
    assert not any(tie in f"{stored.subject} {stored.data!r} {dict(stored.headers)}" for tie in tied)


async def test_btl_1_of_the_release_itself_nobody_hears(country: Country, at_clla: Told) -> None:
    """Who hears when a bottleneck of a case was released could tie the case to what the CLLA got at that moment."""
    node = country.nodes[HAAGLANDEN]
    sent = [await in_clear(node, message) for message in await everything(node, f"OUT_{HAAGLANDEN}")]

    assert not any(b"bottleneck-released" in message.data for message in sent)
    [told] = [m for m in sent if m.subject.startswith("out.") and b"bottleneck-reported" in m.data]
    assert told.subject.startswith(f"out.{CLLA}.")
    log = await everything(country.nodes[HAAGLANDEN], f"LOG_{HAAGLANDEN}")
    [released] = [message for message in log if _type(message) == RELEASED.wire_name()]
    assert released.headers["traceparent"].split("-")[1] not in f"{told.headers} {told.data!r}"


def _type(message: StoredMessage) -> str:
    return str(json.loads(message.data)["type"]) if message.subject.startswith("es.") else ""
