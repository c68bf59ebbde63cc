"""When a checkpoint was made, by what stands beside it: nobody signed that, so it is held against what is signed.

At the earliest that is when the newest record was made that it covers; at the latest when a later one was, or when a witness saw it
(`seen`).
"""

import json
from datetime import UTC, datetime, timedelta

from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.signed_to import SignedTo, signed_to

CLOCKS = timedelta(minutes=1)
"""How much clocks may differ, and one clock be put back."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(entry: bytes) -> datetime:
    """When a record says that it was made; of what cannot be read `EPOCH`, which says nothing."""
    try:
        found = datetime.fromisoformat(json.loads(entry)["at"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return EPOCH
    return found if found.tzinfo is not None else EPOCH


def told_by(checkpoint: StoredMessage) -> SignedTo | None:
    """What stands beside a checkpoint; None where that cannot be read."""
    try:
        return signed_to(checkpoint)
    except (KeyError, ValueError, OverflowError):
        return None
