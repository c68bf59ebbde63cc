"""WGS-1.8-4: consulting is a processing: it leaves its record before anything is shown, and without the record nothing is shown."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation, Outcome
from levensloop.contracts.consulted import SHOWS, SHOWS_NOTHING, Asker
from levensloop.contracts.refusal import Refusal
from levensloop.inclusion.app import app
from levensloop.infra.messaging import client
from levensloop.infra.messaging.consulting import accounted
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.zvh.services import APPS
from support.messaging import at_node, desk, log_given, serving
from support.samples.inclusion import client_died
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, POLITIE

WHO = Asker(functionary="informatiecoördinator")

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def node(network: Network) -> AsyncIterator[Node]:
    async with serving(network, app), at_node(network) as node:
        yield node


async def accounts(node: Node, case: UUID | None) -> list[Account]:
    """Of this case, or of none; without what follows from the log."""
    pattern = subjects.audit_of(case or "none")
    return [kept.account for kept in await node.accounts.read(await node.accounts.store.load(pattern))]


async def reported(network: Network) -> UUID:
    case = uuid4()
    async with desk(network) as police:
        assert (await police.report(case)).refusal is None
    return case


async def test_wgs_1_8_4_a_view_of_a_case_leaves_a_record_of_who_looked(network: Network, node: Node) -> None:
    case = await reported(network)
    answer = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)}, by=WHO)
    assert isinstance(answer, dict)
    (account,) = [a for a in await accounts(node, case) if a.operation is Operation.CONSULT]
    assert (account.what, account.organisation, account.functionary) == ("inclusion.case", HAAGLANDEN, WHO.functionary)
    assert (account.capacity, account.outcome) == (Capacity.EXECUTING, Outcome.DONE)
    assert set(account.categories) == set(SHOWS["inclusion.case"])


async def test_wgs_1_8_2_who_does_not_say_in_which_function_sees_nothing(network: Network, node: Node) -> None:
    case = await reported(network)
    before = await accounts(node, case)
    log = node.store(subjects.log_stream(node.me))
    asks = accounted("inclusion", app(node).asks, node.accountant, node.organisations, log)
    for by in (None, {}, {"functionary": ""}, {"functionary": "x", "capacity": "curious"}, "me"):
        answer = await asks["case"](HAAGLANDEN, {"case": str(case)} | ({} if by is None else {"by": by}))
        assert isinstance(answer, Refusal)
        assert answer.rule == "WGS-1.8-2"
    assert await accounts(node, case) == before


async def test_wgs_1_8_4_a_question_that_is_refused_is_in_the_log_of_its_case(network: Network, node: Node) -> None:
    case = await reported(network)
    async with desk(network) as police:
        answer = await client.ask(police.nc, HAAGLANDEN, POLITIE, "inclusion", "case", {"case": str(case)}, by=WHO)
    assert isinstance(answer, Refusal)
    (account,) = [a for a in await accounts(node, case) if a.operation is Operation.REFUSE]
    assert (account.what, account.organisation, account.rule) == ("inclusion.case", POLITIE, answer.rule)
    assert (account.functionary, account.categories) == (WHO.functionary, ())


async def test_wgs_2_31_8_who_tried_to_look_at_a_shielded_case_can_be_asked_per_case(
    network: Network, node: Node
) -> None:
    """WGS-2.31-8, EXT-3."""
    await log_given(node, case := uuid4(), *planned_case(), client_died())
    answer = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)}, by=WHO)
    assert isinstance(answer, Refusal)
    tried = [a for a in await accounts(node, case) if a.operation is Operation.REFUSE]
    assert [(a.rule, a.functionary, a.organisation) for a in tried] == [("EXT-3", WHO.functionary, HAAGLANDEN)]


@pytest.mark.parametrize("question", ["case", "cases"])
async def test_a_case_that_somebody_made_up_gets_no_record_and_no_keys(
    network: Network, node: Node, question: str
) -> None:
    """The record is about no case: whoever asks for numbers makes nothing grow but the log."""
    before, keys = len(await accounts(node, None)), node.store(subjects.keys_stream(node.me))
    for made_up in (str(uuid4()), "x"):
        body = {"case": made_up}
        await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", question, body, by=WHO)
        if made_up != "x":
            assert await accounts(node, UUID(made_up)) == []
            assert await keys.load(subjects.key("*", UUID(made_up), "*")) == []
    assert len(await accounts(node, None)) == before + 2


async def test_wgs_1_8_4_a_command_that_is_refused_is_in_the_log_with_its_rule(network: Network, node: Node) -> None:
    case = await reported(network)
    async with desk(network) as police:
        refused = await police.report(case, id=uuid4())
        assert refused.refusal is not None
    (account,) = [a for a in await accounts(node, case) if a.operation is Operation.REFUSE]
    assert (account.what, account.organisation, account.rule) == ("ReportClient", POLITIE, refused.refusal.rule)
    assert (account.outcome, account.functionary) == (Outcome.REFUSED, "medewerker")


async def test_a_list_with_nothing_personal_in_it_is_one_record(network: Network, node: Node) -> None:
    await reported(network)
    await reported(network)
    before = len(await accounts(node, None))
    await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "cases", {}, by=WHO)
    account = (await accounts(node, None))[-1]
    assert (account.operation, account.what, account.categories) == (Operation.CONSULT, "inclusion.cases", ())
    assert len(await accounts(node, None)) == before + 1


async def test_alw_3_when_it_cannot_be_written_nothing_is_shown(network: Network, node: Node) -> None:
    """The stream takes nothing more: as with a full disk, or an administrator that stops it."""
    case = await reported(network)
    root, stream = await network.connect_provisioning(HAAGLANDEN), subjects.audit_stream(HAAGLANDEN)
    js = root.jetstream()
    config = (await js.stream_info(stream)).config
    held = (await js.stream_info(stream)).state.bytes
    await js.update_stream(config.evolve(max_bytes=max(held, 1), discard="new"))
    try:
        answer = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)}, by=WHO)
        assert isinstance(answer, Refusal)
        assert answer.rule == "INV-8"
    finally:
        await js.update_stream(config)
        await root.close()
    again = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)}, by=WHO)
    assert isinstance(again, dict)


async def test_every_question_of_every_service_says_what_it_shows(node: Node) -> None:
    """A new question is either in the table, or one that shows nothing readable."""
    asked = {f"{made.name}.{view}" for make in APPS.values() for made in (make(node),) for view in made.asks}
    assert asked <= SHOWS.keys() | SHOWS_NOTHING
    assert not SHOWS.keys() & SHOWS_NOTHING
