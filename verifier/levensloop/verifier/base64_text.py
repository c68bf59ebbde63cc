"""Base64 of RFC 4648, section 4, in its one spelling: padded, nothing beside the alphabet, no loose bits."""

from base64 import b64decode, b64encode
from binascii import Error


def encode(value: bytes) -> str:
    """As text."""
    return b64encode(value).decode()


def decode(text: str) -> bytes | None:
    """The bytes, or None where this is not how `encode` would write them."""
    try:
        value = b64decode(text, validate=True)
    except (Error, ValueError):
        return None
    return value if encode(value) == text else None
