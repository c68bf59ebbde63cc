"""Keys of cases in a real key stream: made once, the same for everyone, kept apart, destroyed for good."""

import asyncio
from uuid import UUID, uuid4

import pytest
from secrecy.conftest import KeyNode

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.errors import KeyLost, MasterKeyProblem, Tampered
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.keys import CaseKeys, Ring, Scope, Use
from levensloop.infra.secrecy.master import MasterKeyInFile, make_master_key
from levensloop.infra.secrecy.recent import Recent
from levensloop.infra.secrecy.stored_ring import StoredRing
from support.samples.world import OM, POLITIE


@pytest.fixture
def case() -> UUID:
    return uuid4()


def current(keys: CaseKeys, organisation: str = POLITIE) -> tuple[str, bytes]:
    key = keys.current(organisation)
    assert key is not None
    return key.kid, key.secret


async def made(store: JetStreamKeys, case: UUID, organisation: str = POLITIE) -> tuple[str, bytes]:
    return current(await store.to_encrypt(case, Use.FIELDS, [organisation]), organisation)


async def test_two_services_that_make_the_same_key_at_once_have_the_same_key(node: KeyNode, case: UUID) -> None:
    services = [node.service() for _ in range(6)]

    found = await asyncio.gather(*(made(service, case) for service in services))

    assert len(set(found)) == 1
    assert await made(node.service(), case) == found[0]


async def test_each_case_use_and_organisation_has_a_key_of_its_own(node: KeyNode, case: UUID) -> None:
    service = node.service()
    keys = await service.to_encrypt(case, Use.FIELDS, [POLITIE, OM])
    out = await service.to_encrypt(case, Use.OUT, [POLITIE])
    other = await made(service, uuid4())

    assert len({current(keys), current(keys, OM), current(out), other}) == 4
    assert set(await service.scopes(case)) == {
        Scope(Use.FIELDS, case, POLITIE),
        Scope(Use.FIELDS, case, OM),
        Scope(Use.OUT, case, POLITIE),
    }


async def test_a_service_finds_a_key_that_another_made_since_it_looked(node: KeyNode, case: UUID) -> None:
    reader, writer = node.service(), node.service()
    await made(reader, case)
    kid, secret = await made(writer, case, OM)

    found = (await reader.to_decrypt(case, Use.FIELDS, [kid])).find(kid, "casus")

    assert found is not None
    assert found.secret == secret


async def test_after_rotation_old_and_new_are_read(node: KeyNode, case: UUID) -> None:
    service = node.service()
    old = await made(service, case)
    await service.rotate(Scope(Use.FIELDS, case, POLITIE))
    new = await made(service, case)

    keys = await node.service().to_decrypt(case, Use.FIELDS, [old[0], new[0]])

    assert old != new
    assert [(key.kid, key.secret) for key in keys.rings[POLITIE].keys] == [old, new]


async def test_what_is_destroyed_gets_no_key_by_rotation(node: KeyNode, case: UUID) -> None:
    service, scope = node.service(), Scope(Use.FIELDS, case, POLITIE)
    assert not await service.rotate(scope), "nothing was ever made"
    await made(service, case)
    assert await service.rotate(scope)
    await service.destroy(scope)

    assert not await service.rotate(scope)

    assert (await node.service().to_decrypt(case, Use.FIELDS, ())).current(POLITIE) is None


async def test_a_key_that_was_replaced_is_not_used_for_longer_because_others_are_made(
    node: KeyNode, case: UUID
) -> None:
    now = 0.0
    service = JetStreamKeys(node.log, MasterKeyInFile(node.master), Recent(seconds=300, now=lambda: now))
    old = await made(service, case)
    await node.service().rotate(Scope(Use.FIELDS, case, POLITIE))
    now = 299
    assert await made(service, case) == old, "still at hand"
    await made(service, case, OM)
    now = 302

    assert await made(service, case) != old


