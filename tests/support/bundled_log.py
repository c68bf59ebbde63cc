"""An accountability log of a fictional ZVH, in memory, the same each time: three cases, one of them destroyed, three checkpoints."""

import io
import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.resources import files
from typing import Any
from unittest.mock import patch
from uuid import UUID

from levensloop.contracts.accountability import (
    WHO_ACTED_DESTROYED,
    Account,
    Capacity,
    Covered,
    LogPurpose,
    Operation,
    Outcome,
)
from levensloop.contracts.categories import Category
from levensloop.contracts.matrix.lines import Grant
from levensloop.contracts.roles import ROLES, Role
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.sealed_account import key_of_record, seal_account
from levensloop.verifier import checkpoint as checkpoints
from levensloop.verifier.believing import moment
from levensloop.verifier.bundle_lines import Earlier, Paper, State
from levensloop.verifier.bundle_scope import OneCase, Period, Scope, WholeLog
from levensloop.verifier.bundle_writer import BundleWriter, paper
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.coverage import digest_of, grown, lines
from levensloop.verifier.keys import SignerKey
from levensloop.verifier.proofs import consistency_proof
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked
from support.merkle import in_memory, root_of
from support.verified_log import LOG, ORIGIN, POLICY, WITNESSES

ZVH = "zvh-haaglanden"
START = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)
"""Each record is a minute after the one before."""
A, B, GONE = (UUID(int=number << 64 | 0x4000 << 48 | 0x8 << 60) for number in (1, 2, 3))
"""Three cases; that of `GONE` is destroyed at the end."""
KEYS: Mapping[UUID | None, Key] = {
    about: Key(f"{number:018x}", bytes([number]) * 32) for number, about in enumerate((A, B, GONE, None), start=1)
}
SIZES = (13, 25)
"""Of the earlier checkpoints."""
NOW = int((START + timedelta(minutes=80)).timestamp())
BELIEVED = Believed(POLICY, ORIGIN)
ASKED = Asked(BELIEVED, NOW)
MATRIX = files("levensloop.contracts.matrix")
PAPERS = tuple(
    paper(f"matrix/{name}", MATRIX.joinpath(where).read_text(encoding="utf-8"))
    for name, where in (
        ("versions.csv", "versions.csv"),
        ("2/grants.csv", "v2/grants.csv"),
        ("2/matrix.csv", "v2/matrix.csv"),
    )
)


def account(number: int, operation: Operation, what: str, case: UUID | None, **changes: Any) -> Account:
    """A record; `changes` are other fields."""
    role = changes.pop("role", Role.ZVH)
    return Account(
        id=UUID(int=number << 32 | 0x4000 << 48 | 0x8 << 60),
        at=changes.pop("at", START + timedelta(minutes=number)),
        zvh=changes.pop("zvh", ZVH),
        operation=operation,
        what=what,
        organisation=changes.pop("organisation", ZVH),
        functionary=f"functie {number}",
        role=role,
        standing=ROLES[role].standing,
        capacity=Capacity.EXECUTING,
        authorisation="2-0123456789abcdef",
        case=case,
        **changes,
    )


def accounts() -> list[Account]:
    """The log, from its first record."""
    found: list[Account] = []
    police = {"organisation": "politie-haaglanden", "role": Role.POLITIE}

    def add(operation: Operation, what: str, case: UUID | None, **changes: Any) -> None:
        found.append(account(len(found), operation, what, case, **changes))

    for at, case in enumerate((A, B, GONE)):
        add(
            Operation.COLLECT,
            "nl.levensloopaanpak.client-reported.v1",
            case,
            covers=_covers(at * 2 + 1, case),
            **police,
        )
        add(Operation.ALTER, "nl.levensloopaanpak.purpose-assessed.v1", case, covers=_covers(at * 2 + 2, case))
    for _, case in zip(range(18), itertools.cycle((A, B, A, GONE)), strict=False):
        match len(found) % 3:
            case 0:
                add(
                    Operation.COLLECT,
                    "nl.levensloopaanpak.signal-raised.v1",
                    case,
                    covers=_covers(len(found) + 1, case),
                    **police,
                )
            case 1:
                add(
                    Operation.DISCLOSE,
                    "nl.levensloopaanpak.signal-raised.v1",
                    case,
                    to="politie-haaglanden",
                    matrix="2",
                    grants=(Grant.TEAM,),
                    codes=("T-PROCES",),
                    covers=_covers(len(found), case, "OUT"),
                )
            case _:
                add(Operation.CONSULT, "inclusion.case", case, categories=(Category.GUIDANCE,))
    add(Operation.REFUSE, "ActivateScenario", A, outcome=Outcome.REFUSED, rule="SIG-2", **police)
    add(Operation.ERASE, WHO_ACTED_DESTROYED, GONE, codes=(KEYS[GONE].kid,))
    add(Operation.CONSULT, "inclusion.case", B)
    add(Operation.READ_LOG, "audit.bundle", A, log_purpose=LogPurpose.LAWFULNESS)
    add(Operation.READ_LOG, "audit.bundle", None, log_purpose=LogPurpose.LAWFULNESS)
    return found


