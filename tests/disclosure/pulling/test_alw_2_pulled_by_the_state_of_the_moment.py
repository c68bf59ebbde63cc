"""ALW-2 on a real server: a letter tells that there is something; what it is, is pulled, and by the case as it stands at that moment."""

from uuid import UUID, uuid4

import pytest
from disclosure.disclosing import account, disclosed, letters, logged, out
from disclosure.reading.asking import told

from levensloop.contracts import subjects
from levensloop.contracts.categories import categories
from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.contracts.view_envelope import read_view
from levensloop.contracts.views import View, more_to_pull
from levensloop.disclosure.account import Outcome
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.pulling import pull
from levensloop.infra.nodes.network import Network
from support.obstacles import not_a_subject_of_the_stream
from support.samples.disclosure import consented_case
from support.samples.inclusion import client_died, joined, partner_left
from support.samples.plan import SAMPLE_PLAN
from support.samples.world import CRISISDIENST, HAAGLANDEN, NOW, OTHER_WOONPARTNER, WOONPARTNER

pytestmark = pytest.mark.asyncio(loop_scope="module")

GOAL = SAMPLE_PLAN.long_term_goal
LEFT = partner_left(WOONPARTNER, Role.WOONPARTNER)


async def planned(node: Node) -> tuple[UUID, UUID]:
    """A case with a plan that was passed on: the case, and the event by which there is a plan."""
    case = await logged(node, *consented_case())
    await disclosed(node)
    history = (await node.log.load(case)).events
    return case, next(each.id for each in history if isinstance(each.event, PlanEstablished))


async def pulled(network: Network, organisation: str, case: UUID, event: UUID) -> Recorded[View] | Refusal:
    nc = await network.connect(organisation)
    try:
        return await pull(nc, HAAGLANDEN, organisation, case, event)
    finally:
        await nc.close()


async def refused(network: Network, organisation: str, case: UUID, event: UUID) -> str:
    answer = await pulled(network, organisation, case, event)
    assert isinstance(answer, Refusal), answer
    return answer.rule


async def letter(node: Node, case: UUID, event: UUID, organisation: str) -> Recorded[View]:
    found = [read_view(m.data, 1) for m in await out(node, case) if m.subject.split(".")[1] == organisation]
    return next(view for view in found if view.id == event)


async def test_alw_2_the_letter_tells_that_there_is_a_plan_and_the_pull_what_is_in_it(
    network: Network, node: Node
) -> None:
    """ALW-2: the housing partner hears when; the rest is no part of what lies in its outbox."""
    case, event = await planned(node)
    notice = await letter(node, case, event, WOONPARTNER)

    answer = await pulled(network, WOONPARTNER, case, event)

    assert not isinstance(answer, Refusal)
    assert GOAL not in notice.event.model_dump_json()
    assert more_to_pull(notice.event)
    assert GOAL in answer.event.model_dump_json()
    assert answer.event.schema_name == "urn:nld:levensloopaanpak:view:2:woonpartner:team:plan-established.v1:pulled"
    assert not more_to_pull(answer.event)
    assert (answer.id, answer.case, answer.source) == (event, case, HAAGLANDEN)
    assert all(GOAL.encode() not in message.data for message in await letters(node, case))


async def test_alw_3_each_pull_is_accounted_for_with_what_went(network: Network, node: Node) -> None:
    """ALW-3, WGS-1.8-4: twice asked is twice given, and twice told."""
    case, event = await planned(node)
    answers = [await pulled(network, WOONPARTNER, case, event) for _ in range(2)]

    records = await told(node, case, Outcome.PULLED, WOONPARTNER)

    assert len(records) == 2
    [sent] = [r for r in await told(node, case, Outcome.DISCLOSED, WOONPARTNER) if r.event == event]
    for record, answer in zip(records, answers, strict=True):
        assert isinstance(answer, Recorded)
        assert (record.event, record.because, record.organisation) == (event, sent.id, WOONPARTNER)
        assert set(record.categories) == categories(answer.event)
        assert "T-WONEN" in record.codes
        assert "T-WONEN" not in sent.codes


async def test_alw_3_while_the_record_cannot_be_written_nothing_is_given(network: Network, node: Node) -> None:
    """ALW-3."""
    case, event = await planned(node)
    records = await account(node, case)

    async with not_a_subject_of_the_stream(network, node, subjects.out_stream(node.me), subjects.account("*")):
        assert await refused(network, WOONPARTNER, case, event) == "INV-8"

    assert await account(node, case) == records


async def test_tea_2_who_left_pulls_nothing_and_that_is_told(network: Network, node: Node) -> None:
    """TEA-2: by the log of this moment; the refusal is in the records."""
    case, event = await planned(node)
    await logged(node, LEFT, case=case)

    assert await refused(network, WOONPARTNER, case, event) == "TEA-2"
    await disclosed(node)
    assert await refused(network, WOONPARTNER, case, event) == "TEA-2"

    assert [record.rule for record in await told(node, case, Outcome.UNREAD, WOONPARTNER)] == ["TEA-2", "TEA-2"]


async def test_tea_2_who_is_back_pulls_by_the_letters_of_now(network: Network, node: Node) -> None:
    """What it is told as a newcomer it may pull: the plan."""
    case, event = await planned(node)
    await logged(node, LEFT, case=case)
    await disclosed(node)
    await logged(node, joined(WOONPARTNER, NOW), case=case)

    assert await refused(network, WOONPARTNER, case, event) == "TEA-2", "its new letter is not there yet"
    await disclosed(node)
    assert not isinstance(await pulled(network, WOONPARTNER, case, event), Refusal)


async def test_ext_3_of_a_closed_case_nothing_is_pulled(network: Network, node: Node) -> None:
    """EXT-3."""
    case, event = await planned(node)
    await logged(node, client_died(), case=case)

    assert await refused(network, WOONPARTNER, case, event) == "EXT-3"


async def test_alw_2_who_was_told_nothing_pulls_nothing(network: Network, node: Node) -> None:
    """ALW-2: not in the team, another case, no such event."""
    case, event = await planned(node)
    other, _ = await planned(node)

    assert await refused(network, OTHER_WOONPARTNER, case, event) == "ALW-2"
    assert await refused(network, WOONPARTNER, other, event) == "ALW-2"
    assert await refused(network, WOONPARTNER, case, uuid4()) == "ALW-2"
    assert await told(node, case, Outcome.PULLED, OTHER_WOONPARTNER) == []


async def test_where_the_letter_had_all_of_it_there_is_nothing_to_pull(network: Network, node: Node) -> None:
    case, event = await planned(node)
    notice = await letter(node, case, event, CRISISDIENST)

    assert GOAL in notice.event.model_dump_json()
    assert not more_to_pull(notice.event)
    assert await refused(network, CRISISDIENST, case, event) == "ALW-2"
