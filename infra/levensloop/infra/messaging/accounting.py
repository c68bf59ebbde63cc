"""Accounting for what a node does: who, in which role and capacity, under which version of who may do what (WGS 1.8(2)(4))."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from uuid import uuid4

from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.contracts.admission import ADMISSION
from levensloop.contracts.authorisations import authorisation_of
from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import VERSION
from levensloop.contracts.lawful import with_usual
from levensloop.contracts.papers import digest, matrix_names, papers
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.accounts import AccountLog
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.tracing import current_traceparent


class Accountant:
    """Makes records with all that every record has, and keeps them."""

    def __init__(self, log: AccountLog, me: str, organisations: Mapping[str, Organisation], clock: Clock) -> None:
        self._log, self._me, self._organisations, self._clock = log, me, organisations, clock

    def record(
        self, operation: Operation, what: str, organisation: str, functionary: str, capacity: Capacity, **facts: Any
    ) -> Account:
        """The record of something that `organisation`, known in the topology, does now. `facts` are the other fields of `Account`."""
        known = self._organisations[organisation]
        return Account(
            id=uuid4(),
            at=self._clock.now(),
            zvh=self._me,
            operation=operation,
            what=what,
            organisation=organisation,
            functionary=functionary,
            role=known.role,
            standing=known.standing,
            capacity=capacity,
            authorisation=authorisation(self._organisations),
            **{"traceparent": current_traceparent(), **with_usual(operation, what, facts)},
        )

    async def keep(self, *accounts: Account) -> None:
        """Raises `EventStoreError`, `MasterKeyProblem`: then what was to be done may not be done."""
        await self._log.write(accounts)


def authorisation(organisations: Mapping[str, Organisation]) -> str:
    """The version of who may do what: `<matrix version>-<SHA-256 in hex>` over `authorisation_text`."""
    return authorisation_of(VERSION, authorisation_text(organisations))


def authorisation_text(organisations: Mapping[str, Organisation]) -> str:
    """Who may give which command, the hashes of what the matrix says, who takes part in which role and region, and who witness the log of
    each ZVH. Nobody by name."""
    everybody = sorted(organisations.values(), key=lambda o: o.id)
    parts = [f"{o.id} {o.role.value} {o.zvh}" for o in everybody]
    witnessed = [
        f"getuigen van {o.id}: {' '.join(sorted(o.witnesses)) or 'geen'}, genoeg: {o.quorum}"
        for o in everybody
        if o.role is Role.ZVH
    ]
    return "\n".join([_admission(), *_matrix(), *parts, *witnessed])


def _matrix() -> Iterator[str]:
    """The texts by which is disclosed now: a version that is still a proposal is edited in place."""
    for name in matrix_names(VERSION):
        yield f"{name} {_digest(papers()[name])}"


_digest = lru_cache(maxsize=4)(digest)


def _admission() -> str:
    return "\n".join(
        f"{command.wire_name()} {row.who.dutch} {' '.join(sorted(row.phases))} {row.rule} {row.elsewhere}"
        for command, row in ADMISSION.items()
    )
