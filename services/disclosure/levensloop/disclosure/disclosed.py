"""What goes to whom because of one event in the log. Pure: the table and the team decide (ALW-2, TEA-1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from levensloop.contracts import standing
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import Grant, recipients
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import PartnerJoined
from levensloop.contracts.events.plan import PlanEstablished, PlanRevised
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Standing


@dataclass(frozen=True, slots=True)
class State:
    """What disclosure must know of a case: how it stands, and its current plan, which a newcomer to the team gets."""

    standing: Standing = field(default_factory=Standing)
    plan: Recorded[DomainEvent] | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One event to one organisation, by this grant of the table."""

    recorded: Recorded[DomainEvent]
    to: str
    grant: Grant


def evolve(state: State, recorded: Recorded[DomainEvent]) -> State:
    """The state after one more event of the case."""
    plan = recorded if isinstance(recorded.event, PlanEstablished | PlanRevised) else state.plan
    return State(standing.evolve(state.standing, recorded), plan)


def disclosures(
    recorded: Recorded[DomainEvent], before: State, after: State, organisations: Mapping[str, Organisation], me: str
) -> Iterator[Disclosure]:
    """Who gets this event of ours, in the order of the topology. What another ZVH recorded, that ZVH disclosed in its own
    region; but who joins the team here gets the plan as it stands, whoever recorded it."""
    if recorded.source != me:
        return
    for to, grant in recipients(recorded.event, before.standing, after.standing, organisations, me):
        yield Disclosure(recorded, to, grant)
    if isinstance(recorded.event, PartnerJoined) and after.plan is not None:
        for to, grant in recipients(after.plan.event, after.standing, after.standing, organisations, me):
            if to == recorded.event.organisation and grant is Grant.TEAM:
                yield Disclosure(after.plan, to, grant)
