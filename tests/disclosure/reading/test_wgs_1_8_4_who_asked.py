"""WGS-1.8-4, WGS-1.8-2: who asks for what was never sent to it is in the accountability log, and so is which person read, sealed."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from disclosure.disclosing import account, disclosed, logged
from disclosure.reading.asking import asked, names, sent

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.contracts.consulted import Asker
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.pulling import pull
from levensloop.infra.messaging.reading import Reader
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.letters import own_letter
from support.samples.disclosure import consented_case
from support.samples.inclusion import client_died
from support.samples.world import CRISISDIENST, HAAGLANDEN, OTHER_WOONPARTNER, WOONPARTNER

pytestmark = pytest.mark.asyncio(loop_scope="module")

PERSON = "7f3a-19c2"
READER = Asker(functionary="verpleegkundige in de nachtdienst", person="pn-40871-k")


async def passed_on(node: Node) -> UUID:
    case = await logged(node, *consented_case())
    await disclosed(node)
    return case


async def accounts(node: Node, case: UUID | None) -> list[Account]:
    found = await node.accounts.store.load(subjects.audit_of(case or "none"))
    return [kept.account for kept in await node.accounts.read(found)]


def of_case(case: UUID, *messages: UUID) -> dict[str, Any]:
    return {"case": str(case), "messages": [str(message) for message in messages]}


async def test_wgs_1_8_4_keys_of_what_was_never_sent_leave_one_record_a_case_however_many_letters(
    network: Network, node: Node
) -> None:
    """WGS-1.8-4: of another's letter, and of letters that nobody has."""
    case = await passed_on(node)
    anothers = [own_letter(one.body).address.message for one in await sent(node, case, CRISISDIENST)]

    answer = await asked(network, node, OTHER_WOONPARTNER, letters=[of_case(case, *anothers, uuid4(), uuid4())])

    assert not isinstance(answer, Refusal)
    (found,) = await accounts(node, case)
    assert (found.operation, found.what, found.rule) == (Operation.REFUSE, "disclosure.keys", "ALW-2")
    assert (found.organisation, found.functionary, found.capacity) == (
        OTHER_WOONPARTNER,
        SYSTEM,
        Capacity.MAINTAINING,
    )


async def test_wgs_1_8_4_made_up_cases_are_one_record_together_and_get_no_keys(network: Network, node: Node) -> None:
    before, made_up = len(await accounts(node, None)), [uuid4() for _ in range(3)]

    await asked(network, node, CRISISDIENST, letters=[of_case(case, uuid4()) for case in made_up])

    found = (await accounts(node, None))[before:]
    assert [(a.operation, a.rule, a.organisation) for a in found] == [(Operation.REFUSE, "ALW-2", CRISISDIENST)]
    for case in made_up:
        assert await node.store(subjects.keys_stream(node.me)).load(subjects.key("*", case, "*")) == []


async def test_wgs_1_8_4_a_pull_of_what_was_not_told_leaves_a_record(network: Network, node: Node) -> None:
    case = await passed_on(node)
    before, event = len(await accounts(node, None)), await plan_of(node, case)
    nc = await network.connect(OTHER_WOONPARTNER)
    try:
        for asked_case in (case, uuid4()):
            answer = await pull(nc, HAAGLANDEN, OTHER_WOONPARTNER, asked_case, event, READER)
            assert isinstance(answer, Refusal)
    finally:
        await nc.close()

    for found in (*await accounts(node, case), *(await accounts(node, None))[before:]):
        assert (found.operation, found.what, found.rule) == (Operation.REFUSE, "disclosure.pull", "ALW-2")
        assert (found.organisation, found.functionary) == (OTHER_WOONPARTNER, READER.functionary)
    assert len(await accounts(node, case)) == len(await accounts(node, None)) - before == 1


async def test_wgs_1_8_2_which_person_read_is_in_the_log_and_not_in_clear(network: Network, node: Node) -> None:
    """WGS-1.8-2: with what it was shown; sealed, and not beside the letters."""
    case = await passed_on(node)
    await opened(network, node, case, READER)

    (found,) = await accounts(node, case)
    assert (found.operation, found.what) == (Operation.CONSULT, "disclosure.keys")
    assert (found.organisation, found.functionary, found.person, found.capacity) == (
        CRISISDIENST,
        READER.functionary,
        READER.person,
        Capacity.EXECUTING,
    )
    given = {c for _, record in await account(node, case) if record.to == CRISISDIENST for c in record.categories}
    assert set(found.categories) == given
    in_clear = [*await node.accounts.store.load(">"), *await node.store(subjects.out_stream(node.me)).load(">")]
    for said in (READER.functionary, str(READER.person)):
        assert not [message for message in in_clear if said.encode() in message.data]


