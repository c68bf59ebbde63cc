"""One fictional client from report to inclusion: the commands, and the events they lead to."""

from datetime import date, datetime

from levensloop.contracts.commands.inclusion import (
    AddPartner,
    AssessPurpose,
    ConcludeTriage,
    DeclineInclusion,
    ExcludeClient,
    IncludeClient,
    RecordClientInformed,
    RemovePartner,
    ReportClient,
)
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred, MoveAnnounced
from levensloop.contracts.events.inclusion import (
    ClientDied,
    ClientExcluded,
    ClientIncluded,
    ClientReported,
    InclusionTableHeld,
    PartnerJoined,
    PartnerLeft,
    PurposeAssessed,
    ReportRetracted,
    TriageConcluded,
)
from levensloop.contracts.roles import Role
from levensloop.contracts.vocabulary import (
    Concern,
    Criterion,
    CriterionFinding,
    Finding,
    Heads,
    Invitation,
    LifeDomain,
    Person,
    Position,
    Seat,
    SeatTaken,
    Stance,
    TriageGround,
    TriageOutcome,
)
from support.samples.third_parties import let_in
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    INCLUDED_AT,
    NOW,
    OM,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    REPORTED_AT,
    ROTTERDAM,
    WOONPARTNER,
    actor,
    amsterdam,
)

SAMPLE_PERSON = Person(name="Joris Verzonnen", date_of_birth=date(1990, 3, 14), municipality="Den Haag")

SAMPLE_REPORT = ReportClient(
    person=SAMPLE_PERSON,
    reason="Terugkerende overlast en dreiging, hulp loopt steeds vast.",
    concerns=(
        Concern(domain=LifeDomain.MENTAL_HEALTH, text="Raakt bij spanning ontregeld."),
        Concern(domain=LifeDomain.HOUSING, text="Dreigt zijn kamer kwijt te raken."),
    ),
    safety=("Bedreigde twee keer een buurman.",),
    tried=("Bemoeizorg in 2023 en 2024.",),
)

SAMPLE_PURPOSE = AssessPurpose(
    fits=True,
    purpose="Voorkomen van ernstig gevaar door samenhangende zorg en toezicht.",
    reasoning="Complexe casus over straf, zorg en lokaal bestuur heen.",
)

SAMPLE_TRIAGE = ConcludeTriage(
    outcome=TriageOutcome.INCLUSION_TABLE,
    participants=(POLITIE, PROVIDER, GEMEENTE),
    grounds=(TriageGround.SEVERAL_LIFE_DOMAINS, TriageGround.SAFETY),
    reasoning="Nu en in het verleden dezelfde patronen.",
)

SAMPLE_SEATS = (
    SeatTaken(seat=Seat.REPORTER, organisation=POLITIE),
    SeatTaken(seat=Seat.POLITIE, organisation=POLITIE),
    SeatTaken(seat=Seat.OM, empty_because="Zitting op hetzelfde uur; standpunt volgt niet."),
    SeatTaken(seat=Seat.LEVENSLOOPAANBIEDER, organisation=PROVIDER),
    SeatTaken(seat=Seat.GEMEENTE, organisation=GEMEENTE),
)

SAMPLE_CRITERIA = tuple(
    CriterionFinding(criterion=criterion, finding=Finding.MET, substantiation="Blijkt uit het dossier.")
    for criterion in Criterion
)

SAMPLE_POSITIONS = tuple(
    Position(organisation=organisation, stance=Stance.FOR, reasoning="Alleen samen houden we dit vol.")
    for organisation in (POLITIE, PROVIDER, GEMEENTE)
)

SAMPLE_HEADS = Heads(
    process_director="A. Procesregisseur",
    provider=PROVIDER,
    coordinator="B. Coördinator",
    municipality=GEMEENTE,
    municipal_director="C. Casusregisseur",
)

ROTTERDAM_HEADS = Heads(
    process_director="D. Procesregisseur",
    provider="levensloopaanbieder-rotterdam",
    coordinator="E. Coördinator",
    municipality="gemeente-rotterdam",
    municipal_director="F. Casusregisseur",
)

SAMPLE_TEAM = tuple(
    Invitation(organisation=organisation, contact=f"Contactpersoon van {organisation}")
    for organisation in (PROVIDER, GEMEENTE, POLITIE, RECLASSERING, CRISISDIENST, WOONPARTNER)
)
"""The team of `included_case`."""

SAMPLE_INVITED = SAMPLE_TEAM[:-1]
"""Who of them the table asks in; the housing partner is a third party, and is admitted after it (WGS 1.7(2))."""

SAMPLE_INCLUSION = IncludeClient(
    seats=SAMPLE_SEATS,
    criteria=SAMPLE_CRITERIA,
    positions=SAMPLE_POSITIONS,
    heads=SAMPLE_HEADS,
    team=SAMPLE_INVITED,
)

SAMPLE_DECLINE = DeclineInclusion(
    seats=SAMPLE_SEATS,
    criteria=SAMPLE_CRITERIA,
    positions=SAMPLE_POSITIONS,
    reason="De bestaande zorg houdt stand.",
    advice="Meld opnieuw als de behandeling afbreekt.",
)

SAMPLE_INFORMED = RecordClientInformed(informant="levensloopcoördinator", manner="Op zijn kamer, met zijn zus erbij.")

