"""What is passed on again when what stood in the way of a disclosure changed. Pure (WGS 2.29(2)(3), 1.7(1)).

Only what describes the client as of now: picture, plan, housing profile, of each the latest. To who has not read it yet it goes without
what is withheld since, for the letter that waits cannot be read any more; to whom something was withheld it goes with what may go now.
What happened once, a signal, a bed, is not told again.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import entitled, first, table
from levensloop.contracts.event import kebab
from levensloop.contracts.grounds import Judged, judge, no_longer
from levensloop.contracts.standing import shielded
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure


def again(
    before: CaseSoFar,
    after: CaseSoFar,
    records: Collection[AccountRecord],
    organisations: Mapping[str, Organisation],
    me: str,
    today: date,
) -> Iterator[Disclosure]:
    """`records`: those of the case, in the order of the log. In the order of the log, then of the topology."""
    if before.restrictions == after.restrictions or shielded(after.standing, me) is not None:
        return
    for recorded in sorted(filter(None, after.stands), key=lambda r: r.position):
        for to, held in entitled(recorded.event, after.standing, after.standing, organisations, me):
            of_it = [record for record in records if (record.event, record.to) == (recorded.id, to)]
            judged = judge(recorded, organisations[to], held, after.restrictions, today)
            if not judged.nothing and _differs(of_it, judged):
                grant = first(held & table()[kebab(type(recorded.event).__name__)][organisations[to].role])
                yield Disclosure(recorded, to, grant, held, judged)


def _differs(of_it: Sequence[AccountRecord], judged: Judged) -> bool:
    """Whether more may go than went; or less, or on a new condition, of what nobody read. Not of what was taken back."""
    latest = next((record for record in reversed(of_it) if record.outcome in _TOLD), None)
    if latest is None:
        return any(record.outcome is Outcome.REFUSED for record in of_it)
    if latest.outcome is Outcome.WITHDRAWN:
        return False
    read = any(record.outcome is Outcome.READ and record.because == latest.id for record in of_it)
    places = {each.place for each in judged.withheld}
    asked = {each.number for each in judged.conditions} - set(latest.numbers)
    less = bool(asked or no_longer(latest.withheld, judged))
    return bool(set(latest.withheld) - places) or (less and not read)


_TOLD = (Outcome.DISCLOSED, Outcome.WITHDRAWN)
