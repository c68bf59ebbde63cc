"""How many events a ZVH ever made ready for each organisation: by its records, which stay when a message is taken back (TEA-2)."""

import asyncio
from collections import Counter
from contextlib import aclosing

from levensloop.contracts import subjects
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.infra.eventstore.store import EventStore


class Sent:
    """Reads the accountability records on from where it was. In a played case everybody listens, so all of it arrives."""

    def __init__(self, out: EventStore) -> None:
        self._out = out
        self._counts: Counter[str] = Counter()
        self._position = 0
        self._turn = asyncio.Lock()

    async def to(self, organisation: str) -> int:
        """Up to now."""
        async with self._turn:
            async with aclosing(self._out.replay(subjects.account("*"), self._position)) as messages:
                async for message in messages:
                    self._position = message.seq
                    if b'"document":' not in message.data:
                        record = AccountRecord.model_validate_json(message.data)
                        self._counts[record.to] += record.outcome is Outcome.DISCLOSED
            return self._counts[organisation]
