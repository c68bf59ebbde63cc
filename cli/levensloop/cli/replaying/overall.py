"""What services say of all cases at once beside what the log says: figures of every half-year, coordination days, proofs of destruction."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from nats.aio.client import Client

from levensloop.cli.asking import PATIENCE, granted
from levensloop.contracts.calendar import day_of
from levensloop.contracts.consulted import Asker
from levensloop.contracts.monitoring import first_day, half_year_of, next_half_year
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.unopened import UNREADABLE
from levensloop.monitor.ledger import Ledger, Reader
from levensloop.monitor.views import CoordinationQuestion, FiguresQuestion, coordination_rows, figures_answer
from levensloop.retention.proofs import proofs

Answered = tuple[str, Any, Any]
"""Which question, what the log says, and what the service said."""


async def overall(node: Node, nc: Client, by: Asker) -> list[Answered]:
    """Raises `Refused`, `Unanswered`, `EventStoreError`, `MasterKeyProblem`."""
    ledger = await Reader(node.log, node.me).until()
    small, now = node.organisations[node.me].small_count, node.clock.now()
    today = day_of(now)
    found: list[Answered] = []

    async def said(service: str, name: str, body: dict[str, Any]) -> Any:
        return granted(await client.ask(nc, node.me, node.me, service, name, body, PATIENCE, by))

    for half_year in half_years(ledger, today):
        for exact in (False, True):
            question = FiguresQuestion(half_year=half_year, exact=exact)
            was = figures_answer(ledger, question, small, now)
            path = f"monitor.figures.{half_year}{'.exact' if exact else ''}"
            found.append((path, was, await said("monitor", "figures", question.model_dump(mode="json"))))
    begin = _begin(ledger, today)
    asked = CoordinationQuestion(first=begin, last=today)
    days = coordination_rows(ledger, asked, today)
    found.append(("monitor.coordination", days, await said("monitor", "coordination", asked.model_dump(mode="json"))))
    answer = await client.ask(nc, node.me, node.me, "retention", "proofs", {}, PATIENCE, by)
    try:
        proven: Any = {"proofs": [proof.row() for proof in await proofs(node)]}
    except UNREADABLE as error:  # one that does not open is named as a line; then the service answers nothing either
        proven = f"niet te lezen: {error}"
    found.append(("retention.proofs", proven, answer.message if isinstance(answer, Refusal) else answer))
    return found


def half_years(ledger: Ledger, today: date) -> Iterator[str]:
    """From the first in which anything is known up to the one of today."""
    half_year, last = half_year_of(_begin(ledger, today)), half_year_of(today)
    while first_day(half_year) <= first_day(last):
        yield half_year
        half_year = next_half_year(half_year)


def _begin(ledger: Ledger, today: date) -> date:
    days = [fact.day for case in ledger.cases.values() for fact in case.facts]
    days += [stretch.first for case in ledger.coordination.values() for stretch in case.stretches]
    return min([*days, today])
