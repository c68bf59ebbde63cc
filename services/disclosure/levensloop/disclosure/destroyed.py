"""A case that is destroyed: who received anything of it is known, and told once it is gone here (WGS 1.8(7)). Behind all that was ever
sent of it: this is asked in the order of the log.

What is told holds nothing but the case id, which is random; it is in clear, since the keys of the case are gone by the time it is read.
"""

import json
from collections.abc import Sequence

from levensloop.contracts import destruction
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.disclosure.records import received
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.notices import Notice, write_notice


async def about_destruction(
    node: Node, out: EventStore, recorded: Recorded[DomainEvent]
) -> Sequence[NewMessage] | None:
    """Of the order: one message to this ZVH itself, which says who has a copy; with that its own destruction begins. Of the tombstone:
    one to each of them. `None` for any other event."""
    me, case = node.me, recorded.case
    match recorded.event:
        case DestructionOrdered():
            places = sorted(await received(out, case) - {me})
            return [NewMessage(destruction.destroyed(me, case), json.dumps({"places": places}).encode())]
        case CaseDestroyed(waiting=waiting):
            partners = [o for o in waiting if o in node.organisations and node.organisations[o].role is not Role.ZVH]
            return [NewMessage(destruction.destroyed(to, case), _notice(node, to, case)) for to in partners]
    return None


def _notice(node: Node, to: str, case: CaseId) -> bytes:
    return write_notice(Notice(iss=node.me, aud=to, sub=case), node.own.signing)
