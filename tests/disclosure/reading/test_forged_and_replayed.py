"""ALW-2: nothing of a letter is believed but what its ZVH signed to this reader in this case; and nothing is read twice."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from disclosure.disclosing import disclosed, letters, logged, out
from disclosure.reading.asking import asked, names, reader, rules, sent, told
from joserfc.jwk import OKPKey

from levensloop.contracts import subjects
from levensloop.contracts.refusal import Refusal
from levensloop.disclosure.account import Outcome
from levensloop.disclosure.giving import keys_asked
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.partner import from_outbox
from levensloop.infra.messaging.reading import Arrived, Closed, Received
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.errors import NotALetter, UnknownSigner
from levensloop.infra.secrecy.jose import sign
from levensloop.infra.secrecy.letters import own_letter, write_letter
from levensloop.infra.secrecy.organisation_keys import key_file, make_organisation_keys, read_organisation_keys
from support.samples.plan import planned_case
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, NOW, OM, OTHER_WOONPARTNER, POLITIE
from support.waiting import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def case(node: Node) -> AsyncIterator[UUID]:
    found = await logged(node, *planned_case())
    await disclosed(node)
    yield found


def forged(network: Network, case: UUID, sender: str = HAAGLANDEN, signer: str = OM, to: str = CRISISDIENST) -> bytes:
    """A letter that says to be of `sender`, and that another organisation signed with its own key."""
    signing = read_organisation_keys(key_file(network.keys, signer)).signing
    return write_letter(b"{}", Address(sender, to, case, uuid4(), NOW), new_key(), signing)


async def test_alw_2_a_letter_that_another_organisation_signed_as_the_zvh_is_not_read(
    network: Network, node: Node, case: UUID
) -> None:
    """Its signer is known, and is not who the letter says to be of: it may be a topology that lags, so nothing is thrown away."""
    async with reader(network, CRISISDIENST) as crisisdienst:
        with pytest.raises(UnknownSigner):
            await crisisdienst.open([Arrived(forged(network, case), case, HAAGLANDEN, 1)])


async def test_alw_2_signed_in_its_own_name_it_does_not_pass_for_the_zvh(
    network: Network, node: Node, case: UUID
) -> None:
    own = Arrived(forged(network, case, sender=OM), case, HAAGLANDEN, 1)
    mine = await sent(node, case, CRISISDIENST)

    async with reader(network, CRISISDIENST) as crisisdienst:
        found = await crisisdienst.open([own, *mine])

    assert isinstance(found[0], Closed)
    assert (found[0].refusal.rule, found[0].letter) == ("INV-1", None)
    assert "afzender" in found[0].refusal.message
    assert len(names(found)) == len(mine), "and the rest is read"


async def test_alw_2_changed_moved_or_of_another_it_stays_closed(network: Network, node: Node, case: UUID) -> None:
    [first, *_], [other, *_] = await sent(node, case, CRISISDIENST), await sent(node, case, GEMEENTE)
    head, payload, signature = first.body.split(b".")
    changed = b".".join((head, payload, bytes([signature[0] ^ 1]) + signature[1:]))

    async with reader(network, CRISISDIENST) as crisisdienst:
        found = await crisisdienst.open([replace(first, body=changed), other, replace(first, case=uuid4())])

    assert rules(found) == ["INV-1"] * 3
    assert all(isinstance(one, Closed) and one.letter is None for one in found)


async def test_tea_2_a_replayed_letter_is_left_out(network: Network, node: Node, case: UUID) -> None:
    """The same number twice, in one go and later: read once."""
    [first, *rest] = await sent(node, case, CRISISDIENST)

    async with reader(network, CRISISDIENST) as crisisdienst:
        found = await crisisdienst.open([first, first, *rest])
        assert len(found) == 1 + len(rest)
        for one in found:
            crisisdienst.done(one)
        assert await crisisdienst.open([first, *rest]) == []


async def test_what_was_not_dealt_with_comes_again(network: Network, node: Node, case: UUID) -> None:
    [first, *_] = await sent(node, case, CRISISDIENST)

    async with reader(network, CRISISDIENST) as crisisdienst:
        assert names(await crisisdienst.open([first])) == names(await crisisdienst.open([first])) != []


async def test_alw_2_a_letter_under_a_stolen_key_is_read_if_the_zvh_gives_its_key_today(
    network: Network, node: Node, case: UUID
) -> None:
    """What it sent before is not lost; what the thief makes has no key, and does not stop what is behind it."""
    stolen = make_organisation_keys(network.directory / "gestolen.jwks")
    thieves = write_letter(b"{}", Address(HAAGLANDEN, CRISISDIENST, case, uuid4(), NOW), new_key(), stolen.signing)
    mine = await sent(node, case, CRISISDIENST)

    async with reader(network, CRISISDIENST) as crisisdienst:
        directory = crisisdienst._directory
        directory.revoked[stolen.signing.thumbprint()] = HAAGLANDEN, stolen.signing
        try:
            resigned = [replace(one, body=_signed_with(one.body, stolen.signing)) for one in mine]
            found = await crisisdienst.open([Arrived(thieves, case, HAAGLANDEN, 1), *resigned])
        finally:
            directory.revoked.clear()

    assert isinstance(found[0], Closed)
    assert len(names(found)) == len(mine) > 0


def _signed_with(body: bytes, key: OKPKey) -> bytes:
    """The same letter, under another key of who sent it."""
    return sign(own_letter(body).jwe.encode(), "levensloop-letter", key).encode()


async def test_an_unknown_signer_stops_the_outbox_and_nothing_of_it_is_lost(
    network: Network, node: Node, case: UUID
) -> None:
    """Our topology may lag behind a key that was replaced: what is not confirmed comes again."""
    stranger = make_organisation_keys(network.directory / "vreemd.jwks").signing
    body = write_letter(b"{}", Address(HAAGLANDEN, OM, case, uuid4(), NOW), new_key(), stranger)
    appended = await node.store(subjects.out_stream(HAAGLANDEN)).append([NewMessage(subjects.out(OM, case), body)])
    nc = await network.connect(OM)
    try:
        with pytest.raises(UnknownSigner):
            await asyncio.wait_for(anext(from_outbox(nc, HAAGLANDEN, OM)), PATIENCE)
    finally:
        await nc.close()

    info = await node.nc.jetstream().consumer_info(subjects.out_stream(HAAGLANDEN), OM)
    assert info.ack_floor is None or info.ack_floor.stream_seq < appended.first
    await node.nc.jetstream().purge_stream(subjects.out_stream(HAAGLANDEN), subject=subjects.outbox_of(OM))


async def test_what_stays_closed_is_confirmed_so_that_the_next_one_comes(network: Network, node: Node) -> None:
    """A letter of another case in its outbox, then its own."""
    old = await logged(node, *planned_case())
    await disclosed(node)
    [strange, *_] = [m.data for m in await letters(node, old) if m.subject.split(".")[1] == GEMEENTE]
    await node.nc.jetstream().purge_stream(subjects.out_stream(HAAGLANDEN), subject=subjects.outbox_of(GEMEENTE))
    await node.store(subjects.out_stream(HAAGLANDEN)).append([NewMessage(subjects.out(GEMEENTE, uuid4()), strange)])
    case = await logged(node, *planned_case())
    await disclosed(node)
    nc = await network.connect(GEMEENTE)
    try:
        async with asyncio.timeout(PATIENCE):
            outbox = from_outbox(nc, HAAGLANDEN, GEMEENTE)
            first, second = await anext(outbox), await anext(outbox)
    finally:
        await nc.close()

    assert isinstance(first, Closed)
    assert first.refusal.rule == "INV-1"
    assert isinstance(second, Received)
    assert second.recorded.case == case


async def test_what_older_software_wrote_in_clear_is_refused_and_stays(
    network: Network, node: Node, case: UUID
) -> None:
    """There is no migration: who meets one is told so, and nothing of it is taken over or thrown away."""
    [plain, *_] = [message.data for message in await out(node, case)]

    async with reader(network, CRISISDIENST) as crisisdienst:
        with pytest.raises(NotALetter, match="onversleuteld"):
            await crisisdienst.open([Arrived(plain, case, HAAGLANDEN, 1)])


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"letters": []},
        {"letters": "alle"},
        {"letters": [{"case": "x", "messages": [str(uuid4())]}]},
        {"letters": [{"case": str(uuid4()), "messages": []}]},
        {"letters": [{"case": str(uuid4()), "messages": [str(uuid4())], "after": -1}]},
        {"letters": [{"case": str(uuid4()), "messages": [str(uuid4())] * 501}]},
        {"letters": [{"case": str(uuid4()), "messages": [str(uuid4())] * 300} for _ in range(2)]},
    ],
)
async def test_a_question_it_does_not_understand_is_refused(
    network: Network, node: Node, question: dict[str, object]
) -> None:
    refusal = await asked(network, node, POLITIE, **question)

    assert isinstance(refusal, Refusal)
    assert refusal.rule == "INV-1"


async def test_alw_2_an_unknown_organisation_and_one_without_part_get_nothing(
    network: Network, node: Node, case: UUID
) -> None:
    ids = [str(own_letter(one.body).address.message) for one in await sent(node, case, CRISISDIENST)]
    question = {"letters": [{"case": str(case), "messages": ids}]}

    stranger = await keys_asked(node)("politie-nergens", {"id": str(uuid4()), **question})
    other = await asked(network, node, OTHER_WOONPARTNER, **question)

    assert isinstance(stranger, Refusal)
    assert stranger.rule == "INV-3"
    assert not isinstance(other, Refusal)
    assert other["parcels"] == {}
    assert await told(node, case, Outcome.READ, OTHER_WOONPARTNER) == []
