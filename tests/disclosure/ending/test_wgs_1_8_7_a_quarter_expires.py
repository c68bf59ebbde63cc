"""WGS-1.8-7 on a real server: with a quarter the letters of it close, also a copy that lies at a partner; those of another never do."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from disclosure.disclosing import account, disclosed, letters, logged
from disclosure.reading.asking import reader, sent

from levensloop.contracts import subjects
from levensloop.contracts.decision import system
from levensloop.contracts.events.retention import QuarterExpired
from levensloop.contracts.periods import quarter_of
from levensloop.disclosure.account import Outcome
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reading import Received
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Use
from levensloop.retention.expiring import Expiring
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, HAAGLANDEN, NOW

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def expires(node: Node, case: UUID, quarter: str) -> None:
    """All that is destroyed of it, as the policy does."""
    await logged(node, QuarterExpired(at=NOW, by=system(HAAGLANDEN), quarter=quarter, destruction=uuid4()), case=case)
    *_, expired = await node.log.store.load(subjects.case_events(case))
    await Expiring(node).handle(expired)


async def opened(network: Network, letters: Collection[Any]) -> list[str]:
    """By a partner that has a copy of each: the names of what it can read."""
    async with reader(network, CRISISDIENST) as crisisdienst:
        found = await crisisdienst.open(list(letters))
    return [type(one.recorded.event).__name__ for one in found if isinstance(one, Received)]


def a_quarter_later(node: Node) -> datetime:
    assert isinstance(node.clock, VirtualClock)
    node.clock.advance(node.clock.now() + timedelta(days=92))
    return node.clock.now()


async def test_wgs_1_8_7_a_copy_at_a_partner_closes_and_the_refusal_is_on_record(network: Network, node: Node) -> None:
    case, first = await logged(node, *planned_case()), quarter_of(node.clock.now())
    await disclosed(node)
    before = await sent(node, case, CRISISDIENST)
    assert await opened(network, before)
    a_quarter_later(node)
    await logged(node, signal_raised(), case=case)
    await disclosed(node)
    after = (await sent(node, case, CRISISDIENST))[len(before) :]

    await expires(node, case, first)

    assert await opened(network, before) == []
    assert await opened(network, after) == ["SignalRaised"], "what is of another quarter"
    unread = [r for _, r in await account(node, case) if (r.outcome, r.to) == (Outcome.UNREAD, CRISISDIENST)]
    assert len(unread) == len(before)
    rings = [scope.organisation for scope in await node.vault.keys.scopes(case) if scope.use is Use.OUT]
    alive = [name for name in rings if (await current(node, case, name)) is not None]
    assert alive
    assert not any(name.endswith(first) for name in alive)


async def test_wgs_1_8_7_a_letter_is_written_while_another_quarter_expires(
    network: Network, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the moment at which its key is taken and that at which it stands in the outbox: it is read all the same."""
    case, first = await logged(node, *planned_case()), quarter_of(node.clock.now())
    await disclosed(node)
    a_quarter_later(node)
    between = Between(node, lambda: expires(node, case, first))
    monkeypatch.setattr(node.vault.keys, "to_encrypt", between.to_encrypt)
    await logged(node, signal_raised(), case=case)
    await disclosed(node)

    assert between.done
    [letter] = (await sent(node, case, CRISISDIENST))[-1:]
    assert len(await letters(node, case)) > 0
    assert await opened(network, [letter]) == ["SignalRaised"]


class Between:
    """Does something once, just after the keys of letters were taken."""

    def __init__(self, node: Node, what: Callable[[], Any]) -> None:
        self._what, self._take, self.done = what, node.vault.keys.to_encrypt, False

    async def to_encrypt(self, case: UUID, use: Use, organisations: Collection[str]) -> Any:
        keys = await self._take(case, use, organisations)
        if use is Use.OUT and not self.done:
            self.done = True
            await self._what()
        return keys


async def current(node: Node, case: UUID, ring: str) -> object:
    return (await node.vault.keys.to_decrypt(case, Use.OUT, ())).current(ring)
