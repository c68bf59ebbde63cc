"""The word of a log's key for the one that takes its place: who believes the old believes the new, from that checkpoint on.

A signed note, signed by both. Its first line is no name of a log, and its second no size: it can never pass for a checkpoint.

levensloopaanpak.nl/sleutelwissel/v1
<name of the log>
<entries in the last checkpoint that the old key signed>
<its root, base64>
<vkey of the new key>
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from levensloop.verifier import base64_text, note
from levensloop.verifier.bundle_errors import KeyReplaced, SuccessionRefused
from levensloop.verifier.errors import BadSignature, Malformed
from levensloop.verifier.keys import Kind, SignerKey, VerifierKey
from levensloop.verifier.note import Note
from levensloop.verifier.tree import HASH_SIZE

FIRST = "levensloopaanpak.nl/sleutelwissel/v1"
_WHAT = "De sleutelwissel"
_SIZE = re.compile("0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Succession:
    """After the checkpoint of `size` entries with this root, `next` signs the log of this origin, and no longer who says so."""

    origin: str
    size: int
    root: bytes
    next: VerifierKey

    @classmethod
    def parse(cls, text: str) -> "Succession":
        """From the text of a note; raises Malformed."""
        first, *lines = text.split("\n")
        if first != FIRST or len(lines) != 5 or lines[-1]:
            raise Malformed(_WHAT, f"verwacht worden vijf regels, waarvan de eerste {FIRST} is")
        origin, size, root, vkey, _ = lines
        value = base64_text.decode(root)
        if not _SIZE.fullmatch(size) or value is None or len(value) != HASH_SIZE:
            raise Malformed(_WHAT, "het aantal regels of de wortel is er geen")
        key = VerifierKey.parse(vkey)
        if key.kind is not Kind.NOTE or key.name != origin:
            raise Malformed(_WHAT, "de nieuwe sleutel is er geen van dit logboek")
        return cls(origin, int(size), value, key)

    def format(self) -> str:
        """The text to sign."""
        lines = (FIRST, self.origin, str(self.size), base64_text.encode(self.root), self.next.format())
        return "".join(f"{line}\n" for line in lines)


def succeed(told: Succession, old: SignerKey, new: SignerKey) -> Note:
    """Signed by both: the old one says who follows, the new one that it is there."""
    return note.sign(told.format(), old, new)


@dataclass(frozen=True, slots=True)
class Handed:
    """A succession that holds. `vouched`: the new key is believed by the word of the old one alone."""

    by: VerifierKey
    told: Succession
    vouched: bool


def handed(notes: Sequence[Note], logs: Sequence[VerifierKey]) -> tuple[Handed, ...]:
    """Those by keys of `logs`, and by keys that these vouch for, in the order of the notes. Words of others are left out of account.

    Raises Malformed, BadSignature, SuccessionRefused.
    """
    believed, found = list(logs), dict[tuple[VerifierKey, VerifierKey], Handed]()
    for one in notes:
        told = Succession.parse(one.text)
        by = next((k for k in believed if k.name == told.origin and k != told.next and _by(one, k)), None)
        if by is None:
            continue
        if not _by(one, told.next):
            raise SuccessionRefused("de nieuwe sleutel zelf tekende niet")
        if any(before == by and after != told.next for before, after in found):
            raise SuccessionRefused("de oude sleutel noemt twee opvolgers")
        again = found.get((by, told.next))
        if again is None or again.told.size < told.size:
            found[by, told.next] = Handed(by, told, told.next not in logs)
        if told.next not in believed:
            believed.append(told.next)
    return tuple(found.values())


def in_force(size: int, by: Sequence[VerifierKey], successions: Sequence[Handed]) -> None:
    """That one of who signed a checkpoint of this size was not replaced before it. Raises KeyReplaced."""
    ended = {one.by: one.told.size for one in successions}
    if by and all(size > ended.get(key, size) for key in by):
        raise KeyReplaced(f"{by[0].name}+{by[0].id.hex()}", ended[by[0]], size)


def _by(signed: Note, key: VerifierKey) -> bool:
    """Raises BadSignature when it says to be by this key and is not."""
    for signature in signed.signatures:
        if signature.by(key):
            if not key.signed(signed.text.encode(), signature.value):
                raise BadSignature(key.name)
            return True
    return False