SAMPLE_JOIN = AddPartner(organisation=OM, contact="Gebiedsofficier", deciders=(GEMEENTE,))

SAMPLE_LEAVE = RemovePartner(organisation=WOONPARTNER, reason="De cliënt woont nu elders.", deciders=(GEMEENTE,))

SAMPLE_EXIT = ExcludeClient(
    stable_since=date(2026, 6, 1),
    stability="Geen incidenten sinds hij zelfstandig woont.",
    protective_factors="Werk, zus en vaste begeleider blijven.",
    risk_assessment="HKT-R van mei 2028: laag.",
    participants=tuple(invitation.organisation for invitation in SAMPLE_TEAM),
    client_and_relatives="Cliënt en zijn zus zaten aan tafel.",
    decision="Exclusiebesluit: de doelen zijn bereikt.",
    deciders=(GEMEENTE, POLITIE),
)
"""Holds from 1 June 2028 on, for the team of `included_case`."""

EXIT_AT = amsterdam(2028, 6, 1)


def reported_case(at: datetime = REPORTED_AT, reporter: str = POLITIE) -> tuple[DomainEvent, ...]:
    """Reported; nobody judged the purpose yet."""
    return (ClientReported(at=at, by=actor(reporter, "wijkagent"), **dict(SAMPLE_REPORT)),)


def case_in_triage(at: datetime = REPORTED_AT) -> tuple[DomainEvent, ...]:
    """The report fits the purpose."""
    return (*reported_case(at), PurposeAssessed(at=at, by=actor(POLITIE, "teamchef"), **dict(SAMPLE_PURPOSE)))


def case_on_the_table(at: datetime = REPORTED_AT) -> tuple[DomainEvent, ...]:
    """Sent on to the inclusion table."""
    return (*case_in_triage(at), TriageConcluded(at=at, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_TRIAGE)))


def joined(
    organisation: str, at: datetime = INCLUDED_AT, zvh: str = HAAGLANDEN, admission: int | None = None
) -> PartnerJoined:
    """This partner is in the team."""
    roles: dict[str, Role] = {o.id: o.role for o in ORGANISATIONS}
    return PartnerJoined(
        at=at,
        by=actor(zvh, CHAIR),
        organisation=organisation,
        role=roles[organisation],
        contact=f"Contactpersoon van {organisation}",
        joined_on=at.date(),
        admission=admission,
    )


def included_case(at: datetime = INCLUDED_AT) -> tuple[DomainEvent, ...]:
    """Included, with the team of `SAMPLE_TEAM`: who was invited, and the housing partner that was admitted; no plan yet."""
    by = actor(HAAGLANDEN, CHAIR)
    table = InclusionTableHeld(at=at, by=by, seats=SAMPLE_SEATS, criteria=SAMPLE_CRITERIA, positions=SAMPLE_POSITIONS)
    included = ClientIncluded(at=at, by=by, included_on=at.date(), heads=SAMPLE_HEADS)
    team = (*(joined(i.organisation, at) for i in SAMPLE_INVITED), *let_in(at), joined(WOONPARTNER, at, admission=1))
    return (*case_on_the_table(), table, included, *team)


def move_announced(at: datetime, move: int = 1) -> MoveAnnounced:
    """The client moves to Rotterdam."""
    return MoveAnnounced(
        at=at,
        by=actor(HAAGLANDEN, CHAIR),
        move=move,
        from_zvh=HAAGLANDEN,
        to_zvh=ROTTERDAM,
        reason="Gaat bij zijn zus in Rotterdam wonen.",
        planned_on=at.date(),
    )


def direction_transferred(at: datetime, move: int = 1) -> DirectionTransferred:
    """Rotterdam directs from now on."""
    return DirectionTransferred(
        at=at,
        by=actor(HAAGLANDEN, CHAIR),
        move=move,
        from_zvh=HAAGLANDEN,
        to_zvh=ROTTERDAM,
        heads=ROTTERDAM_HEADS,
        count=12,
        digest="ab" * 32,
    )


def carriers_joined(at: datetime = NOW) -> tuple[PartnerJoined, PartnerJoined]:
    """Who carry the case in Rotterdam join its team there."""
    heads = ROTTERDAM_HEADS
    return joined(heads.provider, at, ROTTERDAM), joined(heads.municipality, at, ROTTERDAM)


def client_died(at: datetime = NOW) -> ClientDied:
    """The end that comes by itself."""
    return ClientDied(at=at, by=actor(HAAGLANDEN), died_on=at.date())


def client_excluded(at: datetime = EXIT_AT) -> ClientExcluded:
    """The end by decision of the whole team."""
    return ClientExcluded(at=at, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))


def partner_left(organisation: str, role: Role, at: datetime = NOW) -> PartnerLeft:
    """A partner leaves the team."""
    by = actor(HAAGLANDEN, CHAIR)
    return PartnerLeft(at=at, by=by, organisation=organisation, role=role, reason="Klaar.", left_on=at.date())


def report_retracted(at: datetime = NOW) -> ReportRetracted:
    """It was about the wrong person."""
    return ReportRetracted(at=at, by=actor(HAAGLANDEN), reason="Naamgenoot: de melding ging over een ander.")
