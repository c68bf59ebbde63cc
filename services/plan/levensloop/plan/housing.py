"""PLN-7: the housing profile, and the tailored housing route: four questions, two tracks, each step with an owner and a day."""

from collections.abc import Sequence
from datetime import date, datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.plan import (
    AdvanceHousingRoute,
    EndHousingRoute,
    RecordHousingProfile,
    StartHousingRoute,
)
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import (
    HousingProfileRecorded,
    HousingRouteAdvanced,
    HousingRouteEnded,
    HousingRouteOverdue,
    HousingRouteReassigned,
    HousingRouteStarted,
)
from levensloop.contracts.housing import HousingAnswers, HousingStep
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import ACTIVE
from levensloop.contracts.terms import HOUSING_ROUTE, HOUSING_ROUTE_LONGEST
from levensloop.contracts.turn import no_last_day, no_owner
from levensloop.plan.route import Route
from levensloop.plan.state import State

QUESTIONS = {
    "stay": "wat een passend, veilig en prettig verblijf vraagt, los van regels en geld",
    "expertise": "welke forensische kennis, kunde en context nodig zijn",
    "funding_and_rules": "welke maatwerkfinanciering en regels nodig zijn",
    "obstacles": "waarop plaatsing telkens vastliep",
}
"""The four questions of S3, 1.2: field → what it must say."""


def record_profile(state: State, command: RecordHousingProfile, context: Context) -> Decision:
    """It may be drawn up again; the latest counts."""
    return [
        HousingProfileRecorded(
            at=context.now,
            by=context.by,
            who=command.who,
            approach=command.approach,
            tried=command.tried,
            works=command.works,
        )
    ]


def start(state: State, command: StartHousingRoute, context: Context) -> Decision:
    """After the profile: without it no provider can say whether its place fits (S3, 1.2). One route at a time."""
    if state.housing.profile is None:
        return refuse("PLN-7", "Er is nog geen woonprofiel; leg eerst vast met wie een aanbieder te maken krijgt.")
    if state.housing.running is not None:
        number = state.housing.running.number
        return refuse("PLN-7", f"Er loopt al een maatwerkzorgroute, nummer {number}.", route=str(number))
    answers = _answers(command, None)
    if isinstance(answers, Refusal):
        return answers
    due = _last_day(state, command, context)
    if isinstance(due, Refusal):
        return due
    return [
        HousingRouteStarted(
            at=context.now,
            by=context.by,
            route=len(state.housing.routes) + 1,
            track=command.track,
            answers=answers,
            next_step=command.next_step,
            owner=command.owner,
            due=due,
        )
    ]


def advance(state: State, command: AdvanceHousingRoute, context: Context) -> Decision:
    """By who owns the step, or the ZVH. Late is still a step."""
    route = _open(state, command.route)
    if isinstance(route, Refusal):
        return route
    if not context.mine and context.by.organisation != route.owner:
        return refuse("PLN-7", f"Dit kan alleen {route.owner}, die aan zet is, of het ZVH.", owner=route.owner)
    answers = _answers(command, route.answers)
    if isinstance(answers, Refusal):
        return answers
    due = _last_day(state, command, context)
    if isinstance(due, Refusal):
        return due
    return [
        HousingRouteAdvanced(
            at=context.now,
            by=context.by,
            route=route.number,
            outcome=command.outcome,
            track=command.track or route.track,
            answers=answers,
            next_step=command.next_step,
            owner=command.owner,
            due=due,
        )
    ]


def end(state: State, command: EndHousingRoute, context: Context) -> Decision:
    """With a place, or because none is needed any more; there is no third way (ALW-1)."""
    route = _open(state, command.route)
    if isinstance(route, Refusal):
        return route
    return [
        HousingRouteEnded(
            at=context.now, by=context.by, route=route.number, result=command.result, outcome=command.outcome
        )
    ]


def _last_day(state: State, command: StartHousingRoute | AdvanceHousingRoute, context: Context) -> date | Refusal:
    """Of the next step, which somebody in the team owns."""
    due = command.due or context.due(HOUSING_ROUTE)
    owned = no_owner("PLN-7", command.owner, state.standing, context)
    return owned or no_last_day("PLN-7", due, HOUSING_ROUTE_LONGEST, context) or due


def running(state: State) -> dict[str, datetime]:
    """A timer for the route that is open, until its step was said to be overdue."""
    route = state.housing.running
    if state.standing.phase not in ACTIVE or route is None or route.overdue:
        return {}
    return {f"housing-route-{route.number}": end_of(route.due)}


def overdue(state: State, timer: str, due: datetime, context: Context) -> Sequence[DomainEvent]:
    """Said once per step; the step stays with its owner."""
    route = state.housing.running
    assert route is not None
    return [HousingRouteOverdue(at=context.now, by=context.by, route=route.number, owner=route.owner, due=due)]


def take_over(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """ALW-1: who left the team, or stayed behind in the old region, owns no step: the ZVH does, on the same day."""
    route = state.housing.running
    if route is None or not state.standing.carried or route.owner == context.me or state.standing.in_team(route.owner):
        return []
    return [
        HousingRouteReassigned(
            at=context.now,
            by=context.by,
            route=route.number,
            from_organisation=route.owner,
            owner=context.me,
            due=route.due,
        )
    ]


def _answers(command: HousingStep, before: HousingAnswers | None) -> HousingAnswers | Refusal:
    said = {name: getattr(command, name) or (getattr(before, name) if before else None) for name in QUESTIONS}
    for name, answer in said.items():
        if answer is None:
            return refuse("PLN-7", f"Voor een maatwerkzorgroute ontbreekt {QUESTIONS[name]}.", field=name)
    return HousingAnswers.model_validate(said)


def _open(state: State, number: int) -> Route | Refusal:
    route = state.housing.routes.get(number)
    if route is None or not route.is_open:
        return refuse("PLN-7", f"Er loopt geen maatwerkzorgroute met nummer {number}.", field="route")
    return route
