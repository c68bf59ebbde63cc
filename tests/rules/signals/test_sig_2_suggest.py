"""SIG-2, WGS 1.9: the machine suggests a scenario that a signal triggers, and does no more than that."""

from levensloop.contracts.event import SYSTEM
from levensloop.contracts.events.signals import ScenarioSuggested, SignalRaised
from levensloop.contracts.vocabulary import SignalKind
from levensloop.signals.service import signals
from support.samples.plan import TIME_OUT, planned_case
from support.samples.signals import SAMPLE_SIGNAL, signal_raised, time_out_activated
from support.samples.world import HAAGLANDEN, POLITIE, PROVIDER, at_haaglanden


def test_sig_2_what_a_signal_triggers_is_suggested_to_who_decides() -> None:
    _, suggested = (
        at_haaglanden(signals, *planned_case()).when(SAMPLE_SIGNAL, by=POLITIE).then(SignalRaised, ScenarioSuggested)
    )

    assert (suggested.scenario, suggested.decided_by, suggested.signal) == (TIME_OUT.key, PROVIDER, 1)
    assert (suggested.by.organisation, suggested.by.functionary) == (HAAGLANDEN, SYSTEM)


def test_sig_2_another_kind_of_signal_suggests_nothing() -> None:
    money = SAMPLE_SIGNAL.model_copy(update={"kind": SignalKind.MONEY})

    at_haaglanden(signals, *planned_case()).when(money, by=POLITIE).then(SignalRaised)


def test_sig_2_what_runs_already_is_not_suggested() -> None:
    at_haaglanden(signals, *planned_case(), *time_out_activated()).when(SAMPLE_SIGNAL, by=POLITIE).then(SignalRaised)


def test_sig_2_the_machine_never_activates() -> None:
    here = at_haaglanden(signals, *planned_case())

    here.when_logged(signal_raised()).then()
    assert here.and_given(signal_raised()).deadlines() == {}
