"""What one supplier gave of a case is destroyed: everybody reads it as destroyed at once, and another case as before."""

from uuid import UUID, uuid4

from levensloop.contracts.erased import ERASED, is_erased
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.inclusion.app import app
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.lists import AGENDA
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.overview import Overview
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.infra.secrecy.personal import ring_of
from support.messaging import at_node, desk, log_given
from support.samples.inclusion import SAMPLE_PERSON, included_case
from support.samples.world import HAAGLANDEN, POLITIE


async def seen(node: Node, case: UUID) -> object:
    answer = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)})
    assert isinstance(answer, dict)
    return answer["person"]


async def test_at_once_for_every_service(network: Network, node: Node) -> None:
    gone, other = uuid4(), uuid4()
    for case in (gone, other):
        await log_given(node, case, *included_case())
    overview = Overview(inclusion, node.log)
    async with running(app(node)) as service, desk(network):
        await service.caught_up()
        before = await seen(node, other)
        assert await seen(node, gone) == before == SAMPLE_PERSON.model_dump(mode="json")
        await overview.current()

        assert await node.vault.keys.destroy(Scope(Use.FIELDS, gone, ring_of(POLITIE, node.clock.now()))) == 1
        node.vault.forget(gone)

        person = await seen(node, gone)
        assert isinstance(person, dict)
        assert set(person.values()) == {ERASED}
        assert await seen(node, other) == before
        states = await overview.current()
        erased, kept = states[gone], states[other]
        assert erased is not None
        assert erased.person is not None
        assert is_erased(erased.person.name)
        assert kept is not None
        assert kept.person == SAMPLE_PERSON
        listed = await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "inclusion", AGENDA, {})
        assert isinstance(listed, dict)
        assert listed["unreadable"] == []
    async with at_node(network) as elsewhere:
        events = (await elsewhere.log.load(gone)).events
        assert len(events) == len(included_case())
        [report] = [r.event for r in events if isinstance(r.event, ClientReported)]
        assert is_erased(report.person.name)
