"""What only one organisation may open, with its own private key: a JWS by the sender over a JWE to the recipient (ECDH-ES, X25519).

In it go keys: those of letters that may be read now, and those of a case that moves to another ZVH; each event of such a case; and what an
organisation pulls, which is for it to read at that moment.
"""

from joserfc.jwk import OKPKey

from levensloop.contracts.event import CaseId
from levensloop.infra.secrecy.address import Address, address_of, check
from levensloop.infra.secrecy.jose import Signer, ascii_text, claims_of, decrypt_with_own, encrypt_to, sign, verify
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys

LETTER_KEYS = "levensloop-letter-keys"
CASE_KEYS = "levensloop-case-keys"
PULLED = "levensloop-pulled"
MOVED = "levensloop-moved"


def close_parcel(content: bytes, kind: str, address: Address, recipient: OKPKey, signing: OKPKey) -> bytes:
    """The parcel as it is sent; `kind` says what is in it."""
    return sign(encrypt_to(content, address.claims, recipient).encode(), kind, signing).encode()


def open_parcel(
    body: bytes, kind: str, me: str, case: CaseId, signer: Signer, own: OrganisationKeys
) -> tuple[Address, bytes]:
    """From whom it is, and what is in it. Raises `Tampered`, `UnknownSigner`, `NotForUs`."""
    signed = verify(ascii_text(body), kind, signer)
    jwe = ascii_text(signed.payload)
    header = claims_of(jwe)
    address = address_of(header)
    check(address, signed.organisation, me, case)
    return address, decrypt_with_own(jwe, own.of(str(header.get("kid"))))
