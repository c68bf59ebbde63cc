"""What the accountability service does by itself: a record of every message in LOG, OUT and MOVE, once each."""

from levensloop.audit import move_records, out_records
from levensloop.audit.event_records import EventRecords
from levensloop.audit.move_records import MoveRecords
from levensloop.audit.out_records import OutRecords
from levensloop.contracts import subjects
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy

SERVICE = "audit"
TOGETHER = 450
"""Messages of a stream whose records go into one batch: one sync for all, so that it keeps up with a busy node."""


def audit_policies(node: Node) -> tuple[Policy, ...]:
    """One per stream; each keeps its position among the records, in the batch with them."""
    followed = (
        ("log", subjects.log_stream(node.me), (subjects.ALL_EVENTS,), EventRecords(node).handle),
        ("out", subjects.out_stream(node.me), out_records.FOLLOWED, OutRecords(node).handle),
        ("move", subjects.move_stream(node.me), move_records.FOLLOWED, MoveRecords(node).handle),
    )
    target = node.accounts.store
    return tuple(
        Policy(SERVICE, name, node.store(stream), patterns, target, subjects.position("audit", name), handle, TOGETHER)
        for name, stream, patterns, handle in followed
    )
