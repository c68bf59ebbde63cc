"""Base64url without padding, as JOSE writes it; strict, so that one value has one spelling and no bit can be changed unseen."""

import base64
import binascii


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises ValueError for anything but what `encode` writes."""
    try:
        written = text.encode("ascii")
        raw = binascii.a2b_base64((written + b"=" * (-len(text) % 4)).translate(_TO_STANDARD), strict_mode=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64url") from error
    if binascii.b2a_base64(raw, newline=False).translate(_TO_URL).rstrip(b"=") != written:
        raise ValueError("not canonical base64url")
    return raw


_TO_STANDARD, _TO_URL = bytes.maketrans(b"-_", b"+/"), bytes.maketrans(b"+/", b"-_")
