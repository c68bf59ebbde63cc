"""WGS-1.8-7: when a quarter expires, no copy of it stays beside the log: not of what moved, with its keys, at the ZVH that sent it,
nor of what was put aside, nor keys of letters that are gone."""

from uuid import UUID, uuid4

from handover.moving import hand_over
from retention.world import Worker, on_disk, quiet, working, wrapped

from levensloop.contracts import subjects
from levensloop.contracts.decision import system
from levensloop.contracts.events.retention import QuarterExpired
from levensloop.contracts.periods import quarter_of
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Use
from levensloop.retention.policies import retention_policies
from support.messaging import log_given
from support.samples.world import HAAGLANDEN, NOW, ROTTERDAM

PARCEL = "Levensloop-Keys"


async def put_aside(zvh: Worker, case: UUID) -> None:
    """Something that arrived, and something of the log."""
    policies = {policy.name: policy for policy in retention_policies(zvh.node)}
    arrivals = zvh.node.store(subjects.arrivals_stream(zvh.id))
    arrived = next(message for message in await arrivals.load("arrived.>") if str(case) in message.subject)
    first, *_ = await zvh.logged(case)
    await zvh.node.dead.put(policies["finishing"], first, ValueError("x"))
    await zvh.node.dead.put(policies["late"], arrived, ValueError("x"))
    assert len(await zvh.node.dead.ever()) == 2


async def test_wgs_1_8_7_what_moved_and_what_was_put_aside(network: Network) -> None:
    async with working(network, HAAGLANDEN) as here, working(network, ROTTERDAM) as there:
        case = await here.begin()
        await hand_over(here, there, case)
        await quiet(here, there)
        move = here.node.store(subjects.move_stream(HAAGLANDEN))
        sent = await move.load(f"move.*.{case}.>")
        parcels = {message.headers[PARCEL].encode() for message in sent if PARCEL in message.headers}
        keys = await wrapped(here.node, case, Use.OUT)
        assert parcels
        assert keys
        await put_aside(here, case)
        assert all(text in on_disk(network)[HAAGLANDEN] for text in parcels | keys)
        expired = QuarterExpired(at=NOW, by=system(HAAGLANDEN), quarter=quarter_of(NOW), destruction=uuid4())
        await log_given(here.node, case, expired)
        await here.until_proof(lambda proof: proof["complete"], "destroys what is of that quarter")
        await quiet(here, there)

        disk = on_disk(network)[HAAGLANDEN]
        assert await move.load(f"move.*.{case}.>") == []
        assert not any(text in disk for text in parcels)
        assert not any(text in disk for text in keys), "no letter is left that they would open"
        assert await here.node.dead.ever() == []
        assert (await here.node.log.load(case)).events, "the events stay"
