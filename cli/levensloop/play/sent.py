"""How many events a ZVH ever made ready for each organisation: by its records, which stay when a message is taken back (TEA-2)."""

import asyncio
from collections import Counter
from collections.abc import Mapping

from levensloop.contracts import subjects
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.records import is_of_document
from levensloop.infra.eventstore.store import EventStore


class Sent:
    """Reads the accountability records on from where it was. In a played case everybody listens, so all of it arrives."""

    def __init__(self, out: EventStore) -> None:
        self._out = out
        self._counts: Counter[str] = Counter()
        self._position = 0
        self._turn = asyncio.Lock()

    async def counts(self) -> Mapping[str, int]:
        """Up to now, per organisation."""
        async with self._turn:
            for message in await self._out.load(subjects.account("*"), self._position):
                self._position = message.seq
                if not is_of_document(message):
                    record = AccountRecord.model_validate_json(message.data)
                    self._counts[record.to] += record.outcome is Outcome.DISCLOSED
            return self._counts
