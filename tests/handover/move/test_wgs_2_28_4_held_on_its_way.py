"""WGS-2.28-4, MOV-5, MOV-6 on real servers: what is supplied after the release by who never agreed stays where it is until that one
agrees, while the move goes on; when the move falls through before that, the receiver hears it all the same."""

import json
from uuid import UUID

import pytest
from handover.moving import (
    ACCEPT,
    AGREE,
    ANNOUNCE,
    CANCEL,
    HEADS,
    MEET,
    TRANSFER,
    Zvh,
    both_at_work,
    hand_over,
    moved_whole,
    release,
)

from levensloop.contracts import subjects
from levensloop.contracts.account_subjects import account_of_move
from levensloop.contracts.commands.inclusion import RecordDeath
from levensloop.contracts.event import CommandData
from levensloop.contracts.events.handover import CaseStreamReceived, MoveCancelled, SupplierAgreed
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.standing import shielded
from levensloop.handover.expected import Sent, expected
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.sealing import kids_of
from support.messaging import log_given
from support.samples.signals import signal_raised
from support.samples.world import NOW, PROVIDER
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def with_something_held(here: Zvh, there: Zvh) -> UUID:
    """A move that was released, and then a signal of who was never asked, with ordinary work behind it."""
    case = await here.begin()
    await here.does(case, ANNOUNCE)
    await release(here, there, case)
    await there.until_it_has_the_case(case)
    await log_given(here.node, case, signal_raised(by=PROVIDER))
    await here.until(case, lambda s: PROVIDER in s.running.asked if s.running else False, "asks who supplied it")
    await here.does(case, here.review())
    return case


async def recorded_as_sent(here: Zvh, case: UUID) -> set[Sent]:
    """By the record of each (ALW-3)."""
    found = await here.node.store(subjects.move_stream(here.id)).load(account_of_move(case))
    said = [json.loads(message.data) for message in found]
    return {(UUID(each["event"]), each["to"], each["move"]) for each in said}


async def signals(zvh: Zvh, case: UUID) -> list[UUID]:
    return [recorded.id for recorded in await zvh.events(case) if isinstance(recorded.event, SignalRaised)]


async def in_use(zvh: Zvh, case: UUID) -> set[str]:
    """The keys under which it would record what comes next."""
    zvh.node.vault.keys.forget(case)
    keys = await zvh.node.vault.keys.to_decrypt(case, Use.FIELDS, ())
    return {key.kid for ring in keys.with_current() if (key := keys.current(ring)) is not None}


async def receipts(zvh: Zvh, case: UUID) -> set[str]:
    """The keys of what it sent back."""
    found = zip(await zvh.logged(case), await zvh.events(case), strict=True)
    return {kid for m, r in found if isinstance(r.event, CaseStreamReceived) for kid in kids_of(m.data)}


async def nothing_but_what_may(here: Zvh, there: Zvh, case: UUID) -> None:
    """What went is what should have gone by the log, as fsck reads it; and nothing was put aside."""
    events = await here.events(case)

    async def same() -> bool:
        sent = await recorded_as_sent(here, case)
        return sent == expected(events, here.id, lambda _: True, sent)

    await eventually(same, "sent all that it should, and no more")
    for zvh in (here, there):
        assert not [letter for letter in await zvh.node.dead.of() if str(case) in letter.origin.subject]


async def test_wgs_2_28_4_it_goes_when_its_supplier_agreed_and_not_before(network: Network) -> None:
    async with both_at_work(network) as (here, there):
        case = await with_something_held(here, there)
        await there.does(case, ACCEPT.model_copy(update={"heads": HEADS[there.id]}))
        await here.until_accepted(case)
        await here.does(case, MEET)
        await here.refuses(case, TRANSFER, "MOV-1")
        await nothing_but_what_may(here, there, case)
        assert await signals(there, case) == []

        await here.does(case, AGREE, by=PROVIDER)
        await here.until_the_other_has_all(case)
        [signal] = await signals(there, case)
        await here.does(case, TRANSFER)
        await there.until_it_directs(case)

        await moved_whole(here, there, case)
        await nothing_but_what_may(here, there, case)
        agreed = [m for m, r in zip(await here.logged(case), await here.events(case), strict=True) if _by(r.event)]
        sent = await here.node.store(subjects.move_stream(here.id)).load(f"move.{there.id}.{case}.1")
        place = [r.id for r in await here.events(case)].index(signal)
        assert agreed[-1].time < sent[place].time


def _by(event: object) -> bool:
    return isinstance(event, SupplierAgreed) and event.supplier == PROVIDER


@pytest.mark.parametrize("end", [CANCEL, RecordDeath(died_on=NOW.date())], ids=["cancelled", "died"])
async def test_mov_6_the_receiver_hears_the_end_and_nothing_of_what_was_held(
    network: Network, end: CommandData
) -> None:
    async with both_at_work(network) as (here, there):
        case = await with_something_held(here, there)
        await here.does(case, end)
        gone = await there.until(
            case, lambda s: s.running is None and s.move is not None and s.move.cancelled, "hears that it ended"
        )

        assert shielded(gone.standing, there.id) == "MOV-7"
        assert not await in_use(there, case) & await receipts(there, case), (
            "nothing more under a key that the other has"
        )
        assert await signals(there, case) == []
        assert not [r for r in await there.events(case) if isinstance(r.event, MoveCancelled)]
        await nothing_but_what_may(here, there, case)
        await there.refuses(case, ACCEPT, "MOV-5")


async def test_mov_6_the_next_move_takes_it_along_once_its_supplier_agreed_to_that(network: Network) -> None:
    """And so back again."""
    async with both_at_work(network) as (here, there):
        case = await with_something_held(here, there)
        await here.does(case, CANCEL)
        await hand_over(here, there, case)

        assert await signals(there, case) == await signals(here, case)
        await nothing_but_what_may(here, there, case)
        await hand_over(there, here, case)
        mine, theirs = await here.logged(case), await there.logged(case)
        assert {m.data for m in mine} == {m.data for m in theirs}
        await nothing_but_what_may(there, here, case)
