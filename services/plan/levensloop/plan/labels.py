"""The label in each partner's own system: PLN-6 asked, registered, overdue, withdrawn."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.plan import RegisterLabel
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import LabelOverdue, LabelRegistered, LabelRequested, LabelWithdrawn
from levensloop.contracts.refusal import refuse
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.standing import Phase
from levensloop.contracts.terms import LABEL
from levensloop.plan.state import State


def ask(state: State, partner: str, role: Role, context: Context) -> list[LabelRequested]:
    """The request to one partner, with whom the label is for; none to a role that has no system to register in."""
    system = ROLES[role].label_system
    if system is None:
        return []
    due = context.due(LABEL)
    request = LabelRequested(
        at=context.now, by=context.by, partner=partner, role=role, system=system, due=due, person=state.person
    )
    return [request]


def ask_all(state: State, context: Context) -> list[LabelRequested]:
    """The request to every member of the team that has not been asked yet."""
    team = state.standing.team.values()
    unasked = (member for member in team if member.organisation not in state.labels)
    return [request for member in unasked for request in ask(state, member.organisation, member.role, context)]


def withdraw(state: State, partners: Iterable[str], reason: str, context: Context) -> list[LabelWithdrawn]:
    """The request to take the label out again, to those of these partners that were asked for it, done or not."""
    return [
        LabelWithdrawn(
            at=context.now,
            by=context.by,
            partner=partner,
            role=state.labels[partner].role,
            system=state.labels[partner].system,
            reason=reason,
        )
        for partner in partners
        if partner in state.labels
    ]


def running(state: State) -> dict[str, datetime]:
    """PLN-6: a timer for every partner that has not said yet that it registered."""
    if state.standing.phase is not Phase.PLANNED:
        return {}
    waiting = {p: label for p, label in state.labels.items() if label.registered_on is None and not label.overdue}
    return {f"label-{partner}": end_of(label.due) for partner, label in waiting.items()}


def overdue(state: State, timer: str, due: datetime, context: Context) -> Sequence[DomainEvent]:
    """PLN-6: said once; registering it late is still registering it."""
    partner = timer.removeprefix("label-")
    return [
        LabelOverdue(at=context.now, by=context.by, partner=partner, role=state.labels[partner].role, due=due),
    ]


def register(state: State, command: RegisterLabel, context: Context) -> Decision:
    """PLN-6: by the partner that was asked. To say it twice does no harm and changes nothing."""
    partner = context.by.organisation
    label = state.labels.get(partner)
    if label is None:
        return refuse("PLN-6", f"Aan {partner} is niet gevraagd om het label te registreren.", organisation=partner)
    if label.registered_on is not None:
        return []
    return [LabelRegistered(at=context.now, by=context.by, partner=partner, system=command.system)]
