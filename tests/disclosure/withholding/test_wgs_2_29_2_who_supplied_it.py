"""WGS-2.29-2: what comes of who is bound by professional secrecy leaves care with consent, by a named law, or by good care of which the
facts are in the log. Who supplied it decides, not the field in which it stands."""

import pytest
from disclosure.passing import logged
from disclosure.withholding.giving import WORLD, got, judged, rules

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import PurposeAssessed
from levensloop.contracts.events.plan import CrisisConferenceHeld, PlanEstablished, SituationAssessed
from levensloop.contracts.events.signals import ScenarioActivated, ScenarioEnded, SecureBedRequested, SignalRaised
from levensloop.contracts.intake import Consent
from levensloop.contracts.vocabulary import ScenarioKind, Severity, SignalKind
from support.samples.disclosure import consent, picture
from support.samples.inclusion import SAMPLE_PURPOSE, joined, partner_left, reported_case
from support.samples.plan import planned_case, review_held
from support.samples.signals import admitted, bed_requested, signal_raised, time_out_activated
from support.samples.world import (
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    LCBB,
    NOW,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    actor,
)

REFUSED, GIVEN, WITHDRAWN = (consent(said) for said in (Consent.REFUSED, Consent.GIVEN, Consent.WITHDRAWN))
DIAGNOSIS = "De psychiater stelde een diagnose."
OUTSIDE_CARE = (GEMEENTE, POLITIE, RECLASSERING)
GROUND = "WGS-2.29-2"


def signal(by: str = CRISISDIENST, severity: Severity = Severity.LOW) -> SignalRaised:
    kind = SignalKind.MEDICATION_STOPPED
    return SignalRaised(at=NOW, by=actor(by), signal=1, kind=kind, severity=severity, text=DIAGNOSIS)


def activated(kind: ScenarioKind) -> ScenarioActivated:
    return ScenarioActivated(
        at=NOW, by=actor(PROVIDER), activation=1, scenario="naar-boven", kind=kind, reason="Het gaat mis."
    )


def read(to: str, *then: DomainEvent) -> str:
    """What it reads of the last of these."""
    found = got(to, (*planned_case(), *then), type(then[-1]))
    assert found is not None, "that it happened goes: about that nobody is bound"
    return found.model_dump_json()


def secret(to: str, *then: DomainEvent) -> set[str]:
    """The fields of the last of these that stay for want of a ground."""
    *earlier, last = logged(*planned_case(), *then)
    return {place for place, rule, _ in rules(judged(last, earlier)[to]) if rule == GROUND}


@pytest.mark.parametrize("said", [(), (REFUSED,), (GIVEN, WITHDRAWN)], ids=["nothing", "refused", "withdrawn"])
@pytest.mark.parametrize("to", OUTSIDE_CARE)
def test_wgs_2_29_2_a_psychiatrist_writes_and_without_ground_nobody_outside_care_reads_it(
    to: str, said: tuple[DomainEvent, ...]
) -> None:
    assert secret(to, *said, signal()) == {"kind", "severity", "text"}
    assert "diagnose" not in read(to, *said, signal())
    assert "diagnose" in read(PROVIDER, *said, signal()), "who cares with him does"


@pytest.mark.parametrize("to", OUTSIDE_CARE)
def test_wgs_2_29_2_with_consent_it_goes_whoever_supplied_it(to: str) -> None:
    assert secret(to, GIVEN, signal()) == set()
    assert "diagnose" in read(to, GIVEN, signal())


@pytest.mark.parametrize("severity", [Severity.SERIOUS, Severity.ACUTE])
def test_wgs_2_29_2_serious_danger_is_good_care_whatever_the_client_said(severity: Severity) -> None:
    assert "diagnose" in read(POLITIE, REFUSED, signal(severity=severity))


@pytest.mark.parametrize("by", [POLITIE, GEMEENTE, RECLASSERING])
def test_wgs_2_29_2_who_is_bound_by_no_secrecy_is_not_kept_from_speaking(by: str) -> None:
    for to in {*OUTSIDE_CARE} - {by}:
        assert secret(to, REFUSED, signal(by)) == set()


