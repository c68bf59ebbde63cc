"""BTL-1: what is stuck, by category, numbered, until it is resolved."""

from levensloop.contracts.commands.signals import RecordBottleneck, ResolveBottleneck
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.signals import BottleneckRecorded, BottleneckResolved
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.refusal import refuse
from levensloop.contracts.terms import BOTTLENECK_RELEASE
from levensloop.signals.state import State


def record(state: State, command: RecordBottleneck, context: Context) -> Decision:
    """A name belongs to what has no category, and to nothing else: figures count by category."""
    if command.category is BottleneckCategory.OTHER and command.name is None:
        return refuse("BTL-1", "Geef een knelpunt buiten de vaste categorieën een naam.", field="name")
    if command.category is not BottleneckCategory.OTHER and command.name is not None:
        return refuse("BTL-1", "Een knelpunt in een vaste categorie heeft geen eigen naam.", field="name")
    return [recorded(state, command.category, command.text, context, command.name)]


def recorded(
    state: State, category: BottleneckCategory, text: str, context: Context, name: str | None = None
) -> BottleneckRecorded:
    """The next bottleneck of this case."""
    number = len(state.bottlenecks) + 1
    return BottleneckRecorded(
        at=context.now,
        by=context.by,
        bottleneck=number,
        category=category,
        name=name,
        text=text,
        release_before=context.due(BOTTLENECK_RELEASE),
    )


def resolve(state: State, command: ResolveBottleneck, context: Context) -> Decision:
    """Once."""
    bottleneck = state.bottlenecks.get(command.bottleneck)
    if bottleneck is None or bottleneck.resolved:
        return refuse("BTL-1", f"Er staat geen knelpunt open met nummer {command.bottleneck}.", field="bottleneck")
    return [
        BottleneckResolved(at=context.now, by=context.by, bottleneck=bottleneck.number, resolution=command.resolution)
    ]
