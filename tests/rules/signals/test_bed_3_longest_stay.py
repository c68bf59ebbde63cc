"""BED-3: a stay that reaches its limit is an event, once, and visible; only a decision makes it longer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from levensloop.contracts.commands.signals import ExtendSecureBedStay
from levensloop.contracts.disclosure import Grant
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.signals import (
    ReleasedFromSecureBed,
    SecureBedStayExceeded,
    SecureBedStayExtended,
)
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.specification import given
from levensloop.signals.service import signals
from levensloop.signals.views import watch
from support.recipients import recipients
from support.samples.inclusion import SAMPLE_EXIT, SAMPLE_TEAM, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.signals import admitted, bed_assigned, bed_requested
from support.samples.world import (
    CHAIR,
    HAAGLANDEN,
    LCBB,
    NOW,
    ORGANISATIONS,
    PROVIDER,
    ROTTERDAM,
    actor,
    amsterdam,
    at_haaglanden,
)

UNTIL = date(2026, 3, 28)
DUE = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
"""When 28 March is over in the Netherlands, the night in which the clock goes forward."""
IN_BED = at_haaglanden(signals, *planned_case(), *admitted(UNTIL))
RELEASED = ReleasedFromSecureBed(at=NOW, by=actor(PROVIDER), destination="Terug naar zijn kamer.")
EXCEEDED = SecureBedStayExceeded(at=DUE, by=actor(HAAGLANDEN), until=UNTIL)
EXTEND = ExtendSecureBedStay(until=date(2026, 4, 10), reason="De nieuwe woonplek is pas in april klaar.")


def test_bed_3_the_term_ends_with_the_last_day_in_the_netherlands() -> None:
    assert IN_BED.deadlines() == {"bed": DUE}
    assert at_haaglanden(signals, *planned_case(), *admitted(date(2026, 3, 29))).deadlines() == {
        "bed": datetime(2026, 3, 29, 22, 0, tzinfo=UTC)
    }


def test_bed_3_there_is_no_term_before_the_admission_or_after_the_release() -> None:
    excluded = ClientExcluded(at=NOW, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))

    assert "bed" not in at_haaglanden(signals, *planned_case(), bed_requested(), bed_assigned()).deadlines()
    assert IN_BED.and_given(RELEASED).deadlines() == {}
    assert IN_BED.and_given(excluded).deadlines() == {}


def test_bed_3_reaching_the_limit_is_an_event() -> None:
    [exceeded] = IN_BED.when_expired("bed", at=DUE).then(SecureBedStayExceeded)

    assert (exceeded.until, exceeded.by.organisation) == (UNTIL, HAAGLANDEN)


def test_bed_3_not_a_second_before() -> None:
    IN_BED.when_expired("bed", at=DUE - timedelta(seconds=1)).then()


def test_bed_3_it_is_said_once_and_the_client_stays_admitted() -> None:
    after = IN_BED.and_given(EXCEEDED)

    assert after.deadlines() == {}
    after.when_expired("bed", at=DUE).then()
    bed = watch(after.state)["bed"]
    assert (bed["status"], bed["exceeded"]) == ("admitted", True)


def test_bed_3_it_is_on_the_agenda_of_the_zvh_before_and_after() -> None:
    what = "terug van het beveiligde bed, of verlengen"

    for case, exceeded in ((IN_BED, False), (IN_BED.and_given(EXCEEDED), True)):
        items = signals.agenda(case.state, case.deadlines(), HAAGLANDEN)
        assert items == [AgendaItem(what, DUE, HAAGLANDEN, "BED-3", exceeded)]


@pytest.mark.parametrize("exceeded", [False, True])
def test_bed_3_the_procesregisseur_extends_it_and_the_term_runs_anew(exceeded: bool) -> None:
    before = IN_BED.and_given(EXCEEDED) if exceeded else IN_BED
    [extended] = before.when(EXTEND, by=HAAGLANDEN, functionary=CHAIR).then(SecureBedStayExtended)
    after = before.and_given(extended)

    assert extended.reason == EXTEND.reason
    assert after.deadlines() == {"bed": datetime(2026, 4, 10, 22, 0, tzinfo=UTC)}
    after.when_expired("bed", at=DUE).then()
    after.when_expired("bed", at=datetime(2026, 4, 10, 22, 0, tzinfo=UTC)).then(SecureBedStayExceeded)


@pytest.mark.parametrize(
    ("organisation", "functionary"),
    [(PROVIDER, "levensloopcoördinator"), (PROVIDER, CHAIR), (HAAGLANDEN, "medewerker")],
)
def test_bed_3_nobody_else_extends_it(organisation: str, functionary: str) -> None:
    IN_BED.when(EXTEND, by=organisation, functionary=functionary).refused("BED-3")


@pytest.mark.parametrize("until", [date(2026, 3, 27), UNTIL, date(2030, 1, 1)])
def test_bed_3_to_a_later_day_that_is_not_years_away(until: date) -> None:
    command = EXTEND.model_copy(update={"until": until})

    assert IN_BED.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("BED-3").details == {"field": "until"}


def test_bed_3_to_a_day_that_is_not_over() -> None:
    late = amsterdam(2026, 5, 1)

    IN_BED.and_given(EXCEEDED).when(EXTEND, by=HAAGLANDEN, functionary=CHAIR, at=late).refused("BED-3")


def test_bed_3_only_a_stay_can_be_extended() -> None:
    at_haaglanden(signals, *planned_case()).when(EXTEND, by=HAAGLANDEN, functionary=CHAIR).refused("BED-1")


def test_bed_3_after_a_move_the_new_zvh_watches_the_same_last_day() -> None:
    moved = (*planned_case(), *admitted(UNTIL), move_announced(NOW), direction_transferred(NOW))
    there = given(signals, me=ROTTERDAM, now=NOW, organisations=ORGANISATIONS).and_given(*moved, source=HAAGLANDEN)

    assert there.deadlines() == {"bed": DUE}
    assert at_haaglanden(signals, *moved).deadlines() == {}


def test_bed_3_the_whole_team_and_the_lcbb_see_it() -> None:
    world = {organisation.id: organisation for organisation in ORGANISATIONS}
    standing = IN_BED.state.standing

    got = dict(recipients(EXCEEDED, standing, standing, world, HAAGLANDEN))

    assert got == {**{i.organisation: Grant.TEAM for i in SAMPLE_TEAM}, LCBB: Grant.ROLE}
