"""One fictional case, included and with a team: the history that every command of the benchmark decides on."""

from datetime import UTC, date, datetime
from typing import Any

from levensloop.contracts.commands.inclusion import ReportClient
from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import Actor, DomainEvent
from levensloop.contracts.events.inclusion import (
    ClientIncluded,
    ClientReported,
    InclusionTableHeld,
    PartnerJoined,
    PurposeAssessed,
    TriageConcluded,
)
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import (
    Concern,
    Criterion,
    CriterionFinding,
    Finding,
    Heads,
    LifeDomain,
    Person,
    Position,
    Seat,
    SeatTaken,
    Stance,
    TriageGround,
    TriageOutcome,
)

ZVH = "zvh-haaglanden"
OM = "om-haaglanden"
GEMEENTE = "gemeente-den-haag"
AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
_TEAM = {
    "levensloopaanbieder-haaglanden": Role.LEVENSLOOPAANBIEDER,
    "gemeente-den-haag": Role.GEMEENTE,
    "politie-haaglanden": Role.POLITIE,
    "reclassering-haaglanden": Role.RECLASSERING,
    "crisisdienst-haaglanden": Role.CRISISDIENST_GGZ,
    "woonpartner-duinrand": Role.WOONPARTNER,
}
ORGANISATIONS = {name: Organisation(name, role, ZVH) for name, role in {ZVH: Role.ZVH, OM: Role.OM, **_TEAM}.items()}
_PROVIDER, _GEMEENTE, _POLITIE = list(_TEAM)[:3]
_BY = Actor(organisation=ZVH, functionary="procesregisseur")
_HEADS = Heads(
    process_director="A. Procesregisseur",
    provider=_PROVIDER,
    coordinator="B. Coördinator",
    municipality=_GEMEENTE,
    municipal_director="C. Casusregisseur",
)


_REPORT = ReportClient(
    person=Person(name="Joris Verzonnen", date_of_birth=date(1990, 3, 14), municipality="Den Haag"),
    reason="Terugkerende overlast en dreiging, hulp loopt steeds vast.",
    concerns=(Concern(domain=LifeDomain.HOUSING, text="Dreigt zijn kamer kwijt te raken."),),
    safety=("Bedreigde twee keer een buurman.",),
    tried=("Bemoeizorg in 2023 en 2024.",),
)


def report() -> dict[str, Any]:
    """The data of the command that begins a case."""
    return _REPORT.model_dump(mode="json")


def included_case() -> tuple[DomainEvent, ...]:
    """Twelve events, from report to a team of six."""
    reporter = Actor(organisation=_POLITIE, functionary="wijkagent")
    return (
        ClientReported(at=AT, by=reporter, **dict(_REPORT)),
        PurposeAssessed(at=AT, by=reporter, fits=True, purpose="Voorkomen van ernstig gevaar.", reasoning="Complex."),
        TriageConcluded(
            at=AT,
            by=_BY,
            outcome=TriageOutcome.INCLUSION_TABLE,
            participants=(_POLITIE, _PROVIDER, _GEMEENTE),
            grounds=(TriageGround.SEVERAL_LIFE_DOMAINS,),
            reasoning="Nu en in het verleden dezelfde patronen.",
            advice=None,
        ),
        InclusionTableHeld(
            at=AT,
            by=_BY,
            seats=(SeatTaken(seat=Seat.REPORTER, organisation=_POLITIE),),
            criteria=tuple(
                CriterionFinding(criterion=criterion, finding=Finding.MET, substantiation="Blijkt uit het dossier.")
                for criterion in Criterion
            ),
            positions=tuple(
                Position(organisation=name, stance=Stance.FOR, reasoning="Alleen samen houden we dit vol.")
                for name in (_POLITIE, _PROVIDER, _GEMEENTE)
            ),
        ),
        ClientIncluded(at=AT, by=_BY, included_on=AT.date(), heads=_HEADS),
        *(
            PartnerJoined(
                at=AT, by=_BY, organisation=name, role=role, contact=f"Contactpersoon van {name}", joined_on=AT.date()
            )
            for name, role in _TEAM.items()
        ),
    )
