"""The price of encryption and signatures: the same work with and without, in turns, on the same machine.

Without: a node of the benchmark's own that protects nothing (`in_clear.py`). Commands per second: decide and append; then with the
personal fields sealed; then with the request opened and its answer closed as well, by a sender that seals it in the same process.
Latency: from a partner's command to what follows from it at that partner, through the hub, over plain TCP and in clear; with TLS, sealed
requests, sealed fields and a letter, until it arrives; and until it is read, for which its key is asked of the ZVH.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from uuid import UUID, uuid4

from joserfc.jwk import OKPKey
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.client import JetStreamContext

from bench.case import AT, GEMEENTE, OM, ORGANISATIONS, ZVH, included_case, report
from bench.in_clear import ClearVault, in_clear
from bench.inbox import TOPOLOGY
from bench.machine import Machine, machine, silent, stream
from bench.rounds import Contender, Trial
from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer, Command
from levensloop.contracts.envelope import source_of
from levensloop.inclusion.service import inclusion
from levensloop.inclusion.state import State
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging import client
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.accounts import AccountLog
from levensloop.infra.messaging.app import running
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.commands import CommandHandler
from levensloop.infra.messaging.node import connected
from levensloop.infra.messaging.reading import Arrived, Closed, Reader
from levensloop.infra.nodes import network as networks
from levensloop.infra.nodes.credentials import Credentials, connect
from levensloop.infra.nodes.network import Network
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.directory import Directory
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.master import MasterKeyInFile, make_master_key
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys
from levensloop.infra.secrecy.requests import Correspondent, open_request
from levensloop.infra.secrecy.vault import Vault
from levensloop.zvh.services import APPS

LENGTH = 40
"""Commands per case and round."""
SAMPLES = 100
"""Per round, one after the other."""
PATIENCE = 10.0

Give = Callable[[str, bytes], Awaitable[Answer]]
"""From the name of a command and its body to its answer."""


@asynccontextmanager
async def commands(home: Path, at_once: int) -> AsyncIterator[Trial]:
    """`at_once` cases at the same time; a server for either log, since both have the same subjects."""
    silent()
    async with machine(home / "clear") as one, machine(home / "sealed") as other:
        clear, sealed = await _log(one, ClearVault()), await _log(other, Vault(await _keys(other)))
        yield Trial(
            f"Price of encryption: load, decide, append, {at_once} at once",
            ("commands/s",),
            (
                Contender("in clear", partial(_commands, clear, _handler(one, clear), at_once)),
                Contender("fields sealed", partial(_commands, sealed, _handler(other, sealed), at_once)),
                Contender(
                    "fields sealed, and each request and answer",
                    partial(_commands, sealed, _requested(_handler(other, sealed)), at_once),
                ),
            ),
            rounds=5,
        )


async def _keys(on: Machine) -> JetStreamKeys:
    await stream(on.plain, "KEYS", "key.>")
    make_master_key(on.home / "node.master")
    return JetStreamKeys(EventStore(on.ours, "KEYS"), MasterKeyInFile(on.home / "node.master"))


async def _log(on: Machine, vault: Vault) -> CaseLog:
    await stream(on.plain, "LOG", "es.>")
    return CaseLog(EventStore(on.ours, "LOG"), source_of("00000009910000000000", ZVH), VirtualClock(AT), vault)


def _handler(on: Machine, log: CaseLog) -> Give:
    accounts = AccountLog(EventStore(on.ours, "AUDIT"), ZVH, log.vault.keys)  # where refusals go; none are measured
    accountant = Accountant(accounts, ZVH, ORGANISATIONS, VirtualClock(AT))
    handler: CommandHandler[State] = CommandHandler(inclusion, log, ZVH, ORGANISATIONS, VirtualClock(AT), accountant)
    return partial(handler.handle, ZVH)


def _requested(give: Give) -> Give:
    """As it goes over the line: sealed and signed by who gives it, opened, handled, the answer closed, and opened."""
    own = OrganisationKeys(OKPKey.generate_key("Ed25519"), (OKPKey.generate_key("X25519"),))
    directory = Directory({own.signing.thumbprint(): (ZVH, own.signing)}, {ZVH: own.encryption[0]})
    sender = Correspondent(ZVH, lambda: own, lambda: directory)

    async def over_the_line(name: str, body: bytes) -> Answer:
        subject = subjects.command(ZVH, ZVH, "inclusion", name)
        sent, waiting = sender.close(body, ZVH, subject)
        request = open_request(sent, ZVH, subject, ZVH, directory.signer, own)
        answer = await give(name, request.body)
        return Answer.model_validate_json(waiting.open(request.answering.close(answer.model_dump_json().encode())))

    return over_the_line


async def _commands(log: CaseLog, give: Give, at_once: int) -> tuple[float]:
    cases = [uuid4() for _ in range(at_once)]
    for case in cases:
        await log.store.append(await log.messages(await log.load(case), included_case()))
    begin = perf_counter()
    await asyncio.gather(*(_joins_and_leaves(give, case) for case in cases))
    return (at_once * LENGTH / (perf_counter() - begin),)


async def _joins_and_leaves(give: Give, case: UUID) -> None:
    joins = {"organisation": OM, "contact": "Gebiedsofficier", "deciders": [GEMEENTE]}
    leaves = {"organisation": OM, "reason": "Wonen is geregeld.", "deciders": [GEMEENTE]}
    for number in range(LENGTH):
        name, data = ("AddPartner", joins) if number % 2 == 0 else ("RemovePartner", leaves)
        command = Command(id=uuid4(), case=case, functionary="procesregisseur", data=data)
        answer = await give(name, command.model_dump_json().encode())
        if answer.refusal or not answer.events:
            raise RuntimeError(f"{name}: {answer}")


@asynccontextmanager
async def inbox(home: Path) -> AsyncIterator[Trial]:
    """Two whole networks of the example topology, one over plain TCP with a ZVH that protects nothing."""
    silent()
    topology = load_topology(TOPOLOGY)
    async with AsyncExitStack() as stack:
        bare = await stack.enter_async_context(
            networks.running(topology.model_copy(update={"tls": False}), home / "clear")
        )
        whole = await stack.enter_async_context(networks.running(topology, home / "sealed"))
        await _at_work(stack, bare, clear=True)
        await _at_work(stack, whole, clear=False)
        seed = bare.credentials(OM).seed
        plain, own = await connect(bare.hub.url, Credentials(seed)), await whole.connect(OM)
        for nc in (plain, own):
            stack.push_async_callback(nc.close)
        yield Trial(
            "Price of encryption: command to partner inbox, one at a time",
            ("p50 ms", "p99 ms"),
            (
                Contender("in clear, over plain TCP", partial(_latency, plain, await _inbox(plain), reads=False)),
                Contender("TLS, all sealed and signed", partial(_latency, own, await _inbox(own), reads=False)),
                Contender(
                    "TLS, all sealed and signed, until it is read",
                    partial(_latency, own, await _inbox(own), reads=True),
                ),
            ),
            rounds=5,
            more=False,
        )


async def _at_work(stack: AsyncExitStack, net: Network, clear: bool) -> None:
    """Every service of one ZVH. What they are wired with holds for as long as they run."""
    node = await stack.enter_async_context(
        connected(net.topology, ZVH, net.url(ZVH), net.credentials(ZVH), net.keys, data=net.directory / "data")
    )
    if clear:
        node = await stack.enter_async_context(in_clear(node))
    for app in APPS.values():
        await stack.enter_async_context(running(app(node)))


async def _inbox(nc: Client) -> JetStreamContext.PullSubscription:
    return await nc.jetstream(domain=ZVH).pull_subscribe_bind(consumer=OM, stream=subjects.out_stream(ZVH))


async def _latency(nc: Client, inbox: JetStreamContext.PullSubscription, reads: bool) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds, from just before the command to what follows, arrived or read."""
    seen, reader = [], Reader(nc, OM) if reads else None
    for _ in range(SAMPLES):
        pulled = asyncio.create_task(inbox.fetch(1, timeout=PATIENCE))
        await asyncio.sleep(0)  # so that the request is on its way before what it waits for
        await nc.flush()
        begin = perf_counter()
        sent = asyncio.ensure_future(client.command(nc, ZVH, OM, "ReportClient", uuid4(), "officier", report()))
        (message,) = await pulled
        if reader is not None:
            await _read(reader, message)
        seen.append((perf_counter() - begin) * 1000)
        if (answer := await sent).refusal:
            raise RuntimeError(str(answer.refusal))
        await message.ack_sync()
    cuts = quantiles(seen, n=100)
    return cuts[49], cuts[98]


async def _read(reader: Reader, message: Msg) -> None:
    at = message.metadata.sequence.stream
    (opened,) = await reader.open([Arrived(message.data, UUID(subjects.case_of(message.subject)), ZVH, at, at)])
    if isinstance(opened, Closed):
        raise RuntimeError(str(opened.refusal))
