"""What an organisation may ask of disclosure: its own inbox, from the past."""

import asyncio
from contextlib import aclosing, suppress
from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from levensloop.contracts import destruction, subjects
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import HEADER
from levensloop.infra.messaging.views import Ask
from levensloop.infra.secrecy.jose import ascii_text

PAGE_BYTES = 512 * 1024
"""Of letters, which are ASCII and so as long in the answer: that stays well below the server's limit of 1 MB for one message. One
letter is 120 KB at most: of an event of 64 KB, encrypted and signed."""


class InboxQuestion(BaseModel):
    """`after`: the last sequence that the asker has seen. `since`: only what was disclosed at or after this moment, by the
    server's clock. `limit`: at most so many messages; there may be fewer, also when more follow. `wait`: where there is
    nothing yet, wait so many seconds for the first message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    after: Annotated[int, Field(ge=0)] = 0
    since: AwareDatetime | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100
    wait: Annotated[float, Field(ge=0, le=5)] = 0


def inbox(node: Node) -> Ask:
    """`{"messages": [{"sequence", "time", "case", "letter", "traceparent"}], "next"}`: oldest first, still closed, `traceparent` only where
    the letter has one; ask again with `after` = `next` until it is null."""
    out = node.store(subjects.out_stream(node.me))

    async def ask(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if organisation not in node.organisations:
            return refuse("INV-3", f"De organisatie {organisation} is niet bekend in de topologie.")
        try:
            question = InboxQuestion.model_validate(body)
        except ValidationError as error:
            fields = wrong_fields(error)
            return refuse("INV-1", f"De vraag naar het postvak klopt niet: {fields}.", fields=fields)
        if question.wait:
            await _something(out, organisation, question)
        messages: list[dict[str, Any]] = []
        size = 0
        async with aclosing(out.replay(subjects.outbox_of(organisation), question.after)) as found:
            async for message in found:
                if destruction.is_destroyed(message.subject) or not _since(message, question.since):
                    continue
                size += len(message.data)
                if messages and (len(messages) >= question.limit or size > PAGE_BYTES):
                    return {"messages": messages, "next": messages[-1]["sequence"]}
                messages.append(_shown(message))
        return {"messages": messages, "next": None}

    return ask


async def _something(out: EventStore, organisation: str, question: InboxQuestion) -> None:
    """Return when there is a message to show, or when the asker has waited long enough."""
    with suppress(TimeoutError):
        async with asyncio.timeout(question.wait):
            async with aclosing(out.subscribe(subjects.outbox_of(organisation), question.after)) as coming:
                async for message in coming:
                    if not destruction.is_destroyed(message.subject) and _since(message, question.since):
                        return


def _since(message: StoredMessage, since: datetime | None) -> bool:
    return since is None or message.time >= since


def _shown(message: StoredMessage) -> dict[str, Any]:
    return {
        "sequence": message.seq,
        "time": message.time.isoformat(),
        "case": subjects.case_of(message.subject),
        "letter": ascii_text(message.data),
        **({HEADER: found} if (found := message.headers.get(HEADER)) else {}),
    }
