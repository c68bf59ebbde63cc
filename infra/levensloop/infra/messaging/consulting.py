"""Looking is a processing too: what a question shows of a case is accounted for before it is shown, or it is not (WGS 1.8(4))."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation, Outcome
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.consulted import OPTIONAL_BY, SHOWS, SHOWS_NOTHING, Asker
from levensloop.contracts.decision import Organisation
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.views import Ask

BY = "by"
"""Who asks, in the body of a question: `Asker`."""


def accounted(
    service: str,
    asks: Mapping[str, Ask],
    accountant: Accountant,
    organisations: Mapping[str, Organisation],
    log: EventStore,
) -> Mapping[str, Ask]:
    """These questions, each with its record: one per case that is shown, or one that the question was refused. `log`: of the cases."""
    return {view: _accounted(f"{service}.{view}", ask, accountant, organisations, log) for view, ask in asks.items()}


def _accounted(
    what: str, ask: Ask, accountant: Accountant, organisations: Mapping[str, Organisation], log: EventStore
) -> Ask:
    if what in OPTIONAL_BY:
        return ask
    return _without_by(ask) if what in SHOWS_NOTHING else _with_record(what, ask, accountant, organisations, log)


def _without_by(ask: Ask) -> Ask:
    async def asked(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        return await ask(organisation, _question(body))

    return asked


def _question(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != BY}


def _with_record(
    what: str, ask: Ask, accountant: Accountant, organisations: Mapping[str, Organisation], log: EventStore
) -> Ask:
    async def asked(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if organisation not in organisations:
            return refuse("INV-3", f"De organisatie {organisation} is niet bekend in de topologie.")
        try:
            asker = Asker.model_validate(body.get(BY))
        except ValidationError as error:
            return refuse(
                "WGS-1.8-2",
                f"De vraag zegt niet zoals het hoort wie haar stelt, en in welke functie: {wrong_fields(error)}.",
                field=BY,
            )
        question = _question(body)
        answer = await ask(organisation, question)
        who = (organisation, asker.functionary, asker.capacity)
        case = await known_case(question.get("case"), log)
        if isinstance(answer, Refusal):
            refused: dict[str, Any] = {
                "outcome": Outcome.REFUSED,
                "rule": answer.rule,
                "case": case,
                "person": asker.person,
            }
            await accountant.keep(accountant.record(Operation.REFUSE, what, *who, **refused))
        else:
            shows = SHOWS.get(what, ())
            shown: Sequence[UUID | None] = [case] if case else sorted(_cases(answer, bool(shows))) or [None]
            facts: dict[str, Any] = {"categories": shows, "person": asker.person}
            made = [accountant.record(Operation.CONSULT, what, *who, case=each, **facts) for each in shown]
            await accountant.keep(*made)
        return answer

    return asked


async def known_case(named: object, log: EventStore) -> UUID | None:
    """The case, if this ZVH has events of it. No key is made for a number that somebody made up. Raises `EventStoreError`."""
    try:
        case = UUID(str(named))
    except ValueError:
        return None
    return case if await log.last(subjects.case_events(case)) else None


def _cases(answer: Mapping[str, Any], personal: bool) -> set[UUID]:
    """Of whom a list shows something, each a record; a list with nothing personal in it is one record. Of a shielded case a list
    shows only that."""
    return {UUID(row["case"]) for row in answer.get("rows", ()) if personal and "shielded" not in row}
