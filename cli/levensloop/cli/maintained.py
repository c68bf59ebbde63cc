"""What is done at a node by who keeps it, in its accountability log before it is done (WGS 1.8(2)(4))."""

from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Capacity, Operation
from levensloop.infra.messaging.consulting import known_case
from levensloop.infra.messaging.node import Node

REPLAYED, WRAPPED, FORGOTTEN = "dead-letter-replay", "keys-wrap-anew", "keys-forget-masters"
LOG_KEY_REPLACED, LOG_KEY_FORGOTTEN = "log-key-replace", "log-key-forget"
CASE_KEYS_ROTATED = "case-keys-rotate"
STORE_RESTORED = "store-restored"
"""`what` of the records."""


async def account_for(
    node: Node,
    what: str,
    functionary: str,
    case: UUID | None = None,
    codes: tuple[str, ...] = (),
    person: str | None = None,
) -> None:
    """`codes`: how it is done. Raises `EventStoreError`, `MasterKeyProblem`: then it may not be done."""
    who = (node.me, functionary, Capacity.MAINTAINING)
    await node.accountant.keep(
        node.accountant.record(Operation.ALTER, what, *who, case=case, codes=codes, article="WGS-1.8-4", person=person)
    )


async def case_in(node: Node, subject: str) -> UUID | None:
    """The case that a message of any of the streams is about, if this node has events of it."""
    log = node.store(subjects.log_stream(node.me))
    found = [case for token in subject.split(".") if (case := await known_case(token, log))]
    return found[0] if found else None
