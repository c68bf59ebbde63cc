"""The words for what is stuck: bottlenecks and escalations. Each is tied to its Dutch term in docs/glossary.md."""

from enum import StrEnum


class BottleneckCategory(StrEnum):
    """BTL-1: the fifteen of S3, annex 1, in its order; the shortage of places, which S3 puts before them all (BED-2); and free ones."""

    WLZ_INFORMATION = "wlz-information"
    INDICATION_TOO_LATE = "indication-too-late"
    APPLICATION_FAILS = "application-fails"
    PLACE_AWAITS_INDICATION = "place-awaits-indication"
    NO_FILE_HOLDER = "no-file-holder"
    FILE_HOLDER_ALONE = "file-holder-alone"
    INTEGRAL_FUNDING = "integral-funding"
    WLZ_OR_WMO = "wlz-or-wmo"
    DAY_ACTIVITIES_STOP = "day-activities-stop"
    WMO_PLACE_CLOSED = "wmo-place-closed"
    ESCALATION_UNCLEAR = "escalation-unclear"
    ESCALATION_WITHOUT_RESULT = "escalation-without-result"
    NO_COERCION_AT_VG = "no-coercion-at-vg"
    TRANSITIONAL_FUNDING = "transitional-funding"
    COORDINATION_FEE = "coordination-fee"
    NO_SUITABLE_PLACE = "no-suitable-place"
    OTHER = "other"


class EscalationKind(StrEnum):
    """ESC-1: what an escalation is about."""

    THREATENED_HOMELESSNESS = "threatened-homelessness"
    HOMELESSNESS = "homelessness"
    STUCK = "stuck"


class EscalationLevel(StrEnum):
    """ESC-1: the tables, in the order in which a case goes up (S0, case 1)."""

    CASE_TABLE = "case-table"
    TASKFORCE_ZORGKANTOOR = "taskforce-zorgkantoor"
    COMPLEX_REGIONAL_TABLE = "complex-regional-table"
    ZVH_ESCALATION_TABLE = "zvh-escalation-table"
    NATIONAL_DESK = "national-desk"

    @property
    def height(self) -> int:
        """How far up, from 0."""
        return list(EscalationLevel).index(self)
