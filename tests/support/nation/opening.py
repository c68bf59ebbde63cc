"""From report to plan: reported, weighed, on the inclusion table, included with a team, and the first plan."""

from datetime import date, timedelta
from typing import Any

from support.nation.fates import Fate, Outcome
from support.nation.regions import Region
from support.nation.telling import Telling, workday

CRITERIA = ("adult", "dangerous-behaviour", "high-risk", "long-term-problems", "needs-structure", "legal-title")
PLAN: dict[str, Any] = {
    "long_term_goal": "Een eigen woning met begeleiding in de buurt.",
    "middle_term": [{"domain": "housing", "text": "Proefwonen."}],
    "short_term": [{"domain": "finances", "text": "Bewind aanvragen."}],
    "approach": "Kort en duidelijk; zeg wat je gaat doen.",
    "informing": "Wie iets ziet, belt dezelfde dag de coördinator.",
    "zsm": "Er ligt een plan; bel de coördinator.",
}
TIME_OUT = {
    "key": "time-out",
    "kind": "time-out",
    "triggers": ["aggression"],
    "bed": {"level": 3, "longest_stay_days": 42},
    "steps": [
        {"role": "levensloopaanbieder", "text": "Vraagt het bed aan.", "if_fails": "Belt het LCBB."},
        {"role": "politie", "text": "Staat klaar voor vervoer.", "if_fails": "De meldkamer regelt het."},
    ],
}


def open_case(tale: Telling, fate: Fate) -> date | None:
    """Until the plan is there: its day. None for who did not get that far."""
    day = workday(fate.reported_on)
    _report(tale, fate, day)
    fits = fate.outcome is not Outcome.NOT_FITTING
    day = workday(day + timedelta(days=1))
    purpose = {"fits": fits, "purpose": "Ernstig gevaar voorkomen.", "reasoning": "Straf en zorg lopen door elkaar."}
    tale.partner(day, 10, tale.here.om, "AssessPurpose", "PurposeAssessed", purpose)
    if not fits:
        tale.put_in("not-fitting", day)
        return None
    day = workday(day + timedelta(days=2))
    advised = fate.outcome is Outcome.ADVISED
    _triage(tale, day, advised=advised)
    if advised:
        tale.put_in("advised", day)
        return None
    return _table(tale, fate, workday(day + timedelta(days=5)))


def _report(tale: Telling, fate: Fate, day: date) -> None:
    reporter = tale.here.politie if fate.number % 2 else tale.here.crisisdienst
    report = {
        "person": {
            "name": f"Persoon {fate.number} Verzonnen",
            "date_of_birth": f"{1960 + fate.number % 40}-03-14",
            "municipality": tale.here.city,
        },
        "reason": "Hulp en straf wisselen elkaar af zonder resultaat.",
        "concerns": [
            {"domain": "mental-health", "text": "Ontregelt steeds opnieuw."},
            {"domain": "housing", "text": "Dreigt de woonplek te verliezen."},
        ],
        "safety": ["Bedreigde een buurvrouw."],
        "tried": ["Ambulante begeleiding"],
    }
    if fate.number % 5 == 0:
        tale.refused(day, 9, tale.here.woonpartner, "ReportClient", "REP-1", report)
    tale.partner(day, 9, reporter, "ReportClient", "ClientReported", report)
    tale.put_in("reported", day)


def _triage(tale: Telling, day: date, *, advised: bool) -> None:
    data: dict[str, Any] = {
        "outcome": "advice" if advised else "inclusion-table",
        "participants": [tale.here.politie, tale.here.gemeente, tale.here.provider],
        "reasoning": "Gewogen.",
    }
    data |= {"advice": "Het wijkteam kan dit aan."} if advised else {"grounds": ["safety", "several-life-domains"]}
    tale.chair(day, 13, "ConcludeTriage", "TriageConcluded", data)


def _table(tale: Telling, fate: Fate, day: date) -> date | None:
    held = _held(tale.here, tale.here.politie if fate.number % 2 else tale.here.crisisdienst)
    if fate.outcome is Outcome.DIED_BEFORE:
        tale.chair(day, 9, "RecordDeath", "ClientDied", {"died_on": day.isoformat()})
        tale.put_in("died", day)
        return None
    if fate.postponed:
        due = day + timedelta(days=10)
        action = {"text": "Vraagt de risicotaxatie op.", "owner": tale.here.provider, "due": due.isoformat()}
        postpone = {**held, "reason": "De risicotaxatie ontbreekt.", "actions": [action]}
        tale.chair(day, 14, "PostponeInclusion", "InclusionPostponed", postpone)
        tale.put_in("postponed", day)
        done = workday(day + timedelta(days=4))
        outcome = {"action": 1, "outcome": "De taxatie is er: hoog."}
        tale.partner(done, 11, tale.here.provider, "CompletePostponedAction", "PostponedActionCompleted", outcome)
        day = workday(done + timedelta(days=2))
    if fate.outcome is Outcome.DECLINED:
        no = {**held, "reason": "De zorg houdt stand.", "advice": "Meld opnieuw als de behandeling afbreekt."}
        tale.chair(day, 14, "DeclineInclusion", "InclusionDeclined", no)
        tale.put_in("declined", day)
        return None
    _include(tale, fate, day, held)
    _picture(tale, workday(day + timedelta(days=2)))
    return _plan(tale, fate, day)


