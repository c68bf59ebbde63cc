"""Who receives which event: disclosure.csv, role × event type, read as data. What no cell grants is withheld (ALW-2)."""

import csv
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events import handover, inclusion, plan, signals
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Standing

VERSION = "1"
"""Version of the table; every accountability record names it. A proposal until a ZVH's privacy officer signed it off."""


class Grant(StrEnum):
    """What a cell may say: to whom of that role the event goes. A cell may hold several, with a space between."""

    TEAM = "team"
    """To a member of the case's team."""
    ADDRESSED = "addressed"
    """To the organisation that the event names as the one that must act."""
    REPORTER = "reporter"
    """To the organisation that reported the client."""
    RECEIVED = "received"
    """To every organisation that received anything of the case before, in the team or not."""
    ROLE = "role"
    """To every organisation of this role, whatever the team."""


Table = Mapping[str, Mapping[Role, frozenset[Grant]]]


@cache
def table() -> Table:
    """Event name (kebab, without version) → role → grants."""
    text = files("levensloop.contracts").joinpath("disclosure.csv").read_text(encoding="utf-8")
    return {
        row["event"]: {
            Role(role): frozenset(Grant(word) for word in cell.split()) for role, cell in row.items() if role != "event"
        }
        for row in csv.DictReader(text.splitlines(), restval="")
    }


def addressed_to(event: DomainEvent) -> str | None:
    """The organisation that this event names as the one that must act or that it is about."""
    match event:
        case plan.LabelRequested() | plan.LabelRegistered() | plan.LabelWithdrawn():
            return event.partner
        case signals.ScenarioStepAssigned() | signals.ScenarioStepAcknowledged() | signals.ScenarioStepOverdue():
            return event.organisation
        case signals.ScenarioSuggested():
            return event.decided_by
        case plan.HousingRouteStarted() | plan.HousingRouteAdvanced() | plan.HousingRouteReassigned():
            return event.owner
        case inclusion.PostponedActionAgreed() | inclusion.PostponedActionOverdue():
            return event.owner
        case (
            handover.SupplierAgreementAsked()
            | handover.SupplierAgreed()
            | handover.SupplierDeclined()
            | handover.SupplierAgreementOverdue()
        ):
            return event.supplier
        case inclusion.PartnerJoined() | inclusion.PartnerLeft():
            return event.organisation
    return None


def recipients(
    event: DomainEvent,
    before: Standing,
    after: Standing,
    organisations: Mapping[str, Organisation],
    zvh: str,
    received: Collection[str] = (),
) -> Iterator[tuple[str, Grant]]:
    """Who of this ZVH's region, or of the whole country, receives the event, and by which grant; in the order of the topology.

    Membership counts before as well as after the event: who leaves by it is told so, who joins by it too. `received`: who
    received anything of the case before it, for the events that go to those.
    """
    grants = table()[kebab(type(event).__name__)]
    for organisation in organisations.values():
        if not organisation.works_with(zvh) or organisation.role is Role.ZVH:
            continue
        holds = {
            Grant.TEAM: before.in_team(organisation.id) or after.in_team(organisation.id),
            Grant.ADDRESSED: addressed_to(event) == organisation.id,
            Grant.REPORTER: after.reporter == organisation.id,
            Grant.RECEIVED: organisation.id in received,
            Grant.ROLE: True,
        }
        granted = grants.get(organisation.role, frozenset())
        if ground := next((grant for grant in Grant if grant in granted and holds[grant]), None):
            yield organisation.id, ground
