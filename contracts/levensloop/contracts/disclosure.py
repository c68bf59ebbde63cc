"""Who receives which event, and by which memberships: the matrix (`contracts/matrix/`) applied to a case (ALW-2)."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events import disclosure, handover, inclusion, plan, signals, third_parties
from levensloop.contracts.matrix.lines import ANCHOR, VERSION, Grant, matrix
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Standing

__all__ = ["VERSION", "Grant", "addressed_to", "entitled", "first", "table"]

Table = Mapping[str, Mapping[Role, frozenset[Grant]]]


@cache
def table() -> Table:
    """Event name (kebab, without version) → role → to whom of that role the event goes at all; which fields of it, the matrix says."""
    found = matrix()
    return {
        event: {
            role: frozenset(code.to for code in found.cell(field, role))
            for field in fields
            if field.path == ANCHOR
            for role in field.cells
        }
        for event, fields in found.events.items()
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
        case plan.ActionAgreed() | plan.ActionReassigned():
            return event.owner
        case signals.EscalationStarted() | signals.EscalationRaised():
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
        case (
            disclosure.ConditionsSet()
            | disclosure.ConditionsLifted()
            | disclosure.DisclosureObjected()
            | disclosure.ObjectionWithdrawn()
        ):
            return event.supplier
        case disclosure.ProvisionRefused():
            return event.by.organisation
        case (
            third_parties.AdmissionAgreementAsked()
            | third_parties.AdmissionAgreed()
            | third_parties.AdmissionDeclined()
            | third_parties.AdmissionAgreementOverdue()
        ):
            return event.supplier
        case third_parties.FeedbackOverdue():
            return event.owner
        case (
            inclusion.PartnerJoined()
            | inclusion.PartnerLeft()
            | third_parties.ThirdPartyAdmissionTookEffect()
            | third_parties.ThirdPartyAdmissionExpired()
            | third_parties.ThirdPartyAdmissionWithdrawn()
        ):
            return event.organisation
    return None


def entitled(
    event: DomainEvent,
    before: Standing,
    after: Standing,
    organisations: Mapping[str, Organisation],
    zvh: str,
    received: Collection[str] = (),
) -> Iterator[tuple[str, frozenset[Grant]]]:
    """Who of this ZVH's region, or of the whole country, receives the event, and by which memberships; in the order of the topology.

    Membership counts before as well as after the event: who leaves by it is told so, who joins by it too. `received`: who
    received anything of the case before it, for the events that go to those.
    """
    name = kebab(type(event).__name__)
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
        held = frozenset(grant for grant in matrix().grounds(name, organisation.role) if holds[grant])
        if held & table()[name].get(organisation.role, frozenset()):
            yield organisation.id, held


def first(grants: Collection[Grant]) -> Grant:
    """The first of these in the order of `Grant`: the one that an accountability record names."""
    return next(grant for grant in Grant if grant in grants)
