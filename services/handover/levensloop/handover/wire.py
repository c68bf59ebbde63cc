"""How an event of a moving case looks on the wire: its identical bytes, and its link in the chain in two headers."""

from levensloop.contracts.codec import UnreadableEvent
from levensloop.contracts.envelope import CONTENT_TYPE
from levensloop.handover.manifest import Link
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage

_COUNT, _DIGEST = "Levensloop-Count", "Levensloop-Digest"


class BrokenCaseStream(UnreadableEvent):
    """What arrived of a case is not what was sent, or cannot have been. The message is Dutch and names no person."""


def message(subject: str, body: bytes, link: Link) -> NewMessage:
    """One event on its way to another ZVH."""
    headers = {"Content-Type": CONTENT_TYPE, _COUNT: str(link.count), _DIGEST: link.digest}
    return NewMessage(subject, body, headers)


def link_of(sent: StoredMessage) -> Link | None:
    """What the sender says of its place; `None` when it says nothing legible."""
    try:
        return Link(int(sent.headers[_COUNT]), sent.headers[_DIGEST])
    except (KeyError, ValueError):
        return None
