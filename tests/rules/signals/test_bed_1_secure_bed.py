"""BED-1: a secure bed is requested, assigned or waited for, used for the longest stay at most, and left again."""

from datetime import date

import pytest
from pydantic import ValidationError

from levensloop.contracts.commands.signals import (
    AdmitToSecureBed,
    AssignSecureBed,
    ReleaseFromSecureBed,
    RequestSecureBed,
    WithdrawSecureBedRequest,
)
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.events.signals import (
    AdmittedToSecureBed,
    ReleasedFromSecureBed,
    SecureBedAssigned,
    SecureBedRequested,
    SecureBedRequestWithdrawn,
    SecureBedWaitlisted,
)
from levensloop.infra.specification import Given
from levensloop.signals.service import signals
from support.samples.plan import TIME_OUT, planned_case
from support.samples.signals import (
    SAMPLE_BED,
    SAMPLE_BED_REQUEST,
    SAMPLE_WAIT,
    bed_assigned,
    bed_requested,
    time_out_activated,
)
from support.samples.world import NOW, POLITIE, PROVIDER, actor, amsterdam, at_haaglanden

REQUEST = RequestSecureBed(level=4, longest_stay_days=14, crisis=False, reason="Time-out afgesproken.")
ADMIT = AdmitToSecureBed(home_kept="De kamer blijft 6 weken vrij.")
RELEASE = ReleaseFromSecureBed(destination="Terug naar zijn kamer.")
WITHDRAW = WithdrawSecureBedRequest(reason="Hij wil vrijwillig worden opgenomen.")
WITHDRAWN = SecureBedRequestWithdrawn(at=NOW, by=actor(PROVIDER), reason=WITHDRAW.reason)
WAITLISTED = SecureBedWaitlisted(at=NOW, by=actor(PROVIDER), level=3)
ADMITTED = AdmittedToSecureBed(
    at=NOW, by=actor(PROVIDER), level=3, clinic=SAMPLE_BED.clinic, until=date(2026, 3, 16), home_kept=ADMIT.home_kept
)
RELEASED = ReleasedFromSecureBed(at=NOW, by=actor(PROVIDER), destination=RELEASE.destination)

STAGES: dict[str, tuple[DomainEvent, ...]] = {
    "none": (),
    "requested": (bed_requested(),),
    "waitlisted": (bed_requested(), WAITLISTED),
    "assigned": (bed_requested(), bed_assigned()),
    "admitted": (bed_requested(), bed_assigned(), ADMITTED),
    "released": (bed_requested(), bed_assigned(), ADMITTED, RELEASED),
    "withdrawn": (bed_requested(), WAITLISTED, WITHDRAWN),
}

ALLOWED: dict[CommandData, tuple[type[DomainEvent], set[str]]] = {
    REQUEST: (SecureBedRequested, {"none", "released", "withdrawn"}),
    SAMPLE_WAIT: (SecureBedWaitlisted, {"requested"}),
    SAMPLE_BED: (SecureBedAssigned, {"requested", "waitlisted"}),
    WITHDRAW: (SecureBedRequestWithdrawn, {"requested", "waitlisted", "assigned"}),
    ADMIT: (AdmittedToSecureBed, {"assigned"}),
    RELEASE: (ReleasedFromSecureBed, {"admitted"}),
}


def at(stage: str, *more: DomainEvent) -> Given:
    return at_haaglanden(signals, *planned_case(), *more, *STAGES[stage])


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("command", ALLOWED, ids=lambda command: type(command).__name__)
def test_bed_1_each_step_follows_on_the_one_before(command: CommandData, stage: str) -> None:
    event, stages = ALLOWED[command]
    outcome = at(stage).when(command, by=PROVIDER)

    if stage in stages:
        outcome.then(event)
    else:
        outcome.refused("BED-1")


def test_bed_1_level_and_stay_come_from_the_scenario() -> None:
    [requested] = at("none", *time_out_activated()).when(SAMPLE_BED_REQUEST, by=PROVIDER).then(SecureBedRequested)

    assert TIME_OUT.bed is not None
    assert (requested.level, requested.longest_stay_days) == (TIME_OUT.bed.level, TIME_OUT.bed.longest_stay_days)


def test_bed_1_or_are_given() -> None:
    [requested] = at("none", *time_out_activated()).when(REQUEST, by=PROVIDER).then(SecureBedRequested)

    assert (requested.level, requested.longest_stay_days) == (4, 14)


@pytest.mark.parametrize("field", ["level", "longest_stay_days"])
def test_bed_1_without_either_it_is_refused(field: str) -> None:
    refusal = at("none").when(REQUEST.model_copy(update={field: None}), by=PROVIDER).refused("BED-1")

    assert refusal.details == {"field": field}


@pytest.mark.parametrize("level", [1, 5])
def test_bed_1_there_are_levels_2_to_4(level: int) -> None:
    with pytest.raises(ValidationError):
        RequestSecureBed(level=level, crisis=True, reason="Ambulant houdt het niet meer.")


@pytest.mark.parametrize(("level", "fits"), [(2, False), (3, True), (4, True)])
def test_bed_1_a_bed_is_not_below_what_was_asked(level: int, fits: bool) -> None:
    outcome = at("requested").when(AssignSecureBed(level=level, clinic="Kliniek De Duinen"), by=PROVIDER)

    if fits:
        outcome.then(SecureBedAssigned)
    else:
        outcome.refused("BED-1")


def test_bed_1_the_stay_ends_in_time_by_the_dutch_day() -> None:
    late = amsterdam(2026, 2, 3, 0, 30)
    [admitted] = at("assigned").when(ADMIT, by=PROVIDER, at=late).then(AdmittedToSecureBed)

    assert admitted.until == date(2026, 3, 17), "42 days after 3 February, though in UTC it is still the second"
    assert (admitted.clinic, admitted.level) == (SAMPLE_BED.clinic, SAMPLE_BED.level)
    assert admitted.home_kept == ADMIT.home_kept


def test_bed_1_how_the_home_place_is_kept_must_be_said() -> None:
    with pytest.raises(ValidationError):
        AdmitToSecureBed(home_kept=" ")


def test_bed_1_by_the_provider_or_the_zvh() -> None:
    at("none").when(REQUEST, by=POLITIE).refused("BED-1")
    at("requested").when(WITHDRAW, by=POLITIE).refused("BED-1")
