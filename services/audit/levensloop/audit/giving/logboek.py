"""The accountability log as a Logboek Dataverwerkingen: one entry per person concerned, under the names of one version of that standard.

The standard (Logius) is a working version; its names have drifted, so they stand in one mapping, `V0_8`. There is no user's identity in an
entry: who acted is in our own log. The person is named by the case id, encrypted so that equal ids are equal (AES-SIV, RFC 5297):
the ZVH can find everything of one person, and nobody else learns who it is.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from levensloop.contracts.accountability import Account, Operation
from levensloop.contracts.activities import activity_id, register_on
from levensloop.contracts.calendar import day_of
from levensloop.infra.messaging.tracing import span_in
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered

SUBJECT_TYPE = "casusnummer"
"""What the encrypted identifier is."""

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2500, 1, 1, tzinfo=UTC)
"""What OTLP can say: nanoseconds since 1970, in 64 bits."""

OK = "STATUS_CODE_OK"
"""Handled without a technical error; a refusal is that too. What failed technically was not done, and so not recorded."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a version of the standard, for what we have to say."""

    version: str
    activity: str
    subject: str
    subject_type: str
    processor: str


V0_8 = Names(
    "0.8",
    "dpl.core.processing_activity_id",
    "dpl.core.data_subject_id",
    "dpl.core.data_subject_id_type",
    "dpl.core.foreign_operation.processor",
)


class Subjects:
    """Case id ↔ what stands in an entry. `secret`: a key of the node that stays there."""

    def __init__(self, secret: Key, zvh: str) -> None:
        derived = HKDF(SHA256(), 64, salt=None, info=b"levensloop-logboek-1").derive(secret.secret)
        self._cipher, self._bound = AESSIV(derived), [zvh.encode()]

    def closed(self, case: UUID) -> str:
        """The same for the same case, each time."""
        return base64url.encode(self._cipher.encrypt(case.bytes, self._bound))

    def opened(self, subject: str) -> UUID:
        """The case. Raises `Tampered`."""
        try:
            return UUID(bytes=self._cipher.decrypt(base64url.decode(subject), self._bound))
        except (ValueError, InvalidTag) as error:
            raise Tampered("De versleutelde betrokkene") from error


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ids in lower-case hex, times in UTC."""

    trace_id: str
    span_id: str
    parent_span_id: str | None
    status: str
    name: str
    start_time: datetime
    end_time: datetime
    attributes: Mapping[str, str]
    doubts: tuple[str, ...] = ()
    """What of the record no collector takes, in Dutch: it goes without that, and who exports is told. Not in the entry itself."""

    def as_json(self) -> dict[str, Any]:
        """As one line of JSON has it: times in ISO 8601 with milliseconds."""
        return {
            "trace_id": self.trace_id,
            "span_id": self.span_id,
            **({"parent_span_id": self.parent_span_id} if self.parent_span_id else {}),
            "status": self.status,
            "name": self.name,
            "start_time": self.start_time.isoformat(timespec="milliseconds"),
            "end_time": self.end_time.isoformat(timespec="milliseconds"),
            "attributes": dict(self.attributes),
        }


def entry_of(account: Account, register: str, subjects: Subjects, names: Names = V0_8) -> Entry | None:
    """The entry of a record; none where no person is concerned. `register`: where the page of activities is published; of that it names
    the version that was in force then."""
    if account.case is None:
        return None
    (trace, parent), at = _trace(account), min(max(account.at, _FIRST), _LAST)
    doubts = (
        *(("trace",) if account.traceparent is not None and parent is None else ()),
        *(("tijd",) if at != account.at else ()),
    )
    version = register_on(day_of(at))
    attributes = {
        names.activity: activity_id(account.activity or "verantwoorden", register, version),
        names.subject: subjects.closed(account.case),
        names.subject_type: SUBJECT_TYPE,
    }
    if account.organisation != account.zvh and not _by_the_zvh(account):
        attributes[names.processor] = account.organisation
    span = hashlib.sha256(account.id.bytes).hexdigest()[
        :16
    ]  # several records may be of one span; each entry has its own
    name = f"{account.operation.value} {account.what}"
    return Entry(trace, span, parent, OK, name, at, at, attributes, doubts)


def _by_the_zvh(account: Account) -> bool:
    """What this ZVH makes ready, withholds or takes back is its own operation, whoever did what the event tells: the record names that one
    as its organisation. What a partner does here, or another ZVH hands over, is theirs."""
    own = any(covered.stream.startswith(("OUT_", "MOVE_")) for covered in account.covers)
    return own or account.operation is Operation.DISCLOSE


def _trace(account: Account) -> tuple[str, str | None]:
    """Of what the record names as its trace; of the record itself where it names none, or none that can be one."""
    return span_in(account.traceparent) or (account.id.hex, None)
