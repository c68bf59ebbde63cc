"""What signals decides: command type → function. Who may ask it, and in which phase, is in contracts.admission."""

from collections.abc import Callable, Mapping
from typing import Any

from levensloop.contracts.commands import signals as commands
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import CommandData
from levensloop.signals import bed, bottlenecks, escalation, release, scenarios, stay, steps
from levensloop.signals.state import State

DECISIONS: Mapping[type[CommandData], Callable[[State, Any, Context], Decision]] = {
    commands.RaiseSignal: scenarios.raise_signal,
    commands.ActivateScenario: scenarios.activate,
    commands.AcknowledgeStep: steps.acknowledge,
    commands.EndScenario: scenarios.end,
    commands.RequestSecureBed: bed.request,
    commands.AssignSecureBed: bed.assign,
    commands.WaitlistSecureBed: bed.waitlist,
    commands.WithdrawSecureBedRequest: bed.withdraw,
    commands.AdmitToSecureBed: bed.admit,
    commands.ReleaseFromSecureBed: stay.release,
    commands.ExtendSecureBedStay: stay.extend,
    commands.RecordBottleneck: bottlenecks.record,
    commands.ReleaseBottleneck: release.release,
    commands.ResolveBottleneck: bottlenecks.resolve,
    commands.StartEscalation: escalation.start,
    commands.RaiseEscalation: escalation.escalate,
    commands.EndEscalation: escalation.end,
}


def decide(state: State, command: CommandData, context: Context) -> Decision:
    """Events or a refusal. Pure."""
    return DECISIONS[type(command)](state, command, context)
