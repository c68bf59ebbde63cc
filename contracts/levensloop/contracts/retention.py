"""The words of retention: why a case is destroyed, and what keeps data longer than its term (WGS 1.8(7))."""

from enum import StrEnum


class DestructionGround(StrEnum):
    """Why a copy of a case is destroyed."""

    TERM_OVER = "term-over"
    NO_LONGER_NEEDED = "no-longer-needed"
    ELSEWHERE = "destroyed-elsewhere"
