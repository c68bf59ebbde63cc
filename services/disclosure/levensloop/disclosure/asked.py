"""Who asks for keys or pulls, in the accountability log of the ZVH: what OUT has no record of, since nothing was sent, or since there it
would stand in clear (WGS 1.8(2)(4))."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.consulted import MACHINE, Asker
from levensloop.infra.messaging.heard import who_asks
from levensloop.infra.messaging.node import Node

KEYS, PULL = "disclosure.keys", "disclosure.pull"


async def refused_of_nobody(
    node: Node, what: str, organisation: str, by: Asker | None, cases: set[UUID | None]
) -> None:
    """What was never sent to this organisation was asked for: one record a question, or one a case of ours that it names. `None` in
    `cases`: all that we do not know, for which no keys are made. Raises `EventStoreError`, `MasterKeyProblem`."""
    await node.accountant.keep(
        *(_refused(node, what, organisation, by or MACHINE, case, "ALW-2") for case in sorted(cases, key=str))
    )


async def seen_by(
    node: Node,
    what: str,
    organisation: str,
    by: Asker | None,
    case: UUID,
    given: Iterable[Category] | None,
    rules: Iterable[str] = (),
) -> None:
    """Which person asked, as its organisation says, and what that gave (`None`: nothing) and did not give. Nothing where no person
    asked: then the record in OUT has all there is. Raises `EventStoreError`, `MasterKeyProblem`."""
    if by is None or by == MACHINE:
        return
    found = [_refused(node, what, organisation, by, case, rule) for rule in sorted(set(rules))]
    if given is not None:
        who, categories = (organisation, by.functionary, by.capacity), tuple(sorted(set(given)))
        facts: dict[str, Any] = {"case": case, "categories": categories, **who_asks(by)}
        found.append(node.accountant.record(Operation.CONSULT, what, *who, **facts))
    await node.accountant.keep(*found)


def _refused(node: Node, what: str, organisation: str, by: Asker, case: UUID | None, rule: str) -> Account:
    who = (organisation, by.functionary, by.capacity)
    facts: dict[str, Any] = {"outcome": Outcome.REFUSED, "rule": rule, "case": case, **who_asks(by)}
    return node.accountant.record(Operation.REFUSE, what, *who, **facts)
