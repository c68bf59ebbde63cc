"""Keys of signed notes (C2SP signed-note): a name, a kind of signature and an Ed25519 key, and the id that follows from these.

vkey     <name>+<id in hex>+<base64(kind ‖ public key)>
signer   PRIVATE+KEY+<name>+<id in hex>+<base64(kind ‖ seed)>
"""

import re
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from levensloop.verifier import base64_text
from levensloop.verifier.errors import Malformed

KEY_SIZE = 32
"""Bytes in a public key and in a seed."""
SIGNATURE_SIZE = 64
"""Bytes in an Ed25519 signature."""
ID_SIZE = 4
"""Bytes in a key id; it tells keys apart and protects nothing."""
_PRIVATE = "PRIVATE+KEY+"
_ID = re.compile("[0-9a-f]{8}")


class Kind(IntEnum):
    """What a key signs; the byte that stands before it. Of the kinds that C2SP assigned, those that we know."""

    NOTE = 0x01
    """Ed25519 over the text of a note: a log signs its checkpoints with it."""
    COSIGNATURE = 0x04
    """Ed25519 over a time and the text: a witness cosigns with it (tlog-cosignature)."""


def valid_name(name: str) -> bool:
    """Not empty; no space of any kind, no plus, no control character."""
    return bool(name) and not any(char.isspace() or char == "+" or char < " " for char in name)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and whose it is said to be. Names nobody by itself: trust comes from the policy that lists it."""

    name: str
    kind: Kind
    public: bytes

    def __post_init__(self) -> None:
        if not valid_name(self.name) or len(self.public) != KEY_SIZE:
            raise Malformed("De sleutel", f"de naam {self.name!r} of de lengte van de sleutel mag zo niet")

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256 over name, newline, kind and key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:ID_SIZE]

    @classmethod
    def parse(cls, vkey: str) -> "VerifierKey":
        """From its text; refused when the id does not follow from the rest."""
        name, kind, public, id = _read("De openbare sleutel", vkey)
        key = cls(name, kind, public)
        if key.id.hex() != id:
            raise Malformed("De openbare sleutel", f"kenmerk {id} hoort niet bij deze naam en sleutel")
        return key

    def format(self) -> str:
        """Its text."""
        return f"{self.name}+{self.id.hex()}+{base64_text.encode(bytes([self.kind]) + self.public)}"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made this Ed25519 signature over exactly this message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A private key; `repr` never shows the seed."""

    name: str
    kind: Kind
    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, name: str, kind: Kind) -> "SignerKey":
        """A new one."""
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "SignerKey":
        """From its text; the text itself appears in no error."""
        what = "De geheime sleutel"
        if not text.startswith(_PRIVATE):
            raise Malformed(what, f"hij begint niet met {_PRIVATE!r}")
        name, kind, seed, id = _read(what, text.removeprefix(_PRIVATE))
        key = cls(name, kind, seed)
        if key.verifier.id.hex() != id:
            raise Malformed(what, "het kenmerk hoort niet bij deze naam en sleutel")
        return key

    def format(self) -> str:
        """Its text; keep it where nobody else reads."""
        return f"{_PRIVATE}{self.name}+{self.verifier.id.hex()}+{base64_text.encode(bytes([self.kind]) + self.seed)}"

    @property
    def verifier(self) -> VerifierKey:
        """The public key that belongs to it."""
        return VerifierKey(self.name, self.kind, self._private().public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Ed25519 over the message, the same each time."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def _read(what: str, text: str) -> tuple[str, Kind, bytes, str]:
    """Name, kind, key and id; base64 may hold plus signs, so only the first two part the text."""
    name, id, encoded = (*text.split("+", 2), "", "")[:3]
    if not valid_name(name) or not _ID.fullmatch(id):
        raise Malformed(what, "verwacht wordt naam+kenmerk+sleutel, met een kenmerk van acht hexadecimale tekens")
    value = base64_text.decode(encoded)
    if value is None or len(value) != 1 + KEY_SIZE:
        raise Malformed(what, "na het kenmerk hoort base64 van een soort en 32 bytes te staan")
    if value[0] not in tuple(Kind):
        raise Malformed(what, f"soort {value[0]:#04x} kennen wij niet")
    return name, Kind(value[0]), value[1:], id
