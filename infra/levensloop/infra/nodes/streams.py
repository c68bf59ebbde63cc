"""Every stream and consumer of a node, as data: what provisioning declares and nothing else may.

Stream names carry the organisation's id, because acknowledgement subjects carry no JetStream domain.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from levensloop.contracts.roles import Role
from levensloop.infra.nodes.topology import Topology


@dataclass(frozen=True, slots=True)
class Source:
    """Copy from `stream` of node `node` what the durable consumer `consumer` there delivers on `deliver` (ADR-60)."""

    node: str
    stream: str
    consumer: str
    deliver: str


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream. `atomic`: accepts batches (ADR-50). `schedules`: timers (ADR-51). `direct`: readable by direct get."""

    name: str
    subjects: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    atomic: bool = False
    direct: bool = True
    schedules: bool = False


@dataclass(frozen=True, slots=True)
class Consumer:
    """One durable consumer for another organisation. `deliver` set: pushed to its node as a source; else pulled by a client."""

    stream: str
    name: str
    filter: str
    deliver: str | None = None


def log_of(org: str) -> str:
    return f"LOG_{org}"


def out_of(zvh: str) -> str:
    return f"OUT_{zvh}"


def move_of(zvh: str) -> str:
    return f"MOVE_{zvh}"


def arrivals_of(zvh: str) -> str:
    return f"ARRIVALS_{zvh}"


def timers_of(zvh: str) -> str:
    return f"TIMERS_{zvh}"


def dead_of(zvh: str) -> str:
    return f"DEAD_{zvh}"


def inbox_of(org: str) -> str:
    return f"INBOX_{org}"


def deliver_subject(stream: str, receiver: str) -> str:
    """Where a source's messages travel: named after stream and receiver, so that one export can mean exactly these."""
    return f"deliver.{stream}.{receiver}"


def _source(node: str, stream: str, receiver: str) -> Source:
    return Source(node, stream, receiver, deliver_subject(stream, receiver))


def streams(topology: Topology, org: str) -> Iterator[Stream]:
    """The streams of an organisation's node; nothing for an organisation without one."""
    if topology.node(org) is None:
        return
    organisation = topology.organisation(org)
    if organisation.role is not Role.ZVH:
        zvh = topology.zvh_of(org)
        yield Stream(inbox_of(org), sources=(_source(zvh, out_of(zvh), org),))
        return
    others = [z.id for z in topology.zvhs() if z.id != org]
    yield Stream(log_of(org), ("es.>", "position.log.*"), atomic=True)
    yield Stream(out_of(org), ("out.*.*", "account.*", "position.out.*"), atomic=True)
    yield Stream(move_of(org), ("move.*.*.*", "position.move.*"), atomic=True)
    yield Stream(arrivals_of(org), sources=tuple(_source(other, move_of(other), org) for other in others))
    yield Stream(timers_of(org), ("timer.at.*.*.*", "timer.due.*.*.*"), schedules=True)
    yield Stream(dead_of(org), ("dead.*.*",))


def consumers(topology: Topology, org: str) -> Iterator[Consumer]:
    """The durable consumers that others use on an organisation's node: one per partner, one per other ZVH."""
    if topology.organisation(org).role is not Role.ZVH:
        return
    for partner in topology.partners(org):
        stream = out_of(org)
        deliver = deliver_subject(stream, partner.id) if topology.node(partner.id) else None
        yield Consumer(stream, partner.id, f"out.{partner.id}.>", deliver)
    for other in topology.zvhs():
        if other.id != org:
            stream = move_of(org)
            yield Consumer(stream, other.id, f"move.{other.id}.>", deliver_subject(stream, other.id))
