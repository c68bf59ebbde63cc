"""What is destroyed is accounted for before it goes, by what exactly: each key by its id, each message by its place (WGS 1.8(4)(7)).

So who checks a node can tell, key by key and message by message, what was destroyed by right from what somebody made away with.
"""

from collections.abc import Collection, Iterable
from typing import Any

from levensloop.contracts.accountability import KEYS_DESTROYED, TAKEN_OUT, Capacity, Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.event import SYSTEM, CaseId
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.keys import Scope

TOGETHER = 500
"""Keys or places in one record: some twenty kilobytes, of the sixty-four that an entry of the tree may have."""


async def destroy_keys(
    node: Node, scopes: Iterable[Scope], article: str, categories: Collection[Category] = ()
) -> None:
    """Destroy all keys of these scopes, each named in a record first: also one that another made in the meantime. `categories`: of what
    cannot be read any more by it.

    Raises `EventStoreError`, `MasterKeyProblem`: then whatever has no record yet is still there. Safe to repeat.
    """
    for scope in scopes:

        async def told(kids: Collection[str], case: CaseId = scope.case) -> None:
            await account_for_keys(node.accountant, node.me, case, kids, article, categories)

        await node.vault.keys.destroy(scope, told)


async def account_for_keys(
    accountant: Accountant,
    organisation: str,
    case: CaseId,
    kids: Collection[str],
    article: str,
    categories: Collection[Category] = (),
) -> None:
    """A record that these keys of a case are destroyed; `organisation`: who destroys them, this ZVH or the one that they came from, of
    which nobody here knows what was under them."""
    await _tell(accountant, KEYS_DESTROYED, organisation, case, kids, article, categories)


async def account_for_places(
    node: Node,
    case: CaseId,
    stream: str,
    places: Collection[int],
    article: str,
    categories: Collection[Category] = (),
) -> None:
    """A record that what stands at these places of a stream is taken out; `categories`: of what is. Raises as `destroy_keys`."""
    named = [place_of(stream, place) for place in sorted(places)]
    await _tell(node.accountant, TAKEN_OUT, node.me, case, named, article, categories)


def place_of(stream: str, place: int) -> str:
    """As it stands among the codes of a record."""
    return f"{stream}:{place}"


async def _tell(
    accountant: Accountant,
    what: str,
    organisation: str,
    case: CaseId,
    codes: Collection[str],
    article: str,
    categories: Collection[Category],
) -> None:
    who, all_of_them = (organisation, SYSTEM, Capacity.MAINTAINING), tuple(codes)
    facts: dict[str, Any] = {"case": case, "article": article, "categories": tuple(sorted(set(categories)))}
    for start in range(0, len(all_of_them), TOGETHER):
        part = all_of_them[start : start + TOGETHER]
        await accountant.keep(accountant.record(Operation.ERASE, what, *who, codes=part, **facts))
