"""What happens after the plan: reviews, a scenario, a secure bed, an escalation, a route to a place; each in a quarter of its own."""

from datetime import date, timedelta

from support.nation.fates import Fate
from support.nation.telling import Telling, workday

TOPICS = (
    "signals",
    "factors",
    "safety",
    "scenarios",
    "interventions",
    "on-course",
    "involvement",
    "cooperation",
    "actions",
    "plan",
    "team",
)


def review(tale: Telling, day: date, due: date) -> None:
    """The team looks again, in time or not."""
    findings = [{"topic": topic, "text": "Besproken."} for topic in TOPICS]
    held = {"participants": [tale.here.zvh, *tale.team], "findings": findings, "housing": tale.housing}
    tale.chair(day, 13, "HoldReview", "ReviewHeld", held)
    tale.put_in("review", day, due=due, late=day > due)
    tale.put_in("housing", day, situation=tale.housing)


def scenario(tale: Telling, start: date) -> None:
    """A signal, the scenario that the coordinator activates, two steps, and its end."""
    here = tale.here
    day = workday(start + timedelta(days=8))
    signal = {"kind": "aggression", "severity": "serious", "text": "Schreeuwde tegen de buren."}
    tale.partner(day, 9, here.woonpartner, "RaiseSignal", "SignalRaised", signal)
    why = {"scenario": "time-out", "reason": "Het loopt op."}
    tale.partner(day, 10, here.provider, "ActivateScenario", "ScenarioActivated", why)
    for who in (here.provider, here.politie):
        tale.partner(day, 11, who, "AcknowledgeStep", "ScenarioStepAcknowledged", {"activation": 1})
    end = {"activation": 1, "outcome": "Het is rustig."}
    tale.partner(workday(start + timedelta(days=30)), 11, here.provider, "EndScenario", "ScenarioEnded", end)


def bed(tale: Telling, fate: Fate, start: date) -> None:
    """To a secure bed and back, or longer than was meant."""
    here, days = tale.here, 21 if fate.bed_too_long else 42
    request = {"level": 3, "longest_stay_days": days, "crisis": not fate.bed_too_long, "reason": "Rust nodig."}
    asked = workday(start + timedelta(days=9))
    tale.partner(asked, 9, here.provider, "RequestSecureBed", "SecureBedRequested", request)
    assigned = {"level": 3, "clinic": "Kliniek De Duinen"}
    tale.partner(asked, 12, here.provider, "AssignSecureBed", "SecureBedAssigned", assigned)
    admitted = workday(asked + timedelta(days=1))
    kept = {"home_kept": "De kamer blijft vrij."}
    tale.partner(admitted, 10, here.provider, "AdmitToSecureBed", "AdmittedToSecureBed", kept)
    tale.put_in("bed", admitted)
    if fate.bed_too_long:
        until = admitted + timedelta(days=40)
        longer = {"until": until.isoformat(), "reason": "Nog niet veilig."}
        late = workday(admitted + timedelta(days=24))
        tale.chair(late, 10, "ExtendSecureBedStay", "SecureBedStayExtended", longer)
    back = workday(start + timedelta(days=45))
    home = {"destination": "Naar de eigen kamer."}
    tale.partner(back, 10, here.provider, "ReleaseFromSecureBed", "ReleasedFromSecureBed", home)
    tale.put_in("bed-left", back)


def escalation(tale: Telling, fate: Fate, start: date) -> None:
    """From the case table up, in time or not, until there is an outcome."""
    here = tale.here
    day = workday(start + timedelta(days=8))
    kind = "homelessness" if fate.without_housing and not fate.housed_in else "stuck"
    begin = {"kind": kind, "owner": here.gemeente, "reason": "Geen aanbieder durft het aan."}
    tale.partner(day, 10, here.provider, "StartEscalation", "EscalationStarted", begin)
    tale.put_in("escalation", day, kind=kind)
    up = {
        "escalation": 1,
        "outcome": "Geen plek.",
        "level": "zvh-escalation-table",
        "skipped_because": "De tafels ertussen komen te laat bijeen.",
        "owner": here.zvh,
    }
    raised = workday(day + timedelta(days=24 if fate.escalation_late else 7))
    tale.partner(raised, 11, here.gemeente, "RaiseEscalation", "EscalationRaised", up)
    tale.put_in("escalation-raised", raised, level=up["level"])
    ended = workday(start + timedelta(days=45))
    tale.chair(ended, 15, "EndEscalation", "EscalationEnded", {"escalation": 1, "outcome": "Er is een afspraak."})
    tale.put_in("escalation-ended", ended)


def route(tale: Telling, planned: date) -> None:
    """Who somebody is to live with, and the way to a place begins (PLN-7)."""
    here, day = tale.here, workday(planned + timedelta(days=5))
    profile = {
        "who": "Iemand die het liefst alleen woont.",
        "approach": "Kom nooit onaangekondigd.",
        "tried": ["Beschermd wonen."],
        "works": ["Een eigen voordeur."],
    }
    tale.partner(day, 10, here.provider, "RecordHousingProfile", "HousingProfileRecorded", profile)
    begin = {
        "track": "adapt-existing",
        "stay": "Een prikkelarme plek.",
        "expertise": "Een team dat ontregeling herkent.",
        "funding_and_rules": "Wmo en Wlz samen.",
        "obstacles": "Agressie is overal een reden om nee te zeggen.",
        "next_step": "Vraagt bij twee locaties wat er nodig is.",
        "owner": here.woonpartner,
    }
    tale.chair(workday(day + timedelta(days=1)), 11, "StartHousingRoute", "HousingRouteStarted", begin)


def housed(tale: Telling, start: date) -> None:
    """There is a place; from the next review on the case says so."""
    day = workday(start + timedelta(days=8))
    end = {"route": 1, "result": "placed", "outcome": "Een woning met begeleiding."}
    tale.chair(day, 11, "EndHousingRoute", "HousingRouteEnded", end)
    tale.put_in("placed", day)
    tale.housing = "housed"
