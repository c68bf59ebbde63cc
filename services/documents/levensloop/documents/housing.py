"""Where the client is to live (PLN-7): the housing profile, and the tailored housing routes with their answers and steps."""

from dataclasses import dataclass, replace
from datetime import date

from levensloop.contracts.calendar import day_of
from levensloop.contracts.events.plan import (
    HousingProfileRecorded,
    HousingRouteAdvanced,
    HousingRouteEnded,
    HousingRouteOverdue,
    HousingRouteReassigned,
    HousingRouteStarted,
)
from levensloop.contracts.housing import HousingAnswers, HousingTrack
from levensloop.contracts.words import in_dutch
from levensloop.documents.history import Events, last
from levensloop.documents.model import Facts, Section
from levensloop.documents.wording import NOTHING, called, day, items, table

QUESTIONS = (
    ("stay", "Passend, veilig en prettig verblijf"),
    ("expertise", "Forensische kennis, kunde en context"),
    ("funding_and_rules", "Maatwerkfinanciering en regelgeving"),
    ("obstacles", "Waarop plaatsing vastloopt"),
)
"""The four questions of a route: field of the answers → how a reader sees it."""


@dataclass(frozen=True, slots=True)
class _Route:
    began: date
    track: HousingTrack
    answers: HousingAnswers
    next_step: str
    owner: str
    due: date
    overdue: bool = False
    outcomes: tuple[str, ...] = ()
    ended: str = ""


def profile(events: Events) -> Section:
    """PLN-7: who somebody is to live with, the approach, what was tried and what works; the latest."""
    recorded = last(events, HousingProfileRecorded)
    if recorded is None:
        return Section("Woonprofiel", (NOTHING,))
    found = recorded.event
    facts = (("Wie de persoon is", found.who), ("Bejegening", found.approach))
    drawn = (("Vastgelegd", f"{day(found.at)}, door {called(found.by.organisation)}"),)
    return Section(
        "Woonprofiel",
        (Facts((*facts, *drawn)),),
        (
            Section("Wat eerder is ingezet", (items(found.tried),)),
            Section("Wat werkt, in benadering en woonklimaat", (items(found.works),)),
        ),
    )


def routes(events: Events) -> Section:
    """PLN-7: each route by number: its track, the four questions, what came of each step, and what is next."""
    found = _routes(events)
    if not found:
        return Section("Maatwerkzorgroute", (NOTHING,))
    return Section("Maatwerkzorgroute", parts=tuple(_route(number, route) for number, route in found.items()))


def _routes(events: Events) -> dict[int, _Route]:
    found: dict[int, _Route] = {}
    for recorded in events:
        match recorded.event:
            case HousingRouteStarted(route=number, at=at) as new:
                found[number] = _Route(day_of(at), new.track, new.answers, new.next_step, new.owner, new.due)
            case HousingRouteAdvanced(route=number) as step if number in found:
                before = found[number]
                said = f"{day(step.at)}: {step.outcome}"
                found[number] = _Route(
                    before.began,
                    step.track,
                    step.answers,
                    step.next_step,
                    step.owner,
                    step.due,
                    outcomes=(*before.outcomes, said),
                )
            case HousingRouteReassigned(route=number, owner=owner, due=due) if number in found:
                found[number] = replace(found[number], owner=owner, due=due)
            case HousingRouteOverdue(route=number) if number in found:
                found[number] = replace(found[number], overdue=True)
            case HousingRouteEnded(route=number) as end if number in found:
                said = f"{in_dutch(end.result)} op {day(end.at)}: {end.outcome}"
                found[number] = replace(found[number], ended=said)
    return found


def _route(number: int, route: _Route) -> Section:
    stand = route.ended or f"{route.next_step} ({called(route.owner)}, uiterlijk {day(route.due)}{_late(route)})"
    answers = ((question, str(getattr(route.answers, field))) for field, question in QUESTIONS)
    facts = (("Begonnen", day(route.began)), ("Spoor", in_dutch(route.track)), *answers)
    steps = table(("Wat de stappen opleverden",), ((said,) for said in route.outcomes), (100,))
    blocks = (Facts((*facts, ("Afgerond" if route.ended else "Nu", stand))), *((steps,) if route.outcomes else ()))
    return Section(f"Route {number}", blocks)


def _late(route: _Route) -> str:
    return ", te laat" if route.overdue else ""
