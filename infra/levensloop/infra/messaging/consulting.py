"""Looking is a processing too: what a question shows of a case is accounted for before it is shown, or it is not (WGS 1.8(4))."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.consulted import SHOWS, SHOWS_NOTHING, Asker
from levensloop.contracts.decision import Organisation
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.views import Ask

BY = "by"
"""Who asks, in the body of a question: `Asker`."""


def accounted(
    service: str, asks: Mapping[str, Ask], accountant: Accountant, organisations: Mapping[str, Organisation]
) -> Mapping[str, Ask]:
    """These questions, each with its record: one per case that is shown, or one that the question was refused."""
    return {
        view: _without_by(ask)
        if (what := f"{service}.{view}") in SHOWS_NOTHING
        else _with_record(what, ask, accountant, organisations)
        for view, ask in asks.items()
    }


def _without_by(ask: Ask) -> Ask:
    async def asked(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        return await ask(organisation, _question(body))

    return asked


def _question(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != BY}


def _with_record(what: str, ask: Ask, accountant: Accountant, organisations: Mapping[str, Organisation]) -> Ask:
    async def asked(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if organisation not in organisations:
            return refuse("INV-3", f"De organisatie {organisation} is niet bekend in de topologie.")
        try:
            asker = Asker.model_validate(body.get(BY))
        except ValidationError as error:
            return refuse(
                "WGS-1.8-2", f"De vraag zegt niet in welke functie iemand haar stelt: {wrong_fields(error)}.", field=BY
            )
        question = _question(body)
        answer = await ask(organisation, question)
        who = (organisation, asker.functionary, asker.capacity)
        if isinstance(answer, Refusal):
            refused: dict[str, Any] = {"outcome": Outcome.REFUSED, "rule": answer.rule}
            await accountant.keep(accountant.record(Operation.REFUSE, what, *who, **refused))
        else:
            await accountant.keep(*_shown(what, who, question, answer, accountant))
        return answer

    return asked


def _shown(
    what: str, who: tuple[Any, ...], question: Mapping[str, Any], answer: Mapping[str, Any], accountant: Accountant
) -> list[Account]:
    shows = SHOWS.get(what, ())
    cases: list[UUID | None] = [*sorted(_cases(question, answer, bool(shows)))]
    return [accountant.record(Operation.CONSULT, what, *who, case=case, categories=shows) for case in cases or [None]]


def _cases(question: Mapping[str, Any], answer: Mapping[str, Any], personal: bool) -> set[UUID]:
    """Of whom the answer shows something, each a record; a list with nothing personal in it is one record. Of a shielded case a list
    shows only that."""
    if "case" in question and question["case"] is not None:
        return {UUID(str(question["case"]))}
    return {UUID(row["case"]) for row in answer.get("rows", ()) if personal and "shielded" not in row}
