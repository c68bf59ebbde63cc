"""The housing profile and the tailored housing routes of a case, as they stand (PLN-7)."""

from dataclasses import dataclass, field, replace
from datetime import date

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import plan
from levensloop.contracts.events.plan import HousingProfileRecorded
from levensloop.contracts.housing import HousingAnswers, HousingResult, HousingTrack


@dataclass(frozen=True, slots=True)
class Route:
    """One route. `due` is the last day of its next step, `overdue` that it passed; open until it has a `result`."""

    number: int
    track: HousingTrack
    answers: HousingAnswers
    next_step: str
    owner: str
    due: date
    overdue: bool = False
    result: HousingResult | None = None

    @property
    def is_open(self) -> bool:
        return self.result is None


@dataclass(frozen=True, slots=True)
class Housing:
    """`profile` is the latest; `routes` are by number, those that ended included."""

    profile: HousingProfileRecorded | None = None
    routes: dict[int, Route] = field(default_factory=dict)

    @property
    def running(self) -> Route | None:
        """The route that is open; there is at most one."""
        return next((route for route in self.routes.values() if route.is_open), None)


def evolve(housing: Housing, event: DomainEvent) -> Housing:
    """The housing after one more event of the case."""
    match event:
        case HousingProfileRecorded() as profile:
            return replace(housing, profile=profile)
        case plan.HousingRouteStarted(route=number) as new:
            return _with(housing, Route(number, new.track, new.answers, new.next_step, new.owner, new.due))
        case plan.HousingRouteAdvanced(route=number) as step if number in housing.routes:
            return _with(housing, Route(number, step.track, step.answers, step.next_step, step.owner, step.due))
        case plan.HousingRouteReassigned(route=number, owner=owner, due=due) if number in housing.routes:
            return _with(housing, replace(housing.routes[number], owner=owner, due=due))
        case plan.HousingRouteOverdue(route=number) if number in housing.routes:
            return _with(housing, replace(housing.routes[number], overdue=True))
        case plan.HousingRouteEnded(route=number, result=result) if number in housing.routes:
            return _with(housing, replace(housing.routes[number], result=result))
    return housing


def _with(housing: Housing, route: Route) -> Housing:
    return replace(housing, routes={**housing.routes, route.number: route})
