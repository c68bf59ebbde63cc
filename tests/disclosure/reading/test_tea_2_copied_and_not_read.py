"""TEA-2 on a real server: what a leaver's own node had copied and was not read stays closed, and its asking is on record."""

from uuid import UUID

import pytest
from disclosure.disclosing import disclosed, logged
from disclosure.reading.asking import asked, copied, names, reader, rules, sent, told

from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import Outcome
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reading import Arrived, Closed
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.letters import own_letter
from support.samples.inclusion import client_died, joined, partner_left
from support.samples.plan import label_withdrawn, planned_case, review_held
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, HAAGLANDEN, NOW, POLITIE, RECLASSERING

pytestmark = pytest.mark.asyncio(loop_scope="module")

LEFT = partner_left(CRISISDIENST, Role.CRISISDIENST_GGZ)
NOTICES = ["PartnerLeft", "LabelWithdrawn"]


async def copied_case(network: Network, node: Node) -> tuple[UUID, list[Arrived]]:
    """A case of which the crisisdienst has every letter, and read none."""
    case = await logged(node, *planned_case(), signal_raised())
    await disclosed(node)
    mine = await sent(node, case, CRISISDIENST)
    there = await copied(network, CRISISDIENST, case, len(mine))
    return case, [
        Arrived(body, case, HAAGLANDEN, one.position, one.sequence) for body, one in zip(there, mine, strict=True)
    ]


async def test_tea_2_a_leaver_cannot_read_what_its_node_had_already_copied(network: Network, node: Node) -> None:
    """TEA-2, ALW-3: refused by its rule, and each refusal is in the records, once."""
    case, mine = await copied_case(network, node)
    await logged(node, LEFT, label_withdrawn(CRISISDIENST), case=case)
    await disclosed(node)

    async with reader(network, CRISISDIENST) as crisisdienst:
        found = await crisisdienst.open(mine)
        assert names(found) == []
        assert rules(found) == ["TEA-2"] * len(mine)
        await crisisdienst.open(mine)
        assert names(await crisisdienst.open(await sent(node, case, CRISISDIENST))) == NOTICES

    unread = await told(node, case, Outcome.UNREAD, CRISISDIENST)
    assert len(unread) == len(mine), "asked twice, told once"
    assert {record.rule for record in unread} == {"TEA-2"}
    assert {record.because for record in unread} == {one.letter for one in found if isinstance(one, Closed)}
    assert [record.event_type.split(".")[2] for record in await told(node, case, Outcome.READ, CRISISDIENST)] == [
        "partner-left",
        "label-withdrawn",
    ]


async def test_tea_2_before_the_policy_came_to_it_nothing_is_given_either(network: Network, node: Node) -> None:
    """By the log of this moment, not by what was done about it."""
    case, mine = await copied_case(network, node)
    await logged(node, LEFT, case=case)

    async with reader(network, CRISISDIENST) as crisisdienst:
        assert rules(await crisisdienst.open(mine)) == ["TEA-2"] * len(mine)


async def test_tea_2_the_keys_themselves_are_gone(network: Network, node: Node) -> None:
    """Nobody can give them any more, also not when it would be allowed again."""
    case, mine = await copied_case(network, node)
    await logged(node, LEFT, joined(CRISISDIENST, NOW), case=case)
    await disclosed(node)
    kids = {own_letter(one.body).kid for one in mine}
    keys = await node.vault.keys.to_decrypt(case, Use.OUT, kids)

    assert [keys.find(kid, "") for kid in kids] == [None] * len(kids)
    async with reader(network, CRISISDIENST) as crisisdienst:
        assert rules(await crisisdienst.open(mine)) == ["TEA-2"] * len(mine)
        again = await crisisdienst.open(await sent(node, case, CRISISDIENST))
    assert names(again) == ["PartnerLeft", "PartnerJoined", "ClientIncluded", "PlanEstablished"]


async def test_tea_2_the_others_read_on(network: Network, node: Node) -> None:
    case, _ = await copied_case(network, node)
    await logged(node, LEFT, review_held(NOW, NOW.date()), case=case)
    await disclosed(node)

    async with reader(network, RECLASSERING) as other:
        found = await other.open(await sent(node, case, RECLASSERING))

    assert rules(found) == []
    assert names(found)[-2:] == ["PartnerLeft", "ReviewHeld"]


async def test_rep_2_who_reported_keeps_what_it_has_as_reporter(network: Network, node: Node) -> None:
    """REP-2: its keys stand apart from those of a member."""
    case, _ = await copied_case(network, node)
    before = await sent(node, case, POLITIE)
    await logged(node, partner_left(POLITIE, Role.POLITIE), case=case)
    await disclosed(node)

    async with reader(network, POLITIE) as police:
        found = await police.open(before)

    assert names(found)[:3] == ["ClientReported", "PurposeAssessed", "TriageConcluded"]
    assert set(rules(found)) == {"TEA-2"}


async def test_ext_3_of_a_closed_case_only_that_it_ended(network: Network, node: Node) -> None:
    """EXT-3; the keys of what was before are gone, of everybody."""
    case, mine = await copied_case(network, node)
    await logged(node, client_died(), case=case)
    await disclosed(node)

    async with reader(network, CRISISDIENST) as crisisdienst:
        assert set(rules(await crisisdienst.open(mine))) == {"EXT-3"}
        assert names(await crisisdienst.open(await sent(node, case, CRISISDIENST))) == ["ClientDied"]
    rings = {s.organisation: s for s in await node.vault.keys.scopes(case) if s.use is Use.OUT}
    usable = (await node.vault.keys.to_decrypt(case, Use.OUT, ())).with_current()
    assert {name.partition("_")[2].partition("-")[0] for name in usable} == {"never"}
    assert len(rings) > len(usable)


async def test_alw_2_another_organisation_gets_no_key_of_it(network: Network, node: Node) -> None:
    """ALW-2: it asks for letters that are not its own, or that never were."""
    case, mine = await copied_case(network, node)
    ids = [str(own_letter(one.body).address.message) for one in mine]

    answer = await asked(network, node, POLITIE, letters=[{"case": str(case), "messages": ids}])

    assert not isinstance(answer, Refusal)
    assert answer["parcels"] == {}
    assert {refusal["rule"] for refusal in answer["refused"].values()} == {"ALW-2"}
    assert len(answer["refused"]) == len(ids)
