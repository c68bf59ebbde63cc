"""What the ZVH sees when it asks for the watch over a case: JSON, days as ISO dates."""

import json
from datetime import date, timedelta

from levensloop.contracts.event import SYSTEM
from levensloop.contracts.events.signals import AdmittedToSecureBed, ScenarioStepAcknowledged, ScenarioSuggested
from levensloop.signals.service import signals
from levensloop.signals.views import watch
from support.samples.plan import TIME_OUT, planned_case
from support.samples.signals import bed_assigned, bed_requested, signal_raised, time_out_activated
from support.samples.world import CRISISDIENST, HAAGLANDEN, NOW, POLITIE, PROVIDER, actor, at_haaglanden

ADMITTED = AdmittedToSecureBed(
    at=NOW, by=actor(PROVIDER), level=3, clinic="Kliniek De Duinen", until=date(2026, 3, 16), home_kept="Kamer vrij."
)


def test_nothing_happened_yet() -> None:
    assert watch(at_haaglanden(signals, *planned_case()).state) == {
        "signals": [],
        "activations": [],
        "bed": None,
        "bottlenecks": [],
        "escalations": [],
    }


def test_a_scenario_shows_who_acknowledged_its_step() -> None:
    done = ScenarioStepAcknowledged(
        at=NOW, by=actor(POLITIE), activation=1, scenario=TIME_OUT.key, organisation=POLITIE
    )
    seen = watch(at_haaglanden(signals, *planned_case(), signal_raised(), *time_out_activated(), done).state)

    assert [signal["number"] for signal in seen["signals"]] == [1]
    [activation] = seen["activations"]
    steps = activation.pop("steps")
    assert activation == {"number": 1, "scenario": TIME_OUT.key, "kind": "time-out", "ended": False}
    assert {step["organisation"]: step["acknowledged"] for step in steps} == {
        PROVIDER: False,
        CRISISDIENST: False,
        POLITIE: True,
    }
    assert steps[0] == {
        "organisation": PROVIDER,
        "role": "levensloopaanbieder",
        "step": "Vraagt het bed aan.",
        "due": (NOW + timedelta(hours=4)).isoformat(),
        "acknowledged": False,
        "overdue": False,
    }


def test_a_signal_shows_what_was_seen_and_what_it_suggested() -> None:
    suggested = ScenarioSuggested(
        at=NOW, by=actor(HAAGLANDEN, SYSTEM), signal=2, scenario=TIME_OUT.key, decided_by=PROVIDER
    )
    seen = watch(at_haaglanden(signals, *planned_case(), signal_raised(), signal_raised(2), suggested).state)

    first, second = seen["signals"]
    assert first == {
        "number": 1,
        "on": "2026-02-02",
        "by": POLITIE,
        "kind": "decompensation",
        "severity": "serious",
        "text": "Praat in zichzelf en slaapt niet meer.",
        "suggested": [],
    }
    assert (second["number"], second["suggested"]) == (2, [TIME_OUT.key])


def test_a_bed_shows_until_when() -> None:
    seen = watch(at_haaglanden(signals, *planned_case(), bed_requested(), bed_assigned(), ADMITTED).state)

    assert seen["bed"]["status"] == "admitted"
    assert (seen["bed"]["until"], seen["bed"]["level"], seen["bed"]["home_kept"]) == ("2026-03-16", 3, "Kamer vrij.")
    assert json.loads(json.dumps(seen)) == seen
