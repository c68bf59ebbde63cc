"""What signals puts on the agenda: ALW-1, nothing open without somebody who must act, nothing overdue unseen."""

from datetime import timedelta

from levensloop.contracts.commands.signals import AcknowledgeStep
from levensloop.contracts.events.signals import ScenarioStepAcknowledged, ScenarioStepOverdue
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.specification import Given
from levensloop.signals.service import signals
from support.samples.plan import planned_case
from support.samples.signals import time_out_activated
from support.samples.world import CRISISDIENST, HAAGLANDEN, NOW, POLITIE, PROVIDER, at_haaglanden

RUNNING = at_haaglanden(signals, *planned_case(), *time_out_activated())
DUE = NOW + timedelta(hours=4)


def agenda(case: Given) -> list[AgendaItem]:
    return list(signals.agenda(case.state, case.deadlines(), HAAGLANDEN))


def test_there_is_nothing_when_nothing_is_open() -> None:
    assert agenda(at_haaglanden(signals, *planned_case())) == []


def test_sig_3_a_step_is_for_who_has_it() -> None:
    what = "stap bevestigen van scenario time-out"

    assert agenda(RUNNING) == [AgendaItem(what, DUE, o, "SIG-3") for o in (PROVIDER, CRISISDIENST, POLITIE)]


def test_sig_3_an_overdue_step_stays_though_its_timer_does_not_run() -> None:
    late = RUNNING.and_given(*RUNNING.when_expired(f"step-1-{POLITIE}", at=DUE).then(ScenarioStepOverdue))

    assert f"step-1-{POLITIE}" not in late.deadlines()
    assert [item.owner for item in agenda(late) if item.overdue] == [POLITIE]


def test_sig_3_an_acknowledged_step_is_done() -> None:
    done = RUNNING.when(AcknowledgeStep(activation=1), by=POLITIE).then(ScenarioStepAcknowledged)

    assert POLITIE not in [item.owner for item in agenda(RUNNING.and_given(*done))]
