"""A case that is destroyed: the ZVHs on the other side of its moves are known, and told once it is gone here (WGS 1.8(7)). Pure.

Who directed the case has all of them destroy theirs, each passing it on in turn, as a retraction is (REP-2). The copy of a ZVH that did not
direct it goes by its own clock, and tells none.
"""

import json
from collections.abc import Callable, Sequence

from joserfc.jwk import OKPKey

from levensloop.contracts import destruction
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed, DestructionOrdered
from levensloop.contracts.recorded import Recorded
from levensloop.handover.retraction import neighbours
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.secrecy.notices import Notice, write_notice


def known(
    order: DestructionOrdered, events: Sequence[Recorded[DomainEvent]], director: str | None, me: str
) -> NewMessage:
    """To this ZVH itself: which ZVHs have a copy that goes with this one; with that its own destruction begins. `director`: who directed
    the case until now."""
    told = order.told_by is not None or director == me
    places = sorted({neighbour.zvh for neighbour in neighbours(events, me)} - {order.told_by}) if told else []
    case = events[-1].case
    return NewMessage(destruction.destroyed_elsewhere(me, case), json.dumps({"places": places}).encode())


def told(
    tombstone: CaseDestroyed, case: CaseId, me: str, is_zvh: Callable[[str], bool], signing: OKPKey
) -> list[NewMessage]:
    """One message per ZVH that has a copy."""
    return [
        NewMessage(destruction.destroyed_elsewhere(to, case), write_notice(Notice(iss=me, aud=to, sub=case), signing))
        for to in tombstone.waiting
        if is_zvh(to)
    ]
