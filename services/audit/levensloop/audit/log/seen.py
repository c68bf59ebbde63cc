"""When witnesses saw a checkpoint, and what follows from that about when it was made."""

from collections.abc import Mapping
from datetime import datetime

from levensloop.audit.log.checkpoints import Signed
from levensloop.verifier.believing import moment, seen_by_quorum
from levensloop.verifier.cosignature import cosigned, timestamp
from levensloop.verifier.errors import AuditError
from levensloop.verifier.keys import VerifierKey
from levensloop.verifier.policy import Policy


def seen_by_enough(policy: Policy, signed: Signed) -> bool:
    """Whether enough witnesses cosigned it, whenever that was."""
    try:
        policy.check(cosigned(signed.note, list(policy.witnesses.values())))
    except AuditError:
        return False
    return True


def seen_by_then(policy: Policy, signed: Signed, then: datetime) -> bool:
    """Whether enough witnesses had seen it by then. Most are of later, which shows before any signature is checked."""
    claimed = seen_by_quorum(policy, _claimed(policy, signed))
    if claimed is None or claimed > then.timestamp():
        return False
    seen = seen_by_quorum(policy, _seen(policy, signed))
    return seen is not None and seen <= then.timestamp()


class AtTheLatest:
    """Of checkpoints from the newest back: when each was made. Whoever puts a later moment beside one hides no record from who asks as of
    before: each later checkpoint, and each witness that saw one, says that it was there by then."""

    def __init__(self) -> None:
        self._latest: datetime | None = None

    def of(self, signed: Signed, policy: Policy) -> datetime:
        """The moment beside the next one back, or the first by which something says that it was there."""
        latest = signed.at if self._latest is None else min(signed.at, self._latest)
        if any(at < latest.timestamp() for at in _claimed(policy, signed).values()):
            latest = min((latest, *map(moment, _seen(policy, signed).values())))
        self._latest = latest
        return latest


def _claimed(policy: Policy, signed: Signed) -> Mapping[VerifierKey, int]:
    """What the lines say that are there; who wrote them is not looked at."""
    signatures, witnesses = signed.note.signatures, policy.witnesses.values()
    return {key: at for key in witnesses for one in signatures if one.by(key) and (at := timestamp(one)) is not None}


def _seen(policy: Policy, signed: Signed) -> Mapping[VerifierKey, int]:
    """Nothing where a cosignature is none, which fsck names."""
    try:
        return cosigned(signed.note, list(policy.witnesses.values()))
    except AuditError:
        return {}