def _covers(position: int, case: UUID, stream: str = "LOG") -> tuple[Covered, ...]:
    subject = f"es.signals.watch.{case}"
    return (
        Covered(
            stream=f"{stream}_{ZVH}", position=position, subject=subject, digest=digest_of(subject, b"%d" % position)
        ),
    )


@contextmanager
def _same_each_time() -> Iterator[None]:
    count = itertools.count()
    with patch("levensloop.infra.secrecy.aead.os.urandom", lambda n: sha256(b"%d" % next(count)).digest()[:n]):
        yield


@dataclass
class BundledLog:
    """`accounts` in a tree, signed. What of it is to be otherwise is passed along, or changed before `bundle`."""

    accounts: list[Account] = field(default_factory=accounts)
    log: SignerKey = LOG
    witnesses: tuple[SignerKey, ...] = WITNESSES[:2]
    sizes: tuple[int, ...] = SIZES
    extensions: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    seen: Mapping[int, int] = field(default_factory=dict)
    handed: int | None = None
    """After so many entries `follower` signs, in place of `log`."""
    follower: SignerKey = LOG

    def __post_init__(self) -> None:
        with _same_each_time():
            self.entries = [seal_account(one, KEYS[one.case]) for one in self.accounts]
        self.grow()

    def grow(self) -> None:
        """The tree over the entries as they are now."""
        self.node = in_memory(self.entries)

    @property
    def size(self) -> int:
        return len(self.entries)

    def seen_at(self, size: int) -> int:
        """When the witnesses saw so many entries: half a minute after the last."""
        return self.seen.get(size, int((START + timedelta(minutes=size - 1, seconds=30)).timestamp()))

    def checkpoint(self, size: int | None = None, root: bytes | None = None) -> bytes:
        """Signed and cosigned."""
        size = self.size if size is None else size
        told = self.extensions.get(size, lines(grown({}, self.entries[:size])))
        head = Checkpoint(self.log.name, size, root or root_of(size, self.node), told)
        note = checkpoints.sign(head, self.log if self.handed is None or size <= self.handed else self.follower)
        for witness in self.witnesses:
            note = cosign(note, witness, self.seen_at(size))
        return note.format()

    def earlier(self, size: int) -> Earlier:
        """An older checkpoint with its proof."""
        return Earlier(self.checkpoint(size), consistency_proof(size, self.size, self.node))

    def bundle(self, scope: Scope = WholeLog(), **front: Any) -> bytes:  # noqa: B008 - frozen
        """The file, as a ZVH that does everything right would give it."""
        file = io.BytesIO()
        writer = BundleWriter(file, self.size, self.node)
        front = {"papers": PAPERS, "earlier": [self.earlier(size) for size in self.sizes], **front}
        writer.front(
            front.pop("made", moment(self.seen_at(self.size) + 60)),
            LogPurpose.LAWFULNESS,
            scope,
            front.pop("head", self.checkpoint()),
            **front,
        )
        for index in self.within(scope):
            writer.record(index, self.entries[index], *self.key(index, scope))
        writer.close()
        return file.getvalue()

    def within(self, scope: Scope) -> list[int]:
        """The entries that belong to this scope."""
        match scope:
            case OneCase(case, complete):
                return [at for at, one in enumerate(self.accounts) if complete or one.case == case]
            case Period():
                proof = [at for at, one in enumerate(self.accounts) if one.what == WHO_ACTED_DESTROYED]
                return [*range(scope.first, scope.end), *(at for at in proof if at >= scope.end)]
            case _:
                return list(range(self.size))

    def key(self, index: int, scope: Scope) -> tuple[State, bytes | None]:
        """Whether and how this record opens."""
        one = self.accounts[index]
        if isinstance(scope, OneCase) and one.case != scope.case:
            return State.WITHHELD, None
        if one.case == GONE:
            return State.ERASED, None
        return State.OPENED, key_of_record(KEYS[one.case], one.id).secret


def period(log: BundledLog, first: int = SIZES[0], end: int = SIZES[1]) -> Period:
    """Between two checkpoints."""
    since, until = (datetime.fromtimestamp(log.seen_at(size), UTC) for size in (first, end))
    return Period(since, until, first, end)


def asked(**changes: Any) -> Asked:
    """As an auditor would ask; `changes` of `Asked`."""
    return replace(ASKED, **changes)


def pinning(*papers: Paper) -> Asked:
    """Of an auditor who wrote down that these texts are right, whatever is installed."""
    return asked(believed=replace(BELIEVED, papers={one.name: one.sha256 for one in papers}))