def _held(here: Region, reporter: str) -> dict[str, Any]:
    seats = {
        "reporter": reporter,
        "politie": here.politie,
        "om": here.om,
        "levensloopaanbieder": here.provider,
        "gemeente": here.gemeente,
    }
    against = {"stance": "against", "reasoning": "Wacht liever op de zitting."}
    in_favour = {"stance": "for", "reasoning": "Samen lukt dit wel."}
    return {
        "seats": [{"seat": seat, "organisation": who} for seat, who in seats.items()],
        "criteria": [{"criterion": one, "finding": "met", "substantiation": "Uit het dossier."} for one in CRITERIA],
        "positions": [
            {"organisation": who, **(against if who == here.om else in_favour)} for who in dict.fromkeys(seats.values())
        ],
    }


def heads(here: Region) -> dict[str, str]:
    """Who carry a case in this region."""
    return {
        "process_director": f"Regisseur van {here.city}",
        "provider": here.provider,
        "coordinator": f"Coördinator van {here.city}",
        "municipality": here.gemeente,
        "municipal_director": f"Casusregisseur van {here.city}",
    }


def team_of(here: Region, *, vg: bool) -> list[str]:
    """Who is in a team of this region; the two that carry the case come first."""
    return [here.provider, here.gemeente, here.politie, here.crisisdienst, here.woonpartner, *([here.vg] if vg else [])]


def let_in(tale: Telling, day: date, hour: int) -> None:
    """The housing partner is a third party: public participants admit it, and nobody at the table objects (WGS 1.7(2))."""
    here = tale.here
    admission = {
        "organisation": here.woonpartner,
        "contact": "Medewerker",
        "occasion": "Wonen.",
        "necessity": "Zonder deze gegevens is er geen plek.",
        "legal_basis": "Artikel 1.7, tweede lid, WGS.",
        "rac_reference": "RAC-2020-001",
        "categories": ["identity", "housing", "guidance"],
        "heard": [who for who in tale.team if who != here.woonpartner],
        "deciders": [here.gemeente],
    }
    tale.chair(day, hour, "AdmitThirdParty", "ThirdPartyAdmitted", admission)


def _include(tale: Telling, fate: Fate, day: date, held: dict[str, Any]) -> None:
    tale.team = team_of(tale.here, vg=fate.vg)
    team = [{"organisation": who, "contact": "Medewerker"} for who in tale.team if who != tale.here.woonpartner]
    tale.chair(day, 14, "IncludeClient", "ClientIncluded", {**held, "heads": heads(tale.here), "team": team})
    let_in(tale, day, 15)
    tale.put_in("included", day)
    told = workday(day + timedelta(days=1))
    informed = {"informant": "levensloopcoördinator", "manner": "Thuis, in korte zinnen."}
    tale.partner(told, 10, tale.here.provider, "RecordClientInformed", "ClientInformed", informed)
    ground = ("intellectual", "mild-intellectual")[fate.number % 2]
    check = {"indicated": True, "ground": ground} if fate.vg else {"indicated": False}
    tale.partner(told, 11, tale.here.provider, "RecordWlzCheck", "WlzChecked", check)
    if fate.vg:
        tale.put_in("vg-indication", told, ground=ground)


def _picture(tale: Telling, day: date) -> None:
    picture = {
        "participants": [tale.here.zvh, *tale.team],
        "who": "Iemand die het liefst met rust gelaten wordt.",
        "protective_factors": ["Familie in de buurt"],
        "risks": ["Stopt met medicatie"],
        "motivation": "Wil een eigen plek.",
        "input_of_client": "Wil niet weer opgenomen worden.",
        "housing": tale.housing,
    }
    tale.chair(day, 13, "AssessSituation", "SituationAssessed", picture)
    tale.put_in("housing", day, situation=tale.housing)


def _plan(tale: Telling, fate: Fate, day: date) -> date:
    usual = workday(day + timedelta(days=3))
    planned = workday(fate.reported_on + timedelta(days=40)) if fate.plan_late else usual
    decides = {"organisation": tale.here.provider, "functionary": "medewerker"}
    plan = {**PLAN, "scenarios": [{**TIME_OUT, "decided_by": decides}]}
    tale.chair(planned, 14, "EstablishPlan", "PlanEstablished", {"plan": plan})
    tale.put_in("plan", planned, reported_on=workday(fate.reported_on), late=fate.plan_late)
    register(tale, workday(planned + timedelta(days=1)), all_but_one=fate.unregistered)
    return planned


def register(tale: Telling, day: date, *, all_but_one: bool = False) -> None:
    """The label, by everyone in the team; or one forgets it."""
    for who in tale.team[:-1] if all_but_one else tale.team:
        tale.partner(day, 12, who, "RegisterLabel", "LabelRegistered", {"system": "eigen systeem"})
