"""What the ZVH itself may ask of monitor: its figures, and its coordination days. Nobody else may."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from levensloop.contracts.calendar import day_of
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.monitoring import Figure, HalfYear, last_day
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.views import Ask, only_itself
from levensloop.monitor.coordination import days
from levensloop.monitor.ledger import Ledger, Reader
from levensloop.monitor.report import figures_delivered


class FiguresQuestion(BaseModel):
    """`exact`: with the small counts too, for the ZVH's own use; else as they would leave."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    half_year: HalfYear
    exact: bool = False


class CoordinationQuestion(BaseModel):
    """From a day up to and including another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date
    last: date


def asks(node: Node) -> Mapping[str, Ask]:
    """Name → question. Answers are JSON; days in ISO 8601."""
    reader = Reader(node.log, node.me)

    async def figures(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if refusal := only_itself(organisation, node.me):
            return refusal
        try:
            question = FiguresQuestion.model_validate(body)
        except ValidationError as error:
            return refuse("INV-1", f"De vraag naar cijfers klopt niet: {wrong_fields(error)}.")
        small = node.organisations[node.me].small_count
        return figures_answer(await reader.until(), question, small, node.clock.now())

    async def coordination(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if refusal := only_itself(organisation, node.me):
            return refusal
        try:
            question = CoordinationQuestion.model_validate(body)
        except ValidationError as error:
            return refuse("INV-1", f"De vraag naar coördinatiedagen klopt niet: {wrong_fields(error)}.")
        return coordination_rows(await reader.until(), question, _today(node))

    return {"figures": figures, "coordination": coordination}


def figures_answer(ledger: Ledger, question: FiguresQuestion, small: int, now: datetime) -> dict[str, Any]:
    """What is answered as the ledger stands. `small`: counts below it do not leave; `now`: in UTC."""
    event = figures_delivered(ledger, question.half_year, small, now)
    answer = event.model_dump(mode="json", exclude={"at", "by", "edition"})
    delivered = ledger.delivered.get(question.half_year)
    answer |= {"delivered_edition": delivered.edition if delivered else None}
    answer |= {"over": last_day(question.half_year) < day_of(now), "exact": question.exact}
    if question.exact:
        answer |= _exact(ledger, question.half_year)
    return answer


def coordination_rows(ledger: Ledger, question: CoordinationQuestion, today: date) -> dict[str, Any]:
    """`{"rows": [{"case", "first", "last", "days", "payer"}], "unreadable"}`; days that are still to come are not counted."""
    rows = [
        {
            "case": str(case),
            "first": found.first.isoformat(),
            "last": found.last.isoformat(),
            "days": found.count,
            "payer": found.payer,
        }
        for case, known in ledger.coordination.items()
        for found in days(known, question.first, min(question.last, today))
    ]
    return {"rows": rows, "unreadable": [str(case) for case in sorted(ledger.unreadable)]}


def _exact(ledger: Ledger, half_year: str) -> dict[str, Any]:
    counted = ledger.count(half_year)
    return {
        "figures": [{"figure": figure.value, "value": counted.values[figure]} for figure in Figure],
        "plan_median_days": counted.plan_median_days,
    }


def _today(node: Node) -> date:
    return day_of(node.clock.now())
