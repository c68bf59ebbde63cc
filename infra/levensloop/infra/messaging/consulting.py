"""Looking is a processing too: what a question shows of a case is accounted for before it is shown, or it is not (WGS 1.8(4))."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from pydantic import ValidationError

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation, Outcome
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.consulted import MACHINE, OPTIONAL_BY, SHOWS, SHOWS_NOTHING, Asker
from levensloop.contracts.decision import Organisation
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.heard import as_itself, heard, who_asks
from levensloop.infra.messaging.refused_looks import RefusedLooks
from levensloop.infra.messaging.views import Ask
from levensloop.infra.users.acting_as import KnownUser

BY = "by"
"""Who asks, in the body of a question: `Asker`."""


class Heard(Protocol):
    """A question with who signed it, where that is a user of the organisation that asks."""

    async def __call__(
        self, organisation: str, body: dict[str, Any], user: KnownUser | None = None
    ) -> dict[str, Any] | Refusal: ...


def accounted(
    service: str,
    asks: Mapping[str, Ask],
    accountant: Accountant,
    organisations: Mapping[str, Organisation],
    log: EventStore,
) -> Mapping[str, Heard]:
    """These questions, each with its record: one per case that is shown, or one that the question was refused. `log`: of the cases."""
    return {view: _accounted(f"{service}.{view}", ask, accountant, organisations, log) for view, ask in asks.items()}


def _accounted(
    what: str, ask: Ask, accountant: Accountant, organisations: Mapping[str, Organisation], log: EventStore
) -> Heard:
    if what in OPTIONAL_BY:
        return _with_user(what, ask, accountant, organisations, log)
    if what in SHOWS_NOTHING:
        return _without_by(ask, RefusedLooks(what, accountant, organisations))
    return _with_record(what, ask, accountant, organisations, log)


def _without_by(ask: Ask, looks: RefusedLooks) -> Heard:
    async def asked(organisation: str, body: dict[str, Any], user: KnownUser | None = None) -> dict[str, Any] | Refusal:
        answer = await ask(organisation, _question(body))
        if isinstance(answer, Refusal):
            await looks.account_for(answer, organisation, body.get(BY), user)
        return answer

    return asked


def _question(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != BY}


def _with_record(
    what: str, ask: Ask, accountant: Accountant, organisations: Mapping[str, Organisation], log: EventStore
) -> Heard:
    async def asked(organisation: str, body: dict[str, Any], user: KnownUser | None = None) -> dict[str, Any] | Refusal:
        if organisation not in organisations:
            return refuse("INV-3", f"De organisatie {organisation} is niet bekend in de topologie.")
        try:
            said = Asker.model_validate(body.get(BY))
        except ValidationError as error:
            return refuse(
                "WGS-1.8-2",
                f"De vraag zegt niet zoals het hoort wie haar stelt, en in welke functie: {wrong_fields(error)}.",
                field=BY,
            )
        asker, question = heard(said, user), _question(body)
        answer = _contradicted(said, user) or await ask(organisation, question)
        who = (organisation, asker.functionary, asker.capacity)
        case = await known_case(question.get("case"), log)
        if isinstance(answer, Refusal):
            refused = {"outcome": Outcome.REFUSED, "rule": answer.rule, "case": case, **who_asks(asker)}
            await accountant.keep(accountant.record(Operation.REFUSE, what, *who, **refused))
        else:
            shows = SHOWS.get(what, ())
            shown: Sequence[UUID | None] = [case] if case else sorted(_cases(answer, bool(shows))) or [None]
            facts = {"categories": shows, **who_asks(asker)}
            made = [accountant.record(Operation.CONSULT, what, *who, case=each, **facts) for each in shown]
            await accountant.keep(*made)
        return answer

    return asked


def _with_user(
    what: str, ask: Ask, accountant: Accountant, organisations: Mapping[str, Organisation], log: EventStore
) -> Heard:
    """Of a question that takes a `by` itself: where a user asks, the one that its grant vouches for."""

    async def asked(organisation: str, body: dict[str, Any], user: KnownUser | None = None) -> dict[str, Any] | Refusal:
        if user is None or organisation not in organisations:
            return await ask(organisation, body)
        try:
            said = as_itself(Asker.model_validate(MACHINE if body.get(BY) is None else body[BY]), user)
        except ValidationError:
            return await ask(organisation, body)  # which says what is wrong with it
        by = heard(said, user)
        if (refusal := _contradicted(said, user)) is None:
            return await ask(organisation, {**body, BY: by})
        case = await known_case(body.get("case"), log)
        facts = {"outcome": Outcome.REFUSED, "rule": refusal.rule, "case": case, **who_asks(by)}
        record = accountant.record(Operation.REFUSE, what, organisation, by.functionary, by.capacity, **facts)
        await accountant.keep(record)
        return refusal

    return asked


def _contradicted(said: Asker, user: KnownUser | None) -> Refusal | None:
    return user.contradicted(said.functionary, said.person) if user else None


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
