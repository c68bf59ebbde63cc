"""TEA-2 on a real server: who leaves gets nothing new, also not of what was waiting for it; each message taken back has its record."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from disclosure.disclosing import account, decided, disclosed, logged, out
from disclosure.ending.fetching import confirmed, fetched, of, taken_two, withdrawn

from levensloop.contracts import subjects
from levensloop.contracts.events.inclusion import PartnerLeft
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import Outcome
from levensloop.disclosure.policies import disclosure_policies
from levensloop.disclosure.withdrawing import Withdrawing
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.vault import read_closed
from support.samples.inclusion import case_on_the_table, included_case, joined, partner_left
from support.samples.plan import label_withdrawn, planned_case, review_held
from support.samples.signals import signal_raised
from support.samples.world import HAAGLANDEN, NOW, POLITIE, RECLASSERING, WOONPARTNER

pytestmark = pytest.mark.asyncio(loop_scope="module")

LEFT = partner_left(WOONPARTNER, Role.WOONPARTNER)
NOTICES = ["PartnerLeft", "LabelWithdrawn"]


async def waiting_for_all(node: Node, partner: str = WOONPARTNER) -> UUID:
    """A case of which everything was disclosed, and nobody fetched anything."""
    await confirmed(node, partner)
    case = await logged(node, *planned_case(), signal_raised())
    await disclosed(node)
    return case


async def leaving(node: Node, case: UUID) -> StoredMessage:
    """The partner leaves, the label follows; the event in the log by which it left."""
    await logged(node, LEFT, label_withdrawn(WOONPARTNER), review_held(NOW, NOW.date()), case=case)
    log = await node.log.store.load(subjects.case_events(case))
    return next(message for message in log if isinstance(read_closed(message.data, message.seq).event, PartnerLeft))


async def test_tea_2_who_was_away_finds_only_that_it_left(network: Network, node: Node) -> None:
    case = await waiting_for_all(node)
    await leaving(node, case)
    await disclosed(node)

    assert await fetched(network, node, WOONPARTNER) == NOTICES


async def test_tea_2_each_message_that_was_taken_back_has_its_record(network: Network, node: Node) -> None:
    case = await waiting_for_all(node)
    before = [record for _, record in await account(node, case) if record.to == WOONPARTNER]
    left = await leaving(node, case)
    await disclosed(node)

    records = await withdrawn(node, case)

    assert {record.to for record in records} == {WOONPARTNER}
    assert [record.event for record in records] == [record.event for record in before]
    cause = read_closed(left.data, left.seq)
    assert {record.because for record in records} == {cause.id}
    assert {record.organisation for record in records} == {HAAGLANDEN}
    assert len({record.id for record in (*records, *before)}) == 2 * len(before) > 6
    assert all(record.outcome is Outcome.DISCLOSED for record in before)


async def test_tea_2_what_it_had_fetched_stays_its_own_and_is_not_called_withdrawn(
    network: Network, node: Node
) -> None:
    case = await waiting_for_all(node)
    total = len(of(await out(node, case), WOONPARTNER))
    assert len(await taken_two(network, node, WOONPARTNER)) == 2
    await leaving(node, case)
    await disclosed(node)

    assert len(await withdrawn(node, case)) == total - 1, "what it took and did not confirm is withdrawn"
    assert (await fetched(network, node, WOONPARTNER))[-2:] == NOTICES


async def test_tea_2_nothing_of_it_is_left_to_ask_for(node: Node) -> None:
    case = await waiting_for_all(node)
    await leaving(node, case)
    await disclosed(node)

    assert of(await out(node, case), WOONPARTNER) == NOTICES


async def test_tea_2_the_others_keep_what_waits(node: Node) -> None:
    case = await waiting_for_all(node)
    before = of(await out(node, case), RECLASSERING)
    await leaving(node, case)
    await disclosed(node)

    assert of(await out(node, case), RECLASSERING) == [*before, "PartnerLeft", "ReviewHeld"]


async def test_tea_2_who_reported_keeps_what_it_has_as_reporter(node: Node) -> None:
    case = await waiting_for_all(node, POLITIE)
    await logged(node, partner_left(POLITIE, Role.POLITIE), case=case)
    await disclosed(node)

    left_ready = dict.fromkeys(of(await out(node, case), POLITIE))

    assert list(left_ready) == ["ClientReported", "PurposeAssessed", "TriageConcluded", "ClientIncluded", "PartnerLeft"]


async def test_tea_2_who_reported_keeps_no_view_that_it_got_as_a_member(node: Node) -> None:
    """It was told of the inclusion with who carries the case: more than a reporter hears."""
    await confirmed(node, POLITIE)
    before = case_on_the_table()
    case = await logged(node, *before)
    await decided(node, case, *included_case()[len(before) :])
    await disclosed(node)
    assert "ClientIncluded" in of(await out(node, case), POLITIE)
    await logged(node, partner_left(POLITIE, Role.POLITIE), case=case)
    await disclosed(node)

    ready = of(await out(node, case), POLITIE)

    assert "ClientIncluded" not in ready
    assert "TriageConcluded" in ready


@pytest.mark.parametrize("runners", [2, 4])
async def test_tea_2_several_services_at_once_do_it_once(network: Network, node: Node, runners: int) -> None:
    case = await waiting_for_all(node)
    waiting = len(of(await out(node, case), WOONPARTNER))
    await leaving(node, case)
    await disclosed(node, runners=runners)

    records = await withdrawn(node, case)
    assert len({record.id for record in records}) == len(records) == waiting
    assert await fetched(network, node, WOONPARTNER) == NOTICES


async def test_tea_2_killed_after_taking_back_and_before_telling(network: Network, node: Node) -> None:
    case = await waiting_for_all(node)
    waiting = len(of(await out(node, case), WOONPARTNER))
    left = await leaving(node, case)
    [policy] = disclosure_policies(node)
    await policy.handle(left)  # and then it is gone: what followed was never written

    assert of(await out(node, case), WOONPARTNER) == []
    await disclosed(node)
    assert len(await withdrawn(node, case)) == waiting
    assert await fetched(network, node, WOONPARTNER) == NOTICES


async def test_tea_2_killed_between_the_records_and_taking_back(
    network: Network, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await waiting_for_all(node)
    waiting = len(of(await out(node, case), WOONPARTNER))
    left = await leaving(node, case)
    [policy] = disclosure_policies(node)

    async def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(Withdrawing, "_take_out", killed)
        with pytest.raises(SystemExit):
            await policy.handle(left)

    assert len(await withdrawn(node, case)) == waiting == len(of(await out(node, case), WOONPARTNER))
    await disclosed(node)
    assert len(await withdrawn(node, case)) == waiting, "each record once"
    assert await fetched(network, node, WOONPARTNER) == NOTICES


async def test_tea_2_an_instance_that_lags_takes_back_nothing_that_came_later(node: Node) -> None:
    case = await waiting_for_all(node)
    left = await leaving(node, case)
    await logged(node, joined(WOONPARTNER, NOW), case=case)
    await disclosed(node)
    ready, records = of(await out(node, case), WOONPARTNER), len(await withdrawn(node, case))

    [lagging] = disclosure_policies(node)
    await lagging.handle(left)

    assert of(await out(node, case), WOONPARTNER) == ready
    assert len(await withdrawn(node, case)) == records


async def test_tea_2_who_joins_again_gets_what_a_newcomer_gets(network: Network, node: Node) -> None:
    case = await waiting_for_all(node)
    await leaving(node, case)
    await logged(node, joined(WOONPARTNER, NOW), case=case)
    await disclosed(node)

    again = await fetched(network, node, WOONPARTNER)

    assert again == [*NOTICES, "PartnerJoined", "ClientIncluded", "PlanEstablished"]


async def test_tea_2_another_case_of_the_same_partner_goes_on(node: Node) -> None:
    other, case = await waiting_for_all(node), await logged(node, *planned_case(), LEFT)
    before = of(await out(node, other), WOONPARTNER)
    await disclosed(node)

    assert of(await out(node, other), WOONPARTNER) == before
    assert of(await out(node, case), WOONPARTNER) == ["PartnerLeft"]


async def test_tea_2_left_before_anything_was_ready(node: Node) -> None:
    await decided(node, case := uuid4(), *planned_case(), LEFT)
    await disclosed(node)

    assert of(await out(node, case), WOONPARTNER)[-1:] == ["PartnerLeft"]


@pytest.mark.parametrize(("partner", "role"), [(WOONPARTNER, Role.WOONPARTNER), (POLITIE, Role.POLITIE)])
async def test_tea_2_what_another_instance_took_out_meanwhile_is_no_trouble(
    node: Node, monkeypatch: pytest.MonkeyPatch, partner: str, role: Role
) -> None:
    """Of the police, which reported, what stands behind what it keeps goes one by one."""
    case = await waiting_for_all(node, partner)
    await logged(node, partner_left(partner, role), case=case)
    left = (await node.log.store.load(subjects.case_events(case)))[-1]
    [slow], [quick] = disclosure_policies(node), disclosure_policies(node)
    take_out = Withdrawing._take_out

    async def overtaken(self: Withdrawing, *what: Any) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(Withdrawing, "_take_out", take_out)
            await quick.handle(left)
        await take_out(self, *what)

    with monkeypatch.context() as patched:
        patched.setattr(Withdrawing, "_take_out", overtaken)
        await slow.handle(left)

    assert set(of(await out(node, case), partner)) <= {
        "ClientReported",
        "PurposeAssessed",
        "TriageConcluded",
        "ClientIncluded",
    }
    records = await withdrawn(node, case)
    assert len({record.id for record in records}) == len(records) > 0
