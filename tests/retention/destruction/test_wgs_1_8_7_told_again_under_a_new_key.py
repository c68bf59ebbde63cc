"""WGS-1.8-7: a notice under a key that was stolen since is acted upon by nobody, so its sender tells it again under its new key, when it
starts with that; and never because somebody put something in its streams."""

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from handover.moving import hand_over
from retention.destruction.test_wgs_1_8_7_a_check_knows_why import findings
from retention.world import own_node, working

from levensloop.contracts import destruction, subjects
from levensloop.contracts.commands.inclusion import RecordDeath
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node, learn
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.directory import directory_of
from levensloop.infra.secrecy.errors import UnknownSigner
from levensloop.infra.secrecy.notices import Notice, is_answer, read_notice, write_notice
from levensloop.infra.secrecy.organisation_keys import key_file, rotate_organisation_keys
from levensloop.retention.signing_anew import SigningAnew
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, POLITIE, ROTTERDAM
from support.waiting import eventually

OM_ROTTERDAM = "om-rotterdam"


def stolen(network: Network, org: str) -> None:
    """As `keys rotate --stolen`, and everyone has the topology."""
    public = rotate_organisation_keys(key_file(network.keys, org)).public
    old = network.topology.organisation(org)
    known(network, org, {"signing_key": public.signing, "encryption_key": public.encryption})
    known(network, org, {"revoked_signing_keys": (old.signing_key,)})


def known(network: Network, org: str, fields: dict[str, Any]) -> None:
    told = network.topology.organisation(org).model_copy(update=fields)
    organisations = tuple(told if o.id == org else o for o in network.topology.organisations)
    network._topology = network.topology.model_copy(update={"organisations": organisations})


async def held(store: EventStore, subject: str) -> None:
    async def there() -> bool:
        return await store.last(subject) is not None

    await eventually(there, f"{subject} is there")


async def all_twice(node: Node, case: UUID) -> None:
    """Every partner was told again, whoever has not confirmed."""
    out = node.store(subjects.out_stream(node.me))

    async def twice() -> bool:
        notices = Counter(message.subject for message in await out.load(destruction.destroyed("*", case)))
        return set(notices.values()) == {1, 2} and [s for s, n in notices.items() if n == 1] == [
            destruction.destroyed(node.me, case)  # what it says to itself
        ]

    await eventually(twice, "all are told again")


async def told(node: Node, case: UUID, to: str) -> int:
    """How often the accountability log says that this organisation was told."""
    kept = await node.accounts.read(await node.accounts.store.load(subjects.audit_of(case)))
    return len([each for each in kept if (each.account.what, each.account.to) == ("destruction-told", to)])


async def test_wgs_1_8_7_a_partner_hears_it_again(network: Network) -> None:
    out, clock = subjects.out_stream(HAAGLANDEN), VirtualClock(NOW)
    async with working(network, HAAGLANDEN, clock) as here:
        case = await here.begin()
        await here.does(case, RecordDeath(died_on=NOW.date()))
        await here.settled()
        await here.destroys(case, POLITIE, GEMEENTE)
        notice = destruction.destroyed(POLITIE, case)
        await held(here.node.store(out), notice)
        await here.settled()
        assert await SigningAnew(here.node).once() == 0, "it is believed as it is"
    stolen(network, HAAGLANDEN)
    nc = await network.connect(POLITIE)
    inbox = EventStore(nc, subjects.inbox_stream(POLITIE))
    await held(inbox, notice)
    signer = directory_of(network.topology).signer
    async with own_node(network, POLITIE), working(network, HAAGLANDEN, clock) as here:
        await here.until_proof(
            lambda proof: any(p["place"] == POLITIE and p["destroyed"] for p in proof["places"]),
            "hears that the police destroyed its copy",
        )
        await all_twice(here.node, case)
        await here.settled()
        first, again = await here.node.store(out).load(notice)
        with pytest.raises(UnknownSigner):
            read_notice(first.data, HAAGLANDEN, POLITIE, case, signer)
        read_notice(again.data, HAAGLANDEN, POLITIE, case, signer)
        assert await told(here.node, case, POLITIE) == 2
        assert await findings(here) == [], "the check of the node misses nothing"
        assert await SigningAnew(here.node).once() == 0, "once is enough, whoever has not confirmed yet"
        last = (await here.node.store(out).load(destruction.destroyed(GEMEENTE, case)))[-1]
        read_notice(last.data, HAAGLANDEN, GEMEENTE, case, signer)
    assert await inbox.load(subjects.out(POLITIE, case)) == []
    await nc.close()


