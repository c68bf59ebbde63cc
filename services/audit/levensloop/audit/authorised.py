"""Who may do what changed: a record of each version of the table of admission, the matrix and the organisations with their roles."""

from uuid import uuid4

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.contracts.disclosure import VERSION
from levensloop.contracts.event import SYSTEM
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.messaging.accounting import authorisation
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
    (message,) = await node.accounts.messages([_record(node, version)])
    try:
        guard = Guard(subject, last.seq if last else 0)
        await store.append([NewMessage(message.subject, message.data, message.headers, guard)])
    except Conflict:  # another instance saw it at the same moment
        return False
    return True


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
        article="WGS-1.8-2",
        matrix=VERSION,
    )
