"""What stands in the log between two events: how far the policies that write there came. A record of an event covers it too, so that a
place that nothing covers is a place that something was taken from."""

from collections.abc import Sequence

from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.verifier.coverage import is_position

MOST = 100
"""Places back that one record looks: a record is at most 65,535 bytes. Between two events there are a few; only a node that is started a
dozen times while nothing happens has more."""


class Between:
    """Of one log, for who goes through its events in their order."""

    def __init__(self, log: EventStore) -> None:
        self._log = log
        self._event = 0

    async def before(self, event: StoredMessage) -> Sequence[StoredMessage]:
        """What stands between the event before this one and this one, oldest first; the same whenever it is asked.

        Raises `EventStoreError`.
        """
        known, self._event = self._event, event.seq
        if known == event.seq - 1:
            return ()
        found: list[StoredMessage] = []
        for place in range(event.seq - 1, max(0, event.seq - 1 - MOST), -1):
            message = await self._log.at(place)
            if message is not None and not is_position(message.subject):
                break
            if message is not None:
                found.append(message)
        return found[::-1]
