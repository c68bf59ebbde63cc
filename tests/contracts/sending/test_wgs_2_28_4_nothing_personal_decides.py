"""WGS-2.28-4: whether something is held follows from what is in clear: who has no keys, or has them no more, finds the same."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.restrictions import Restrictions, evolve
from levensloop.contracts.sending import Sending
from levensloop.contracts.special_data import SPECIAL, supplied_by
from levensloop.infra.secrecy.vault import read_closed
from support.any_event import envelopes, events
from support.samples.world import HAAGLANDEN, ROTTERDAM
from support.sealed import sealed

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
LATER = [kind for kind in EVENTS.values() if kind is not ClientReported]
"""All that can be recorded after a release, but for the report, which is before everything."""


@pytest.mark.parametrize("kind", LATER, ids=lambda kind: kind.__name__)
@FEW
@given(data=st.data())
def test_wgs_2_28_4_it_is_held_for_the_same_suppliers_and_kinds_open_or_closed(
    kind: type[DomainEvent], data: st.DataObject
) -> None:
    event = data.draw(events(kind))
    closed = read_closed(sealed(data.draw(envelopes(event)), kind)[0], 1)

    found = lacks(closed, closed.event)
    assert found == lacks(closed, event)
    if kind is not DatumRectified:
        given = {
            supplier: kinds
            for supplier, kinds in supplied_by(event)
            if kinds and supplier not in (HAAGLANDEN, ROTTERDAM)
        }
        assert given.keys() <= found.keys(), "nothing special of anybody goes unasked"
        assert all(kinds <= SPECIAL for kinds in found.values())


def lacks(recorded: Recorded[DomainEvent], event: DomainEvent) -> dict[str, frozenset[str]]:
    """Of this as the first that is recorded at the ZVH that hands over after the release, when nobody agreed to anything."""
    sending = Sending(1_000_000, HAAGLANDEN, ROTTERDAM, released=True)
    first = Recorded(event, recorded.case, recorded.id, HAAGLANDEN, recorded.time, 1, recorded.fingerprint)
    return dict(sending.then(first, known(event))[0].lacks)


def known(event: DomainEvent) -> Restrictions:
    """With what it says itself, where it says something."""
    first = Recorded(event, UUID(int=1), UUID(int=2), HAAGLANDEN, event.at, 1, "")
    return evolve(Restrictions(), first)
