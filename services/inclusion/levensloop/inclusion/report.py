"""Report and triage: REP-1, REP-3, TRI-1, TRI-2, TRI-3."""

from levensloop.contracts.commands.inclusion import AssessPurpose, ConcludeTriage, ReportClient, RetractReport
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.events.inclusion import ClientReported, PurposeAssessed, ReportRetracted, TriageConcluded
from levensloop.contracts.refusal import refuse
from levensloop.contracts.standing import CLOSED
from levensloop.contracts.terms import PLAN
from levensloop.contracts.vocabulary import TriageOutcome
from levensloop.inclusion.joint import at_the_table
from levensloop.inclusion.state import State


def report(state: State, command: ReportClient, context: Context) -> Decision:
    """REP-1, and the term of INC-7 starts. That a fixed participant reports, and a new case, was seen to at admission."""
    if (born := command.person.date_of_birth) > context.today:
        return refuse("REP-1", f"De geboortedatum {born:%d-%m-%Y} ligt in de toekomst.", field="person.date_of_birth")
    return [
        ClientReported(
            at=context.now,
            by=context.by,
            person=command.person,
            reason=command.reason,
            concerns=command.concerns,
            safety=command.safety,
            tried=command.tried,
            plan_before=context.due(PLAN),
        )
    ]


def assess_purpose(state: State, command: AssessPurpose, context: Context) -> Decision:
    """REP-3. A report that does not fit is closed by it."""
    return [
        PurposeAssessed(
            at=context.now, by=context.by, fits=command.fits, purpose=command.purpose, reasoning=command.reasoning
        )
    ]


def conclude_triage(state: State, command: ConcludeTriage, context: Context) -> Decision:
    """TRI-1: jointly, so not by the ZVH alone. TRI-2: going on needs a ground. TRI-3: advice needs its text."""
    if refusal := unknown_organisation(context, *command.participants):
        return refusal
    if set(command.participants) == {context.me}:
        return refuse(
            "TRI-1",
            "De triage is een gezamenlijk besluit: noem ook de netwerkpartners van het weegteam.",
            field="participants",
        )
    if command.outcome is TriageOutcome.ADVICE:
        if not at_the_table(command.participants, context):
            return refuse(
                "WGS-2.31-8",
                "Met een advies sluit de casus, en dat doen publieke deelnemers: noem wie van hen in het weegteam zat.",
                field="participants",
            )
        if command.advice is None:
            return refuse("TRI-3", "Bij de uitkomst advies hoort het advies aan de melder.", field="advice")
    elif not command.grounds:
        return refuse(
            "TRI-2",
            "Voor een casusoverleg of de inclusietafel is minstens één grond nodig; het verleden telt mee.",
            field="grounds",
        )
    return [
        TriageConcluded(
            at=context.now,
            by=context.by,
            outcome=command.outcome,
            participants=command.participants,
            grounds=command.grounds,
            reasoning=command.reasoning,
            advice=command.advice,
        )
    ]


def retract(state: State, command: RetractReport, context: Context) -> Decision:
    """REP-1: it was about the wrong person. What was recorded stays, and is shielded; who received anything is told (REP-2)."""
    standing = state.standing
    if standing.moving_to is not None and standing.phase not in CLOSED:
        return refuse(
            "MOV-6",
            f"Er loopt een verhuizing naar {standing.moving_to}. Annuleer die eerst; trek dan de melding in.",
            to_zvh=standing.moving_to,
        )
    return [ReportRetracted(at=context.now, by=context.by, reason=command.reason)]