async def test_alw_2_no_letter_and_no_pull_says_which_person_acted(network: Network, node: Node) -> None:
    """ALW-2, WGS-1.8-2: the function goes where the matrix says so; the person resolves nobody but its own organisation."""
    named = [
        event.model_copy(update={"by": event.by.model_copy(update={"person": PERSON})}) for event in consented_case()
    ]
    case = await logged(node, *named)
    await disclosed(node)
    one, other = await network.connect(CRISISDIENST), await network.connect(WOONPARTNER)
    try:
        read = await Reader(one, CRISISDIENST).open(await sent(node, case, CRISISDIENST))
        pulled = await pull(other, HAAGLANDEN, WOONPARTNER, case, await plan_of(node, case), READER)
    finally:
        await one.close()
        await other.close()

    assert all(recorded.event.by.person == PERSON for recorded in (await node.log.load(case)).events)
    assert not isinstance(pulled, Refusal)
    assert names(read)
    assert "functionary" in str(read)
    assert PERSON not in f"{read}{pulled}"


async def test_wgs_1_8_2_which_person_pulled_and_who_was_refused(network: Network, node: Node) -> None:
    case = await passed_on(node)
    event, nc = await plan_of(node, case), await network.connect(WOONPARTNER)
    try:
        given = await pull(nc, HAAGLANDEN, WOONPARTNER, case, event, READER)
        await logged(node, client_died(), case=case)
        refused = await pull(nc, HAAGLANDEN, WOONPARTNER, case, event, READER)
    finally:
        await nc.close()

    assert (isinstance(given, Refusal), isinstance(refused, Refusal)) == (False, True)
    assert [(a.operation, a.rule, a.functionary) for a in await accounts(node, case)] == [
        (Operation.CONSULT, None, READER.functionary),
        (Operation.REFUSE, "EXT-3", READER.functionary),
    ]


async def test_where_a_system_asks_the_record_in_out_has_all_there_is(network: Network, node: Node) -> None:
    case = await passed_on(node)
    await opened(network, node, case)
    assert await accounts(node, case) == []


async def test_inv_1_who_says_wrongly_who_asks_gets_nothing(network: Network, node: Node) -> None:
    """INV-1."""
    case, nc = await passed_on(node), await network.connect(CRISISDIENST)
    wrong = {"id": str(uuid4()), "letters": [of_case(case, uuid4())]}
    try:
        by = Asker.model_construct(functionary="")
        answer = await client.ask(nc, HAAGLANDEN, CRISISDIENST, "disclosure", "keys", wrong, by=by)
    finally:
        await nc.close()
    assert isinstance(answer, Refusal)
    assert answer.rule == "INV-1"


async def test_alw_3_while_the_record_of_who_read_cannot_be_written_nothing_is_given(
    network: Network, node: Node
) -> None:
    """ALW-3: nor is there a parcel when what was read is in OUT already."""
    case = await passed_on(node)
    await opened(network, node, case)
    letters = [own_letter(one.body).address.message for one in await sent(node, case, CRISISDIENST)]
    root = await network.connect_provisioning(HAAGLANDEN)
    nc, js, stream = await network.connect(CRISISDIENST), root.jetstream(), subjects.audit_stream(HAAGLANDEN)
    info = await js.stream_info(stream)
    question = {"id": str(uuid4()), "letters": [of_case(case, *letters)]}
    await js.update_stream(info.config.evolve(max_bytes=max(info.state.bytes, 1), discard="new"))
    try:
        answer = await client.ask(nc, HAAGLANDEN, CRISISDIENST, "disclosure", "keys", question, by=READER)
        assert isinstance(answer, Refusal)
        assert answer.rule == "INV-8"
    finally:
        await js.update_stream(info.config)
        await root.close()
    again = await client.ask(nc, HAAGLANDEN, CRISISDIENST, "disclosure", "keys", question, by=READER)
    await nc.close()
    assert not isinstance(again, Refusal)


async def plan_of(node: Node, case: UUID) -> UUID:
    history = (await node.log.load(case)).events
    return next(each.id for each in history if isinstance(each.event, PlanEstablished))


async def opened(network: Network, node: Node, case: UUID, *by: Asker) -> None:
    nc = await network.connect(CRISISDIENST)
    try:
        reader = Reader(nc, CRISISDIENST, by=by[0]) if by else Reader(nc, CRISISDIENST)
        assert names(await reader.open(await sent(node, case, CRISISDIENST)))
    finally:
        await nc.close()
