"""A service that looks at keys which others made, took over or changed since, or through a replica that lags."""

from uuid import UUID, uuid4

from secrecy.conftest import KeyNode

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.keys import CaseKeys, Ring, Scope, Use
from levensloop.infra.secrecy.master import MasterKeyInFile
from support.samples.world import HAAGLANDEN, OM, POLITIE, RECLASSERING


class Behind(EventStore):
    """A replica to which nothing has come through yet."""

    async def load(self, pattern: str, after: int = 0) -> list[StoredMessage]:
        return []


def ids(keys: CaseKeys) -> set[str]:
    return {key.kid for ring in keys.rings.values() for key in ring.keys}


async def made(node: KeyNode, case: UUID, *organisations: str) -> set[str]:
    return ids(await node.service().to_encrypt(case, Use.FIELDS, organisations))


async def test_all_keys_that_others_made_since_are_found(node: KeyNode) -> None:
    case, reader = uuid4(), node.service()
    await reader.to_encrypt(case, Use.FIELDS, [POLITIE])
    wanted = await made(node, case, POLITIE, OM, RECLASSERING)

    keys = await reader.to_decrypt(case, Use.FIELDS, wanted)

    assert all(map(keys.knows, wanted))


async def test_behind_a_replica_that_lags_the_leader_is_asked(node: KeyNode) -> None:
    case = uuid4()
    wanted = await made(node, case, POLITIE)
    lagging = JetStreamKeys(Behind(node.nc, subjects.keys_stream(HAAGLANDEN)), MasterKeyInFile(node.master))

    keys = await lagging.to_decrypt(case, Use.FIELDS, wanted)

    assert ids(keys) == wanted
    assert ids(await lagging.to_encrypt(case, Use.FIELDS, [POLITIE])) == wanted


async def test_with_keys_that_came_along_alone_a_key_of_our_own_is_made(node: KeyNode) -> None:
    """What another ZVH knows is not written with."""
    case, service, came = uuid4(), node.service(), new_key()
    await service.take_over(Scope(Use.FIELDS, case, POLITIE), Ring().with_new(came))

    current = (await service.to_encrypt(case, Use.FIELDS, [POLITIE])).current(POLITIE)

    assert current is not None
    assert current.kid != came.kid


async def test_what_was_destroyed_elsewhere_is_forgotten_at_once_when_told(node: KeyNode) -> None:
    case, reader = uuid4(), node.service()
    [kid] = ids(await reader.to_encrypt(case, Use.FIELDS, [POLITIE]))
    await node.service().destroy(Scope(Use.FIELDS, case, POLITIE))

    reader.forget(case)

    assert (await reader.to_decrypt(case, Use.FIELDS, [kid])).find(kid, "casus") is None
