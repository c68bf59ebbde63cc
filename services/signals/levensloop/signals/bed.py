"""BED-1: the way to a secure bed: requested, assigned or on a waiting list, admitted with a longest stay."""

from datetime import timedelta

from levensloop.contracts.calendar import day_of
from levensloop.contracts.commands.signals import (
    AdmitToSecureBed,
    AssignSecureBed,
    RequestSecureBed,
    WaitlistSecureBed,
    WithdrawSecureBedRequest,
)
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.erased import if_known, is_erased
from levensloop.contracts.events.signals import (
    AdmittedToSecureBed,
    SecureBedAssigned,
    SecureBedRequested,
    SecureBedRequestWithdrawn,
    SecureBedWaitlisted,
)
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.terms import step_of_bed
from levensloop.contracts.vocabulary import BedTerms
from levensloop.signals.state import Bed, BedStatus, State

_DUTCH = {
    BedStatus.REQUESTED: "aangevraagd",
    BedStatus.WAITLISTED: "op de wachtlijst",
    BedStatus.ASSIGNED: "toegewezen",
    BedStatus.ADMITTED: "in gebruik",
}


def request(state: State, command: RequestSecureBed, context: Context) -> Decision:
    """Level and longest stay of the scenario that was activated last and has a bed, unless the command says otherwise."""
    if state.bed is not None:
        return refuse("BED-1", f"Er is al een beveiligd bed {_DUTCH[state.bed.status]}.", status=state.bed.status.value)
    agreed = _agreed(state)
    level = command.level or (agreed and if_known(agreed.level))
    if level is None:
        return _missing("level", "het beveiligingsniveau")
    days = command.longest_stay_days or (agreed and if_known(agreed.longest_stay_days))
    if days is None:
        return _missing("longest_stay_days", "de langste verblijfsduur")
    return [
        SecureBedRequested(
            at=context.now,
            by=context.by,
            level=level,
            crisis=command.crisis,
            longest_stay_days=days,
            reason=command.reason,
            due=context.due(step_of_bed(command.crisis)),
        )
    ]


def _agreed(state: State) -> BedTerms | None:
    terms = [a.agreed.bed for a in state.active() if a.agreed and a.agreed.bed]
    return terms[-1] if terms else None


def _missing(field: str, dutch: str) -> Refusal:
    return refuse("BED-1", f"Noem {dutch}: er loopt geen scenario waarin het staat.", field=field)


def assign(state: State, command: AssignSecureBed, context: Context) -> Decision:
    """A bed of at least the level that was asked for."""
    bed = bed_in(state, BedStatus.REQUESTED, BedStatus.WAITLISTED)
    if isinstance(bed, Refusal):
        return bed
    if command.level < bed.level:
        return refuse(
            "BED-1", f"Gevraagd is niveau {bed.level}; een bed van niveau {command.level} is te laag.", field="level"
        )
    due = context.due(step_of_bed(bed.crisis))
    return [SecureBedAssigned(at=context.now, by=context.by, level=command.level, clinic=command.clinic, due=due)]


def waitlist(state: State, command: WaitlistSecureBed, context: Context) -> Decision:
    """There is no bed yet; there must be one by the day on which it is expected, or else within a new term."""
    bed = _as_asked(bed_in(state, BedStatus.REQUESTED))
    if isinstance(bed, Refusal):
        return bed
    expected = command.expected_on
    due = expected if expected and expected >= context.today else context.due(step_of_bed(bed.crisis))
    return [SecureBedWaitlisted(at=context.now, by=context.by, level=bed.level, expected_on=expected, due=due)]


def withdraw(state: State, command: WithdrawSecureBedRequest, context: Context) -> Decision:
    """However far it is, as long as nobody is admitted; then a next one may be asked for."""
    bed = bed_in(state, BedStatus.REQUESTED, BedStatus.WAITLISTED, BedStatus.ASSIGNED)
    if isinstance(bed, Refusal):
        return bed
    return [SecureBedRequestWithdrawn(at=context.now, by=context.by, reason=command.reason)]


def admit(state: State, command: AdmitToSecureBed, context: Context) -> Decision:
    """From today, for the longest stay at most; how the home place is kept free must be said."""
    bed = _as_asked(bed_in(state, BedStatus.ASSIGNED))
    if isinstance(bed, Refusal):
        return bed
    return [
        AdmittedToSecureBed(
            at=context.now,
            by=context.by,
            level=bed.level,
            clinic=bed.clinic,
            until=day_of(context.now) + timedelta(days=bed.longest_stay_days),
            home_kept=command.home_kept,
        )
    ]


def _as_asked(bed: Bed | Refusal) -> Bed | Refusal:
    """The bed, when it is still known what was asked for."""
    if isinstance(bed, Bed) and (is_erased(bed.level) or is_erased(bed.longest_stay_days)):
        return refuse(
            "BED-1", "Welk bed voor hoe lang was gevraagd, is vernietigd. Trek de aanvraag in, en vraag opnieuw."
        )
    return bed


def bed_in(state: State, *needed: BedStatus) -> Bed | Refusal:
    """The bed, when it is this far."""
    if state.bed is not None and state.bed.status in needed:
        return state.bed
    now = "niet aangevraagd" if state.bed is None else _DUTCH[state.bed.status]
    must = " of ".join(_DUTCH[status] for status in needed)
    return refuse("BED-1", f"Het beveiligde bed is {now}; hiervoor moet het {must} zijn.")
