"""Events of `monitor`: figures, cooperation and bottlenecks, about no case (rules MON and BTL-1).

Each stands under a random report id of its own, in the place where other events have their case.
"""

from typing import Annotated

from pydantic import Field

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import DomainEvent, Text
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.contracts.monitoring import Cooperation, FigureValue, HalfYear

Period = Annotated[HalfYear, holds(Category.PROCESS, "Half-year, such as 2026H1")]


class FiguresRequested(DomainEvent):
    """MON-1: the ZVH has its figures of a half-year made and delivered, as its log stands at this event."""

    half_year: Period


class FiguresDelivered(DomainEvent):
    """MON-1, MON-2: the figures of a half-year, without what is suppressed; no person is in them. A next edition replaces this one."""

    half_year: Period
    edition: Annotated[int, Field(ge=1), holds(Category.PROCESS, "From 1; from 2 it corrects the one before")]
    up_to: Annotated[int, Field(ge=1), holds(Category.PROCESS, "Position in the ZVH's log up to which was counted")]
    small_count: Annotated[int, Field(ge=3), holds(Category.PROCESS, "Counts below this are suppressed")]
    figures: Annotated[tuple[FigureValue, ...], holds(Category.PROCESS, "The figures")]
    plan_median_days: Annotated[
        int | None, holds(Category.PROCESS, "Median of the days from report to plan; absent: suppressed")
    ] = None
    cooperation: Annotated[tuple[Cooperation, ...], holds(Category.PROCESS, "The cooperation survey")] = ()
    unreadable: Annotated[int, Field(ge=0), holds(Category.PROCESS, "Cases not counted: unreadable there")] = 0


class CooperationRecorded(DomainEvent):
    """MON-2: what the ZVH says of one kind of partner over a half-year; a later answer replaces an earlier one."""

    half_year: Period
    answer: Annotated[Cooperation, holds(Category.PROCESS, "The answer")]


class BottleneckReported(DomainEvent):
    """BTL-1: something is stuck, without a person in it: a person checked the text. Nothing ties it to the case it came from."""

    half_year: Period
    category: Annotated[BottleneckCategory, holds(Category.PROCESS, "Category")]
    name: Annotated[Text | None, holds(Category.PROCESS, "Name of a bottleneck that has no category")] = None
    text: Annotated[Text, holds(Category.PROCESS, "What is stuck, without a person in it")]
