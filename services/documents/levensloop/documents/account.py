"""The accountability record of a document that went to a partner (ALW-3, WGS 1.8(4)): what, to whom, when; never the content."""

import hashlib
import hmac
from collections.abc import Mapping
from uuid import UUID

from levensloop.contracts.categories import Category
from levensloop.contracts.disclosure import VERSION, Grant
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.sent_account import SentAccount


class DocumentRecord(SentAccount):
    """One document to one organisation, with the same fields as the record of an event that was disclosed, and these:

    `document` is its file name; `event` the event that it is the written form of. `mac` is the HMAC-SHA-256 of its bytes, in hex, under the
    key `kid` of the case, which is destroyed with it: who has the document can be shown to have this one, and of a case that is gone
    nothing can be found again by it. `role`, `grounds` and `codes`: by which memberships and lines of the matrix it went.
    `withheld_by`: the conditions and objections that hold for this organisation, such as `WGS-1.7-1 3`, and the rules by which a ground
    lacks: of what they are about, nothing is in it. `withheld`: the fields of its events that are not there, each with its rule,
    such as `situation-assessed risks WGS-2.29-2`; also of what was never filled in. `events`: each event that it was made from → the
    fields and parts of it that are not there, so that who has a datum that turns out wrong can be told (GDPR 19). `held`: by which ground
    what needs one is in it, as judged when it was made; `numbers`: of the conditions in words that are in it (WGS 2.29(3)).
    """

    document: str
    mac: str
    kid: str
    event: UUID
    event_type: str
    categories: tuple[Category, ...]
    grant: Grant = Grant.TEAM
    table_version: str = VERSION
    organisation: str
    role: Role
    grounds: tuple[Grant, ...]
    codes: tuple[str, ...]
    withheld_by: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    events: Mapping[UUID, tuple[str, ...]] = {}
    numbers: tuple[int, ...] = ()
    held: tuple[GroundHeld, ...] = ()
    traceparent: str | None = None


def ring(to: str) -> str:
    """The name of the key for documents to this organisation, in the place of the organisation in a `Scope`. It goes with the case."""
    return f"{to}_document"


def mac(data: bytes, secret: bytes) -> str:
    """Of the bytes of a document, in hex."""
    return hmac.new(secret, data, hashlib.sha256).hexdigest()
