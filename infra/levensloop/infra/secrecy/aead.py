"""AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D): nonce, ciphertext and tag in one."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class Key:
    """A secret key with its id. The id is random, says nothing, and never comes back for another key."""

    __slots__ = ("_cipher", "kid", "secret")

    def __init__(self, kid: str, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError("an AES-256 key has 32 bytes")
        self.kid, self.secret, self._cipher = kid, secret, AESGCM(secret)

    def __repr__(self) -> str:
        return f"Key({self.kid!r})"  # the secret never shows, not in a traceback either

    def encrypt(self, plain: bytes, bound: bytes) -> bytes:
        """Ciphertext that opens only together with `bound`. A key encrypts far fewer than 2**32 times."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, bound)

    def decrypt(self, sealed: bytes, bound: bytes) -> bytes:
        """Raises ValueError when it does not open: changed, bound to something else, or another key."""
        if len(sealed) < NONCE_BYTES + TAG_BYTES:
            raise ValueError("too short for a ciphertext")
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
        except InvalidTag as error:
            raise ValueError("does not open") from error


def new_key() -> Key:
    """A random key under a random id of 72 bits, which fits in a subject and in a header."""
    return Key(os.urandom(9).hex(), os.urandom(KEY_BYTES))
