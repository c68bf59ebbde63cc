"""Every stream and consumer of a node, as data: what provisioning declares and nothing else may.

Stream names carry the organisation's id, because acknowledgement subjects carry no JetStream domain.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from levensloop.contracts import destruction, subjects
from levensloop.contracts.account_subjects import account_of_move
from levensloop.contracts.roles import NATIONAL, Role
from levensloop.infra.nodes.topology import Topology

ENTRY_BYTES = 65_535
"""Of a record of the accountability log: as an entry of its tree it stands behind its length in two bytes (C2SP tlog-tiles)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Copy from `stream` of node `node` what the durable consumer `consumer` there delivers on `deliver` (ADR-60).

    `filed`: the subject pattern under which this node stores all of it, so that nobody but this node says where it came from.
    """

    node: str
    stream: str
    consumer: str
    deliver: str
    filed: str | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream. `atomic`: accepts batches (ADR-50). `schedules`: timers (ADR-51). `direct`: readable by direct get.

    `sourced`: streams of other nodes copy from it. `largest`: bytes of a message with its headers, where less than the server takes.
    """

    name: str
    subjects: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    atomic: bool = False
    direct: bool = True
    schedules: bool = False
    sourced: bool = False
    largest: int | None = None


@dataclass(frozen=True, slots=True)
class Consumer:
    """One durable consumer for another organisation. `deliver` set: pushed to its node as a source; else pulled by a client."""

    stream: str
    name: str
    filter: str
    deliver: str | None = None


def deliver_subject(stream: str, receiver: str) -> str:
    """Where a source's messages travel: named after stream and receiver, so that one export can mean exactly these."""
    return f"deliver.{stream}.{receiver}"


def _source(node: str, stream: str, receiver: str, filed: str | None = None) -> Source:
    return Source(node, stream, receiver, deliver_subject(stream, receiver), filed)


def streams(topology: Topology, org: str) -> Iterator[Stream]:
    """The streams of an organisation's node; nothing for an organisation without one."""
    if topology.node(org) is None:
        return
    organisation = topology.organisation(org)
    if organisation.role is not Role.ZVH:
        national = organisation.role in NATIONAL
        disclosed_here = (
            _source(zvh, subjects.out_stream(zvh), org, subjects.arrived(zvh, ">") if national else None)
            for zvh in topology.zvhs_of(org)
        )
        yield Stream(subjects.inbox_stream(org), sources=tuple(disclosed_here))
        return
    moves = [
        _source(zvh.id, subjects.move_stream(zvh.id), org, subjects.arrived(zvh.id, ">"))
        for zvh in topology.zvhs()
        if zvh.id != org
    ]
    letters = (subjects.out("*", "*"), destruction.destroyed("*", "*"))
    disclosed = (*letters, subjects.account("*"), subjects.position("out", "*"))
    timers = (subjects.timer_at("*", "*", "*"), subjects.timer_due("*", "*", "*"))
    yield Stream(subjects.log_stream(org), (subjects.ALL_EVENTS, subjects.position("log", "*")), atomic=True)
    moved = (subjects.moves_to("*"), account_of_move("*"), subjects.position("move", "*"))
    yield Stream(subjects.out_stream(org), disclosed, atomic=True, sourced=True)
    yield Stream(subjects.move_stream(org), moved, atomic=True, sourced=True)
    yield Stream(subjects.arrivals_stream(org), sources=tuple(moves))
    yield Stream(subjects.timers_stream(org), timers, schedules=True)
    yield Stream(subjects.dead_stream(org), (subjects.dead("*", "*"),))
    yield Stream(subjects.keys_stream(org), (subjects.ALL_KEYS,))
    audited = (subjects.ALL_AUDIT, subjects.position("audit", "*"))
    yield Stream(subjects.audit_stream(org), audited, atomic=True, largest=ENTRY_BYTES)
    yield Stream(subjects.checkpoints_stream(org), (subjects.ALL_CHECKPOINTS,))


def consumers(topology: Topology, org: str) -> Iterator[Consumer]:
    """The durable consumers that others use on an organisation's node: one per partner, one per other ZVH."""
    if topology.organisation(org).role is not Role.ZVH:
        return
    for partner in topology.partners(org):
        stream = subjects.out_stream(org)
        deliver = deliver_subject(stream, partner.id) if topology.node(partner.id) else None
        yield Consumer(stream, partner.id, subjects.outbox_of(partner.id), deliver)
    for other in topology.zvhs():
        if other.id != org:
            stream = subjects.move_stream(org)
            yield Consumer(stream, other.id, subjects.moves_to(other.id), deliver_subject(stream, other.id))
