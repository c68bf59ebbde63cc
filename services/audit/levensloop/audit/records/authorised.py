"""Who may do what changed: a record of each version of the table of admission, the matrix and the organisations with their roles.

The records name a version by its hash; the text of it stands beside the checkpoints, where nothing is ever taken out.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.contracts.authorisations import is_text_of
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.lawful import usual
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.messaging.accounting import authorisation, authorisation_text
from levensloop.infra.messaging.node import Node

WHAT = "authorisation"


async def account_for_authorisation(node: Node) -> bool:
    """A record, unless the last one is of the version that holds now. Returns whether there was something new.

    Raises `EventStoreError`, `SecrecyError`.
    """
    subject, store = subjects.audit(Operation.AUTHORISE, None), node.accounts.store
    last = await store.last(subject)
    version = authorisation(node.organisations)
    if last is not None and (await node.accounts.read([last]))[0].account.authorisation == version:
        return False
    await _keep_text(node, version)
    (message,) = await node.accounts.messages([_record(node, version)])
    try:
        guard = Guard(subject, last.seq if last else 0)
        await store.append([NewMessage(message.subject, message.data, message.headers, guard)])
    except Conflict:  # another instance saw it at the same moment
        return False
    return True


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A version of who may do what, and since when its text stands here. `sound`: that text has the hash that the version says."""

    version: str
    since: datetime
    text: str
    sound: bool


async def authorisations(node: Node) -> list[Authorisation]:
    """All that this node ever worked under, oldest first. Nothing of anybody is in it, so no record is made of reading it.

    Raises `EventStoreError`.
    """
    found = await node.store(subjects.checkpoints_stream(node.me)).load(subjects.ALL_AUTHORISATIONS)
    texts = [
        (m.subject.removeprefix(subjects.authorisation("")), m.time, m.data.decode(errors="replace")) for m in found
    ]
    return [Authorisation(version, since, text, is_text_of(version, text)) for version, since, text in texts]


async def _keep_text(node: Node, version: str) -> None:
    """Once; before the record that names it."""
    subject, text = subjects.authorisation(version), authorisation_text(node.organisations)
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    with suppress(Conflict):  # it is there
        await node.store(subjects.checkpoints_stream(node.me)).append(
            [NewMessage(subject, text.encode(), headers, Guard(subject, 0))]
        )


def _record(node: Node, version: str) -> Account:
    me = node.organisations[node.me]
    return Account(
        id=uuid4(),
        at=node.clock.now(),
        zvh=node.me,
        operation=Operation.AUTHORISE,
        what=WHAT,
        organisation=me.id,
        functionary=SYSTEM,
        role=me.role,
        standing=me.standing,
        capacity=Capacity.MAINTAINING,
        authorisation=version,
        **usual(Operation.AUTHORISE, WHAT),
    )
