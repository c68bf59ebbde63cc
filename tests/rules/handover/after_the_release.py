"""A case that was released to Rotterdam after the police agreed, and what then happens to it."""

from levensloop.contracts.commands.handover import AnswerSupplierRequest, CancelMove
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import SituationAssessed
from levensloop.contracts.intake import Debt, Inventory, Sentence
from levensloop.contracts.sending import handed_over
from levensloop.infra.specification import Given
from support.samples.handover import (
    moving_at_haaglanden,
)
from support.samples.plan import SAMPLE_PICTURE
from support.samples.signals import signal_raised
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, NOW, POLITIE, PROVIDER, actor

AGREE = AnswerSupplierRequest(agrees=True)
DECLINE = AnswerSupplierRequest(agrees=False, note="Het onderzoek loopt nog.")
CANCEL = CancelMove(reason="De woning in Rotterdam ging naar een ander.")
SENTENCE = Sentence(text="Taakstraf van 40 uur.", supplier=POLITIE)
DEBT = Debt(text="Huurschuld.", supplier=GEMEENTE)


def picture(*sentences: Sentence, debts: tuple[Debt, ...] = ()) -> SituationAssessed:
    """By the ZVH, of what others supplied."""
    inventory = Inventory(sentences=sentences, debts=debts)
    return SituationAssessed(at=NOW, by=actor(HAAGLANDEN, CHAIR), **{**dict(SAMPLE_PICTURE), "inventory": inventory})


def moving(*events: DomainEvent) -> Given:
    """Released after the police agreed to health and police data; then these, each with what follows by itself."""
    return then(moving_at_haaglanden(), *events)


def then(here: Given, *events: DomainEvent) -> Given:
    for event in events:
        decision = here.when_logged(event).decision
        assert isinstance(decision, list)
        here = here.and_given(event, *decision)
    return here


def sent(here: Given) -> list[DomainEvent]:
    return [recorded.event for recorded in handed_over(here.history, 1)]


def goes(here: Given, event: DomainEvent) -> bool:
    return event in sent(here)


HELD = signal_raised(by=PROVIDER)
"""Health data of who was never asked."""
