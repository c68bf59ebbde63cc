"""The three questions to the service: `plan`, `exclusion` and `transfer`, each answered with a PDF."""

import asyncio
import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeVar
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from levensloop.contracts import subjects
from levensloop.contracts.calendar import day_of
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.rectification import as_corrected
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.documents.access import refused
from levensloop.documents.account import DocumentRecord, mac, ring
from levensloop.documents.conditions import travelling, with_conditions
from levensloop.documents.exclusion import exclusion_document
from levensloop.documents.granted import categories_in, granted
from levensloop.documents.history import Events
from levensloop.documents.made_of import made_of
from levensloop.documents.model import Document
from levensloop.documents.opening import rights_at
from levensloop.documents.pdf import pdf
from levensloop.documents.plan import plan_document
from levensloop.documents.transfer import transfer_document
from levensloop.documents.withheld import Shown, shown_to, shown_whole, with_note
from levensloop.documents.wording import names_shown
from levensloop.infra.messaging.current import current
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import current_traceparent
from levensloop.infra.messaging.views import Ask
from levensloop.infra.secrecy.keys import Use

MEDIA_TYPE = "application/pdf"

ROOM = 16 * 1024
"""Bytes of an answer that are not the document. Default."""


class Question(BaseModel):
    """`{"case"}`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    case: UUID


class PlanQuestion(Question):
    """`{"case", "version"}`; without a version the latest."""

    version: Annotated[int, Field(ge=1)] | None = None


Q = TypeVar("Q", bound=Question)


def questions(node: Node) -> Mapping[str, Ask]:
    """Name → question: `{"name", "media_type", "base64"}`, or why not. Raises `EventStoreError`, `UnreadableEvent`."""
    desk = _Desk(node)
    return {
        "plan": desk.asked("plan", PlanQuestion, lambda events, question: plan_document(events, question.version)),
        "exclusion": desk.asked("exclusion", Question, lambda events, _: exclusion_document(events)),
        "transfer": desk.asked("transfer", Question, lambda events, _: transfer_document(events)),
    }


class _Desk:
    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log
        self._one_at_a_time = asyncio.Lock()

    def asked(self, name: str, kind: type[Q], make: Callable[[Events, Q], Document | Refusal]) -> Ask:
        """The question of this name."""

        async def ask(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
            try:
                question = kind.model_validate(body)
            except ValidationError as error:
                fields = wrong_fields(error)
                return refuse("INV-1", f"De vraag om een document klopt niet: {fields}.", fields=fields)
            events = (await current(self._log, question.case)).events
            node, today = self._node, day_of(self._node.clock.now())
            if refusal := refused(name, organisation, node.me, events, node.organisations, today):
                return refusal
            asker = node.organisations[organisation]
            events = tuple(as_corrected(events))
            mine = organisation == node.me
            shown = shown_whole(events, node.me, today) if mine else shown_to(asker, events, today)
            with names_shown({each.id: each.called for each in node.organisations.values()}):
                document = make(shown.events, question)
                if not isinstance(document, Refusal):
                    document = with_conditions(with_note(document, shown), shown)
            if isinstance(document, Refusal):
                return document
            document = replace(
                document,
                basis=f"{document.basis} {rights_at(node.organisations[node.me])}",
            )
            async with self._one_at_a_time:  # the layout library is not made for threads beside one another
                made = await asyncio.to_thread(pdf, document)
            if refusal := self._too_large(made):
                return refusal
            if organisation != self._node.me:
                await self._account(organisation, document, made, shown)
            return {"name": document.file, "media_type": MEDIA_TYPE, "base64": base64.b64encode(made).decode()}

        return ask

    def _too_large(self, made: bytes) -> Refusal | None:
        """A NATS message has a limit; base64 makes four bytes of three."""
        most = (self._node.nc.max_payload - ROOM) * 3 // 4
        if len(made) <= most:
            return None
        return refuse(
            "INV-8",
            f"Het document is {_kb(len(made))} groot; in één antwoord past {_kb(most)}. Vraag de beheerder van het knooppunt om "
            "een ruimere grens voor berichten (max_payload).",
            size=str(len(made)),
            most=str(most),
        )

    async def _account(self, to: str, document: Document, made: bytes, shown: Shown) -> None:
        """ALW-3: first the record, then the document: without the one there is no other. Raises `EventStoreError`."""
        source, node = document.written, self._node
        key = (await node.vault.keys.to_encrypt(source.case, Use.OUT, {ring(to)})).current(ring(to))
        assert key is not None  # made where there was none yet
        role = node.organisations[to].role
        by, there = granted(document.data, role), categories_in(document.data)
        record = DocumentRecord(
            id=uuid4(),
            at=node.clock.now(),
            from_zvh=node.me,
            to=to,
            case=source.case,
            document=document.file,
            mac=mac(made, key.secret),
            kid=key.kid,
            event=source.id,
            event_type=type(source.event).wire_name(),
            categories=tuple(sorted(there)),
            organisation=source.event.by.organisation,
            role=role,
            grounds=by.grounds,
            codes=by.codes,
            withheld_by=shown.by,
            withheld=tuple(sorted(shown.places(document.data))),
            events=made_of(document.data, shown),
            numbers=tuple(each.number for each, _ in travelling(document, shown)),
            held=tuple(each for each in shown.grounds(document.data) if each.category in there),
            traceparent=current_traceparent(),
        )
        await node.store(subjects.out_stream(node.me)).append([record.under(subjects.account(source.case))])


def _kb(size: int) -> str:
    return f"{size // 1024} kB"
