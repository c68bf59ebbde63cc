"""WGS-2.31-9, GDPR-15: who hears until when a third party could get data hears when that ended, by whatever ended it."""

from datetime import date, datetime, timedelta

import pytest
from accountability.asking.test_inzage import NAMES, ROLES

from levensloop.cli.inzage.given import outside_section
from levensloop.cli.inzage.left_out import LeftOut, elsewhere
from levensloop.cli.inzage.let_in import let_in, period
from levensloop.cli.inzage.things import things
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import third_parties
from levensloop.contracts.events.retention import CaseDestroyed, RetentionExtended, ReturnEnded
from levensloop.contracts.events.third_parties import ThirdPartyAdmissionExpired, ThirdPartyAdmissionWithdrawn
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.retention import KeepingGround
from levensloop.documents.model import Facts
from levensloop.infra.specification import record
from support.samples.handover import HANDED_OVER_AT
from support.samples.inclusion import client_died, client_excluded, direction_transferred, included_case
from support.samples.third_parties import LAST_DAY, third_party_admitted, took_effect
from support.samples.third_parties import let_in as admitted
from support.samples.world import CHAIR, HAAGLANDEN, NOW, WOONPARTNER, actor

DIED_AT = NOW + timedelta(days=90)
AGREED = "afgesproken was tot en met 12 januari 2027"


def history(*more: DomainEvent) -> list[Recorded[DomainEvent]]:
    """The same case, with no other third party than these."""
    before = [event for event in included_case() if type(event).__module__ != third_parties.__name__]
    return [record(event, at, HAAGLANDEN) for at, event in enumerate((*before, *more), 1)]


def back(at: datetime) -> RetentionExtended:
    return RetentionExtended(
        at=at,
        by=actor(HAAGLANDEN, CHAIR),
        proposal=1,
        until=date(2033, 1, 1),
        ground=KeepingGround.LEGAL_CLAIM,
        back=True,
    )


def told(*more: DomainEvent) -> list[str]:
    return [period(found) for found in let_in(history(*admitted(), *more))]


def withdrawn(at: datetime) -> ThirdPartyAdmissionWithdrawn:
    by = actor(HAAGLANDEN, CHAIR)
    return ThirdPartyAdmissionWithdrawn(at=at, by=by, admission=1, organisation=WOONPARTNER, reason="Niet meer nodig.")


def test_wgs_2_31_9_as_long_as_nothing_ended_it_its_last_day() -> None:
    assert told() == ["van 12 januari 2026 tot en met 12 januari 2027"]


def test_wgs_2_31_9_after_its_last_day_too() -> None:
    by = actor(HAAGLANDEN, "systeem")
    at = NOW + timedelta(days=400)
    over = ThirdPartyAdmissionExpired(at=at, by=by, admission=1, organisation=WOONPARTNER, until=LAST_DAY)
    assert told(over) == ["van 12 januari 2026 tot en met 12 januari 2027"]


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        (client_died(DIED_AT), f"tot 3 mei 2026 (uw casus werd gesloten; {AGREED})"),
        (client_excluded(DIED_AT), f"tot 3 mei 2026 (uw casus werd gesloten; {AGREED})"),
        (direction_transferred(HANDED_OVER_AT), f"tot 2 maart 2026 (uw casus ging naar een andere regio; {AGREED})"),
        (withdrawn(DIED_AT), f"tot 3 mei 2026 (de toelating werd beëindigd; {AGREED})"),
        (
            CaseDestroyed(at=DIED_AT, by=actor(HAAGLANDEN, "systeem"), entries=9),
            f"tot 3 mei 2026 (uw gegevens werden vernietigd; {AGREED})",
        ),
    ],
    ids=["died", "excluded", "moved", "withdrawn", "destroyed"],
)
def test_wgs_2_31_9_it_ended_when_that_was_before_its_last_day(ending: DomainEvent, said: str) -> None:
    assert told(ending) == [f"van 12 januari 2026 {said}"]


def test_wgs_2_31_9_it_ends_once() -> None:
    """What comes after does not move the day."""
    assert told(client_died(DIED_AT), withdrawn(DIED_AT + timedelta(days=9))) == told(client_died(DIED_AT))


def test_wgs_1_8_7_a_closed_case_that_is_to_be_seen_again_lets_it_in_again() -> None:
    """WGS-1.8-7: until that time is over."""
    again, over = DIED_AT + timedelta(days=30), DIED_AT + timedelta(days=60)
    ended = ReturnEnded(at=over, by=actor(HAAGLANDEN, "systeem"))
    (said,) = told(client_died(DIED_AT), back(again), ended)
    first = f"van 12 januari 2026 tot 3 mei 2026 (uw casus werd gesloten; {AGREED})"
    assert said == f"{first} en van 2 juni 2026 tot 2 juli 2026 (uw casus werd gesloten; {AGREED})"


def test_one_that_ended_is_not_back_with_the_case() -> None:
    assert told(withdrawn(DIED_AT), client_died(DIED_AT + timedelta(days=1)), back(DIED_AT + timedelta(days=9))) == [
        f"van 12 januari 2026 tot 3 mei 2026 (de toelating werd beëindigd; {AGREED})"
    ]


def test_a_new_admission_takes_the_place_of_the_one_before() -> None:
    second = third_party_admitted(DIED_AT, admission=2)
    first, latest = told(second, took_effect(second))
    assert first.startswith("van 12 januari 2026 tot 3 mei 2026 (een nieuwe toelating kwam ervoor in de plaats;")
    assert latest == "van 3 mei 2026 tot en met 12 januari 2027"


def test_the_overview_says_so() -> None:
    events = history(*admitted(), client_died(DIED_AT))
    section = outside_section(events, NAMES, ROLES, elsewhere(things(events, NAMES), LeftOut()))
    (found,) = section.parts
    (facts,) = found.blocks
    assert isinstance(facts, Facts)
    assert dict(facts.rows)["Mocht gegevens krijgen"].startswith("van 12 januari 2026 tot 3 mei 2026 (")


def test_one_that_never_took_effect_let_nobody_in() -> None:
    assert not list(let_in(history(third_party_admitted(), client_died(DIED_AT))))