async def test_wgs_1_8_7_a_key_that_turns_out_to_be_stolen_later(network: Network) -> None:
    """It was replaced in time, and moved to `revoked_signing_keys` by hand: who runs takes that over without a restart."""
    async with working(network, HAAGLANDEN) as here:
        case = await here.begin()
        await here.does(case, RecordDeath(died_on=NOW.date()))
        await here.settled()
        await here.destroys(case, POLITIE, GEMEENTE)
        await held(here.node.store(subjects.out_stream(HAAGLANDEN)), destruction.destroyed(POLITIE, case))
        await here.settled()
    stolen(network, HAAGLANDEN)
    former = network.topology.organisation(HAAGLANDEN).revoked_signing_keys
    known(network, HAAGLANDEN, {"revoked_signing_keys": (), "earlier_signing_keys": former})
    async with working(network, HAAGLANDEN) as here:
        await here.settled()
        assert await SigningAnew(here.node).once() == 0, "a former key is believed"
        known(network, HAAGLANDEN, {"revoked_signing_keys": former, "earlier_signing_keys": ()})
        learn(here.node, network.topology)
        await all_twice(here.node, case)


@pytest.mark.parametrize("whose", [ROTTERDAM, HAAGLANDEN], ids=["the-order", "the-answer"])
async def test_wgs_1_8_7_another_zvh_hears_it_again(network: Network, whose: str) -> None:
    async with working(network, HAAGLANDEN) as here, working(network, ROTTERDAM) as there:
        case = await here.begin()
        await hand_over(here, there, case)
        await there.does(case, RecordDeath(died_on=NOW.date()))
        await there.settled()
        await here.settled()
    async with working(network, ROTTERDAM) as there:
        await there.destroys(case, OM_ROTTERDAM, "politie-rotterdam")
        await held(there.node.store(subjects.move_stream(ROTTERDAM)), destruction.destroyed_elsewhere(HAAGLANDEN, case))
    if whose == HAAGLANDEN:
        answer = destruction.destroyed_elsewhere(ROTTERDAM, case)
        async with working(network, HAAGLANDEN) as here:
            await held(here.node.store(subjects.move_stream(HAAGLANDEN)), answer)
    stolen(network, whose)

    reader = ROTTERDAM if whose == HAAGLANDEN else HAAGLANDEN
    async with working(network, reader) as reading:

        async def put_aside() -> bool:
            return [letter.policy for letter in await reading.node.dead.of("retention", "told")] == ["told"]

        await eventually(put_aside, "what is under the stolen key is not believed")
        async with working(network, whose) as sending:
            asked = sending if whose == ROTTERDAM else reading
            await asked.until_proof(
                lambda proof: any(p["place"] == HAAGLANDEN and p["destroyed"] for p in proof["places"]),
                "hears that the copy there is gone",
            )


async def test_wgs_1_8_7_what_a_thief_put_there_is_not_signed_for_him(network: Network) -> None:
    """Who has the stolen key and the store puts notices in it: of a case that is not destroyed, or of one that was confirmed, nothing goes
    out under the new key."""
    async with working(network, HAAGLANDEN) as here:
        case, old = await here.begin(), here.node.own.signing
        await here.settled()
    stolen(network, HAAGLANDEN)
    async with working(network, HAAGLANDEN) as here:
        for stream, subject, to in (
            (subjects.out_stream(HAAGLANDEN), destruction.destroyed(POLITIE, case), POLITIE),
            (subjects.move_stream(HAAGLANDEN), destruction.destroyed_elsewhere(ROTTERDAM, case), ROTTERDAM),
        ):
            forged = write_notice(Notice(iss=HAAGLANDEN, aud=to, sub=case), old)
            gone = write_notice(Notice(iss=HAAGLANDEN, aud=to, sub=case, entries=3), old)
            await here.node.store(stream).append([NewMessage(subject, body) for body in (forged, gone, b"iets")])
            await here.node.store(stream).append([NewMessage(subject.replace(str(case), "x"), forged)])
        assert await SigningAnew(here.node).once() == 0
        elsewhere = uuid4()  # nothing of it is here, and that may be said
        answer = write_notice(Notice(iss=HAAGLANDEN, aud=ROTTERDAM, sub=elsewhere, entries=3), old)
        subject = destruction.destroyed_elsewhere(ROTTERDAM, elsewhere)
        moves = here.node.store(subjects.move_stream(HAAGLANDEN))
        await moves.append([NewMessage(subject, answer)])
        assert await SigningAnew(here.node).once() == 1
        said = (await moves.load(subject))[-1]
        signer = here.node.directory.signer
        assert read_notice(said.data, HAAGLANDEN, ROTTERDAM, elsewhere, signer).entries == 0, "not what stood there"


def test_which_kind_of_notice_it_says_to_be() -> None:
    assert not any(map(is_answer, (b"", b"x.y.z", b"\xff", b"W10.W10.W10")))
