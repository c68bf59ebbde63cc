"""WGS-1.8-4: the accountability log of a node, apart from what operates: written before anything is done, read back whole."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import nats
import pytest
import pytest_asyncio
from nats.aio.client import Client
from nats.js.api import StreamConfig

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.erased import ERASED
from levensloop.contracts.roles import Role, WgsStanding
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.accounts import AccountLog
from levensloop.infra.nodes.declarations import stream_config
from levensloop.infra.nodes.streams import Stream
from levensloop.infra.secrecy.errors import Tampered
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.infra.secrecy.master import MasterKeyInFile, make_master_key
from levensloop.infra.secrecy.sealed_account import key_of_record, open_with
from support.samples.world import HAAGLANDEN, POLITIE
from support.server import JetStreamServer

WHO = "wijkagent met een bijzondere taak"


def account(case: UUID | None = None, **changes: object) -> Account:
    found = Account(
        id=uuid4(),
        at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        zvh=HAAGLANDEN,
        operation=Operation.COLLECT,
        what="nl.levensloopaanpak.signal-raised.v1",
        organisation=POLITIE,
        functionary=WHO,
        role=Role.POLITIE,
        standing=WgsStanding.PUBLIC,
        capacity=Capacity.EXECUTING,
        authorisation="2-0123456789abcdef",
        case=case,
        categories=(Category.GUIDANCE,),
    )
    return found.model_copy(update=changes)


@pytest_asyncio.fixture
async def nc(tmp_path: Path) -> AsyncIterator[Client]:
    server = JetStreamServer(tmp_path / "server")
    server.start()
    nc = await nats.connect(server.url)
    for stream in (
        Stream(subjects.keys_stream(HAAGLANDEN), (subjects.ALL_KEYS,)),
        Stream(subjects.audit_stream(HAAGLANDEN), (subjects.ALL_AUDIT, subjects.position("audit", "*")), atomic=True),
    ):
        await nc.jetstream().add_stream(StreamConfig.from_response(stream_config(stream, 1)))
    make_master_key(tmp_path / "node.master")
    yield nc
    await nc.close()
    server.stop()


@pytest.fixture
def keys(nc: Client, tmp_path: Path) -> JetStreamKeys:
    store = EventStore(nc, subjects.keys_stream(HAAGLANDEN))
    return JetStreamKeys(store, MasterKeyInFile(tmp_path / "node.master"))


@pytest.fixture
def log(nc: Client, keys: JetStreamKeys) -> AccountLog:
    return AccountLog(EventStore(nc, subjects.audit_stream(HAAGLANDEN)), HAAGLANDEN, keys)


async def test_wgs_1_8_4_what_is_written_is_read_back_by_case_and_in_order(log: AccountLog) -> None:
    case, other = uuid4(), uuid4()
    written = [
        account(case),
        account(other, operation=Operation.CONSULT),
        account(operation=Operation.READ_LOG),
        account(case, operation=Operation.REFUSE, outcome=Outcome.REFUSED, rule="WGS-1.7-1"),
    ]
    await log.write(written)
    assert [k.account for k in await log.read(await log.store.load(subjects.ALL_AUDIT))] == written
    assert [k.account for k in await log.read(await log.store.load(subjects.audit_of(case)))] == [
        written[0],
        written[3],
    ]


async def test_the_functionary_does_not_stand_in_clear_and_nothing_in_clear_can_be_changed(log: AccountLog) -> None:
    case = uuid4()
    await log.write([account(case)])
    (message,) = await log.store.load(subjects.audit_of(case))
    assert WHO.encode() not in message.data
    body = json.loads(message.data)
    for field, value in {
        "what": "x",
        "organisation": "om-haaglanden",
        "outcome": "refused",
        "id": str(uuid4()),
    }.items():
        changed = json.dumps({**body, field: value}).encode()
        with pytest.raises(Tampered):
            await log.read([type(message)(message.subject, changed, message.headers, message.seq, message.time)])


async def test_the_key_of_one_record_opens_it_and_no_other(log: AccountLog, keys: JetStreamKeys) -> None:
    case = uuid4()
    first, second = account(case), account(case)
    await log.write([first, second])
    one, other = await log.store.load(subjects.audit_of(case))
    content = (await keys.to_encrypt(case, Use.ACCOUNT, [HAAGLANDEN])).current(HAAGLANDEN)
    assert content is not None
    assert open_with(one.data, key_of_record(content, first.id)) == first
    with pytest.raises(Tampered):
        open_with(other.data, key_of_record(content, first.id))


async def test_wgs_1_8_7_a_destroyed_case_keeps_who_acted_until_that_key_is_destroyed_too(
    log: AccountLog, keys: JetStreamKeys
) -> None:
    case = uuid4()
    await keys.to_encrypt(case, Use.FIELDS, [POLITIE])
    await log.write([account(case)])
    for scope in await keys.scopes(case):
        await keys.destroy(scope)
    (message,) = await log.store.load(subjects.audit_of(case))
    assert [k.account.functionary for k in await log.read([message])] == [WHO]
    await keys.destroy(Scope(Use.ACCOUNT, case, HAAGLANDEN))
    (kept,) = await log.read([message])
    assert (kept.account.functionary, kept.account.case, kept.message.data) == (str(ERASED), case, message.data)


async def test_what_cannot_be_written_is_an_error_so_that_nothing_is_done(nc: Client, log: AccountLog) -> None:
    await nc.jetstream().delete_stream(subjects.audit_stream(HAAGLANDEN))
    with pytest.raises(EventStoreError):
        await log.write([account(uuid4())])
