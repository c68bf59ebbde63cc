"""The stay in a secure bed: BED-3 its limit, BED-2 a place to go to, or the bottleneck that there is none."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.signals import ExtendSecureBedStay, ReleaseFromSecureBed
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.signals import ReleasedFromSecureBed, SecureBedStayExceeded, SecureBedStayExtended
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.signals.bed import bed_in
from levensloop.signals.bottlenecks import recorded
from levensloop.signals.state import BedStatus, State

TIMER = "bed"
LONGEST = timedelta(days=730)
"""From today, as long as a plan may agree on at most."""

_NO_PLACE = "De cliënt kan het beveiligde bed niet verlaten: er is geen plek om naartoe te gaan."


def release(state: State, command: ReleaseFromSecureBed, context: Context) -> Decision:
    """Back from the bed. BED-2: without a place to go to the client stays, and that there is none is said, once."""
    bed = bed_in(state, BedStatus.ADMITTED)
    if isinstance(bed, Refusal):
        return bed
    if command.destination is None:
        category = BottleneckCategory.NO_SUITABLE_PLACE
        known = any(b.category is category and not b.resolved for b in state.bottlenecks.values())
        return [] if known else [recorded(state, category, command.tried or _NO_PLACE, context)]
    return [ReleasedFromSecureBed(at=context.now, by=context.by, destination=command.destination)]


def extend(state: State, command: ExtendSecureBedStay, context: Context) -> Decision:
    """BED-3: a later last day, which is a decision with a reason; the stay never just goes on."""
    bed = bed_in(state, BedStatus.ADMITTED)
    if isinstance(bed, Refusal):
        return bed
    if bed.until is not None and command.until <= bed.until:
        return refuse("BED-3", f"Het verblijf duurt al tot en met {bed.until:%d-%m-%Y}.", field="until")
    if command.until < context.today:
        return refuse("BED-3", "De nieuwe laatste dag van het verblijf is al voorbij.", field="until")
    if command.until > context.today + LONGEST:
        return refuse("BED-3", f"Verleng het verblijf met ten hoogste {LONGEST.days} dagen.", field="until")
    return [SecureBedStayExtended(at=context.now, by=context.by, until=command.until, reason=command.reason)]


def deadlines(state: State) -> dict[str, datetime]:
    """When the last day of the stay is over. Once exceeded it does not run again until the stay is extended."""
    bed = state.bed
    if bed is None or bed.status is not BedStatus.ADMITTED or bed.until is None or bed.exceeded:
        return {}
    return {TIMER: end_of(bed.until)}


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """BED-3: exceeded, once; the client stays until somebody decides."""
    due = deadlines(state).get(timer)
    if due is None or context.now < due or state.bed is None or state.bed.until is None:
        return []
    return [SecureBedStayExceeded(at=context.now, by=context.by, until=state.bed.until)]
