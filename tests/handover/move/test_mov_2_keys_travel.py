"""MOV-2: what moves can be read by the ZVH that receives it and by nobody else; what follows the move is under keys of its own."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from handover.crossing import seal_of
from handover.moving import Zvh, both_at_work, hand_over, moved_whole

from levensloop.contracts import subjects
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import IdentityPresented
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.handover.wire import keys_of
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.errors import KeyLost, NotForUs
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.organisation_keys import key_file, make_organisation_keys
from levensloop.infra.secrecy.parcels import CASE_KEYS, open_parcel
from levensloop.infra.secrecy.sealing import kids_of
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, ROTTERDAM

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def readable(zvh: Zvh, case: UUID) -> Sequence[DomainEvent]:
    return [recorded.event for recorded in (await zvh.node.log.load(case)).events]


async def known(zvh: Zvh, case: UUID) -> set[str]:
    """The keys that a ZVH has of a case."""
    zvh.node.vault.keys.forget(case)
    rings = (await zvh.node.vault.keys.to_decrypt(case, Use.FIELDS, ())).rings.values()
    return {key.kid for ring in rings for key in ring.keys}


async def newest(zvh: Zvh, case: UUID) -> set[str]:
    """The keys under which the last event in this log stands."""
    return kids_of((await zvh.logged(case))[-1].data)


async def test_mov_2_the_receiver_reads_all_of_it(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await moved_whole(here, there, case)

        there.node.log.forget(case)
        events = await readable(there, case)
        reported = next(event for event in events if isinstance(event, ClientReported))
        assert reported == next(event for event in planned_case() if isinstance(event, ClientReported))


async def test_mov_2_every_generation_of_keys_goes_along(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case, keys = await here.begin(), here.node.vault.keys
        before = await newest(here, case)
        for scope in await keys.scopes(case):
            await keys.rotate(scope)
        await here.does(case, here.review())
        assert not before & await newest(here, case)
        was = list(await readable(here, case))
        await hand_over(here, there, case)
        await moved_whole(here, there, case)

        there.node.log.forget(case)
        assert [event for event in await readable(there, case) if event in was] == was


async def test_mov_2_nobody_else_opens_the_keys_that_travel(network: Network) -> None:
    """A third ZVH, or the hub through which it passes, has the messages but not the private key."""
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)

        sent = await here.node.store(subjects.move_stream(HAAGLANDEN)).load(f"move.{ROTTERDAM}.{case}.>")
        parcels = [parcel for message in sent if (parcel := keys_of(message))]
        assert parcels
        stranger = make_organisation_keys(key_file(network.keys, "vreemde"))
        for parcel in parcels:
            with pytest.raises(NotForUs):
                open_parcel(parcel, CASE_KEYS, "zvh-twente", case, here.node.directory.signer, stranger)
            with pytest.raises(NotForUs):
                open_parcel(parcel, CASE_KEYS, ROTTERDAM, case, here.node.directory.signer, stranger)


async def test_mov_1_who_is_asked_whether_it_knows_somebody_gets_no_key_of_the_case(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        before = await known(here, case)
        await hand_over(here, there, case)

        arrived = subjects.arrived(HAAGLANDEN, f"move.{ROTTERDAM}.{case}.*.*")
        identity = await there.node.store(subjects.arrivals_stream(ROTTERDAM)).load(arrived)
        opened = [seal_of(there).open(message).message for message in identity]
        asked = [message for message in opened if b"identity-presented" in message.data]
        assert asked
        assert all(not kids_of(message.data) & before for message in asked)
        assert IdentityPresented in {type(event) for event in await readable(there, case)}


async def test_mov_5_after_the_move_each_goes_on_under_keys_of_its_own(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await there.does(case, there.review())

        assert not await newest(there, case) & await known(here, case)
        with pytest.raises(KeyLost):
            await here.node.vault.unseal([(await there.logged(case))[-1].data])


async def test_mov_2_and_back_again(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await here.begin()
        await hand_over(here, there, case)
        await there.does(case, there.review())
        await hand_over(there, here, case)
        await here.does(case, here.review())

        assert not await newest(here, case) & await known(there, case)
        for zvh in (here, there):
            zvh.node.log.forget(case)
            assert await readable(zvh, case)
            assert await zvh.node.dead.of() == []
