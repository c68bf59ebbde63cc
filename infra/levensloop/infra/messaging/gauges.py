"""How a ZVH's node is doing, in figures for who watches it: what lags, what waits, what is late. No person is in it, nor a case."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime

import nats.errors
from nats.js.errors import NotFoundError

from levensloop.contracts import subjects
from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.eventstore.stream import unanswered
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.signed_to import signed_to
from levensloop.infra.messaging.timers import moment_of

PATIENCE = 5.0
"""Seconds that a service may take to say how it is doing. Default."""

MEANING: Mapping[str, str] = {
    "service_up": "Whether the service answers (1) or not (0)",
    "service_healthy": "Whether the service says that it is well: nothing put aside, no policy waiting",
    "policy_lag": "Messages in the source of a policy that it has not handled, counted in sequences",
    "policy_waiting": "Whether a policy waits, for a store that cannot take anything for instance",
    "dead_letters": "Messages of a service that were put aside and not handled since",
    "undelivered_disclosures": "Messages ready for an organisation that it has not confirmed",
    "oldest_undelivered_disclosure_seconds": "How long the oldest of those has been ready; 0 when there are none",
    "timers": "Timers that run",
    "timers_overdue": "Timers of which the moment has passed and that did not fire",
    "checkpoint_age_seconds": "How long ago the last checkpoint of the accountability log was signed",
    "unsigned_account_records": "Accountability records behind the last checkpoint",
    "witness_behind_seconds": "How long ago the first checkpoint was signed that a witness has not cosigned; 0 when it is up to date",
}
"""Name, without `levensloop_`, → what it says. All are gauges; durations in seconds."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """One figure."""

    name: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


async def gauges(node: Node, services: Iterable[str], partners: Iterable[str]) -> list[Gauge]:
    """All figures of this node as they are now. Raises `StoreUnavailable`: then there are none, rather than old ones."""
    found = [gauge for service in services for gauge in await _of_service(node, service)]
    for partner in partners:
        found += [gauge async for gauge in _undelivered(node, partner)]
    return [*found, *await _timers(node), *await _unsigned(node), *[gauge async for gauge in _witnesses(node)]]


async def _of_service(node: Node, service: str) -> list[Gauge]:
    about = {"service": service}
    try:
        answer = await node.nc.request(subjects.health(node.me, service), b"", timeout=PATIENCE)
    except nats.errors.Error:
        return [Gauge("service_up", 0, about)]
    health = json.loads(answer.data)
    found = [Gauge("service_up", 1, about), Gauge("service_healthy", float(health["healthy"]), about)]
    if health["dead_letters"] is not None:
        found.append(Gauge("dead_letters", health["dead_letters"], about))
    for policy in health["policies"]:
        which = {**about, "policy": policy["name"]}
        found.append(Gauge("policy_waiting", float(policy["waiting"] is not None), which))
        if policy["lag"] is not None:
            found.append(Gauge("policy_lag", policy["lag"], which))
    return found


async def _undelivered(node: Node, partner: str) -> AsyncIterator[Gauge]:
    stream = subjects.out_stream(node.me)
    try:
        info = await node.nc.jetstream().consumer_info(stream, partner)
    except NotFoundError:  # not provisioned yet
        return
    except nats.errors.Error as error:
        raise StoreUnavailable(stream, unanswered(error)) from error
    confirmed = info.ack_floor.stream_seq if info.ack_floor else 0
    waiting = (info.num_pending or 0) + (info.num_ack_pending or 0)
    oldest = await _first(node.store(stream), subjects.outbox_of(partner), confirmed) if waiting else None
    age = max(0.0, (node.clock.now() - oldest).total_seconds()) if oldest else 0.0
    yield Gauge("undelivered_disclosures", waiting, {"organisation": partner})
    yield Gauge("oldest_undelivered_disclosure_seconds", age, {"organisation": partner})


async def _first(store: EventStore, pattern: str, after: int) -> datetime | None:
    async with aclosing(store.replay(pattern, after)) as messages:
        async for message in messages:
            return message.time
    return None


async def _timers(node: Node) -> list[Gauge]:
    now, running, overdue = datetime.now(UTC), 0, 0  # the server fires by its own clock
    async with aclosing(node.store(subjects.timers_stream(node.me)).replay(subjects.timer_at("*", "*", "*"))) as timers:
        async for timer in timers:
            running += 1
            overdue += (due := moment_of(timer)) is not None and due < now
    return [Gauge("timers", running), Gauge("timers_overdue", overdue)]


async def _unsigned(node: Node) -> list[Gauge]:
    """No age where nothing was signed yet. Who signs may be behind: counted by the server, in one question."""
    last = await node.store(subjects.checkpoints_stream(node.me)).last(subjects.CHECKPOINT)
    signed = signed_to(last) if last else None
    behind = await _behind(node.accounts.store, signed.position if signed else 0)
    found = [Gauge("unsigned_account_records", behind)]
    if signed is not None:
        found.append(Gauge("checkpoint_age_seconds", max(0.0, (node.clock.now() - signed.at).total_seconds())))
    return found


async def _witnesses(node: Node) -> AsyncIterator[Gauge]:
    """Those that the topology names for this ZVH."""
    store = node.store(subjects.checkpoints_stream(node.me))
    for witness in node.told.topology.organisation(node.me).witnesses:
        last = await store.last(subjects.cosignature(witness))
        behind = 0.0
        async with aclosing(store.replay(subjects.CHECKPOINT, last.seq if last else 0)) as checkpoints:
            async for checkpoint in checkpoints:
                behind = max(0.0, (node.clock.now() - signed_to(checkpoint).at).total_seconds())
                break
        yield Gauge("witness_behind_seconds", behind, {"organisation": witness})


async def _behind(audit: EventStore, position: int) -> int:
    async with aclosing(audit.follow(subjects.ALL_AUDIT, position)) as stretches:
        async for stretch in stretches:  # the first says how many there are, before any comes
            return stretch.pending
    return 0
