"""What we sign and encrypt is what the RFCs say: their own examples, and ours read by a second, independent reading of the text."""

import base64
import hashlib
import hmac
import json

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc.jwk import OKPKey
from secrecy.messages.people import KEYS, TO_POLITIE

from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.jose import encrypt_to, sign
from levensloop.infra.secrecy.letters import key_of_letter
from support.samples.world import POLITIE

# RFC 8037, appendix A.1
ED25519 = {
    "kty": "OKP",
    "crv": "Ed25519",
    "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_id_of_a_key_is_its_thumbprint() -> None:
    """RFC 7638; RFC 8037, appendix A.3."""
    assert OKPKey.import_key(ED25519).thumbprint() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_signature_is_ed25519_over_header_and_payload() -> None:
    """RFC 8037, appendix A.4: the signature of its example; and ours over our own header, made anew."""
    key = OKPKey.import_key(ED25519)
    example = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
    expected = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    signer = key.get_op_key("sign")
    assert signer.sign(example) == raw(expected)

    signed, _, signature = sign(b"inhoud", "soort", key).rpartition(".")
    assert raw(signature) == signer.sign(signed.encode())
    assert raw(signed.partition(".")[2]) == b"inhoud"


def test_the_agreed_secret_is_x25519() -> None:
    """RFC 7748, 6.1; RFC 8037, appendix A.6."""
    bob = OKPKey.import_key(
        {
            "kty": "OKP",
            "crv": "X25519",
            "x": "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08",
            "d": "XasIfmJKikt54X-Lg4AO5m87sSkmGLb9HC-LJ_-I4Os",
        }
    )
    alice = OKPKey.import_key({"kty": "OKP", "crv": "X25519", "x": "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"})

    assert bob.exchange_derive_key(alice).hex() == "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"


def test_a_parcel_opens_by_the_text_of_the_rfc() -> None:
    """RFC 7518, 4.6 (ECDH-ES with Concat KDF) and 5.3 (A256GCM), read here once more, without the library."""
    own = KEYS[POLITIE].encryption[0]
    head, key, iv, ciphertext, tag = encrypt_to(b"inhoud", TO_POLITIE.claims, own).split(".")
    header = json.loads(raw(head))
    assert (header["alg"], header["enc"], key) == ("ECDH-ES", "A256GCM", "")
    theirs = X25519PublicKey.from_public_bytes(raw(header["epk"]["x"]))
    assert isinstance(own.private_key, X25519PrivateKey)
    shared = own.private_key.exchange(theirs)

    alg = b"A256GCM"
    other = len(alg).to_bytes(4, "big") + alg + bytes(4) + bytes(4) + (256).to_bytes(4, "big")
    agreed = hashlib.sha256((1).to_bytes(4, "big") + shared + other).digest()

    assert AESGCM(agreed).decrypt(raw(iv), raw(ciphertext) + raw(tag), head.encode()) == b"inhoud"


def test_the_key_of_a_letter_is_derived_by_hkdf() -> None:
    """RFC 5869 with SHA-256, no salt, one block."""
    content_key = new_key()
    a = TO_POLITIE
    info = f"levensloop-letter\n{a.sender}\n{a.recipient}\n{a.case}\n{a.message}".encode()
    extracted = hmac.digest(bytes(32), content_key.secret, "sha256")

    assert key_of_letter(content_key, a).secret == hmac.digest(extracted, info + b"\x01", "sha256")
