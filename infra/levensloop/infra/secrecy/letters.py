"""What goes out to an organisation about a case: encrypted under a key that only the sender has, signed by the sender.

A letter is a JWS over a JWE (`dir`). Its key is derived (HKDF-SHA256) from the content key of (case, organisation), which stays in the
sender's key store, and the letter's address. So a letter in an outbox, an inbox or on the way says nothing, also to its recipient,
until the sender gives that one key (`release`), when it has looked whether the recipient may still read it (TEA-2).
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.jwk import OKPKey

from levensloop.contracts.event import CaseId
from levensloop.infra.secrecy.address import Address, address_of, check
from levensloop.infra.secrecy.aead import KEY_BYTES, Key
from levensloop.infra.secrecy.errors import NotALetter, Tampered
from levensloop.infra.secrecy.jose import (
    Signer,
    ascii_text,
    claims_of,
    decrypt_shared,
    encrypt_shared,
    sign,
    signed_text,
    verify,
)

CONTENT_TYPE = "application/jose"
KIND = "levensloop-letter"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter whose sender, recipient and case were checked; its content is still closed. `kid` names the content key."""

    address: Address
    kid: str
    jwe: str


def write_letter(content: bytes, address: Address, content_key: Key, signing: OKPKey) -> bytes:
    """The letter as it is sent. `content` is the CloudEvent that this recipient is to see."""
    letter_key = key_of_letter(content_key, address)
    return sign(encrypt_shared(content, address.claims, content_key.kid, letter_key).encode(), KIND, signing).encode()


def receive_letter(body: bytes, me: str, case: CaseId, signer: Signer) -> Letter:
    """Believe who sent it, to whom, in which case. Raises `NotALetter`, `Tampered`, `UnknownSigner`, `NotForUs`."""
    if body.startswith(b"{"):
        raise NotALetter
    signed = verify(ascii_text(body), KIND, signer)
    letter = _letter(ascii_text(signed.payload))
    check(letter.address, signed.organisation, me, case)
    return letter


def own_letter(body: bytes) -> Letter:
    """A letter in one's own outbox: nothing of it is checked. Raises `NotALetter`, `Tampered`."""
    if body.startswith(b"{"):
        raise NotALetter
    return _letter(signed_text(ascii_text(body)))


def _letter(jwe: str) -> Letter:
    header = claims_of(jwe)
    if not isinstance(kid := header.get("kid"), str):
        raise Tampered("Dit bericht")
    return Letter(address_of(header), kid, jwe)


def read_letter(letter: Letter, letter_key: Key) -> bytes:
    """The content. Raises `Tampered`, also for another letter's key."""
    return decrypt_shared(letter.jwe, letter_key)


def key_of_letter(content_key: Key, address: Address) -> Key:
    """The key of this letter alone: it tells nothing of the content key or of another letter's."""
    parts = (KIND, address.sender, address.recipient, str(address.case), str(address.message))
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info="\n".join(parts).encode()).derive(content_key.secret)
    return Key(content_key.kid, derived)
