"""The checks of a node that need its services: what is provisioned, which timers run, what was put aside."""

from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from datetime import datetime
from uuid import UUID

from levensloop.audit.checking.finding import Finding
from levensloop.contracts import subjects
from levensloop.contracts.codec import UnreadableEvent
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.timers import aim_of, moment_of, whole
from levensloop.infra.nodes.credentials import close, connect, provisioning_credentials
from levensloop.infra.nodes.provision import provision_node, unprovisioned
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.zvh.services import APPS

PROVISIONED, TIMERS = "inrichting", "termijnen"


async def provisioned(node: Node) -> AsyncIterator[Finding]:
    """Streams and consumers that are not there, or not as the topology has them. Raises `NodeUnreachable`."""
    here = node.told.topology.node(node.me)
    assert here is not None  # whoever is connected to it found it in the topology
    for name, what in await unprovisioned(node.told.topology, here, node.nc):
        yield Finding(PROVISIONED, name, what)


async def provision(node: Node) -> None:
    """Declare what is missing. Raises `StreamDiffers` where something cannot be changed, `NodeUnreachable`."""
    here = node.told.topology.node(node.me)
    assert here is not None
    declaring = provisioning_credentials(node.told.topology, node.keys, node.me)
    nc = await connect(node.url, declaring, name=f"{node.me} provisioning")
    try:
        await provision_node(node.told.topology, here, nc)
    finally:
        await close(nc)


async def set_timers(node: Node) -> None:
    """Of every case that can be read: the timers that must run, and no others. Raises `Conflict`, `EventStoreError`."""
    for case in await cases_of(node):
        for app in APPS.values():
            if (reactor := app(node).reactor) is not None:
                with suppress(UnreadableEvent, SecrecyError):  # named by the check; its timers stay as they are
                    await reactor.keep_timers(case)


async def timers(node: Node) -> AsyncIterator[Finding]:
    """Per case and service: the timers that must run, as the case is now, against those that do, and when each goes off."""
    cases = await cases_of(node)
    running: dict[tuple[str, UUID], dict[str, datetime]] = {}
    store = node.store(subjects.timers_stream(node.me))
    async with aclosing(store.replay(subjects.timer_at("*", "*", "*"))) as schedules:
        async for schedule in schedules:
            _, _, service, token, name = schedule.subject.split(".", 4)
            case = _number(token)
            try:
                due = moment_of(schedule)
            except ValueError:
                case = due = None
            if case is None:
                yield Finding(TIMERS, f"{store.stream} {schedule.seq}", "geen termijn zoals deze software die zet")
                continue
            if due is not None:
                running.setdefault((service, case), {})[name] = due
            if aim_of(schedule) != subjects.timer_due(service, token, name):
                yield Finding(TIMERS, f"casus {token}, {service}", f"{name} gaat af waar niemand luistert")
    for service, made in ((name, app(node)) for name, app in APPS.items()):
        if made.reactor is None:
            continue
        for case in cases:
            now = running.pop((service, case), {})
            try:
                wanted = await made.reactor.timers_of(case)
            except (UnreadableEvent, SecrecyError) as error:
                yield Finding(TIMERS, f"casus {case}, {service}", f"niet na te gaan: {error}")
                continue
            for name in sorted(wanted.keys() - now.keys()):
                yield Finding(TIMERS, f"casus {case}, {service}", f"{name} loopt niet, en moet lopen")
            for name in sorted(now.keys() - wanted.keys()):
                yield Finding(TIMERS, f"casus {case}, {service}", f"{name} loopt, en hoeft niet te lopen")
            for name in sorted(name for name in now.keys() & wanted.keys() if now[name] != whole(wanted[name])):
                yield Finding(TIMERS, f"casus {case}, {service}", f"{name} loopt tot een ander moment dan moet")
    for (service, case), names in running.items():
        yield Finding(TIMERS, f"casus {case}, {service}", f"{', '.join(sorted(names))} loopt, en de casus is er niet")


async def cases_of(node: Node) -> set[UUID]:
    """Every case of which the log has anything. What is of none is named by the check of streams. Raises `EventStoreError`."""
    found = {_number(subjects.case_of(subject)) async for subject in _subjects(node) if not subjects.is_report(subject)}
    return {case for case in found if case is not None}


def _number(token: str) -> UUID | None:
    try:
        return UUID(token)
    except ValueError:
        return None


async def _subjects(node: Node) -> AsyncIterator[str]:
    async with aclosing(node.log.store.replay(subjects.ALL_EVENTS)) as messages:
        async for message in messages:
            yield message.subject


async def dead_letters(node: Node) -> AsyncIterator[Finding]:
    """What was put aside and waits for somebody: `levensloop dead` shows it."""
    for name in APPS:
        for letter in await node.dead.of(name):
            where = f"{letter.stream} {letter.origin.seq}"
            yield Finding("opzij gelegd", where, f"{letter.service}/{letter.policy}: {letter.reason}")
