"""ESC-1: an escalation goes up from table to table; each step has an owner, a last day and an outcome; it ends by one only."""

from datetime import date

import pytest

from levensloop.contracts.commands.signals import EndEscalation, RaiseEscalation, StartEscalation
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.signals import EscalationEnded, EscalationRaised, EscalationStarted
from levensloop.contracts.impasse import EscalationKind, EscalationLevel
from levensloop.infra.specification import Given
from levensloop.signals.service import signals
from levensloop.signals.views import watch
from support.samples.inclusion import included_case
from support.samples.plan import planned_case
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    at_haaglanden,
)

CASE = at_haaglanden(signals, *planned_case())
START = StartEscalation(
    kind=EscalationKind.THREATENED_HOMELESSNESS, owner=GEMEENTE, due=date(2026, 2, 9), reason="Moet er 1 maart uit."
)
UP = RaiseEscalation(
    escalation=1,
    outcome="Niemand aan tafel heeft een plek.",
    level=EscalationLevel.TASKFORCE_ZORGKANTOOR,
    owner=PROVIDER,
    due=date(2026, 2, 20),
)
END = EndEscalation(escalation=1, outcome="Een plek bij een nieuwe aanbieder.")
STARTED = CASE.and_given(*CASE.when(START, by=GEMEENTE).then(EscalationStarted))


def raised(case: Given, level: EscalationLevel) -> Given:
    command = UP.model_copy(update={"level": level, "skipped_because": "Spoed."})
    return case.and_given(*case.when(command, by=HAAGLANDEN, functionary=CHAIR).then(EscalationRaised))


@pytest.mark.parametrize("organisation", [GEMEENTE, CRISISDIENST, HAAGLANDEN])
@pytest.mark.parametrize("kind", EscalationKind)
def test_esc_1_the_team_or_the_zvh_starts_it_at_the_case_table(kind: EscalationKind, organisation: str) -> None:
    [event] = CASE.when(START.model_copy(update={"kind": kind}), by=organisation).then(EscalationStarted)

    assert (event.escalation, event.kind, event.level) == (1, kind, EscalationLevel.CASE_TABLE)
    assert (event.owner, event.due, event.reason) == (GEMEENTE, date(2026, 2, 9), START.reason)


def test_esc_1_also_before_there_is_a_plan() -> None:
    at_haaglanden(signals, *included_case()).when(START, by=GEMEENTE).then(EscalationStarted)


def test_esc_1_from_outside_the_team_it_is_refused() -> None:
    CASE.when(START, by=OTHER_WOONPARTNER).refused("ESC-1")


def test_esc_1_without_a_last_day_the_default_holds() -> None:
    [event] = CASE.when(START.model_copy(update={"due": None}), by=GEMEENTE).then(EscalationStarted)

    assert event.due == date(2026, 2, 16), "ten working days after Monday 2 February"


@pytest.mark.parametrize("due", [date(2026, 2, 1), date(2026, 5, 3), date(2036, 2, 2)])
def test_esc_1_a_step_is_not_over_at_its_start_nor_put_off_for_ever(due: date) -> None:
    assert CASE.when(START.model_copy(update={"due": due}), by=GEMEENTE).refused("ESC-1").details == {"field": "due"}
    STARTED.when(UP.model_copy(update={"due": due}), by=GEMEENTE).refused("ESC-1")


def test_esc_1_the_owner_is_in_the_team_or_is_the_zvh() -> None:
    outsider = {"owner": OTHER_WOONPARTNER}

    CASE.when(START.model_copy(update={"owner": HAAGLANDEN}), by=GEMEENTE).then(EscalationStarted)
    CASE.when(START.model_copy(update=outsider), by=GEMEENTE).refused("ESC-1")
    STARTED.when(UP.model_copy(update=outsider), by=GEMEENTE).refused("ESC-1")
    CASE.when(START.model_copy(update={"owner": "nergens-bekend"}), by=GEMEENTE).refused("INV-3")


