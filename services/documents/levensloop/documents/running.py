"""What runs now and waits for somebody: scenarios and their steps, the secure bed, a crisis, escalations, bottlenecks, a housing
route (ALW-1).
"""

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import plan, signals
from levensloop.contracts.standing import CLOSED
from levensloop.contracts.words import in_dutch
from levensloop.documents.history import Events, standing_after
from levensloop.documents.model import Paragraph, Row, Section
from levensloop.documents.wording import called, day, table

Open = dict[tuple[str, object], Row]
"""What is open, by its kind and number, in the order in which it began: what, who, by when."""


def running(events: Events) -> Section:
    """What is open after these events; what ended is in the outline. In a closed case nothing waits for anybody."""
    if standing_after(events).phase in CLOSED:
        return Section("Wat nu loopt", (Paragraph("De casus is afgesloten; er loopt niets meer.", quiet=True),))
    found: Open = {}
    for recorded in events:
        _evolve_scenarios(found, recorded.event)
        _evolve_bed(found, recorded.event)
        _evolve_meetings(found, recorded.event)
        _evolve_bottlenecks(found, recorded.event)
        _evolve_route(found, recorded.event)
    rows = table(
        ("Wat", "Wie", "Stand"),
        ((what, called(who), stand) for what, who, stand in found.values()),
        (45, 28, 27),
        "Er loopt nu niets dat op iemand wacht.",
    )
    return Section("Wat nu loopt", (rows,))


def _evolve_scenarios(found: Open, event: DomainEvent) -> None:
    match event:
        case signals.ScenarioActivated(activation=number, kind=kind):
            what = f"Scenario {in_dutch(kind)}: {event.reason}"
            found["scenario", number] = (what, event.by.organisation, f"sinds {day(event.at)}")
        case signals.ScenarioStepAssigned(activation=number, organisation=who):
            by = f"te bevestigen voor {day(event.due)}" if event.due else "te bevestigen"
            found["step", (number, who)] = (f"Stap: {event.step}", who, by)
        case signals.ScenarioStepReassigned(activation=number, organisation=who):
            found.pop(("step", (number, event.from_organisation)), None)
            found["step", (number, who)] = (f"Stap: {event.step}", who, f"te bevestigen voor {day(event.due)}")
        case signals.ScenarioStepAcknowledged(activation=number, organisation=who):
            found.pop(("step", (number, who)), None)
        case signals.ScenarioEnded(activation=number):
            ended = [key for key in found if key == ("scenario", number) or _is_step_of(key, number)]
            for key in ended:
                del found[key]


def _is_step_of(key: tuple[str, object], number: int) -> bool:
    kind, of = key
    return kind == "step" and isinstance(of, tuple) and of[0] == number


def _evolve_bed(found: Open, event: DomainEvent) -> None:
    what: str | None = None
    match event:
        case signals.SecureBedRequested(level=level):
            what, stand = f"Beveiligd bed, niveau {level}", f"gevraagd op {day(event.at)}"
        case signals.SecureBedWaitlisted(level=level, expected_on=expected):
            what = f"Beveiligd bed, niveau {level}"
            stand = "wachtlijst" + (f", verwacht op {day(expected)}" if expected else "")
        case signals.SecureBedAssigned(level=level, clinic=clinic):
            what, stand = f"Beveiligd bed, niveau {level}, {clinic}", f"toegewezen op {day(event.at)}"
        case signals.SecureBedOverdue(due=due) if ("bed", 1) in found:
            known, owner, before = found["bed", 1]
            found["bed", 1] = (known, owner, f"{before}; te laat sinds {day(due)}")
        case signals.AdmittedToSecureBed(level=level, clinic=clinic, until=until):
            what, stand = f"Opgenomen, niveau {level}, {clinic}", f"uiterlijk tot {day(until)}"
        case signals.SecureBedStayExtended(until=until) if ("bed", 1) in found:
            what, stand = found["bed", 1][0], f"verlengd, uiterlijk tot {day(until)}"
        case signals.ReleasedFromSecureBed() | signals.SecureBedRequestWithdrawn():
            found.pop(("bed", 1), None)
    if what is not None:
        found["bed", 1] = (what, event.by.organisation, stand)


def _evolve_meetings(found: Open, event: DomainEvent) -> None:
    match event:
        case plan.CrisisConferenceCalled(conference=number, due=due):
            found["crisis", number] = (f"Crisisberaad: {event.reason}", event.by.organisation, f"uiterlijk {day(due)}")
        case plan.CrisisConferenceHeld(conference=number):
            found.pop(("crisis", number), None)
        case signals.EscalationStarted(escalation=number, kind=kind, level=level, owner=owner, due=due):
            what = f"Escalatie {in_dutch(kind)}: {event.reason}"
            found["escalation", number] = (what, owner, f"{in_dutch(level)}, uiterlijk {day(due)}")
        case signals.EscalationRaised() | signals.EscalationReassigned():
            known = ("escalation", event.escalation)
            if known in found:
                stand = f"{in_dutch(event.level)}, uiterlijk {day(event.due)}"
                found[known] = (found[known][0], event.owner, stand)
        case signals.EscalationEnded(escalation=number):
            found.pop(("escalation", number), None)


def _evolve_bottlenecks(found: Open, event: DomainEvent) -> None:
    match event:
        case signals.BottleneckRecorded(bottleneck=number, category=category):
            what = f"Knelpunt {event.name or in_dutch(category)}: {event.text}"
            found["bottleneck", number] = (what, event.by.organisation, f"sinds {day(event.at)}")
        case signals.BottleneckResolved(bottleneck=number):
            found.pop(("bottleneck", number), None)


def _evolve_route(found: Open, event: DomainEvent) -> None:
    match event:
        case plan.HousingRouteStarted(route=number) | plan.HousingRouteAdvanced(route=number):
            what = f"Maatwerkzorgroute: {event.next_step}"
            found["route", number] = (what, event.owner, f"uiterlijk {day(event.due)}")
        case plan.HousingRouteReassigned(route=number, owner=owner) if ("route", number) in found:
            what, _, stand = found["route", number]
            found["route", number] = (what, owner, stand)
        case plan.HousingRouteEnded(route=number):
            found.pop(("route", number), None)
