"""What can go wrong in the event store; each message is Dutch and says what to do.

A user of a command may read these, so they name the stream and never the content.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .messages import Guard


class EventStoreError(Exception):
    """The event store could not do what was asked. Unless a subclass says otherwise, nothing was recorded."""


class Conflict(EventStoreError):
    """Someone else wrote first: load again, decide again. `actual` is the last sequence found, None when unknown."""

    def __init__(self, guard: Guard, actual: int | None = None) -> None:
        self.guard, self.actual = guard, actual
        found = "een andere stand" if actual is None else f"stand {actual}"
        super().__init__(
            f"Iemand anders was eerder: verwacht was stand {guard.last}, gevonden is {found}. "
            "Er is niets vastgelegd; lees opnieuw en besluit opnieuw."
        )


class StreamMissing(EventStoreError):
    """The stream does not exist on this node."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        super().__init__(
            f"Het logboek {stream} bestaat niet op deze node. Er is niets vastgelegd; richt de node eerst in."
        )


class StoreFull(EventStoreError):
    """No room: the stream's or the node's storage limit is reached. Nothing was recorded."""

    def __init__(self, stream: str, reason: str) -> None:
        self.stream, self.reason = stream, reason
        super().__init__(
            f"Het logboek {stream} is vol ({reason}). Er is niets vastgelegd; maak ruimte op de schijf of verhoog de "
            "grens, en doe het opnieuw."
        )


class MessageTooLarge(EventStoreError):
    """One message is larger than the server or the stream takes. Nothing was recorded."""

    def __init__(self, stream: str, size: int, limit: int | None) -> None:
        self.stream, self.size, self.limit = stream, size, limit
        most = "" if limit is None else f"; het meeste dat past is {limit}"
        super().__init__(
            f"Een bericht van {size} bytes is te groot voor {stream}{most}. Er is niets vastgelegd; leg minder gegevens "
            "in één keer vast of verwijs ernaar."
        )


class BatchTooLarge(EventStoreError):
    """More messages at once than one atomic batch holds. Nothing was recorded."""

    def __init__(self, stream: str, count: int, limit: int) -> None:
        self.stream, self.count, self.limit = stream, count, limit
        super().__init__(
            f"{count} berichten in één keer is te veel voor {stream}: het meeste is {limit}. Er is niets vastgelegd; "
            "splits het besluit."
        )


class StoreUnavailable(EventStoreError):
    """No (usable) answer. `maybe_recorded`: the write was sent and may yet stand; repeating it with its guard is safe."""

    def __init__(self, stream: str, reason: str, *, maybe_recorded: bool = False) -> None:
        self.stream, self.reason, self.maybe_recorded = stream, reason, maybe_recorded
        outcome = (
            "Het is niet zeker of het is vastgelegd; lees opnieuw voordat u het herhaalt."
            if maybe_recorded
            else "Er is niets vastgelegd; controleer of de server draait en probeer het opnieuw."
        )
        super().__init__(f"Het logboek {stream} geeft geen antwoord ({reason}). {outcome}")


class StoreRefused(EventStoreError):
    """The server refuses for a reason that only its configuration can change (e.g. no atomic batches allowed)."""

    def __init__(self, stream: str, code: int, reason: str) -> None:
        self.stream, self.code, self.reason = stream, code, reason
        super().__init__(
            f"De server weigert dit op {stream}: {reason} (code {code}). Er is niets vastgelegd; laat de beheerder de "
            "inrichting van de node nakijken."
        )


# err_code values of nats-server 2.14+ (server/errors.json)
_MISSING = {10059, 10060}  # stream not found; another stream listens to this subject
_FULL = {10023, 10028, 10047, 10077}  # insufficient resources, memory, storage; store failed (max bytes, max messages)
_TOO_LARGE = {10054}
_BUSY = {10008, 10009, 10065, 10118}  # system temporarily unavailable, no leader, peers offline
CONFLICT = {10071, 10164}
INCOMPLETE = {10176, 10210, 10211}  # an atomic batch the server has dropped as a whole
DUPLICATE = {10201}
NO_MESSAGE = {10037}


def refusal(stream: str, error: Mapping[str, Any], size: int = 0) -> EventStoreError:
    """The error for a JetStream API error object `{code, err_code, description}`."""
    code, reason = int(error.get("err_code", 0)), str(error.get("description", ""))
    if code in _MISSING:
        return StreamMissing(stream)
    if code in _FULL:
        return StoreFull(stream, reason)
    if code in _TOO_LARGE:
        return MessageTooLarge(stream, size, None)
    if code in _BUSY or code in INCOMPLETE:
        return StoreUnavailable(stream, reason)
    return StoreRefused(stream, code, reason)
