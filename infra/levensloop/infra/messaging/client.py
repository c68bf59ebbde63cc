"""Giving a command and asking a question, as any organisation does: over its own connection, with an answer or a clear error."""

import json
from typing import Any, TypeVar
from uuid import UUID, uuid4

from nats.aio.client import Client
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NoAnswer
from pydantic import BaseModel, ConfigDict, ValidationError

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer, Command
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.consulted import MACHINE, Asker
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.registry import SERVICE_OF_COMMAND
from levensloop.infra.messaging.span_names import request_name
from levensloop.infra.messaging.tracing import trace_header, traced
from levensloop.infra.nodes.credentials import OwnClient
from levensloop.infra.secrecy.requests import AnsweredInClear

_Form = TypeVar("_Form", bound=BaseModel)

PATIENCE = 10.0
"""Seconds to wait for an answer. Default."""


class Unanswered(Exception):
    """Nobody answered. It is not known whether the command was carried out: send it again with the same id."""

    def __init__(self, what: str, zvh: str) -> None:
        super().__init__(
            f"{zvh} geeft geen antwoord op {what}. Controleer of het knooppunt en de hub draaien, en of uw organisatie dit mag; "
            "dezelfde opdracht nog eens sturen kan geen kwaad."
        )


class NotBelieved(Unanswered):
    """An answer came that is not sealed: of a ZVH that did not believe the request, or of somebody in between."""

    def __init__(self, what: str, zvh: str, said: bytes) -> None:
        super().__init__(what, zvh)
        try:
            text = Refusal.model_validate(json.loads(said)["refusal"]).message
        except (ValueError, LookupError, TypeError):
            text = "(niet te lezen)"
        self.args = (
            f"Op {what} kwam een antwoord dat niet verzegeld is, dus het is niet zeker dat het van {zvh} komt. Er staat: {text} "
            "Dezelfde opdracht nog eens sturen kan geen kwaad.",
        )


class Unclear(Unanswered):
    """What came is no answer: of a ZVH with another version, or of somebody in between."""

    def __init__(self, what: str, zvh: str, why: str) -> None:
        super().__init__(what, zvh)
        self.args = (
            f"Het antwoord van {zvh} op {what} is niet te lezen ({why}). Dezelfde opdracht nog eens sturen kan geen kwaad.",
        )


class _Answered(BaseModel):
    """What comes back on a question: `answer` or `refusal`."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    answer: dict[str, Any] | None = None
    refusal: Refusal | None = None


async def command(
    nc: Client,
    zvh: str,
    organisation: str,
    name: str,
    case: UUID,
    functionary: str,
    data: dict[str, Any],
    *,
    id: UUID | None = None,
    patience: float = PATIENCE,
    person: str | None = None,
) -> Answer:
    """Give a command at a ZVH, as `organisation`; `patience` in seconds; `person`: which person of it, as `Pseudonym`.

    Raises `Unanswered`, also as `Unclear`: then give it again, with the same id."""
    given = Command(id=id or uuid4(), case=case, functionary=functionary, person=person, data=data)
    body = given.model_dump_json().encode()
    subject = subjects.command(zvh, organisation, SERVICE_OF_COMMAND.get(name, "inclusion"), name)
    return _read(Answer, await _request(nc, subject, body, name, zvh, patience), name, zvh)


async def ask(
    nc: Client,
    zvh: str,
    organisation: str,
    service: str,
    view: str,
    body: dict[str, Any],
    patience: float = PATIENCE,
    by: Asker = MACHINE,
) -> dict[str, Any] | Refusal:
    """Ask a service a question; `patience` in seconds; `by` who looks at the answer. Raises `Unanswered`, also as `Unclear`."""
    subject = subjects.ask(zvh, organisation, service, view)
    asked = json.dumps({**body, "by": by.model_dump(mode="json")}).encode()
    said = _read(_Answered, await _request(nc, subject, asked, view, zvh, patience), view, zvh)
    if said.refusal is not None:
        return said.refusal
    if said.answer is None:
        raise Unclear(view, zvh, "het antwoord ontbreekt")
    return said.answer


def _read(form: type[_Form], answer: bytes, what: str, zvh: str) -> _Form:
    """Raises `Unclear`."""
    try:
        return form.model_validate_json(answer)
    except ValidationError as error:
        raise Unclear(what, zvh, wrong_fields(error)) from error


async def _request(nc: Client, subject: str, body: bytes, what: str, zvh: str, patience: float) -> bytes:
    """Sealed by the keys that come with the connection; in clear over one that has none, which the ZVH refuses. A trace of its own begins
    here, also where a letter or another answer led to it: which question was for which letter stands in the account."""
    with traced(None, f"send {request_name(subject)}", organisation=subjects.sender_of(subject)):
        return await _sealed_request(nc, subject, body, what, zvh, patience)


async def _sealed_request(nc: Client, subject: str, body: bytes, what: str, zvh: str, patience: float) -> bytes:
    correspondent = nc.correspondent if isinstance(nc, OwnClient) else None
    sent, answering = correspondent.close(body, zvh, subject) if correspondent else (body, None)
    try:
        reply = await nc.request(subject, sent, timeout=patience, headers=trace_header())
    except (NoAnswer, NoRespondersError) as error:
        raise Unanswered(what, zvh) from error
    if answering is None:
        return bytes(reply.data)
    try:
        return answering.open(bytes(reply.data))
    except AnsweredInClear as error:
        raise NotBelieved(what, zvh, error.said) from error
