"""WGS-1.8-4: the accountability service runs with keys that no other service has, and the others without those of it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from levensloop.audit.app import app
from levensloop.audit.log.reading import read_log
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation
from levensloop.contracts.refusal import Refusal
from levensloop.inclusion.app import app as inclusion
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.node import Node, connected
from levensloop.infra.nodes.credentials import audit_credentials, credentials
from levensloop.infra.nodes.errors import KeyProblem
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.network import running as network_running
from levensloop.infra.nodes.topology_file import parse_topology
from support.log_at_work import write
from support.messaging import log_given
from support.samples.plan import planned_case
from support.samples.world import CHAIR, HAAGLANDEN, actor
from support.waiting import PATIENCE, eventually

TOPOLOGY = """\
nodes: [{name: zvh-haaglanden}]
organisations:
  - {id: zvh-haaglanden, name: ZVH, role: zvh, oin: "00000009910000000000"}
  - {id: politie-haaglanden, name: Politie, role: politie, zvh: zvh-haaglanden, oin: "00000009910100000000"}
  - {id: gemeente-den-haag, name: Gemeente, role: gemeente, zvh: zvh-haaglanden, oin: "00000009910600000000"}
"""
OF_ALL = (".jwks", ".master")
OF_AUDIT, OF_SERVICES = (*OF_ALL, ".audit.nk", ".log.key"), (*OF_ALL, ".nk")
"""As docs/accountability.md says who needs what."""


@pytest_asyncio.fixture
async def apart(tmp_path: Path) -> AsyncIterator[Network]:
    async with network_running(parse_topology(TOPOLOGY), tmp_path / "network", apart=True) as net:
        yield net


def keys_of(network: Network, directory: Path, kinds: tuple[str, ...]) -> Path:
    directory.mkdir()
    for kind in kinds:
        shutil.copy2(network.keys / f"{HAAGLANDEN}{kind}", directory)
    return directory


async def test_each_works_with_its_own_keys_alone(apart: Network, tmp_path: Path) -> None:
    theirs, its = (keys_of(apart, tmp_path / name, of) for name, of in (("a", OF_SERVICES), ("b", OF_AUDIT)))
    url, told = apart.url(HAAGLANDEN), apart.topology
    at = (told, HAAGLANDEN, url)
    async with (
        connected(*at, credentials(told, theirs, HAAGLANDEN), theirs) as services,
        connected(*at, audit_credentials(told, its, HAAGLANDEN), its, data=tmp_path / "data") as audit,
        running(inclusion(services)),
        running(app(audit)),
    ):
        await log_given(services, case := uuid4(), *planned_case())
        await write(services, 2)
        with pytest.raises(EventStoreError):
            await services.accounts.store.load(">")
        with pytest.raises(EventStoreError):
            await log_given(audit, case, *planned_case())
        await eventually(lambda: _accounted(audit, len(planned_case())), "the events of the case are accounted for")
        await eventually(lambda: _grown(services), "there is a tree, and it is signed")
        reader = await read_log(audit, LogPurpose.INTERNAL_CONTROL, actor(HAAGLANDEN, CHAIR), what="trial")
        assert [record async for record in reader.records(case=case)]
        with pytest.raises(EventStoreError):
            await read_log(services, LogPurpose.INTERNAL_CONTROL, actor(HAAGLANDEN, CHAIR), what="trial")
    for keys, shows in ((its, credentials), (theirs, audit_credentials)):
        with pytest.raises(KeyProblem, match="levensloop topology keys"):
            shows(told, keys, HAAGLANDEN)


async def _grown(node: Node) -> bool:
    return not isinstance(await client.ask(node.nc, HAAGLANDEN, HAAGLANDEN, "audit", "grow", {}, PATIENCE), Refusal)


async def _accounted(node: Node, number: int) -> bool:
    found = await node.accounts.read(await node.accounts.store.load("audit.>"))
    return sum(bool(one.account.covers) for one in found) >= number


async def test_a_service_that_cannot_read_the_log_still_fails_closed(apart: Network) -> None:
    """ALW-3: a record that cannot be written is an error, also for who could not look whether it arrived after all."""
    me = (HAAGLANDEN, CHAIR, Capacity.EXECUTING)
    at = (apart.topology, HAAGLANDEN, apart.url(HAAGLANDEN), apart.credentials(HAAGLANDEN), apart.keys)
    async with connected(*at) as services:
        record = services.accountant.record(Operation.CONSULT, "inclusion.case", *me, case=uuid4())
        await services.accountant.keep(record)
        root = await apart.connect_provisioning(HAAGLANDEN)
        info = await root.jetstream().stream_info(services.accounts.store.stream)
        await root.jetstream().update_stream(info.config.evolve(max_bytes=max(info.state.bytes, 1), discard="new"))
        with pytest.raises(EventStoreError):
            await services.accountant.keep(record)
        await root.close()
