"""MOV-7: the labels of the old region, withdrawn by the decision by which direction leaves; the new region is asked anew."""

from collections.abc import Mapping

from levensloop.contracts.decision import Context
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.plan import LabelRequested, LabelWithdrawn
from levensloop.contracts.recorded import Recorded

Labels = Mapping[str, LabelRequested]
"""Partner → what it was asked to register and not to take out again."""

REASON = "De cliënt verhuist; een ander Zorg- en Veiligheidshuis heeft vanaf nu de regie."


def evolve(labels: Labels, event: DomainEvent) -> Labels:
    """The labels after one more event of the case."""
    match event:
        case LabelRequested(partner=partner):
            return {**labels, partner: event}
        case LabelWithdrawn(partner=partner):
            return {other: label for other, label in labels.items() if other != partner}
        case DirectionTransferred():
            return {}
    return labels


def withdrawn_by_transfer(recorded: Recorded[DomainEvent]) -> bool:
    """Whether this is part of the decision that transfers direction: by no other command is a label withdrawn."""
    return isinstance(recorded.event, LabelWithdrawn) and recorded.command is not None


def withdraw_all(labels: Labels, context: Context) -> list[DomainEvent]:
    """To each partner that was asked, whether it registered or not: only it knows what its system holds by now."""
    return [
        LabelWithdrawn(
            at=context.now,
            by=context.by,
            partner=label.partner,
            role=label.role,
            system=label.system,
            reason=REASON,
        )
        for label in labels.values()
    ]
