"""MOV-2: what came of a moving case under a key that was stolen since counts as far as it was taken in before that was known: what its
sender sends after it under its new key is taken in. Nothing else under that key is."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from handover.crossing import Crossing, crossing, take_in
from handover.moving import Zvh
from handover.sealed.test_mov_2_keys_change import rotated, with_keys_of

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.directory import Directory
from levensloop.infra.secrecy.errors import UnknownSigner
from support.samples.world import HAAGLANDEN, ROTTERDAM
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Stolen:
    """`before`, `after`: the whole case stream, under the former key and under the new one. `half`: so many are of before; the release is
    among these. `there`: the receiver, which knows that the former key was stolen."""

    c: Crossing
    before: list[NewMessage]
    after: list[NewMessage]
    half: int
    there: Zvh

    async def comes(self, messages: Sequence[NewMessage], count: int, zvh: Zvh | None = None) -> None:
        """These arrive, `count` in all with what did before, and Rotterdam does with them what it does."""
        await self.c.here.node.store(subjects.move_stream(HAAGLANDEN)).append(messages)
        arrivals = self.c.there.node.store(subjects.arrivals_stream(ROTTERDAM))

        async def all_there() -> bool:
            return len(await arrivals.load(self.c.arrived)) == count

        await eventually(all_there, "it arrived")
        await take_in(zvh or self.there)


def stolen(c: Crossing, network: Network) -> Stolen:
    new, old, known = rotated(c.here, network), c.here.node.own.signing, c.there.node.directory
    signers = {kid: whose for kid, whose in known.signers.items() if kid != old.thumbprint()}
    signers[new.signing.thumbprint()] = (HAAGLANDEN, new.signing)
    told = Directory(signers, known.recipients, {old.thumbprint(): (HAAGLANDEN, old)})
    here = with_keys_of(c.here, new, c.here.node.directory)
    after = Crossing(here, c.there, c.case, c.bodies, c.known).chained(c.bodies)
    there = with_keys_of(c.there, c.there.node.own, told)
    return Stolen(c, c.chained(c.bodies), after, len(c.bodies) - 2, there)


async def test_mov_2_what_was_taken_in_before_stays_and_what_follows_is_taken_in(network: Network) -> None:
    async with crossing(network) as c:
        s = stolen(c, network)
        await s.comes(s.before[: s.half], s.half, c.there)
        taken = len(await c.taken())
        await s.comes(s.after[s.half :], len(c.bodies))
        assert [body for body in await c.taken() if body in c.fresh] == c.fresh
        assert len(await c.taken()) > taken
        assert await c.put_aside() == []


async def test_mov_2_what_was_not_taken_in_yet_is_not_believed_nor_what_follows_it(network: Network) -> None:
    async with crossing(network) as c:
        s = stolen(c, network)
        await s.comes([*s.before[: s.half], *s.after[s.half :]], len(c.bodies))
        assert await c.taken() == []
        aside = await c.put_aside()
        assert len(aside) == len(c.bodies)
        assert "niet opgenomen" in aside[-1].reason


async def test_mov_2_what_a_thief_adds_to_what_was_taken_in_is_not_believed(network: Network) -> None:
    async with crossing(network) as c:
        s = stolen(c, network)
        await s.comes(s.before[: s.half], s.half, c.there)
        taken = await c.taken()
        await s.comes([s.before[s.half], s.after[s.half + 1]], len(c.bodies))
        assert await c.taken() == taken
        first, second = await c.put_aside()
        assert str(UnknownSigner(c.here.node.own.signing.thumbprint())) in first.reason
        assert "sleutel die gestolen is" in second.reason
