"""WGS-1.8-7: a key is destroyed only after it was named to who accounts for it, also one that another made in the meantime."""

from collections.abc import Collection
from uuid import uuid4

import pytest
from secrecy.conftest import KeyNode

from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.secrecy.keys import Scope, Use
from support.samples.world import POLITIE


async def test_wgs_1_8_7_each_key_is_named_once_before_it_goes(node: KeyNode) -> None:
    scope, told = Scope(Use.FIELDS, uuid4(), POLITIE), list[str]()
    service, other = node.service(), node.service()
    first = (await service.to_encrypt(scope.case, scope.use, [POLITIE])).current(POLITIE)

    async def hears(kids: Collection[str]) -> None:
        keys = await node.service().to_decrypt(scope.case, scope.use, kids)
        assert all(keys.find(kid, "casus") is not None for kid in kids), "it is still there"
        told.extend(kids)
        if len(told) == 1:
            await other.rotate(scope)  # another service is just making one

    assert await service.destroy(scope, hears) == 2
    assert first is not None
    assert told[0] == first.kid
    ring = (await node.service().to_decrypt(scope.case, scope.use, ())).rings[POLITIE]
    assert (set(told), len(told)) == (set(ring.destroyed), 2)


async def test_what_cannot_be_accounted_for_stays(node: KeyNode) -> None:
    scope, service = Scope(Use.FIELDS, uuid4(), POLITIE), node.service()
    await service.to_encrypt(scope.case, scope.use, [POLITIE])

    async def cannot(kids: Collection[str]) -> None:
        raise StoreUnavailable("AUDIT", "vol")

    with pytest.raises(StoreUnavailable):
        await service.destroy(scope, cannot)
    assert (await node.service().to_decrypt(scope.case, scope.use, ())).current(POLITIE) is not None
