"""When the key of the log was replaced: the old one, where it still is here, says that the new one follows it from this checkpoint on."""

from collections.abc import Sequence

import structlog

from levensloop.audit.log.checkpoints import Checkpoints, Signed
from levensloop.verifier.keys import SignerKey
from levensloop.verifier.note import Note
from levensloop.verifier.succession import Succession, succeed

_log = structlog.get_logger()


def signed_by(signed: Signed, key: SignerKey) -> bool:
    """Whether its note says to be by this key."""
    return any(signature.by(key.verifier) for signature in signed.note.signatures)


async def hand_over(checkpoints: Checkpoints, last: Signed | None, now: SignerKey, older: Sequence[SignerKey]) -> None:
    """Before `now` signs its first: the word of the key that signed the last checkpoint, if it is among these. Once that is kept, and
    `now` signed, nothing needs the old one any more. Raises `Conflict` when another instance signed meanwhile, `EventStoreError`."""
    if last is None or signed_by(last, now):
        return
    for old in older:
        if signed_by(last, old):
            at = last.checkpoint
            told = Succession(at.origin, at.size, at.root, now.verifier)
            await checkpoints.succeed(succeed(told, old, now), last)
            _log.info("key of the log handed over", size=at.size)


def handed_at(successions: Sequence[Note]) -> frozenset[int]:
    """After how many entries each was. Raises `Malformed`."""
    return frozenset(Succession.parse(note.text).size for note in successions)