async def test_a_destroyed_key_is_gone_for_every_service_and_from_the_disk(node: KeyNode, case: UUID) -> None:
    service = node.service()
    kid, _ = await made(service, case)
    kept, _ = await made(service, case, OM)
    scope = Scope(Use.FIELDS, case, POLITIE)
    await service.rotate(scope)
    stored = await node.log.last(scope.subject)
    assert stored is not None
    wrapped = [key.wrapped.encode() for key in StoredRing.model_validate_json(stored.data).keys]
    assert all(text in node.on_disk() for text in wrapped)

    assert await service.destroy(scope) == 2
    assert await service.destroy(scope) == 0  # safe to repeat

    keys = await node.service().to_decrypt(case, Use.FIELDS, [kid, kept])
    assert keys.find(kid, "casus") is None
    assert keys.find(kept, "casus") is not None
    assert not any(text in node.on_disk() for text in wrapped)


async def test_what_an_interrupted_destruction_left_goes_when_it_is_repeated(node: KeyNode, case: UUID) -> None:
    service = node.service()
    kid, _ = await made(service, case)
    scope = Scope(Use.FIELDS, case, POLITIE)
    stored = await node.log.last(scope.subject)
    assert stored is not None
    empty = StoredRing(destroyed=(kid,)).model_dump_json().encode()
    await node.log.append([NewMessage(scope.subject, empty)])  # and then the power failed
    wrapped = StoredRing.model_validate_json(stored.data).keys[0].wrapped.encode()
    assert wrapped in node.on_disk()

    await node.service().destroy(scope)

    assert wrapped not in node.on_disk()
    assert len(await node.log.load(scope.subject)) == 1


async def test_new_data_of_the_same_supplier_gets_a_new_key_after_destruction(node: KeyNode, case: UUID) -> None:
    service = node.service()
    old = await made(service, case)
    await service.destroy(Scope(Use.FIELDS, case, POLITIE))

    new = await made(service, case)

    assert new[0] != old[0]
    assert (await service.to_decrypt(case, Use.FIELDS, [old[0]])).find(old[0], "casus") is None


async def test_keys_that_came_along_are_read_with_and_not_written_with(node: KeyNode, case: UUID) -> None:
    service = node.service()
    own = await made(service, case)
    came, theirs = new_key(), Ring(destroyed=frozenset({"weg"}))
    scope = Scope(Use.FIELDS, case, POLITIE)

    await service.take_over(scope, theirs.with_new(came))
    await service.take_over(scope, theirs.with_new(came))  # twice is once

    keys = await service.to_decrypt(case, Use.FIELDS, [came.kid, "weg"])
    assert keys.find(came.kid, "casus") is not None
    assert keys.find("weg", "casus") is None
    assert len(keys.rings[POLITIE].keys) == 2
    assert await made(service, case) == own


async def test_a_key_that_nobody_has_is_lost(node: KeyNode, case: UUID) -> None:
    service = node.service()
    await made(service, case)

    keys = await service.to_decrypt(case, Use.FIELDS, ["nooit"])

    with pytest.raises(KeyLost, match=f"nooit van casus {case}"):
        keys.find("nooit", f"casus {case}")


async def test_a_ring_that_was_put_in_another_case_does_not_open(node: KeyNode, case: UUID) -> None:
    await made(node.service(), case)
    stored = await node.log.last(subjects.key(Use.FIELDS, case, POLITIE))
    assert stored is not None
    other = uuid4()
    await node.log.append([NewMessage(subjects.key(Use.FIELDS, other, POLITIE), stored.data)])

    with pytest.raises(Tampered):
        await node.service().to_decrypt(other, Use.FIELDS, ["iets"])


async def test_no_secret_stands_in_the_stream_in_clear(node: KeyNode, case: UUID) -> None:
    _, secret = await made(node.service(), case)

    on_disk = node.on_disk()
    assert str(case).encode() in on_disk
    assert not any(form in on_disk for form in (secret, secret.hex().encode(), base64url.encode(secret).encode()))


async def test_with_another_master_key_nothing_opens_and_it_says_so(node: KeyNode, case: UUID) -> None:
    kid, _ = await made(node.service(), case)
    node.master.unlink()
    with pytest.raises(MasterKeyProblem, match="niet te lezen"):
        node.service()
    make_master_key(node.master)

    with pytest.raises(MasterKeyProblem, match="Zet het juiste bestand terug"):
        await node.service().to_decrypt(case, Use.FIELDS, [kid])
