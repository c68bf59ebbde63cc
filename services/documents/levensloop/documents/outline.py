"""A case's history in outline: what happened when and by whom, without free text."""

import itertools
from collections.abc import Iterator

from levensloop.contracts.calendar import day_of
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, inclusion, plan, signals
from levensloop.contracts.words import in_dutch
from levensloop.documents.history import Events
from levensloop.documents.model import Row, Section
from levensloop.documents.wording import called, day, listed, table


def outline(events: Events) -> Section:
    """MOV-2: every event of the log, in order; the same by the same on one day is one row."""
    return Section(
        "Verloop op hoofdlijnen", (table(("Datum", "Wat", "Door", "Vastgelegd bij"), _rows(events), (20, 37, 25, 18)),)
    )


def _rows(events: Events) -> Iterator[Row]:
    for (when, name, by, source), group in itertools.groupby(
        events, lambda r: (day_of(r.event.at), type(r.event).__name__, r.event.by.organisation, r.source)
    ):
        same = [recorded.event for recorded in group]
        what = EVENTS_IN_DUTCH[name] + (f" ({len(same)}×)" if len(same) > 1 else "")
        details = dict.fromkeys(filter(None, map(detail, same)))  # in order, each once
        yield day(when), f"{what}: {listed(details)}" if details else what, called(by), called(source)


def detail(event: DomainEvent) -> str:
    """What distinguishes this event from another of its kind, in a few words of the vocabulary; "" where nothing does."""
    match event:
        case inclusion.TriageConcluded(outcome=outcome):
            return in_dutch(outcome)
        case inclusion.ConsentRecorded(consent=consent):
            return in_dutch(consent)
        case inclusion.PartnerJoined(organisation=partner) | inclusion.PartnerLeft(organisation=partner):
            return called(partner)
        case (
            plan.LabelRequested(partner=partner)
            | plan.LabelRegistered(partner=partner)
            | plan.LabelWithdrawn(partner=partner)
        ):
            return called(partner)
        case plan.ActionAgreed(action=number, owner=owner) | plan.ActionReassigned(action=number, owner=owner):
            return f"nr. {number}, {called(owner)}"
        case plan.ActionCompleted(action=number) | plan.ActionOverdue(action=number):
            return f"nr. {number}"
        case plan.LabelOverdue(partner=partner):
            return called(partner)
        case plan.HousingRouteStarted(track=track) | plan.HousingRouteAdvanced(track=track):
            return in_dutch(track)
        case plan.HousingRouteEnded(result=result):
            return in_dutch(result)
        case signals.ScenarioStepOverdue(organisation=who) | signals.ScenarioStepReassigned(organisation=who):
            return called(who)
        case signals.EscalationStarted(kind=kind, level=level):
            return f"{in_dutch(kind)}, {in_dutch(level)}"
        case signals.EscalationRaised(level=level) | signals.EscalationEnded(level=level):
            return in_dutch(level)
        case signals.BottleneckRecorded(category=category):
            return in_dutch(category)
        case plan.PlanEstablished(plan_version=version) | plan.PlanRevised(plan_version=version):
            return f"versie {version}"
        case signals.SignalRaised(kind=kind, severity=severity):
            return f"{in_dutch(kind)}, {in_dutch(severity)}"
        case signals.ScenarioActivated(kind=kind):
            return in_dutch(kind)
        case signals.ScenarioSuggested(scenario=scenario) | signals.ScenarioEnded(scenario=scenario):
            return scenario
        case signals.ScenarioStepAssigned(organisation=who) | signals.ScenarioStepAcknowledged(organisation=who):
            return called(who)
        case signals.SecureBedRequested(level=level) | signals.SecureBedWaitlisted(level=level):
            return f"niveau {level}"
        case signals.SecureBedAssigned(level=level) | signals.AdmittedToSecureBed(level=level):
            return f"niveau {level}"
        case handover.MoveAnnounced(to_zvh=zvh) | handover.DirectionTransferred(to_zvh=zvh):
            return f"naar {called(zvh)}"
        case handover.IdentityPresented(to_zvh=zvh) | handover.CaseReleased(to_zvh=zvh):
            return f"naar {called(zvh)}"
        case handover.IdentityAnswered(hit=hit):
            return "hit" if hit else "geen hit"
        case (
            handover.SupplierAgreementAsked(supplier=who)
            | handover.SupplierAgreed(supplier=who)
            | handover.SupplierDeclined(supplier=who)
        ):
            return called(who)
        case handover.CaseStreamReceived(count=count):
            return f"{count} gebeurtenissen"
    return ""
