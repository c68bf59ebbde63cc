"""INF-2: consent to sharing is recorded with its date: given, refused, or withdrawn after it was given; it stops nothing."""

from datetime import date

import pytest

from levensloop.contracts.commands.inclusion import RecordConsent
from levensloop.contracts.events.inclusion import ClientInformed, ConsentRecorded
from levensloop.contracts.intake import Consent
from levensloop.contracts.standing import Phase
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import Given, Then
from support.samples.inclusion import SAMPLE_INFORMED, case_on_the_table, included_case
from support.samples.world import (
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    at_haaglanden,
)

CASE = at_haaglanden(inclusion, *included_case())


def say(consent: Consent, case: Given = CASE, said_on: date | None = None, by: str = PROVIDER) -> Then:
    return case.when(RecordConsent(consent=consent, said_on=said_on), by=by)


def said(consent: Consent, case: Given = CASE, said_on: date | None = None) -> Given:
    return case.and_given(*say(consent, case, said_on).then(ConsentRecorded))


@pytest.mark.parametrize("consent", [Consent.GIVEN, Consent.REFUSED])
def test_inf_2_given_or_refused_with_its_date(consent: Consent) -> None:
    [recorded] = say(consent, said_on=date(2026, 1, 20)).then(ConsentRecorded)

    assert (recorded.consent, recorded.said_on) == (consent, date(2026, 1, 20))
    seen = inclusion.views["case"](CASE.and_given(recorded).state)["consent"]
    assert seen == {"consent": consent.value, "said_on": "2026-01-20"}
    assert inclusion.views["case"](CASE.state)["consent"] is None


def test_inf_2_without_a_date_it_is_today() -> None:
    [recorded] = say(Consent.GIVEN, by=HAAGLANDEN).then(ConsentRecorded)

    assert recorded.said_on == date(2026, 2, 2)


def test_inf_2_withdrawn_only_after_it_was_given() -> None:
    say(Consent.WITHDRAWN).refused("INF-2")
    say(Consent.WITHDRAWN, said(Consent.REFUSED)).refused("INF-2")
    say(Consent.WITHDRAWN, said(Consent.WITHDRAWN, said(Consent.GIVEN))).refused("INF-2")


def test_inf_2_given_then_withdrawn_then_given_again() -> None:
    withdrawn = said(Consent.WITHDRAWN, said(Consent.GIVEN, said_on=date(2026, 1, 20)))

    assert withdrawn.state.consent is Consent.WITHDRAWN
    say(Consent.GIVEN, withdrawn).then(ConsentRecorded)


def test_inf_2_the_date_is_not_in_the_future_nor_before_what_is_known() -> None:
    say(Consent.GIVEN, said_on=date(2026, 2, 3)).refused("INF-2")
    say(Consent.WITHDRAWN, said(Consent.GIVEN), said_on=date(2026, 1, 20)).refused("INF-2")


def test_inf_2_the_same_said_twice_changes_nothing() -> None:
    say(Consent.GIVEN, said(Consent.GIVEN)).then()


def test_inf_2_refusal_does_not_stop_the_process() -> None:
    refused = said(Consent.REFUSED)

    assert refused.state.standing.phase is Phase.INCLUDED
    refused.when(SAMPLE_INFORMED, by=PROVIDER).then(ClientInformed)


@pytest.mark.parametrize("by", [POLITIE, RECLASSERING, GEMEENTE])
def test_inf_2_wgs_2_29_2_who_is_not_bound_by_secrecy_does_not_open_it(by: str) -> None:
    """It may record that the client does not want it: that closes."""
    say(Consent.GIVEN, by=by).refused("INF-2")
    say(Consent.GIVEN, said(Consent.REFUSED), by=by).refused("INF-2")

    say(Consent.REFUSED, by=by).then(ConsentRecorded)
    say(Consent.WITHDRAWN, said(Consent.GIVEN), by=by).then(ConsentRecorded)


@pytest.mark.parametrize("by", [CRISISDIENST, PROVIDER, HAAGLANDEN])
def test_inf_2_wgs_2_29_2_who_is_bound_or_the_zvh_records_that_it_is_given(by: str) -> None:
    say(Consent.GIVEN, by=by).then(ConsentRecorded)


def test_inf_2_the_team_or_the_zvh_records_it_once_included() -> None:
    say(Consent.GIVEN, by=OTHER_WOONPARTNER).refused("INF-2")
    say(Consent.GIVEN, at_haaglanden(inclusion, *case_on_the_table()), by=HAAGLANDEN).refused("INV-5")
