"""ALW-3, WGS-1.8-4: a key is given once its record is written; while that cannot be, none is, and nothing else is lost."""

import pytest
from disclosure.disclosing import account, disclosed, logged
from disclosure.reading.asking import names, reader, sent, told

from levensloop.contracts import subjects
from levensloop.disclosure.account import Outcome
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.reading import KeysRefused, Received
from levensloop.infra.nodes.network import Network
from support.obstacles import Obstacle, no_permission, not_a_subject_of_the_stream
from support.samples.plan import planned_case
from support.samples.world import CRISISDIENST, HAAGLANDEN

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_alw_3_wgs_1_8_4_each_key_that_is_given_has_its_record(network: Network, node: Node) -> None:
    """ALW-3, WGS-1.8-4: who got which letter open, of which disclosure; asked twice, told once."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    mine = await sent(node, case, CRISISDIENST)

    async with reader(network, CRISISDIENST) as crisisdienst:
        found = await crisisdienst.open(mine)
        assert names(await crisisdienst.open(mine)) == names(found)

    read = await told(node, case, Outcome.READ, CRISISDIENST)
    went = await told(node, case, Outcome.DISCLOSED, CRISISDIENST)
    assert [record.because for record in read] == [one.letter for one in found if isinstance(one, Received)]
    assert [record.because for record in read] == [record.id for record in went]
    for given, before in zip(read, went, strict=True):
        assert (given.event, given.categories, given.codes, given.from_zvh) == (
            before.event,
            before.categories,
            before.codes,
            HAAGLANDEN,
        )
        assert given.organisation == CRISISDIENST


@pytest.mark.parametrize("obstacle", [not_a_subject_of_the_stream, no_permission])
async def test_alw_3_wgs_1_8_4_while_the_record_cannot_be_written_no_key_is_given(
    network: Network, node: Node, obstacle: Obstacle
) -> None:
    """ALW-3, WGS-1.8-4: as the FSC asks of who serves: no record, no answer."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    mine = await sent(node, case, CRISISDIENST)
    records = await account(node, case)

    async with (
        obstacle(network, node, subjects.out_stream(node.me), subjects.account("*")),
        reader(network, CRISISDIENST, tries=1) as crisisdienst,
    ):
        with pytest.raises((KeysRefused, Unanswered)):  # the second where the server does not say that it may not
            await crisisdienst.open(mine)
        assert await account(node, case) == records, "who still tries may get it written once that is possible again"

    async with reader(network, CRISISDIENST) as crisisdienst:
        assert len(names(await crisisdienst.open(mine))) == len(mine), "afterwards it all opens"
