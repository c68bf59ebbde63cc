"""BTL-1: a person at the ZVH checks the text of a bottleneck before it leaves for the CLLA; until then it stands on the agenda."""

from collections.abc import Sequence
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.signals import ReleaseBottleneck
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.signals import BottleneckReleased, BottleneckReleaseOverdue
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.refusal import refuse
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.signals.recognisable import recognisable
from levensloop.signals.state import Bottleneck, State

TIMER = "bottleneck-"


def release(state: State, command: ReleaseBottleneck, context: Context) -> Decision:
    """Once, and only with the word of a person that nobody is recognisable in it. What a machine can see is a help, no more."""
    bottleneck = state.bottlenecks.get(command.bottleneck)
    if bottleneck is None or bottleneck.released:
        return refuse(
            "BTL-1", f"Er wacht geen knelpunt met nummer {command.bottleneck} op controle.", field="bottleneck"
        )
    if not command.nobody_recognisable:
        return refuse(
            "BTL-1",
            "Een knelpunt verlaat het ZVH pas als u bevestigt dat er niemand in te herkennen is; herschrijf zo nodig de tekst.",
            field="nobody_recognisable",
        )
    if (bottleneck.category is BottleneckCategory.OTHER) != (command.name is not None):
        return refuse(
            "BTL-1", "Een naam hoort bij een knelpunt zonder vaste categorie, en alleen daarbij.", field="name"
        )
    for field, text in (("text", command.text), ("name", command.name or "")):
        if found := recognisable(text, state.person):
            return refuse(
                "BTL-1", f"In de tekst staat {found}. Herschrijf die zonder herkenbare gegevens.", field=field
            )
    return [
        BottleneckReleased(
            at=context.now,
            by=context.by,
            bottleneck=bottleneck.number,
            category=bottleneck.category,
            name=command.name,
            text=command.text,
        )
    ]


def waiting(state: State) -> list[Bottleneck]:
    """What nobody checked yet; also what was resolved meanwhile, for elsewhere it may still be stuck."""
    return [bottleneck for bottleneck in state.bottlenecks.values() if not bottleneck.released]


def deadlines(state: State) -> dict[str, datetime]:
    """Until it was said to be overdue, once."""
    return {
        f"{TIMER}{bottleneck.number}": end_of(bottleneck.release_before)
        for bottleneck in waiting(state)
        if not bottleneck.release_overdue
    }


def expire(state: State, timer: str, context: Context) -> Sequence[DomainEvent]:
    """The day passed and nobody checked it."""
    return [
        BottleneckReleaseOverdue(
            at=context.now, by=context.by, bottleneck=bottleneck.number, due=bottleneck.release_before
        )
        for bottleneck in waiting(state)
        if timer == f"{TIMER}{bottleneck.number}" and not bottleneck.release_overdue
    ]


def agenda(state: State, me: str) -> list[AgendaItem]:
    """For the ZVH, overdue or not, until it is done."""
    return [
        AgendaItem(
            f"knelpunt {bottleneck.number} controleren en vrijgeven voor het CLLA",
            end_of(bottleneck.release_before),
            me,
            "BTL-1",
            bottleneck.release_overdue,
        )
        for bottleneck in waiting(state)
    ]
