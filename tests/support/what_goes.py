"""What goes to whom because of one event of a log, by the same functions and in the same order as the policy of disclosure."""

import functools
from collections.abc import Mapping, Sequence
from datetime import date

from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.recorded import Recorded
from levensloop.disclosure.again import again
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure, disclosures, evolve
from levensloop.disclosure.rectified import Wrong, along, as_far_as_it_may, who_received, wrong_ones
from support.kept import Kept


def what_goes(
    earlier: Sequence[Recorded[DomainEvent]],
    first: Recorded[DomainEvent],
    together: Sequence[Recorded[DomainEvent]],
    kept: Kept,
    organisations: Mapping[str, Organisation],
    me: str,
    today: date,
) -> list[Disclosure]:
    """`together`: what was decided with the event, after it. Nothing is ever taken back, since all that went was read at once."""
    before = functools.reduce(evolve, earlier, CaseSoFar())
    alone, after = evolve(before, first), functools.reduce(evolve, [first, *together], before)
    wrong: Wrong = wrong_ones(first.event, earlier) if isinstance(first.event, DatumRectified) else ()
    received = who_received(wrong, kept.records) if isinstance(first.event, DatumRectified) else kept.reached
    judged = [
        *disclosures(first, before, after, organisations, me, received, today),
        *again(before, alone, kept.records, organisations, me, today),
    ]
    if wrong:
        judged = [as_far_as_it_may(each, wrong, after, organisations, me, today) for each in judged]
    older = [each for each in judged if each.recorded.id != first.id and not each.judged.nothing]
    return [*judged, *along(older, after, organisations, me, today)]
