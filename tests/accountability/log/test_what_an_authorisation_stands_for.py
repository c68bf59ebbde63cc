"""WGS-1.8-2: what a record names as the authorisation can be read back, and is what was hashed."""

from levensloop.audit.records.authorised import account_for_authorisation, authorisations
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.contracts.admission import ADMISSION
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.accounting import authorisation
from levensloop.infra.messaging.node import Node, learn
from levensloop.infra.nodes.network import Network
from support.log_at_work import write


async def named(node: Node) -> list[str]:
    """The authorisations of the records, oldest first."""
    found = await node.accounts.store.load(subjects.audit(Operation.AUTHORISE, None))
    return [kept.account.authorisation for kept in await node.accounts.read(found)]


async def test_wgs_1_8_2_each_version_that_a_record_names_is_there_as_text(network: Network, node: Node) -> None:
    """WGS-1.8-2: who may give which command, and who took part in which role; once each."""
    topology = network.topology
    one_less = topology.model_copy(update={"organisations": topology.organisations[:-1]})
    for told in (topology, one_less, topology):
        learn(node, told)
        assert await account_for_authorisation(node)
        assert not await account_for_authorisation(node)
    await write(node, 1)

    found = await authorisations(node)

    assert [one.version for one in found] == (await named(node))[:2]
    assert all(one.sound for one in found)
    gone = topology.organisations[-1]
    assert [f"{gone.id} {gone.role.value}" in one.text for one in found] == [True, False]
    assert all(command.wire_name() in found[0].text for command in ADMISSION)
    assert authorisation(node.organisations) == found[0].version


async def test_another_text_under_that_name_is_seen(node: Node) -> None:
    await account_for_authorisation(node)
    (kept,) = await authorisations(node)
    store = node.store(subjects.checkpoints_stream(node.me))
    await store.append([NewMessage(subjects.authorisation(kept.version), kept.text.replace("politie", "om").encode())])
    assert [one.sound for one in await authorisations(node)] == [True, False]
    assert [one.version for one in await authorisations(node)] == [kept.version] * 2


async def test_it_stands_there_before_the_record_that_names_it(node: Node) -> None:
    """Cut off in between it is written once all the same."""
    await account_for_authorisation(node)
    (kept,) = await authorisations(node)
    (record,) = await node.accounts.store.load(subjects.audit(Operation.AUTHORISE, None))
    assert kept.since <= record.time
