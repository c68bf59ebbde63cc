"""A checkpoint against what the auditor believes: who signed, which witnesses count, and when they saw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from levensloop.verifier import checkpoint as checkpoints
from levensloop.verifier.bundle_errors import KeyExpired, KeyRevoked, SuccessionRefused
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosigned
from levensloop.verifier.errors import AuditError, QuorumMissed, SplitView
from levensloop.verifier.keys import VerifierKey
from levensloop.verifier.note import Note, signers
from levensloop.verifier.policy import Policy
from levensloop.verifier.succession import Handed
from levensloop.verifier.trust import Believed, short

SKEW = 300
"""Seconds that clocks may differ."""


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint that is believed. `seen`: when the quorum had seen it, seconds since 1970; None where no witness is asked for."""

    checkpoint: Checkpoint
    seen: int | None

    @property
    def size(self) -> int:
        return self.checkpoint.size


def signed_by_log(note: Note, believed: Believed) -> Checkpoint:
    """Raises Malformed, BadSignature, NotSigned, WrongOrigin."""
    return checkpoints.opened(note, believed.policy.logs, believed.origin)


def witnessed(note: Note, believed: Believed, now: int) -> Mapping[VerifierKey, int]:
    """The witnesses that count, with the time of each. Raises BadSignature, FromTheFuture, KeyExpired, KeyRevoked, QuorumMissed.

    A cosignature from outside the dates of its key does not count, nor one of a revoked key, unless another witness saw the same before
    it was revoked: who has a stolen key writes any time he likes. Where it is missed, that is said, and not the quorum.
    """
    found = cosigned(note, list(believed.policy.witnesses.values()), now + SKEW)
    outside: dict[VerifierKey, AuditError] = {}
    for key, at in found.items():
        if not believed.of(key).hold(at):
            outside[key] = KeyExpired(short(key), moment(at))
    sure = [at for key, at in found.items() if key not in outside and believed.of(key).revoked is None]
    for key in found.keys() - outside.keys():
        revoked = believed.of(key).revoked
        if revoked is not None and not any(at < revoked for at in sure):
            outside[key] = KeyRevoked(short(key), moment(revoked))
    counted = {key: at for key, at in found.items() if key not in outside}
    try:
        believed.policy.check(counted)
    except QuorumMissed:
        for key in found:
            if key in outside:
                raise outside[key] from None
        raise
    return counted


def seen_by_quorum(policy: Policy, counted: Mapping[VerifierKey, int]) -> int | None:
    """The moment at which enough witnesses had seen it; None where none is needed and none is there."""
    for at in sorted(counted.values()):
        try:
            policy.check([key for key, seen in counted.items() if seen <= at])
        except QuorumMissed:
            continue
        return at
    return None


def log_key_held(note: Note, checkpoint: Checkpoint, believed: Believed, seen: int | None, now: int) -> None:
    """That the log's key counted when the checkpoint was seen (now, when no witness says when). Raises KeyExpired, KeyRevoked."""
    at = now if seen is None else seen
    wrong: AuditError | None = None
    for key in signers(note, believed.policy.logs):
        if key.name != checkpoint.origin:
            continue
        dates = believed.of(key)
        if dates.revoked is not None and (seen is None or seen >= dates.revoked):
            wrong = wrong or KeyRevoked(short(key), moment(dates.revoked))
        elif not dates.hold(at):
            wrong = wrong or KeyExpired(short(key), moment(at))
        else:
            return
    if wrong:
        raise wrong


def with_successors(believed: Believed, successions: Sequence[Handed]) -> Believed:
    """Also the keys that are vouched for. Who has a stolen key vouches for whom he likes: raises KeyRevoked where it was withdrawn."""
    vouched = [one for one in successions if one.vouched]
    for one in vouched:
        if (revoked := believed.of(one.by).revoked) is not None:
            raise KeyRevoked(short(one.by), moment(revoked))
    logs = dict.fromkeys((*believed.policy.logs, *(one.told.next for one in vouched)))
    return replace(believed, policy=replace(believed.policy, logs=tuple(logs)))


def handed_over(successions: Sequence[Handed], heads: Sequence[Head], believed: Believed, now: int) -> None:
    """That each key which is believed by another's word took over at a checkpoint of this history, while the other still counted.

    Raises SuccessionRefused, SplitView, KeyExpired.
    """
    for one in successions:
        if not one.vouched:
            continue
        at = next((head for head in heads if head.size == one.told.size), None)
        if at is None:
            raise SuccessionRefused(f"het controlepunt van {one.told.size} regels waarna dat was zit er niet in")
        if at.checkpoint.root != one.told.root:
            raise SplitView(one.told.origin, one.told.size)
        if not believed.of(one.by).hold(when := now if at.seen is None else at.seen):
            raise KeyExpired(short(one.by), moment(when))


def moment(at: int) -> datetime:
    """Of seconds since 1970; the last day that there is for what lies beyond."""
    try:
        return datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC)
