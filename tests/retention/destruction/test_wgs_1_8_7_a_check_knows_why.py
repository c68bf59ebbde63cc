"""WGS-1.8-7, WGS-1.8-4: what was destroyed by right is named in the accountability log, key by key and place by place, so that `fsck` is
silent about it: after a quarter expired, after a right ended, after a whole case went."""

from uuid import UUID, uuid4

from handover.moving import hand_over
from retention.world import Worker, own_node, quiet, working

from levensloop.audit.checking.finding import Finding
from levensloop.audit.log.reading import LogReader
from levensloop.cli.fsck.command import everything
from levensloop.cli.fsck.node import TIMERS
from levensloop.contracts import subjects
from levensloop.contracts.accountability import KEYS_DESTROYED, TAKEN_OUT, Operation
from levensloop.contracts.commands.inclusion import RecordDeath, RemovePartner
from levensloop.contracts.decision import system
from levensloop.contracts.events.retention import QuarterExpired
from levensloop.contracts.periods import quarter_of
from levensloop.infra.nodes.network import Network
from levensloop.retention.policies import retention_policies
from support.messaging import log_given
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, ROTTERDAM

POLITIE = "politie-haaglanden"
LEAVES = RemovePartner(organisation=POLITIE, reason="Niet meer nodig.", deciders=(GEMEENTE,))


async def findings(zvh: Worker, *others: Worker) -> list[Finding]:
    """When nothing more happens, here or between here and these others. The timers of these ZVHs are virtual: none stands in the
    stream."""
    await quiet(zvh, *others)
    audit = next(service for service in zvh.running if service.app.name == "audit")
    assert await audit.app.asks["grow"](zvh.id, {})
    found = [finding async for finding in everything(zvh.node, LogReader(zvh.node))]
    return [finding for finding in found if finding.check != TIMERS]


async def told(zvh: Worker, case: UUID, what: str) -> list[str]:
    """What the records of the case name as destroyed, or taken out."""
    kept = await zvh.node.accounts.read(await zvh.node.accounts.store.load(subjects.audit(Operation.ERASE, case)))
    return [code for one in kept if one.account.what == what for code in one.account.codes]


async def test_wgs_1_8_7_after_a_quarter_with_letters_a_move_and_what_was_put_aside(network: Network) -> None:
    async with working(network, HAAGLANDEN) as here, working(network, ROTTERDAM) as there:
        case, other = await here.begin(), await here.begin()
        await hand_over(here, there, case)
        assert await findings(here, there) == []
        policies = {policy.name: policy for policy in retention_policies(here.node)}
        await here.node.dead.put(policies["finishing"], (await here.logged(case))[0], ValueError("x"))
        assert [finding.check for finding in await findings(here, there)] == ["opzij gelegd"]

        expired = QuarterExpired(at=NOW, by=system(HAAGLANDEN), quarter=quarter_of(NOW), destruction=uuid4())
        await log_given(here.node, case, expired)
        await here.until_proof(lambda proof: proof["complete"], "destroys what is of that quarter")

        assert await findings(here, there) == []
        assert await findings(there, here) == []
        streams = {code.partition(":")[0] for code in await told(here, case, TAKEN_OUT)}
        assert streams == {
            subjects.out_stream(HAAGLANDEN),
            subjects.move_stream(HAAGLANDEN),
            subjects.dead_stream(HAAGLANDEN),
        }
        assert len(await told(here, case, KEYS_DESTROYED)) > 3
        assert await told(here, other, KEYS_DESTROYED) == []


async def test_tea_2_after_a_right_ended_also_of_letters_that_were_confirmed_unread(network: Network) -> None:
    """TEA-2: a partner's own node copies letters and confirms them; nobody there ever asks for their keys."""
    async with working(network, HAAGLANDEN) as here, own_node(network, POLITIE):
        case = await here.begin()
        await here.settled()
        await here.copied(subjects.out_stream(HAAGLANDEN), subjects.outbox_of(POLITIE), POLITIE)
        await here.does(case, LEAVES)
        assert await findings(here) == []
        assert await told(here, case, KEYS_DESTROYED)
        assert await told(here, case, TAKEN_OUT)


async def test_wgs_1_8_7_after_a_whole_case(network: Network) -> None:
    async with working(network, HAAGLANDEN) as here:
        case, _ = await here.begin(), await here.begin()
        await here.does(case, RecordDeath(died_on=NOW.date()))
        await here.settled()
        await here.destroys(case, GEMEENTE, POLITIE)
        await here.until_proof(lambda proof: proof["places"][0]["destroyed"] is not None, "is destroyed here")
        assert await findings(here) == []
        assert len(await told(here, case, KEYS_DESTROYED)) > 3
