"""How an event of a moving case looks on the wire: sealed (`sealed`), the link of its own bytes in the chain in two headers, and in a third
the keys that it is the first to need."""

from levensloop.contracts.codec import UnreadableEvent
from levensloop.handover.manifest import Link
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.secrecy.letters import CONTENT_TYPE

_COUNT, _DIGEST, _KEYS = "Levensloop-Count", "Levensloop-Digest", "Levensloop-Keys"


class BrokenCaseStream(UnreadableEvent):
    """What arrived of a case is not what was sent, or cannot have been. The message is Dutch and names no person."""


def message(subject: str, sealed: bytes, link: Link, keys: bytes | None = None) -> NewMessage:
    """One event on its way to another ZVH. `sealed` and `keys` are parcels; `link` is of what is in it."""
    headers = {"Content-Type": CONTENT_TYPE, _COUNT: str(link.count), _DIGEST: link.digest}
    if keys is not None:
        headers[_KEYS] = keys.decode("ascii")
    return NewMessage(subject, sealed, headers)


def link_of(sent: StoredMessage) -> Link | None:
    """What the sender says of its place; `None` when it says nothing legible."""
    try:
        return Link(int(sent.headers[_COUNT]), sent.headers[_DIGEST])
    except (KeyError, ValueError):
        return None


def keys_of(sent: StoredMessage) -> bytes | None:
    """The parcel with keys that came with it, if any."""
    parcel = sent.headers.get(_KEYS)
    return parcel.encode() if parcel else None
