"""WGS 1.8(4), ALW-2: of any event and any organisation the software can tell what went, what did not, and by which line."""

from datetime import timedelta

import pytest
from disclosure.disclosing import account, disclosed, logged

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.matrix.lines import VERSION
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.explaining import Explanation, explain
from levensloop.infra.messaging.node import Node
from support.samples.inclusion import partner_left
from support.samples.plan import planned_case, review_held
from support.samples.signals import signal_raised
from support.samples.world import HAAGLANDEN, NOW, OM, OTHER_WOONPARTNER, POLITIE, ROTTERDAM, WOONPARTNER

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def explained(node: Node, to: str, *later: DomainEvent, of: str = "SignalRaised") -> Explanation:
    case = await logged(node, *planned_case(), signal_raised())
    await disclosed(node)
    for event in later:
        await logged(node, event, case=case)
        await disclosed(node)
    history = (await node.log.load(case)).events
    [event_id] = [recorded.id for recorded in history if type(recorded.event).__name__ == of]
    records: list[AccountRecord] = [record for _, record in await account(node, case)]
    return explain(history, event_id, node.organisations[to], records, node.organisations, node.me)


async def test_it_tells_what_went_by_which_line_and_what_was_withheld(node: Node) -> None:
    found = await explained(node, WOONPARTNER, of="PlanEstablished")

    [went] = found.went
    lines = {line.field.path: line for line in went.lines}
    assert went.record.table_version == VERSION
    assert [code.name for code in lines["plan_version"].codes] == ["D-PROCES"]
    assert lines["plan.long_term_goal"].withheld == "niet in de brief, wel op te vragen (T-WONEN)"
    assert lines["plan.zsm"].codes == ()
    assert lines["plan.zsm"].withheld == "geen regel geeft dit aan de rol woonpartner"
    assert went.taken_back is None


async def test_a_line_that_was_for_another_membership_is_named(node: Node) -> None:
    found = await explained(node, POLITIE, of="ClientReported")

    [went] = found.went
    assert {code.name for line in went.lines for code in line.codes} == {"M-EIGEN"}


async def test_it_tells_that_the_role_gets_nothing_of_it(node: Node) -> None:
    found = await explained(node, WOONPARTNER)

    assert found.went == ()
    assert found.why_not == "Rol: de matrix geeft deze gebeurtenis niet aan de rol woonpartner."


async def test_it_tells_that_it_was_not_in_the_team(node: Node) -> None:
    om = await explained(node, OM)
    housing = await explained(node, OTHER_WOONPARTNER, of="PlanEstablished")

    for found in (om, housing):
        assert found.why_not.startswith("Lidmaatschap: ")
        assert f"{found.to.id} zat toen niet in het team; het gaat alleen naar een lid van het team" in found.why_not


async def test_tea_2_it_tells_that_it_had_left(node: Node) -> None:
    left = partner_left(WOONPARTNER, node.organisations[WOONPARTNER].role)
    review = review_held(NOW, NOW.date() + timedelta(days=1))

    found = await explained(node, WOONPARTNER, left, review, of="ReviewHeld")

    assert "had het team toen verlaten" in found.why_not


async def test_tea_2_it_tells_that_what_waited_was_taken_back(node: Node) -> None:
    left = partner_left(WOONPARTNER, node.organisations[WOONPARTNER].role)

    found = await explained(node, WOONPARTNER, left, of="PlanEstablished")

    assert [went.taken_back is not None for went in found.went] == [True]


@pytest.mark.parametrize(
    ("to", "says"),
    [(HAAGLANDEN, "eigen logboek"), ("politie-rotterdam", "hoort niet bij de regio"), (ROTTERDAM, "MOV-1")],
)
async def test_it_tells_who_has_no_part_here(node: Node, to: str, says: str) -> None:
    assert says in (await explained(node, to)).why_not


async def test_what_was_not_passed_on_yet_is_not_called_withheld(node: Node) -> None:
    case = await logged(node, *planned_case(), signal_raised())
    history = (await node.log.load(case)).events

    found = explain(history, history[-1].id, node.organisations[POLITIE], [], node.organisations, node.me)

    assert "loopt achter" in found.why_not
