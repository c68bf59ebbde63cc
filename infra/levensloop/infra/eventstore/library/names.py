"""Names of streams and subjects, and ids as subject tokens and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_UNSAFE = re.compile(rb"[^A-Za-z0-9_-]")
_ESCAPED = re.compile(rb"=([0-9A-F]{2})")


def token(text: str) -> str:
    """Any text as one subject token, reversibly: bytes outside A-Z a-z 0-9 _ - become =XX."""
    if _PLAIN.fullmatch(text):
        return text
    if not text:
        raise ValueError("an empty id cannot be a subject")
    return _UNSAFE.sub(lambda found: b"=%02X" % found[0][0], text.encode()).decode()


def text(token: str) -> str:
    """The text that `token` was made of."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), token.encode()).decode()


@dataclass(frozen=True, slots=True)
class Names:
    """Of one purpose (events, snapshots, tracking) of one application: a stream and the subjects in it.

    Streams of different purposes share no subject, so a process recorder, which keeps its positions beside its events,
    and a separate tracking recorder can stand side by side.
    """

    prefix: str
    application: str
    purpose: str

    @property
    def _parts(self) -> list[str]:
        return [token(part) for part in (self.prefix, self.application, self.purpose) if part]

    @property
    def stream(self) -> str:
        """E.g. `ES_BankAccounts_events`."""
        return "_".join(self._parts)

    @property
    def all(self) -> str:
        """Every subject of the stream."""
        return ".".join([*self._parts, ">"])

    @property
    def aggregates(self) -> str:
        """Pattern of the aggregates' subjects, without the positions."""
        return ".".join([*self._parts, "of", "*"])

    def aggregate(self, originator_id: UUID | str) -> str:
        """Subject of one aggregate: all its events, in order."""
        return ".".join([*self._parts, "of", token(str(originator_id))])

    def position(self, application_name: str) -> str:
        """Subject of the positions in the notifications of one upstream application."""
        return ".".join([*self._parts, "position", token(application_name)])
