"""Load, decide, append: a command from its bytes to its answer, against the `eventsourcing` library on SQLite.

Everybody does the same work on cases of their own: load a history, fold it, see whether a partner is in the team, record that it joins
or leaves. The histories hold the same events with the same data.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from time import perf_counter
from uuid import uuid4

from bench.case import AT, GEMEENTE, OM, ORGANISATIONS, ZVH, included_case
from bench.library import Cases, on_jetstream, on_sqlite
from bench.machine import Machine, silent, stream
from bench.rounds import Contender, Trial
from levensloop.contracts.answer import Command
from levensloop.contracts.envelope import source_of
from levensloop.inclusion.service import inclusion
from levensloop.inclusion.state import State
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.accounts import AccountLog
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.commands import CommandHandler
from levensloop.infra.secrecy.jetstream_keys import JetStreamKeys
from levensloop.infra.secrecy.master import MasterKeyInFile, make_master_key
from levensloop.infra.secrecy.vault import Vault

LENGTH = 40
"""Commands per case and round."""

Work = Callable[[], Awaitable[None]]
"""All commands on one new case; making its history is not counted."""


async def trial(on: Machine, at_once: int) -> Trial:
    """`at_once` cases at the same time: as tasks for ours, as threads for the library, each made for that."""
    silent()
    name = f"COMMANDS{at_once}"
    await stream(on.plain, name, "es.>")
    clock = VirtualClock(AT)
    await stream(on.plain, f"KEYS-{name}", "key.>")
    make_master_key(on.home / f"{name}.master")
    keys = JetStreamKeys(EventStore(on.ours, f"KEYS-{name}"), MasterKeyInFile(on.home / f"{name}.master"))
    log = CaseLog(EventStore(on.ours, name), source_of("00000009910000000000", ZVH), clock, Vault(keys))
    accounts = AccountLog(EventStore(on.ours, f"AUDIT-{name}"), ZVH, keys)  # where refusals go; none are measured
    accountant = Accountant(accounts, ZVH, ORGANISATIONS, clock)
    handler = CommandHandler(inclusion, log, ZVH, ORGANISATIONS, clock, accountant)
    sqlite, jetstream = on_sqlite(on.home / f"{name}.db"), on_jetstream(on.url)
    cached = on_sqlite(on.home / f"{name}-cached.db", cached=True)
    for library in (sqlite, cached, jetstream):
        on.closing.callback(library.close)
    return Trial(
        f"Load, decide, append, {at_once} at once",
        ("commands/s",),
        (
            Contender("`eventsourcing` on SQLite", partial(_measured, partial(_library, sqlite), at_once)),
            Contender("`CommandHandler`, inclusion service", partial(_measured, partial(_ours, handler, log), at_once)),
            Contender(
                "`eventsourcing` on SQLite, its cache on", partial(_measured, partial(_library, cached), at_once)
            ),
            Contender("`eventsourcing` on our module", partial(_measured, partial(_library, jetstream), at_once)),
        ),
        rounds=5,
        aim="Aim: above 1." if at_once > 1 else "",
    )


async def _measured(prepare: Callable[[], Awaitable[Work]], at_once: int) -> tuple[float]:
    work = [await prepare() for _ in range(at_once)]
    begin = perf_counter()
    await asyncio.gather(*(do() for do in work))
    return (at_once * LENGTH / (perf_counter() - begin),)


async def _ours(handler: CommandHandler[State], log: CaseLog) -> Work:
    case = uuid4()
    await log.store.append(await log.messages(await log.load(case), included_case()))
    joins = {"organisation": OM, "contact": "Gebiedsofficier", "deciders": [GEMEENTE]}
    leaves = {"organisation": OM, "reason": "Wonen is geregeld.", "deciders": [GEMEENTE]}

    async def work() -> None:
        for number in range(LENGTH):
            name, data = ("AddPartner", joins) if number % 2 == 0 else ("RemovePartner", leaves)
            command = Command(id=uuid4(), case=case, functionary="procesregisseur", data=data)
            answer = await handler.handle(ZVH, name, command.model_dump_json().encode())
            if answer.refusal or not answer.events:
                raise RuntimeError(f"{name}: {answer}")

    return work


async def _library(cases: Cases) -> Work:
    case = await asyncio.to_thread(cases.open, included_case())

    def work() -> None:
        for number in range(LENGTH):
            if number % 2 == 0:
                cases.add_partner(case, OM, "Gebiedsofficier")
            else:
                cases.remove_partner(case, OM, "Wonen is geregeld.")

    return lambda: asyncio.to_thread(work)
