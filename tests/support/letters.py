"""What is in a letter, read by the ZVH that sent it."""

from uuid import UUID

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.letters import key_of_letter, own_letter, read_letter


async def opened(node: Node, case: UUID, letter: bytes) -> bytes:
    """The CloudEvent in one's own letter."""
    found = own_letter(letter)
    keys = await node.vault.keys.to_decrypt(case, Use.OUT, {found.kid})
    key = keys.find(found.kid, "")
    assert key is not None, "nobody can read it any more"
    return read_letter(found, key_of_letter(key, found.address))


async def in_clear(node: Node, message: StoredMessage) -> StoredMessage:
    """A message of the OUT stream, with what is in the letter in its place; what is no letter as it is."""
    if not message.subject.startswith("out."):
        return message
    return message._replace(data=await opened(node, UUID(subjects.case_of(message.subject)), message.data))
