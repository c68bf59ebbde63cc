"""The words of retention: why a case is destroyed, and what keeps data longer than its term (WGS 1.8(7))."""

from enum import StrEnum


class DestroyedPart(StrEnum):
    """What is destroyed: a whole case, or what of it was first processed in one quarter."""

    CASE = "case"
    QUARTER = "quarter"


class KeepingGround(StrEnum):
    """Why data may be kept past its term (WGS 1.8(7))."""

    LAW_OPPOSES = "law-opposes-destruction"
    LEGAL_CLAIM = "legal-claim"


class DestructionGround(StrEnum):
    """Why a copy of a case is destroyed."""

    TERM_OVER = "term-over"
    NO_LONGER_NEEDED = "no-longer-needed"
    ELSEWHERE = "destroyed-elsewhere"
