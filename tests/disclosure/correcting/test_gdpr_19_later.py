"""GDPR-19 on a real server: a correction reaches who has the wrong datum also when the case ended, or it asks for the datum later."""

from uuid import UUID

import pytest
from disclosure.correcting.test_gdpr_19_who_is_told import NAME, corrected, received, told
from disclosure.disclosing import account, disclosed, logged
from disclosure.ending.fetching import confirmed, fetched
from disclosure.pulling.test_alw_2_pulled_by_the_state_of_the_moment import planned, pulled

from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.rectification import as_corrected
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import Outcome
from levensloop.documents.model import texts
from levensloop.documents.plan import plan_document
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.samples.disclosure import consented_case
from support.samples.inclusion import client_died, partner_left
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, RECLASSERING, WOONPARTNER

pytestmark = pytest.mark.asyncio(loop_scope="module")

RIGHT = "Juist niet aanspreken."


async def test_gdpr_19_of_a_closed_case_who_had_it_hears_that_it_was_wrong_and_no_more(
    network: Network, node: Node
) -> None:
    """EXT-3: a shielded case shows nothing new."""
    await confirmed(node, CRISISDIENST)
    case = await logged(node, *planned_case(), signal_raised())
    await disclosed(node)
    had = await received(node, case, "SignalRaised", "text")
    await fetched(network, node, CRISISDIENST)
    await logged(node, client_died(), case=case)
    await disclosed(node)
    await fetched(network, node, CRISISDIENST)

    await corrected(node, case, type(signal_raised()), "text", new_guidance="Het was een ander.")

    found = await told(node, case)
    assert CRISISDIENST in had
    assert found.keys() == {CRISISDIENST}, "who did not fetch it has nothing wrong"
    assert not any(hasattr(view, "new_guidance") for view in found.values())
    refused = [r for _, r in await account(node, case) if r.outcome is Outcome.REFUSED and NAME in r.event_type]
    assert [(r.to, r.rule) for r in refused] == [(CRISISDIENST, "EXT-3")]
    assert await fetched(network, node, CRISISDIENST) == ["DatumRectified"], "it can be opened"


@pytest.mark.parametrize("how", ["left", "closed"])
async def test_gdpr_19_a_correction_that_waited_when_its_part_ended_still_tells_that_it_was_wrong(
    network: Network, node: Node, how: str
) -> None:
    """TEA-2, EXT-3: with the letter goes what it should have been; not that what it has is wrong."""
    await confirmed(node, RECLASSERING)
    case = await logged(node, *consented_case())
    await disclosed(node)
    await fetched(network, node, RECLASSERING)
    await corrected(node, case, PlanEstablished, "plan.approach", new_guidance=RIGHT)
    assert hasattr((await told(node, case))[RECLASSERING], "new_guidance")

    await logged(node, partner_left(RECLASSERING, Role.RECLASSERING) if how == "left" else client_died(), case=case)
    await disclosed(node)

    view = (await told(node, case))[RECLASSERING]
    assert view.field == "plan.approach"  # type: ignore[attr-defined]
    assert not hasattr(view, "new_guidance")
    assert "DatumRectified" in await fetched(network, node, RECLASSERING)


async def test_gdpr_19_not_when_the_wrong_one_was_taken_back_too(node: Node) -> None:
    await confirmed(node, RECLASSERING)
    case = await logged(node, *planned_case())
    await disclosed(node)
    await corrected(node, case, PlanEstablished, "plan.approach", new_guidance=RIGHT)
    await logged(node, partner_left(RECLASSERING, Role.RECLASSERING), case=case)
    await disclosed(node)

    assert RECLASSERING not in await told(node, case)


async def test_gdpr_16_what_is_pulled_after_it_is_as_it_should_be(network: Network, node: Node) -> None:
    case, event = await planned(node)
    before = await seen(network, case, event)
    await corrected(node, case, PlanEstablished, "plan.approach", new_guidance=RIGHT)
    after = await seen(network, case, event)

    assert RIGHT not in before
    assert RIGHT in after
    wrong = next(r.event for r in (await node.log.load(case)).events if isinstance(r.event, PlanEstablished))
    assert wrong.plan.approach is not None
    assert wrong.plan.approach in before
    assert wrong.plan.approach not in after


async def test_gdpr_16_documents_show_it_as_it_should_be(node: Node) -> None:
    case = await logged(node, *planned_case())
    await disclosed(node)
    await corrected(node, case, PlanEstablished, "plan.approach", new_guidance=RIGHT)

    document = plan_document(as_corrected((await node.log.load(case)).events))

    assert not isinstance(document, Refusal)
    assert RIGHT in list(texts(document))


async def seen(network: Network, case: UUID, event: UUID) -> str:
    answer = await pulled(network, WOONPARTNER, case, event)
    assert not isinstance(answer, Refusal), answer
    return answer.event.model_dump_json()
