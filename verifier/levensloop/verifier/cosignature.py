"""Cosignatures of witnesses (C2SP tlog-cosignature, v1): at this time I saw no larger tree of this log, and it continues all before.

A signature of 8 bytes of time (seconds since 1970) and 64 of Ed25519, over a header, the time and the whole text of the checkpoint.
"""

from collections.abc import Mapping, Sequence

from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.errors import BadSignature, FromTheFuture
from levensloop.verifier.keys import SIGNATURE_SIZE, Kind, SignerKey, VerifierKey
from levensloop.verifier.note import Note, Signature

TIME_SIZE = 8
LATEST = (1 << 63) - 1


def cosign(signed: Note, witness: SignerKey, at: int) -> Note:
    """The same checkpoint with one line more. The witness itself has checked consistency with the last that it cosigned."""
    if witness.kind is not Kind.COSIGNATURE or not 0 <= at <= LATEST:
        raise ValueError("a key of another kind, or a time that does not fit")
    Checkpoint.parse(signed.text)
    value = at.to_bytes(TIME_SIZE) + witness.sign(_message(signed.text, at))
    return Note(signed.text, (*signed.signatures, Signature(witness.name, witness.verifier.id, value)))


def timestamp(signature: Signature) -> int | None:
    """Seconds since 1970 in a cosignature; None where it has not the form of one."""
    if len(signature.value) != TIME_SIZE + SIGNATURE_SIZE:
        return None
    at = int.from_bytes(signature.value[:TIME_SIZE])
    return at if at <= LATEST else None


def cosigned(signed: Note, witnesses: Sequence[VerifierKey], now: int | None = None) -> Mapping[VerifierKey, int]:
    """Which of these witnesses cosigned, and when last; lines of others are left out of account.

    Raises BadSignature when a line says to be by one of them and is not; FromTheFuture when its time lies after `now`, if that is given.
    """
    found: dict[VerifierKey, int] = {}
    for key in witnesses:
        if key.kind is not Kind.COSIGNATURE:
            continue
        for signature in signed.signatures:
            if not signature.by(key):
                continue
            at = timestamp(signature)
            if at is None or not key.signed(_message(signed.text, at), signature.value[TIME_SIZE:]):
                raise BadSignature(key.name)
            if now is not None and at > now:
                raise FromTheFuture(key.name, at)
            found[key] = max(at, found.get(key, 0))
    return found


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
