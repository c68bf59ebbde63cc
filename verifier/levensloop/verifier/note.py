"""Signed notes (C2SP signed-note): a text, a blank line, and a line per signature."""

from collections.abc import Sequence
from dataclasses import dataclass

from levensloop.verifier import base64_text
from levensloop.verifier.errors import BadSignature, Malformed, NotSigned
from levensloop.verifier.keys import ID_SIZE, Kind, SignerKey, VerifierKey, valid_name

LARGEST = 1 << 20
"""Bytes; a larger note is refused unread."""
MOST_SIGNATURES = 100
"""The specification asks for at least 16."""
_WHAT = "De ondertekende tekst"
_BEGIN = "— "


@dataclass(frozen=True, slots=True)
class Signature:
    """One line: who says to have signed, the id of the key, and what the key made."""

    name: str
    key_id: bytes
    value: bytes

    def by(self, key: VerifierKey) -> bool:
        """Whether it says to be by this key; not yet whether that is so."""
        return (self.name, self.key_id) == (key.name, key.id)

    def format(self) -> str:
        """As it stands in the note, newline included."""
        return f"{_BEGIN}{self.name} {base64_text.encode(self.key_id + self.value)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a newline, and its signatures. Nothing of it is to be believed before a signature was checked."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, data: bytes) -> "Note":
        """From its bytes; raises Malformed."""
        if len(data) > LARGEST:
            raise Malformed(_WHAT, f"langer dan {LARGEST} bytes")
        try:
            whole = data.decode()
        except UnicodeDecodeError:
            raise Malformed(_WHAT, "geen UTF-8") from None
        body, blank, below = whole.rpartition("\n\n")
        if not blank or not below.endswith("\n"):
            raise Malformed(
                _WHAT, "tekst, lege regel en handtekeningen horen na elkaar te staan, elk met een regeleinde"
            )
        _text(text := body + "\n")
        lines = below[:-1].split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise Malformed(_WHAT, f"meer dan {MOST_SIGNATURES} handtekeningen")
        return cls(text, tuple(_signature(line) for line in lines))

    def format(self) -> bytes:
        """As it is kept and served."""
        return "".join((self.text, "\n", *(signature.format() for signature in self.signatures))).encode()


def sign(text: str, *signers: SignerKey) -> Note:
    """A note signed by each of these keys, which are of the kind that signs notes."""
    _text(text)
    return Note(text, tuple(_signed(text, signer) for signer in signers))


def signers(note: Note, keys: Sequence[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Which of these keys, of the kind that signs notes, signed. Signatures by others are left out of account.

    Raises BadSignature when a signature says to be by one of them and is not, NotSigned when there is none at all.
    """
    found = []
    for key in keys:
        if key.kind is not Kind.NOTE:
            continue
        for signature in note.signatures:
            if signature.by(key):
                if not key.signed(note.text.encode(), signature.value):
                    raise BadSignature(key.name)
                found.append(key)
    if not found:
        raise NotSigned(_WHAT)
    return tuple(dict.fromkeys(found))


def _signed(text: str, signer: SignerKey) -> Signature:
    if signer.kind is not Kind.NOTE:
        raise ValueError("a key of a witness signs no notes: it cosigns checkpoints")
    return Signature(signer.name, signer.verifier.id, signer.sign(text.encode()))


def _text(text: str) -> None:
    if not text.endswith("\n") or text == "\n":
        raise Malformed(_WHAT, "de tekst is leeg of eindigt niet met een regeleinde")
    if any(char < " " and char != "\n" for char in text):
        raise Malformed(_WHAT, "er staan stuurtekens in")


def _signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_BEGIN).partition(" ")
    value = base64_text.decode(encoded)
    if not line.startswith(_BEGIN) or not space or not valid_name(name) or value is None or len(value) <= ID_SIZE:
        raise Malformed(_WHAT, "een regel na de lege regel is geen handtekening")
    return Signature(name, value[:ID_SIZE], value[ID_SIZE:])
