"""A case's events through a log and back, with keys from a real key stream."""

from uuid import UUID, uuid4

from secrecy.conftest import KeyNode

from levensloop.contracts.codec import decode
from levensloop.contracts.envelope import CloudEvent, source_of
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.recorded import EMPTY_CHAIN, chain, fingerprint, read_opened
from levensloop.infra.secrecy.sealing import kids_of
from levensloop.infra.secrecy.vault import Vault
from support.samples.inclusion import included_case
from support.samples.world import HAAGLANDEN, NOW, POLITIE


def enveloped(event: DomainEvent, case: UUID) -> CloudEvent:
    return CloudEvent(
        id=uuid4(),
        source=source_of("00000009910000000000", HAAGLANDEN),
        type=event.wire_name(),
        subject=case,
        time=NOW,
        data=event.model_dump(mode="json"),
    )


def digest(stored: list[bytes]) -> str:
    found = EMPTY_CHAIN
    for body in stored:
        found = chain(found, fingerprint(body))
    return found


async def test_one_service_writes_and_another_reads(node: KeyNode) -> None:
    case, events = uuid4(), included_case()
    stored = await Vault(node.service()).seal(case, [(enveloped(event, case), type(event)) for event in events])

    opened = await Vault(node.service()).unseal(stored)
    found = [read_opened(envelope, body, at) for at, (envelope, body) in enumerate(zip(opened, stored, strict=True), 1)]
    assert [recorded.event for recorded in found] == list(events)
    assert [recorded.fingerprint for recorded in found] == [fingerprint(body) for body in stored]


async def test_after_a_suppliers_key_is_destroyed_the_case_still_loads_and_its_chain_still_holds(node: KeyNode) -> None:
    case, events = uuid4(), included_case()
    vault = Vault(node.service())
    stored = await vault.seal(case, [(enveloped(event, case), type(event)) for event in events])
    before = digest(stored)

    for scope in await vault.keys.scopes(case):
        if scope.organisation.startswith(f"{POLITIE}_"):
            await vault.keys.destroy(scope)
    after = [decode(e) for e in await Vault(node.service()).unseal(stored)]

    [report] = [event for event in after if isinstance(event, ClientReported)]
    assert is_erased(report.person.name)
    assert report.at == events[0].at
    assert [event for event in after if event.by.organisation != POLITIE] == [
        event for event in events if event.by.organisation != POLITIE
    ]
    assert digest(stored) == before


async def test_after_rotation_all_is_read_by_who_had_the_old_keys_at_hand_and_by_who_had_none(node: KeyNode) -> None:
    case, events = uuid4(), included_case()
    writer, reader = Vault(node.service()), Vault(node.service())
    before = await writer.seal(case, [(enveloped(event, case), type(event)) for event in events])
    await reader.unseal(before)
    scopes = await writer.keys.scopes(case)
    for scope in scopes:
        assert await writer.keys.rotate(scope)
    after = await writer.seal(case, [(enveloped(event, case), type(event)) for event in events])

    former, newer = ({kid for body in bodies for kid in kids_of(body)} for bodies in (before, after))
    assert not former & newer
    assert len(newer) == len(former)
    for each in (writer, reader, Vault(node.service())):
        assert [decode(envelope) for envelope in await each.unseal([*before, *after])] == [*events, *events]
    for scope in scopes:
        assert await writer.keys.destroy(scope) == 2, "both generations"
    for envelope in await Vault(node.service()).unseal([*before, *after]):
        assert is_erased(decode(envelope).by.functionary)


async def test_nothing_is_asked_of_the_store_for_nothing(node: KeyNode) -> None:
    assert await Vault(node.service()).unseal([]) == []