def test_wgs_2_29_2_during_a_crisis_scenario_who_must_act_knows_more_and_after_it_no_longer() -> None:
    crisis = activated(ScenarioKind.ACUTE_ADMISSION)
    ended = ScenarioEnded(at=NOW, by=actor(PROVIDER), activation=1, scenario="naar-boven", outcome="Rustig.")

    assert "diagnose" in read(POLITIE, REFUSED, crisis, signal())
    assert "diagnose" not in read(POLITIE, REFUSED, crisis, ended, signal())
    assert "Rustig" in read(POLITIE, REFUSED, crisis, ended), "how it ended is about the crisis"


def test_wgs_2_29_2_a_scenario_without_danger_gives_no_ground() -> None:
    guidance = activated(ScenarioKind.INTENSIFY_GUIDANCE)

    assert secret(POLITIE, REFUSED, guidance) == {"scenario", "kind", "reason"}
    assert "diagnose" not in read(POLITIE, REFUSED, guidance, signal())


def test_wgs_2_29_2_what_is_said_at_a_table_goes_to_who_sat_there() -> None:
    """The gemeente and the police sat there, the reclassering did not."""
    drawn, reviewed = picture(HAAGLANDEN), review_held(NOW, NOW.date())

    assert "motivation" not in secret(GEMEENTE, REFUSED, drawn)
    assert "motivation" in secret(RECLASSERING, REFUSED, drawn)
    assert "motivation" not in secret(RECLASSERING, GIVEN, drawn)
    assert (secret(GEMEENTE, reviewed), secret(RECLASSERING, reviewed)) == (set(), {"findings.text"})


def test_wgs_2_29_2_the_plan_goes_in_full_to_who_sat_at_one_of_its_tables() -> None:
    drawn = picture(HAAGLANDEN)
    [plan] = [event for event in planned_case() if isinstance(event, PlanEstablished)]

    assert "plan.approach" in secret(POLITIE, plan)
    assert secret(POLITIE, drawn, plan) == set()
    assert "plan.approach" in secret(RECLASSERING, drawn, plan)
    again = (drawn, partner_left(GEMEENTE, WORLD[GEMEENTE].role), joined(GEMEENTE))
    assert "plan.middle_term.text" in secret(GEMEENTE, *again, plan), "who comes back sits down anew"


def test_wgs_2_29_2_a_crisis_conference_is_of_danger() -> None:
    held = CrisisConferenceHeld(
        at=NOW, by=actor(HAAGLANDEN), conference=1, participants=(HAAGLANDEN, PROVIDER), agreements="Samen erheen."
    )

    assert "Samen" in read(RECLASSERING, REFUSED, held)


def test_wgs_2_29_2_of_a_bed_that_nobody_asked_for_nobody_outside_care_hears() -> None:
    in_bed = admitted()[-1]

    for to in (GEMEENTE, POLITIE):
        assert secret(to, in_bed) >= {"level", "until"}
        assert secret(to, bed_requested(), in_bed) & {"level", "until"} == set()


def test_wgs_2_29_2_the_desk_for_beds_gets_what_who_asks_for_the_bed_gives_it() -> None:
    """The request is the disclosure: by who cares, of what finding a bed takes, without a name and without why."""
    asked = got(LCBB, (*planned_case(), REFUSED, bed_requested()), SecureBedRequested)

    assert asked is not None
    assert asked.model_dump().keys() & {"level", "reason"} == {"level"}
    assert secret(LCBB, admitted()[-1]) == {"level", "clinic", "until"}, "nobody asked it for this one"


def test_wgs_2_29_2_own_words_come_back_to_who_wrote_them() -> None:
    assert "diagnose" in read(CRISISDIENST, REFUSED, signal())


def test_wgs_2_29_2_a_task_is_given_with_what_it_takes_to_who_has_it() -> None:
    steps = [event for event in time_out_activated() if getattr(event, "organisation", None) == POLITIE]

    assert secret(POLITIE, REFUSED, *steps) == set()


def test_wgs_2_29_2_signals_of_the_police_itself_are_as_before() -> None:
    assert "Praat in zichzelf" in read(GEMEENTE, REFUSED, signal_raised(by=POLITIE))
    assert got(POLITIE, (*planned_case(), picture()), SituationAssessed) is None


def test_wgs_2_29_2_the_purpose_is_for_who_is_not_bound_to_judge_before_there_is_a_team() -> None:
    *earlier, last = logged(
        *reported_case(reporter=POLITIE), PurposeAssessed(at=NOW, by=actor(GEMEENTE), **dict(SAMPLE_PURPOSE))
    )
    assert [rule for _, rule, _ in rules(judged(last, earlier)[POLITIE])] == []
