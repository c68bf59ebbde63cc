"""The plan of the same fictional client: two scenarios, the labels that are asked, and a review."""

from datetime import date, datetime

from levensloop.contracts.commands.plan import AssessSituation, EstablishPlan, HoldReview, PlanDraft, RevisePlan
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import (
    LabelRegistered,
    LabelRequested,
    LabelWithdrawn,
    PlanEstablished,
    ReviewHeld,
)
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.vocabulary import (
    BedTerms,
    Designation,
    LifeDomain,
    Plan,
    PlanStep,
    ReviewFinding,
    ReviewTopic,
    Scenario,
    ScenarioKind,
    ScenarioStep,
    SignalKind,
)
from support.samples.inclusion import SAMPLE_TEAM, included_case
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    ORGANISATIONS,
    PLANNED_AT,
    POLITIE,
    PROVIDER,
    actor,
)

TIME_OUT = Scenario(
    key="time-out",
    kind=ScenarioKind.TIME_OUT,
    triggers=(SignalKind.DECOMPENSATION, SignalKind.AGGRESSION),
    decided_by=Designation(organisation=PROVIDER, functionary="levensloopcoördinator"),
    steps=(
        ScenarioStep(role=Role.LEVENSLOOPAANBIEDER, text="Vraagt het bed aan.", if_fails="Belt het LCBB."),
        ScenarioStep(role=Role.CRISISDIENST_GGZ, text="Beoordeelt binnen een dag.", if_fails="Achterwacht komt."),
        ScenarioStep(role=Role.POLITIE, text="Staat klaar voor vervoer.", if_fails="Meldkamer regelt vervoer."),
    ),
    bed=BedTerms(level=3, longest_stay_days=42),
)

SCALING_DOWN = Scenario(
    key="afschalen",
    kind=ScenarioKind.SCALING_DOWN,
    triggers=(SignalKind.STABILISING,),
    decided_by=Designation(organisation=HAAGLANDEN, functionary=CHAIR),
    steps=(
        ScenarioStep(role=Role.LEVENSLOOPAANBIEDER, text="Bouwt contact af.", if_fails="Contact blijft wekelijks."),
        ScenarioStep(role=Role.ZVH, text="Plant minder overleg.", if_fails="Overleg blijft zoals het was."),
    ),
)

SAMPLE_DRAFT = PlanDraft(
    long_term_goal="Zelfstandig wonen met begeleiding in de buurt van zijn zus.",
    middle_term=(PlanStep(domain=LifeDomain.HOUSING, text="Proefwonen bij de woonpartner."),),
    short_term=(PlanStep(domain=LifeDomain.FINANCES, text="Uitkering en bewind aanvragen."),),
    scenarios=(TIME_OUT, SCALING_DOWN),
    approach="Zeg kort wat je gaat doen, en doe dat dan.",
    informing="Wie iets ziet, belt dezelfde dag de levensloopcoördinator.",
    zsm="Bel voor een besluit de procesregisseur: er ligt een plan.",
)

SAMPLE_PLAN = Plan.model_validate(SAMPLE_DRAFT.model_dump())

SAMPLE_ESTABLISH = EstablishPlan(plan=SAMPLE_DRAFT)

SAMPLE_REVISION = RevisePlan(plan=SAMPLE_DRAFT, reason="Na de review scherper gemaakt.")

SAMPLE_PICTURE = AssessSituation(
    participants=(HAAGLANDEN, PROVIDER, GEMEENTE, POLITIE),
    who="Een man van wie de zus zegt dat hij trouw is.",
    protective_factors=("Zijn zus", "Houdt van koken"),
    risks=("Stopt met medicatie als hij alleen is",),
    motivation="Wil een eigen plek.",
    input_of_client="Wil niet weer opgenomen worden; zus belt als het misgaat.",
)

SAMPLE_REVIEW = HoldReview(
    participants=(HAAGLANDEN, PROVIDER, GEMEENTE, POLITIE),
    findings=tuple(
        ReviewFinding(topic=topic, text="Besproken, en rustiger dan vorig kwartaal.") for topic in ReviewTopic
    ),
)


def label_requested(partner: str, at: datetime = PLANNED_AT, due: date | None = None) -> LabelRequested:
    """This partner is asked to register the label."""
    role = next(o.role for o in ORGANISATIONS if o.id == partner)
    system = ROLES[role].label_system
    assert system is not None, f"{role} has no label system"
    return LabelRequested(
        at=at, by=actor(HAAGLANDEN, CHAIR), partner=partner, role=role, system=system, due=due or date(2026, 2, 2)
    )


def label_registered(partner: str = CRISISDIENST, at: datetime = PLANNED_AT) -> LabelRegistered:
    """This partner registered it."""
    return LabelRegistered(at=at, by=actor(partner), partner=partner, system="eigen systeem")


def planned_case(at: datetime = PLANNED_AT, plan: Plan = SAMPLE_PLAN) -> tuple[DomainEvent, ...]:
    """Included, with a first plan; every partner of the team is asked for the label."""
    established = PlanEstablished(at=at, by=actor(HAAGLANDEN, CHAIR), plan_version=1, plan=plan)
    return (*included_case(), established, *(label_requested(i.organisation, at) for i in SAMPLE_TEAM))


def review_held(at: datetime, next_before: date) -> ReviewHeld:
    """The team looked at the case again."""
    return ReviewHeld(
        at=at,
        by=actor(HAAGLANDEN, CHAIR),
        participants=SAMPLE_REVIEW.participants,
        findings=SAMPLE_REVIEW.findings,
        next_before=next_before,
    )


def label_withdrawn(partner: str, at: datetime = PLANNED_AT) -> LabelWithdrawn:
    """This partner is asked to take it out again."""
    asked = label_requested(partner)
    by = actor(HAAGLANDEN, CHAIR)
    return LabelWithdrawn(
        at=at, by=by, partner=partner, role=asked.role, system=asked.system, reason="Niet meer nodig."
    )
