"""MOV-2: the keys of two ZVHs while a case moves: new ones of the receiver or the sender, none known; and what is sent is made once."""

from dataclasses import replace

import pytest
from handover.crossing import Crossing, crossing, seal_of
from handover.moving import Zvh

from levensloop.contracts import subjects
from levensloop.contracts.account_subjects import account_of_move
from levensloop.handover.manifest import Link
from levensloop.handover.policies import handover_policies
from levensloop.handover.sealed import Seal
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.runner import PolicyRunner
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.directory import Directory
from levensloop.infra.secrecy.errors import NotForUs, OrganisationKeyProblem, UnknownSigner
from levensloop.infra.secrecy.organisation_keys import (
    OrganisationKeys,
    key_file,
    rotate_organisation_keys,
)
from support.policy_world import at_work
from support.samples.world import HAAGLANDEN, ROTTERDAM
from support.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


def rotated(zvh: Zvh, network: Network) -> OrganisationKeys:
    """Its keys with new ones in front, in a file beside its own: the network is of other tests too."""
    there = key_file(network.keys, f"{zvh.id}-anders")
    there.unlink(missing_ok=True)
    there.write_bytes(key_file(network.keys, zvh.id).read_bytes())
    there.chmod(0o600)
    return rotate_organisation_keys(there)


def with_keys_of(zvh: Zvh, own: OrganisationKeys, known: Directory) -> Zvh:
    return Zvh(replace(zvh.node, own=own, directory=known))


async def test_mov_2_the_receiver_changes_its_key_in_the_middle_of_a_move(network: Network) -> None:
    """What was sealed to the older key still opens, and what comes after it is for the new one."""
    async with crossing(network) as c:
        new = rotated(c.there, network)
        known = c.here.node.directory
        told = Directory(known.signers, {**known.recipients, ROTTERDAM: new.encryption[0]})
        there, here = with_keys_of(c.there, new, known), with_keys_of(c.here, c.here.node.own, told)
        half = len(c.bodies) - 2
        before, after = c.chained(c.bodies), replace(c, here=here).chained(c.bodies)
        await replace(c, there=there).send([*before[:half], *after[half:]])

        assert (await c.taken())[:-1] == c.fresh
        assert await c.put_aside() == []
        (sent, *_) = [m for m in await c.there.node.store(subjects.arrivals_stream(ROTTERDAM)).load(c.arrived)][half:]
        with pytest.raises(NotForUs):
            seal_of(c.there).open(sent)


async def test_mov_2_what_a_new_key_of_the_sender_signed_waits_until_that_is_known(network: Network) -> None:
    """Put aside, with what follows it; handled again by the same service once the topology names the key."""
    async with crossing(network) as c:
        new, known = rotated(c.here, network), c.there.node.directory
        there = with_keys_of(c.there, c.there.node.own, Directory(dict(known.signers), known.recipients))
        here = with_keys_of(c.here, new, c.here.node.directory)
        half = len(c.bodies) - 2
        messages = [*c.chained(c.bodies)[:half], *replace(c, here=here).chained(c.bodies)[half:]]
        await replace(c, there=there).send(messages)
        first, second = await c.put_aside()
        assert str(UnknownSigner(new.signing.thumbprint())) in first.reason

        _, policy = handover_policies(there.node)
        with pytest.raises(UnknownSigner):
            await there.node.dead.replay(first, policy)
        there.node.directory.signers[new.signing.thumbprint()] = (HAAGLANDEN, new.signing)
        for letter in (first, second):
            await there.node.dead.replay(letter, policy)
        assert [body for body in await c.taken() if body in c.fresh] == c.fresh
        assert await c.put_aside() == []


async def test_mov_2_to_a_zvh_without_a_known_key_nothing_goes(network: Network) -> None:
    """It says which and what to do, in Dutch; once the key is known all goes, sealed."""
    async with crossing(network) as c:
        known = c.here.node.directory
        nobody = {org: key for org, key in known.recipients.items() if org != ROTTERDAM}
        here = with_keys_of(c.here, c.here.node.own, Directory(known.signers, nobody))
        feed, _ = handover_policies(here.node)
        runner = PolicyRunner(feed, here.node.dead)
        with pytest.raises(
            OrganisationKeyProblem, match=f"encryption_key van {ROTTERDAM}, dus die kan niets ontvangen"
        ):
            await runner.run()
        assert await sent(c) == []
        assert await c.here.node.store(subjects.move_stream(HAAGLANDEN)).load(account_of_move(c.case)) == []

        feed, _ = handover_policies(c.here.node)
        async with at_work(again := PolicyRunner(feed, c.here.node.dead)):
            await again.caught_up()
        assert len(await sent(c)) == len(c.bodies) + 1, "the identity too"


async def test_mov_2_what_was_sent_is_made_once(network: Network) -> None:
    """Sealing anew gives other bytes: who starts again finds what stands there, and adds nothing."""
    async with crossing(network) as c:
        feed, _ = handover_policies(c.here.node)
        async with at_work(runner := PolicyRunner(feed, c.here.node.dead)):
            await runner.caught_up()
        before = await sent(c)
        arrivals = c.there.node.store(subjects.arrivals_stream(ROTTERDAM))

        async def all_there() -> bool:
            return len(await arrivals.load(f"arrived.{HAAGLANDEN}.move.{ROTTERDAM}.{c.case}.>")) == len(before)

        await eventually(all_there, "all of it arrives")
        came = await arrivals.load(f"arrived.{HAAGLANDEN}.move.{ROTTERDAM}.{c.case}.>")
        assert [m.data for m in came] == [m.data for m in before], "what is stored is what went"
        feed, _ = handover_policies(c.here.node)
        for logged in await c.here.logged(c.case):
            assert not await feed.handle(logged)
        assert await sent(c) == before
        again = Seal(HAAGLANDEN, c.here.node.own, c.here.node.directory)
        opened = [seal_of(c.there).open(m).message.data for m in came if not subjects.is_identity(m.subject)]
        assert opened == c.bodies
        first, second = (again.close(c.bodies[0], c.subject, Link(1, "ab" * 32), c.here.node.clock.now()) for _ in "12")
        assert first != second


async def sent(c: Crossing) -> list[StoredMessage]:
    return await c.here.node.store(subjects.move_stream(HAAGLANDEN)).load(f"move.{ROTTERDAM}.{c.case}.>")
