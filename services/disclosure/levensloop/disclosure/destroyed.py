"""A case that is destroyed: everyone who received anything of it is told, behind all that was ever sent of it (WGS 1.8(7)).

What is told holds nothing but the case id, which is random; it is in clear, since the keys of the case are gone by the time it is read.
"""

import json
from collections.abc import Sequence

from joserfc.jwk import OKPKey

from levensloop.contracts import subjects
from levensloop.contracts.event import CaseId
from levensloop.disclosure.records import received
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.secrecy.notices import Notice, write_notice


async def tell(out: EventStore, me: str, case: CaseId, signing: OKPKey) -> Sequence[NewMessage]:
    """One message per organisation, and one to this ZVH itself that says who they are: with that its own destruction begins."""
    places = sorted(await received(out, case) - {me})
    told = [
        NewMessage(subjects.destroyed(place, case), write_notice(Notice(iss=me, aud=place, sub=case), signing))
        for place in places
    ]
    return [*told, NewMessage(subjects.destroyed(me, case), json.dumps({"places": places}).encode())]
