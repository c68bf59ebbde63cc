"""One JetStream stream as an address, and the questions to its leader."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import nats.errors
from nats.aio.client import Client

from .errors import NO_MESSAGE, StoreUnavailable, refusal
from .messages import StoredMessage
from .wire import from_leader


@dataclass(frozen=True, slots=True)
class Stream:
    """Where a stream is reached: connection, name, API prefix (`$JS.<domain>.API` across domains), timeout in seconds."""

    nc: Client
    name: str
    api: str = "$JS.API"
    timeout: float = 5.0

    async def ask(self, verb: str, body: object = None) -> dict[str, Any]:
        """The answer to one JetStream API request, error object included; StoreUnavailable without an answer."""
        question = b"" if body is None else json.dumps(body).encode()
        try:
            reply = await self.nc.request(f"{self.api}.{verb}", question, timeout=self.timeout)
        except nats.errors.Error as error:
            raise StoreUnavailable(self.name, unanswered(error)) from error
        answer: dict[str, Any] = json.loads(reply.data)
        return answer

    async def message(self, query: dict[str, Any]) -> StoredMessage | None:
        """One message as the stream's leader has it, None when there is none. `query` as in STREAM.MSG.GET."""
        answer = await self.ask(f"STREAM.MSG.GET.{self.name}", query)
        if error := answer.get("error"):
            if error.get("err_code") in NO_MESSAGE:
                return None
            raise refusal(self.name, error)
        return from_leader(answer["message"])

    async def last(self, pattern: str) -> StoredMessage | None:
        """The last message under `pattern`, from the leader: it holds what has just been acknowledged."""
        return await self.message({"last_by_subj": pattern})

    async def last_seq(self) -> int:
        """The sequence of the last message the stream ever took; 0 when there was none."""
        answer = await self.ask(f"STREAM.INFO.{self.name}")
        if error := answer.get("error"):
            raise refusal(self.name, error)
        return int(answer["state"]["last_seq"])


def unanswered(error: nats.errors.Error) -> str:
    """A failed request in Dutch, short enough for inside a sentence."""
    if isinstance(error, nats.errors.NoRespondersError):
        return "niemand luistert op dit adres"
    if isinstance(error, nats.errors.TimeoutError):
        return "geen antwoord binnen de tijd"
    return f"verbinding: {type(error).__name__}"
