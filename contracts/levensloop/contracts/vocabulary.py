"""The words that events and commands share: enumerations and small values, each tied to its Dutch term in docs/glossary.md."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import OrganisationId, Text, Value
from levensloop.contracts.roles import Role


class LifeDomain(StrEnum):
    """Life domains (leefgebieden) of a report and a plan."""

    HOUSING = "housing"
    FINANCES = "finances"
    WORK = "work"
    RELATIONS = "relations"
    MENTAL_HEALTH = "mental-health"
    PHYSICAL_HEALTH = "physical-health"
    ADDICTION = "addiction"
    INTELLECTUAL_DISABILITY = "intellectual-disability"
    JUSTICE = "justice"
    SAFETY = "safety"


class TriageOutcome(StrEnum):
    """TRI-1, TRI-3."""

    ADVICE = "advice"
    CASE_CONFERENCE = "case-conference"
    INCLUSION_TABLE = "inclusion-table"


class TriageGround(StrEnum):
    """TRI-2: at least one is needed for a case conference; the past counts as much as the present."""

    SEVERAL_LIFE_DOMAINS = "several-life-domains"
    SAFETY = "safety"
    COOPERATION_ACROSS_DOMAINS = "cooperation-across-domains"
    LOCAL_PARTNERS_STUCK = "local-partners-stuck"


class Seat(StrEnum):
    """INC-1: the seats of the inclusion table; the procesregisseur chairs and has none."""

    REPORTER = "reporter"
    POLITIE = "politie"
    OM = "om"
    LEVENSLOOPAANBIEDER = "levensloopaanbieder"
    GEMEENTE = "gemeente"


class Criterion(StrEnum):
    """INC-2: the inclusion criteria."""

    ADULT = "adult"
    DANGEROUS_BEHAVIOUR = "dangerous-behaviour"
    HIGH_RISK = "high-risk"
    LONG_TERM_PROBLEMS = "long-term-problems"
    NEEDS_STRUCTURE = "needs-structure"
    LEGAL_TITLE = "legal-title"


class Finding(StrEnum):
    """INC-2: how a criterion was answered."""

    MET = "met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """INC-4: a partner's position; none is a veto."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINS = "abstains"


class SignalKind(StrEnum):
    """SIG-1: what a signal is about; a scenario names the kinds that trigger it (PLN-2)."""

    DECOMPENSATION = "decompensation"
    SUBSTANCE_USE = "substance-use"
    AGGRESSION = "aggression"
    AVOIDS_CARE = "avoids-care"
    MEDICATION_STOPPED = "medication-stopped"
    NUISANCE = "nuisance"
    OFFENCE = "offence"
    HOME_AT_RISK = "home-at-risk"
    MONEY = "money"
    STABILISING = "stabilising"


class Severity(StrEnum):
    """SIG-1."""

    LOW = "low"
    SERIOUS = "serious"
    ACUTE = "acute"


class ScenarioKind(StrEnum):
    """PLN-2: the kinds of scenario."""

    INTENSIFY_GUIDANCE = "intensify-guidance"
    ACUTE_ADMISSION = "acute-admission"
    TIME_OUT = "time-out"
    SUSPENSION_FROM_RESIDENCE = "suspension-from-residence"
    OFFENCE = "offence"
    SCALING_DOWN = "scaling-down"


class ReviewTopic(StrEnum):
    """REV-2: what a review covers."""

    SIGNALS = "signals"
    FACTORS = "factors"
    SAFETY = "safety"
    SCENARIOS = "scenarios"
    INTERVENTIONS = "interventions"
    ON_COURSE = "on-course"
    INVOLVEMENT = "involvement"
    COOPERATION = "cooperation"
    ACTIONS = "actions"
    PLAN = "plan"
    TEAM = "team"


BedLevel = Annotated[int, Field(ge=2, le=4)]
"""BED-1: security level of a secure bed."""


class Person(Value):
    """Who the case is about. Fictional people only in this repository."""

    name: Annotated[Text, holds(Category.IDENTITY, "Name")]
    date_of_birth: Annotated[date, holds(Category.IDENTITY, "Date of birth")]
    municipality: Annotated[Text, holds(Category.HOUSING, "Municipality of residence or stay")]


class Concern(Value):
    """REP-1: a concern on one life domain."""

    domain: Annotated[LifeDomain, holds(Category.PROCESS, "Life domain")]
    text: Annotated[Text, holds(Category.HEALTH, "The concern")]


class SeatTaken(Value):
    """INC-1: one seat: the organisation that sat there, or why it was empty."""

    seat: Annotated[Seat, holds(Category.PROCESS, "Which seat")]
    organisation: Annotated[OrganisationId | None, holds(Category.PROCESS, "Who sat there")] = None
    empty_because: Annotated[Text | None, holds(Category.STAFF, "Why the seat was empty")] = None


