"""AES-256-GCM gives what its designers say, and our own stored form is read for good."""

import hashlib
from pathlib import Path

import pytest

from levensloop.contracts.codec import decode
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.keys import CaseKeys, Ring
from levensloop.infra.secrecy.sealing import unseal
from support.samples.envelope import REPORTED
from support.samples.world import POLITIE

# McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 14, 15 with additional data (16): AES-256, nonce of 96 bits.
VECTORS = {
    "14": ("00" * 32, "00" * 12, "", "00" * 16, "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"),
    "16": (
        "feffe9928665731c6d6a8f9467308308" * 2,
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b",
    ),
}


@pytest.mark.parametrize("case", VECTORS)
def test_aes_256_gcm(case: str) -> None:
    secret, nonce, bound, plain, ciphertext, tag = (bytes.fromhex(part) for part in VECTORS[case])
    key = Key("-", secret)

    assert key.decrypt(nonce + ciphertext + tag, bound) == plain
    with pytest.raises(ValueError, match="does not open"):
        key.decrypt(nonce + ciphertext + tag, bound + b"\0")


@pytest.mark.parametrize("text", ["YQ==", "YR", "Y", "Y+", "Y Q", "YQ\n", "é"])
def test_base64url_has_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match=r"base64url|ASCII"):
        base64url.decode(text)


def test_what_was_stored_in_format_1_is_read() -> None:
    """Written once and kept: a change that no longer reads it would lose every case there is."""
    stored = Path(__file__).with_name("sealed_in_format_1.json").read_bytes().strip()
    key = Key("c0ffee00c0ffee00c0", hashlib.sha256(b"no secret: of a test").digest())

    assert decode(unseal(stored, CaseKeys({POLITIE: Ring().with_new(key)}))) == REPORTED
