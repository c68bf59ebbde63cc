"""How long things may take: one table, each term with its rule and where the number comes from ("default": no source gives it).

A ZVH may have lengths of its own, in the topology. When a term starts, its last day is recorded in the event that starts it: a length that
changes later, or a move to another ZVH, does not shift what already runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from levensloop.contracts.calendar import day_of, days_after, end_of, is_weekday, months_after, working_days_after
from levensloop.contracts.vocabulary import ScenarioKind

Lengths = Mapping[str, int]
"""Name of a term → how long it is at one ZVH, in the term's own unit; terms that are not in it are as the table says."""

NO_LENGTHS: Lengths = MappingProxyType({})

WorkingDay = Callable[[date], bool]
"""Whether people work on this day in the Netherlands."""


class Unit(StrEnum):
    """What a term is counted in."""

    MONTHS = "months"
    DAYS = "days"
    WORKING_DAYS = "working-days"
    HOURS = "hours"


_DUTCH = {
    Unit.MONTHS: ("maand", "maanden"),
    Unit.DAYS: ("dag", "dagen"),
    Unit.WORKING_DAYS: ("werkdag", "werkdagen"),
    Unit.HOURS: ("uur", "uur"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One row. `name` is how a topology calls it, `amount` its length unless a ZVH has its own."""

    name: str
    rule: str
    amount: int
    unit: Unit
    source: str

    def length(self, lengths: Lengths = NO_LENGTHS) -> int:
        """How long it is where these lengths hold."""
        return lengths.get(self.name, self.amount)

    def after(self, day: date, lengths: Lengths = NO_LENGTHS, working_day: WorkingDay = is_weekday) -> date:
        """The last day of the term that starts on this day. Raises `ValueError` for hours, which need a moment: `over`."""
        amount = self.length(lengths)
        match self.unit:
            case Unit.MONTHS:
                return months_after(day, amount)
            case Unit.DAYS:
                return days_after(day, amount)
            case Unit.WORKING_DAYS:
                return working_days_after(day, amount, working_day)
            case Unit.HOURS:
                raise ValueError(f"{self.name} is counted in hours")

    def over(self, start: datetime, lengths: Lengths = NO_LENGTHS, working_day: WorkingDay = is_weekday) -> datetime:
        """The moment (UTC) at which the term that starts now is over: hours by the clock, days when the last one ends."""
        if self.unit is Unit.HOURS:
            return start + timedelta(hours=self.length(lengths))
        return end_of(self.after(day_of(start), lengths, working_day))

    def in_dutch(self, lengths: Lengths = NO_LENGTHS) -> str:
        """How a refusal calls it: `3 maanden`."""
        amount = self.length(lengths)
        return f"{amount} {_DUTCH[self.unit][amount != 1]}"


PLAN = Term("plan", "INC-7", 1, Unit.MONTHS, "S2, 4: one month from report to established plan")
REVIEW = Term("review", "REV-1", 3, Unit.MONTHS, "S2, 5: at least every three months")
LABEL = Term("label", "PLN-6", 5, Unit.WORKING_DAYS, "default")
CRISIS_CONFERENCE = Term("crisis-conference", "REV-3", 2, Unit.WORKING_DAYS, "default")
STABLE = Term("stable", "EXT-1", 24, Unit.MONTHS, "S2, 6: stable for at least two years, living outside")
STEP = Term("step", "SIG-3", 2, Unit.WORKING_DAYS, "default")
STEP_ACUTE = Term("step-acute", "SIG-3", 4, Unit.HOURS, "default")
BOTTLENECK_RELEASE = Term("bottleneck-release", "BTL-1", 10, Unit.WORKING_DAYS, "default")
EXCLUSION_DOCUMENT = Term(
    "exclusion-document", "EXT-3", 3, Unit.MONTHS, "default: to sign it, hand it out and answer for it"
)
SECURE_BED = Term("secure-bed", "BED-1", 10, Unit.WORKING_DAYS, "default: of each step on the way to it")
SECURE_BED_CRISIS = Term("secure-bed-crisis", "BED-1", 1, Unit.WORKING_DAYS, "default: the same in a crisis")
ESCALATION = Term("escalation", "ESC-1", 10, Unit.WORKING_DAYS, "default")
ESCALATION_LONGEST = Term("escalation-longest", "ESC-1", 3, Unit.MONTHS, "default: as a review comes by then (REV-1)")
HOUSING_ROUTE = Term("housing-route", "PLN-7", 1, Unit.MONTHS, "default")
HOUSING_ROUTE_LONGEST = Term(
    "housing-route-longest", "PLN-7", 3, Unit.MONTHS, "default: as a review comes by then (REV-1)"
)

OBJECTION = Term("objection", "WGS-1.7-2", 5, Unit.WORKING_DAYS, "default: for participants that were not heard")
ADMISSION_AGREEMENT = Term("admission-agreement", "WGS-1.7-3", 5, Unit.WORKING_DAYS, "default")
ADMISSION = Term("admission", "WGS-2.31-9", 12, Unit.MONTHS, "default: a year at most; feedback is due by then")
FEEDBACK = Term("feedback", "WGS-1.7-4", 12, Unit.MONTHS, "WGS 1.7(4): at least yearly")
EXTENSION = Term(
    "extension", "WGS-1.8-7", 10, Unit.WORKING_DAYS, "default: for a supplier to say whether data may be kept longer"
)
EXTENSION_LONGEST = Term(
    "extension-longest", "WGS-1.8-7", 60, Unit.MONTHS, "default: per decision, as long as the Act's own term"
)
DESTRUCTION_NOTICE = Term(
    "destruction-notice", "WGS-1.8-7", 10, Unit.WORKING_DAYS, "default: to withdraw the destruction of a case"
)
DESTRUCTION = Term(
    "destruction", "WGS-1.8-7", 10, Unit.WORKING_DAYS, "default: for an organisation to destroy its copy and say so"
)

IDENTITY = Term("identity", "MOV-1", 5, Unit.WORKING_DAYS, "default")
SUPPLIER = Term("supplier", "MOV-1", 5, Unit.WORKING_DAYS, "default")

STEPS: Mapping[ScenarioKind, Term] = MappingProxyType(
    {
        ScenarioKind.INTENSIFY_GUIDANCE: STEP,
        ScenarioKind.ACUTE_ADMISSION: STEP_ACUTE,
        ScenarioKind.TIME_OUT: STEP_ACUTE,
        ScenarioKind.SUSPENSION_FROM_RESIDENCE: STEP,
        ScenarioKind.OFFENCE: STEP_ACUTE,
        ScenarioKind.SCALING_DOWN: STEP,
    }
)
"""SIG-3: how soon a step of a scenario of this kind must be acknowledged."""

TERMS: Mapping[str, Term] = MappingProxyType(
    {
        term.name: term
        for term in (
            PLAN,
            REVIEW,
            LABEL,
            CRISIS_CONFERENCE,
            STABLE,
            EXCLUSION_DOCUMENT,
            SECURE_BED,
            SECURE_BED_CRISIS,
            STEP,
            STEP_ACUTE,
            BOTTLENECK_RELEASE,
            ESCALATION,
            ESCALATION_LONGEST,
            HOUSING_ROUTE,
            HOUSING_ROUTE_LONGEST,
            OBJECTION,
            ADMISSION_AGREEMENT,
            ADMISSION,
            FEEDBACK,
            EXTENSION,
            EXTENSION_LONGEST,
            DESTRUCTION_NOTICE,
            DESTRUCTION,
            IDENTITY,
            SUPPLIER,
        )
    }
)
"""All terms by name, to read and diff."""


def step_of_bed(crisis: bool) -> Term:
    """BED-1: how long each step on the way to a secure bed may take."""
    return SECURE_BED_CRISIS if crisis else SECURE_BED
