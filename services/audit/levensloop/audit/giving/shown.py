"""Which older checkpoints go into a bundle: those that bound a period, the one that the auditor kept, and one of every day.

One of a day, because a record that is dated long before the checkpoint that first covers it is then seen to be.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from levensloop.audit.log.checkpoints import Signed
from levensloop.verifier.believing import seen_by_quorum
from levensloop.verifier.bundle_lines import Earlier
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosigned
from levensloop.verifier.errors import AuditError, QuorumMissed
from levensloop.verifier.note import Note
from levensloop.verifier.policy import NONE, Policy
from levensloop.verifier.proofs import consistency_proof
from levensloop.verifier.tree import NodeAt

DAYS = 2000
"""More than the five years that a case may be kept (WGS 1.8(7)). Of a log that has more, every other day is left out: some 5 MB at most."""


@dataclass
class Shown:
    """One pass over the checkpoints, oldest first; what it keeps does not grow with them, beyond one a day.

    `size`: of the newest, which the bundle is of. `kept`: a checkpoint that the auditor kept, as he has it. `handed`: after
    how many entries a key of the log was replaced.
    """

    policy: Policy
    size: int
    period: tuple[datetime, datetime] | None = None
    kept: Note | None = None
    handed: frozenset[int] = frozenset()
    _first: Signed | None = None
    _end: Signed | None = None
    _kept: Signed | None = None
    _days: dict[date, Signed] = field(default_factory=dict)
    _handed: list[Signed] = field(default_factory=list)

    def over(self, signed: Signed) -> None:
        """The next, with its cosignatures. Raises AuditError."""
        if signed.checkpoint.size > self.size:
            return
        if self.kept is not None and signed.checkpoint.size == Checkpoint.parse(self.kept.text).size:
            self._kept = signed
        if signed.checkpoint.size in self.handed:
            self._handed.append(signed)
        if self.period is not None and (at := seen(signed, self.policy)) is not None:
            since, until = self.period
            if at <= since.timestamp():
                self._first = signed
            if at >= until.timestamp() and self._end is None:
                self._end = signed
        if self.policy.quorum != NONE and _named_enough(signed, self.policy):
            self._days[signed.at.date()] = signed
            if len(self._days) > DAYS:
                self._days = dict(list(self._days.items())[::2])

    @property
    def bounds(self) -> tuple[int, int]:
        """Between which entries the period lies."""
        first, end = self._first, self._end
        return (first.checkpoint.size if first else 0, end.checkpoint.size if end else self.size)

    @property
    def daily(self) -> list[Signed]:
        """The last of each day that seems to be seen by enough."""
        return list(self._days.values())

    def earlier(self, hashes: NodeAt) -> list[Earlier]:
        """With their proofs, by size. The one that the auditor kept as it was kept here; else as he has it."""
        daily = (signed for signed in self.daily if _trusted(signed, self.policy))
        found = {
            one.checkpoint.size: one.note for one in (*daily, self._first, self._end, *self._handed) if one is not None
        }
        if self.kept is not None:
            size = Checkpoint.parse(self.kept.text).size
            found[size] = self._kept.note if self._kept is not None else self.kept
        return [
            Earlier(note.format(), consistency_proof(size, self.size, hashes))
            for size, note in sorted(found.items())
            if 0 < size < self.size
        ]


def seen(signed: Signed, policy: Policy) -> float | None:
    """When enough witnesses had seen it; where none is asked for, when the node made it. Raises AuditError."""
    if policy.quorum == NONE:
        return signed.at.timestamp()
    return seen_by_quorum(policy, cosigned(signed.note, list(policy.witnesses.values())))


def _named_enough(signed: Signed, policy: Policy) -> bool:
    """By the names alone, before any signature is checked: most checkpoints are not the last of their day."""
    by = [key for key in policy.witnesses.values() if any(one.by(key) for one in signed.note.signatures)]
    try:
        policy.check(by)
    except QuorumMissed:
        return False
    return True


def _trusted(signed: Signed, policy: Policy) -> bool:
    """One that was damaged is left out: the others do without it."""
    try:
        return seen(signed, policy) is not None
    except AuditError:
        return False
