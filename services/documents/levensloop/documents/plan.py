"""The levensloopplan as a document, any version (PLN-1, PLN-2, PLN-3, PLN-5)."""

from collections.abc import Callable, Iterator

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import ClientIncluded, HeadsChanged, PartnerJoined
from levensloop.contracts.events.plan import (
    ActionAgreed,
    ActionCompleted,
    ActionOverdue,
    ActionReassigned,
    HousingProfileRecorded,
    HousingRouteAdvanced,
    HousingRouteEnded,
    HousingRouteOverdue,
    HousingRouteReassigned,
    HousingRouteStarted,
    PlanEstablished,
    PlanRevised,
    ReviewHeld,
    ReviewOverdue,
    SituationAssessed,
    WlzChecked,
)
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.vocabulary import Plan, PlanStep
from levensloop.contracts.words import in_dutch
from levensloop.documents.actions import actions
from levensloop.documents.history import Events, day_after, each, last
from levensloop.documents.housing import profile, routes
from levensloop.documents.inventory import inventory, wlz
from levensloop.documents.model import Block, Document, Paragraph, Row, Section
from levensloop.documents.opening import BASIS, assessed, opening, person, purpose
from levensloop.documents.people import carriers, team
from levensloop.documents.picture import picture
from levensloop.documents.scenarios import scenarios
from levensloop.documents.wording import NOTHING, day, table, who

Version = Recorded[PlanEstablished] | Recorded[PlanRevised]


def versions(events: Events) -> list[Version]:
    """Every version of the plan, oldest first."""
    found: list[Version] = [*each(events, PlanEstablished), *each(events, PlanRevised)]
    return sorted(found, key=lambda version: version.position)


def goal(plan: Plan) -> Section:
    """PLN-1: the long-term goal for living, before anything else."""
    return Section("Doel op lange termijn: wonen en verblijf", (Paragraph(plan.long_term_goal),))


def middle_term(plan: Plan) -> Section:
    """PLN-1."""
    return Section("Middellange termijn", (_steps(plan.middle_term),))


def short_term(plan: Plan) -> Section:
    """PLN-1."""
    return Section("Korte termijn", (_steps(plan.short_term),))


def agreements(plan: Plan) -> Section:
    """PLN-3: the approach, how to inform one another, and what to consider at ZSM."""
    said = (("Bejegening", plan.approach), ("Elkaar informeren", plan.informing), ("ZSM-overwegingen", plan.zsm))
    return Section(
        "Afspraken",
        parts=tuple(Section(title, (Paragraph(text) if text else NOTHING,)) for title, text in said),
    )


OF_THE_PLAN: tuple[Callable[[Plan], Section], ...] = (goal, middle_term, short_term, scenarios, agreements)
"""What one version itself holds, in this order."""


def history_of_plan(events: Events) -> Section:
    """PLN-5, REV-1: every version with its reason, and when the team looks again."""
    rows: list[Row] = [
        (
            str(r.event.plan_version),
            day(r.event.at),
            r.event.reason if isinstance(r.event, PlanRevised) else "eerste plan",
        )
        for r in versions(events)
    ]
    return Section(
        "Versies en bespreking",
        (table(("Versie", "Datum", "Waarom"), rows, (12, 24, 64)), Paragraph(_next_review(events), quiet=True)),
    )


AROUND_THE_PLAN: tuple[Callable[[Events], Section], ...] = (
    actions,
    picture,
    inventory,
    wlz,
    profile,
    routes,
    carriers,
    team,
    history_of_plan,
)
"""What the team needs beside it, as it stood while this version held."""

SHOWN: tuple[type[DomainEvent], ...] = (
    ClientIncluded,
    DirectionTransferred,
    HeadsChanged,
    PartnerJoined,
    SituationAssessed,
    WlzChecked,
    ActionAgreed,
    ActionReassigned,
    ActionOverdue,
    ActionCompleted,
    PlanEstablished,
    PlanRevised,
    ReviewHeld,
    ReviewOverdue,
    HousingProfileRecorded,
    HousingRouteStarted,
    HousingRouteAdvanced,
    HousingRouteReassigned,
    HousingRouteOverdue,
    HousingRouteEnded,
)
"""What the document is made from, besides the person and the purpose: no more than the disclosure table gives the
levensloopaanbieder in the team anyhow (ALW-2)."""


def sections(events: Events, plan: Plan) -> tuple[Section, ...]:
    """The whole plan: the goal for living first."""
    return (*(make(plan) for make in OF_THE_PLAN), *(make(events) for make in AROUND_THE_PLAN), *purpose(events))


def plan_document(events: Events, version: int | None = None) -> Document | Refusal:
    """This version of the plan (default: the latest), with the case as it stood while that version held: until the next one."""
    found = versions(events)
    if not found:
        return refuse("PLN-5", "Er is nog geen levensloopplan vastgesteld.")
    shown = next((v for v in found if version in (None, v.event.plan_version)), None) if version else found[-1]
    if shown is None:
        latest = found[-1].event.plan_version
        return refuse("PLN-5", f"Versie {version} van het levensloopplan is er niet; de laatste is {latest}.")
    after = next((v.position for v in found if v.position > shown.position), None)
    held = [recorded for recorded in events if after is None or recorded.position < after]
    number, until = shown.event.plan_version, day_after(held)
    case = str(events[0].case)
    made = (("Versie", f"{number}, {day(shown.event.at)}"), ("Vastgesteld door", who(shown.event.by)))
    return Document(
        file=f"levensloopplan-{case}-v{number}.pdf",
        title="Levensloopplan",
        case=case,
        version=f"versie {number}",
        day=until,
        basis=BASIS,
        facts=opening(held, *made, until=until),
        sections=sections(held, shown.event.plan),
        written=shown,
        data=(*person(held), *assessed(held), *_printed(held)),
    )


def _printed(held: Events) -> Iterator[DomainEvent]:
    """Not what a later one stands in the place of."""
    pictures = each(held, SituationAssessed)
    listed = [r for r in pictures if r.event.inventory is not None]
    housed = [r for r in pictures if r.event.housing is not None]
    latest = {r.id for r in (*pictures[-1:], *listed[-1:], *housed[-1:])}
    latest |= {found.id for kind in (WlzChecked, HousingProfileRecorded) if (found := last(held, kind))}
    for recorded in each(held, *SHOWN):
        if recorded.id in latest or not isinstance(recorded.event, _REPLACED):
            yield recorded.event


_REPLACED = (SituationAssessed, WlzChecked, HousingProfileRecorded)
"""Of these only the latest is printed."""


def _steps(steps: tuple[PlanStep, ...]) -> Block:
    return table(("Leefgebied", "Wat"), ((in_dutch(step.domain), step.text) for step in steps), (28, 72))


def _next_review(events: Events) -> str:
    reviewed, overdue = last(events, ReviewHeld), last(events, ReviewOverdue)
    if overdue and (reviewed is None or reviewed.position < overdue.position):
        return f"De bespreking die op {day(overdue.event.due)} nodig was, is nog niet gehouden."
    if reviewed:
        return f"Laatst besproken op {day(reviewed.event.at)}; de volgende bespreking is uiterlijk {day(reviewed.event.next_before)}."
    established = last(events, PlanEstablished)
    due = established.event.review_before if established else None
    return f"Na het vaststellen nog niet besproken; uiterlijk {day(due)}." if due else "Nog niet besproken."