class CriterionFinding(Value):
    """INC-2: one criterion, answered and substantiated."""

    criterion: Annotated[Criterion, holds(Category.PROCESS, "Which criterion")]
    finding: Annotated[Finding, holds(Category.HEALTH, "Met, not met or unknown")]
    substantiation: Annotated[Text, holds(Category.HEALTH, "What it rests on")]


class Position(Value):
    """INC-4: what one partner thinks of inclusion."""

    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Whose position")]
    stance: Annotated[Stance, holds(Category.PROCESS, "For, against or abstains")]
    reasoning: Annotated[Text, holds(Category.GUIDANCE, "Why")]


class Heads(Value):
    """INC-5, MOV-5: who carry the case; they are named together and move together."""

    process_director: Annotated[Text, holds(Category.STAFF, "Procesregisseur")]
    provider: Annotated[OrganisationId, holds(Category.PROCESS, "Levensloopaanbieder")]
    coordinator: Annotated[Text, holds(Category.STAFF, "Levensloopcoördinator")]
    municipality: Annotated[OrganisationId, holds(Category.PROCESS, "Municipality")]
    municipal_director: Annotated[Text, holds(Category.STAFF, "Municipal casusregisseur")]


class Invitation(Value):
    """TEA-1: a partner that joins the team, and whom to reach there."""

    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Partner that joins")]
    contact: Annotated[Text, holds(Category.STAFF, "Whom to reach there")]


class PlanStep(Value):
    """PLN-1: a step for care, punishment, support or livelihood."""

    domain: Annotated[LifeDomain, holds(Category.PROCESS, "Life domain")]
    text: Annotated[Text, holds(Category.GUIDANCE, "What is done")]


class Designation(Value):
    """PLN-2: who decides that it goes wrong, and so may activate the scenario (SIG-2)."""

    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Organisation")]
    functionary: Annotated[Text, holds(Category.STAFF, "Function")]


class ScenarioStep(Value):
    """PLN-2: what one role does, and what happens if that fails."""

    role: Annotated[Role, holds(Category.PROCESS, "Role that acts")]
    text: Annotated[Text, holds(Category.GUIDANCE, "What it does")]
    if_fails: Annotated[Text, holds(Category.GUIDANCE, "What happens if the step fails")]


class BedTerms(Value):
    """PLN-2, BED-1: for a bed its security level and longest stay in days."""

    level: Annotated[BedLevel, holds(Category.HEALTH, "Security level 2, 3 or 4")]
    longest_stay_days: Annotated[int, Field(gt=0, le=730), holds(Category.HEALTH, "Longest stay, in days")]


class Scenario(Value):
    """PLN-2: one way in which it may go, agreed beforehand."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"), holds(Category.GUIDANCE, "Short name in this plan")]
    kind: Annotated[ScenarioKind, holds(Category.HEALTH, "Kind of scenario")]
    triggers: Annotated[tuple[SignalKind, ...], Field(min_length=1), holds(Category.HEALTH, "Signals that trigger it")]
    decided_by: Annotated[Designation, holds(Category.PROCESS, "Who decides that it goes wrong")]
    steps: Annotated[tuple[ScenarioStep, ...], Field(min_length=1), holds(Category.PROCESS, "The steps per role")]
    bed: Annotated[BedTerms | None, holds(Category.HEALTH, "For a bed: level and longest stay")] = None


class Plan(Value):
    """PLN-1: the long-term goal for living first, then the rest."""

    long_term_goal: Annotated[Text, holds(Category.HOUSING, "Long-term goal for living")]
    middle_term: Annotated[tuple[PlanStep, ...], holds(Category.PROCESS, "Steps for the middle term")] = ()
    short_term: Annotated[tuple[PlanStep, ...], holds(Category.PROCESS, "Steps for the short term")] = ()
    scenarios: Annotated[tuple[Scenario, ...], holds(Category.PROCESS, "Scenarios for scaling up and down")] = ()
    approach: Annotated[Text | None, holds(Category.GUIDANCE, "Approach: how to treat the client (PLN-3)")] = None
    informing: Annotated[Text | None, holds(Category.GUIDANCE, "Who informs whom, and when (PLN-3)")] = None
    zsm: Annotated[Text | None, holds(Category.JUSTICE, "Considerations for ZSM (PLN-3)")] = None


class ReviewFinding(Value):
    """REV-2: what the review found on one topic."""

    topic: Annotated[ReviewTopic, holds(Category.PROCESS, "Topic")]
    text: Annotated[Text, holds(Category.GUIDANCE, "What was found")]
