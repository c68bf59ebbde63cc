"""What others may ask of signals."""

from typing import Any

from levensloop.signals.escalated import Escalation
from levensloop.signals.raised import Signal
from levensloop.signals.state import Activation, State


def watch(state: State) -> dict[str, Any]:
    """The signals, the scenarios that were activated with their steps, the bed, what is stuck and what was escalated.

    Days and moments in ISO 8601.
    """
    bed = state.bed
    return {
        "signals": [_signal(signal) for signal in state.raised],
        "activations": [_activation(activation) for activation in state.activations.values()],
        "bed": {
            "status": bed.status.value,
            "level": bed.level,
            "crisis": bed.crisis,
            "longest_stay_days": bed.longest_stay_days,
            "clinic": bed.clinic or None,
            "expected_on": bed.expected_on.isoformat() if bed.expected_on else None,
            "until": bed.until.isoformat() if bed.until else None,
            "home_kept": bed.home_kept,
            "exceeded": bed.exceeded,
            "due": bed.due.isoformat() if bed.due else None,
            "overdue": bed.overdue,
        }
        if bed
        else None,
        "bottlenecks": [
            {
                "number": bottleneck.number,
                "category": bottleneck.category.value,
                "name": bottleneck.name,
                "text": bottleneck.text,
                "resolved": bottleneck.resolved,
                "released": bottleneck.released,
                "release_before": bottleneck.release_before.isoformat(),
            }
            for bottleneck in state.bottlenecks.values()
        ],
        "escalations": [_escalation(escalation) for escalation in state.escalations.values()],
    }


def _signal(signal: Signal) -> dict[str, Any]:
    return {
        "number": signal.number,
        "on": signal.on.isoformat(),
        "by": signal.by,
        "kind": signal.kind.value,
        "severity": signal.severity.value,
        "text": signal.text,
        "suggested": list(signal.suggested),
    }


def _escalation(escalation: Escalation) -> dict[str, Any]:
    return {
        "number": escalation.number,
        "kind": escalation.kind.value,
        "level": escalation.level.value,
        "owner": escalation.owner,
        "due": escalation.due.isoformat(),
        "overdue": escalation.overdue,
        "ended": escalation.ended,
    }


def _activation(activation: Activation) -> dict[str, Any]:
    return {
        "number": activation.number,
        "scenario": activation.scenario,
        "kind": activation.kind.value,
        "ended": activation.ended,
        "steps": [
            {
                "organisation": step.organisation,
                "role": step.role.value,
                "step": step.text,
                "due": step.due.isoformat(),
                "acknowledged": step.acknowledged,
                "overdue": step.overdue,
            }
            for step in activation.steps
        ],
    }
