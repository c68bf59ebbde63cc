"""WGS-1.7-1: an objection blocks disclosure of what its supplier gave, from that moment, also of what waits; and it is logged."""

from disclosure.passing import logged, passed_on
from disclosure.withholding.giving import WORLD, got, judged, rules

from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import Category, categories
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.intake import Consent
from levensloop.disclosure.account import Outcome
from levensloop.disclosure.refused import refusals
from levensloop.disclosure.rights import now, right
from support.kept import record_of
from support.samples.disclosure import condition_set, consent, objected, objection_withdrawn, picture
from support.samples.inclusion import report_retracted
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, NOW, POLITIE, PROVIDER, RECLASSERING, actor

SIGNAL = signal_raised()
BY = SIGNAL.by.organisation
BOTH = (Category.HEALTH, Category.GUIDANCE)


def test_wgs_1_7_1_to_one_it_does_not_go_to_others_it_does() -> None:
    history = (*planned_case(), objected(BY, BOTH, CRISISDIENST), SIGNAL)

    assert got(CRISISDIENST, history, SignalRaised) is None, "without what was in it nothing is left to tell"
    others = [o for o in (PROVIDER, RECLASSERING, GEMEENTE) if o != BY]
    assert all(got(other, history, SignalRaised) for other in others)


def test_wgs_1_7_1_against_anyone_nobody_but_the_supplier_gets_it() -> None:
    *earlier, raised = logged(*planned_case(), objected(BY, BOTH, None), SIGNAL)

    found = judged(raised, earlier)

    assert {to for to, one in found.items() if not one.judged.nothing} <= {BY}


def test_wgs_1_7_1_withdrawn_it_goes_again() -> None:
    history = (*planned_case(), objected(BY, BOTH, CRISISDIENST), objection_withdrawn(BY), SIGNAL)

    assert got(CRISISDIENST, history, SignalRaised) is not None


def test_wgs_1_7_1_that_a_report_was_about_the_wrong_person_is_told_in_any_case() -> None:
    mistaken = report_retracted().model_copy(update={"by": actor(POLITIE)})
    history = (*planned_case(), objected(POLITIE, (Category.GUIDANCE,), None), mistaken)

    found = got(CRISISDIENST, history, ReportRetracted)

    assert found is not None
    assert Category.GUIDANCE not in categories(found)


def test_wgs_1_7_1_what_is_withheld_has_a_record_with_the_rule_and_the_number() -> None:
    *earlier, raised = logged(
        *planned_case(), objected(BY, BOTH, CRISISDIENST), condition_set(BY, BOTH, (CRISISDIENST,)), SIGNAL
    )
    found = judged(raised, earlier)[CRISISDIENST]

    records = list(refusals(found, WORLD[CRISISDIENST].role, HAAGLANDEN, NOW, None))

    assert [(r.outcome, r.rule, r.numbers) for r in records] == [
        (Outcome.REFUSED, "WGS-1.7-1", (1,)),
        (Outcome.REFUSED, "WGS-2.29-3", (1,)),
    ]
    assert all(set(r.categories) == {Category.HEALTH, Category.GUIDANCE} for r in records)
    assert rules(found) == {(place, r.rule, 1) for r in records for place in r.withheld}
    assert SIGNAL.text not in records[0].to_bytes().decode()


def may_read(to: str, kind: type[DomainEvent], *history: DomainEvent, then: tuple[DomainEvent, ...]) -> str | None:
    """The rule by which what went to it before `then` stays closed after; None when it may be read."""
    log = logged(*history, *then)
    [waits] = [d for d in passed_on(log[: len(history)])[to] if isinstance(d.recorded.event, kind)]
    situation = now(log, HAAGLANDEN, day_of(NOW))
    refusal = right(waits.recorded, record_of(waits, HAAGLANDEN, WORLD), situation, WORLD, HAAGLANDEN)
    return refusal.rule if refusal else None


def test_wgs_1_7_1_what_waits_cannot_be_read_any_more() -> None:
    waits = (*planned_case(), SIGNAL)

    assert may_read(CRISISDIENST, SignalRaised, *waits, then=()) is None
    assert may_read(CRISISDIENST, SignalRaised, *waits, then=(objected(BY, BOTH, CRISISDIENST),)) == "WGS-1.7-1"
    assert may_read(CRISISDIENST, SignalRaised, *waits, then=(objected(BY, BOTH, RECLASSERING),)) is None


def test_wgs_2_29_2_what_waits_by_consent_cannot_be_read_once_it_is_withdrawn() -> None:
    """WGS-2.29-2, and so for conditions (WGS-2.29-3)."""
    waits, kind = (*planned_case(), consent(Consent.GIVEN), picture()), type(picture())

    withdrawn = (consent(Consent.WITHDRAWN),)
    assert may_read(GEMEENTE, kind, *waits, then=withdrawn) == "WGS-2.29-2"
    assert may_read(CRISISDIENST, kind, *waits, then=withdrawn) is None, "its ground is good care"
    assert may_read(GEMEENTE, kind, *waits, then=(condition_set(PROVIDER, BOTH, (GEMEENTE,)),)) == "WGS-2.29-3"


def test_wgs_1_7_1_what_was_withheld_when_it_went_does_not_close_the_rest() -> None:
    waits = (*planned_case(), picture())

    assert may_read(GEMEENTE, type(picture()), *waits, then=(consent(Consent.REFUSED),)) is None