def test_esc_1_several_run_beside_one_another() -> None:
    stuck = START.model_copy(update={"kind": EscalationKind.STUCK})
    [second] = STARTED.when(stuck, by=PROVIDER).then(EscalationStarted)
    both = STARTED.and_given(second)

    assert second.escalation == 2
    assert set(both.deadlines()) == {"escalation-1", "escalation-2"}
    [ended] = both.when(END, by=HAAGLANDEN, functionary=CHAIR).then(EscalationEnded)
    assert set(both.and_given(ended).deadlines()) == {"escalation-2"}


@pytest.mark.parametrize(("organisation", "functionary"), [(GEMEENTE, "casusregisseur"), (HAAGLANDEN, CHAIR)])
def test_esc_1_who_owns_the_step_or_the_chair_raises_it(organisation: str, functionary: str) -> None:
    [event] = STARTED.when(UP, by=organisation, functionary=functionary).then(EscalationRaised)

    assert (event.from_level, event.level) == (EscalationLevel.CASE_TABLE, EscalationLevel.TASKFORCE_ZORGKANTOOR)
    assert (event.owner, event.due, event.outcome) == (PROVIDER, UP.due, UP.outcome)


@pytest.mark.parametrize(("organisation", "functionary"), [(POLITIE, CHAIR), (HAAGLANDEN, "medewerker")])
def test_esc_1_nobody_else_raises_it(organisation: str, functionary: str) -> None:
    STARTED.when(UP, by=organisation, functionary=functionary).refused("ESC-1")


def test_esc_1_a_table_is_left_with_its_outcome() -> None:
    silent = UP.model_copy(update={"outcome": None})

    assert STARTED.when(silent, by=GEMEENTE).refused("ESC-1").details == {"field": "outcome"}


def test_esc_1_the_tables_go_up_one_by_one() -> None:
    case = STARTED
    for level in list(EscalationLevel)[1:]:
        command = UP.model_copy(update={"level": level})
        case = case.and_given(*case.when(command, by=HAAGLANDEN, functionary=CHAIR).then(EscalationRaised))

    [seen] = watch(case.state)["escalations"]
    assert seen["level"] == "national-desk"


def test_esc_1_tables_are_skipped_with_a_reason() -> None:
    skip = UP.model_copy(update={"level": EscalationLevel.NATIONAL_DESK})

    assert STARTED.when(skip, by=GEMEENTE).refused("ESC-1").details == {"field": "skipped_because"}
    reasoned = skip.model_copy(update={"skipped_because": "Morgen staat hij op straat."})
    [event] = STARTED.when(reasoned, by=GEMEENTE).then(EscalationRaised)
    assert event.skipped_because == reasoned.skipped_because


def test_esc_1_never_down_but_to_the_same_table_once_more() -> None:
    high = raised(STARTED, EscalationLevel.ZVH_ESCALATION_TABLE)
    same = UP.model_copy(update={"level": EscalationLevel.ZVH_ESCALATION_TABLE})

    assert high.when(UP, by=PROVIDER).refused("ESC-1").details == {"field": "level"}
    high.when(same, by=PROVIDER).then(EscalationRaised)


def test_esc_1_it_ends_only_with_an_outcome() -> None:
    silent = END.model_copy(update={"outcome": None})

    assert STARTED.when(silent, by=HAAGLANDEN, functionary=CHAIR).refused("ESC-1").details == {"field": "outcome"}
    [ended] = STARTED.when(END, by=HAAGLANDEN, functionary=CHAIR).then(EscalationEnded)
    assert (ended.outcome, ended.level) == (END.outcome, EscalationLevel.CASE_TABLE)


@pytest.mark.parametrize(("organisation", "functionary"), [(GEMEENTE, CHAIR), (HAAGLANDEN, "medewerker")])
def test_esc_1_only_the_procesregisseur_ends_it(organisation: str, functionary: str) -> None:
    STARTED.when(END, by=organisation, functionary=functionary).refused("ESC-1")


@pytest.mark.parametrize("command", [UP, END])
def test_esc_1_what_does_not_run_is_not_raised_or_ended(command: RaiseEscalation | EndEscalation) -> None:
    ended: DomainEvent
    [ended] = STARTED.when(END, by=HAAGLANDEN, functionary=CHAIR).then(EscalationEnded)

    for case in (CASE, STARTED.and_given(ended)):
        case.when(command, by=HAAGLANDEN, functionary=CHAIR).refused("ESC-1")
