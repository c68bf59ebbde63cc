"""Checkpoints (C2SP tlog-checkpoint): which log, how many entries, and the root over them, signed by the log."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from levensloop.verifier import base64_text, note
from levensloop.verifier.errors import Malformed, RolledBack, SplitView, WrongOrigin
from levensloop.verifier.keys import Kind, SignerKey, VerifierKey
from levensloop.verifier.note import Note
from levensloop.verifier.tree import EMPTY_ROOT, HASH_SIZE

_WHAT = "Het controlepunt"
_SIZE = re.compile("0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log. `extensions`: further lines, signed along, each not empty."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """From the text of a note; raises Malformed."""
        *lines, end = text.split("\n")
        if end or len(lines) < 3 or not all(lines):
            raise Malformed(_WHAT, "het heeft minstens drie regels, en geen lege")
        origin, size, root, *extensions = lines
        if not _SIZE.fullmatch(size):
            raise Malformed(_WHAT, f"{size[:40]!r} is geen aantal regels")
        value = base64_text.decode(root)
        if value is None or len(value) != HASH_SIZE:
            raise Malformed(_WHAT, "de wortel is geen base64 van 32 bytes")
        if size == "0" and value != EMPTY_ROOT:
            raise Malformed(_WHAT, "een leeg logboek heeft een andere wortel")
        return cls(origin, int(size), value, tuple(extensions))

    def format(self) -> str:
        """The text to sign."""
        lines = (self.origin, str(self.size), base64_text.encode(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def sign(checkpoint: Checkpoint, signer: SignerKey) -> Note:
    """Signed by the log; its key bears the log's name."""
    Checkpoint.parse(text := checkpoint.format())
    if signer.name != checkpoint.origin:
        raise WrongOrigin(checkpoint.origin, signer.name)
    return note.sign(text, signer)


def opened(signed: Note, logs: Sequence[VerifierKey], origin: str | None = None) -> Checkpoint:
    """The checkpoint in a note, once a key of the log itself signed it.

    `logs`: the keys that are trusted, each with the origin of its log as name. `origin`: the log that is asked about, if it must be one.
    Raises Malformed, BadSignature, NotSigned, WrongOrigin.
    """
    checkpoint = Checkpoint.parse(signed.text)
    by = note.signers(signed, [key for key in logs if key.kind is Kind.NOTE])
    if origin is not None and checkpoint.origin != origin:
        raise WrongOrigin(checkpoint.origin, origin)
    if all(key.name != checkpoint.origin for key in by):
        raise WrongOrigin(checkpoint.origin, by[0].name)
    return checkpoint


def check_may_follow(after: Checkpoint, before: Checkpoint) -> None:
    """What two heads of one log have in common without a proof: raises WrongOrigin, RolledBack, SplitView (two histories)."""
    if after.origin != before.origin:
        raise WrongOrigin(after.origin, before.origin)
    if after.size < before.size:
        raise RolledBack(before.size, after.size)
    if after.size == before.size and after.root != before.root:
        raise SplitView(after.origin, after.size)
