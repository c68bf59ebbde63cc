"""What monitor knows of one report id, or of one case: how it stands, and whether the id is used already."""

from dataclasses import dataclass, field

from levensloop.contracts import standing
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Standing


@dataclass(frozen=True, slots=True)
class State:
    """A report id is used once."""

    standing: Standing = field(default_factory=Standing)
    used: bool = False


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event under this id."""
    return State(standing.evolve(state.standing, recorded), used=True)
