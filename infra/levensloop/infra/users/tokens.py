"""The JWTs that a NATS server and an authorization callout exchange (ADR-26): signed by an nkey, `alg` `ed25519-nkey`."""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import nkeys
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from levensloop.infra.secrecy import base64url

_HEADER = {"typ": "JWT", "alg": "ed25519-nkey"}
_PREFIXES = {"U": nkeys.PREFIX_BYTE_USER, "A": nkeys.PREFIX_BYTE_ACCOUNT, "N": nkeys.PREFIX_BYTE_SERVER}


def encode(claims: Mapping[str, Any], seed: str, now: datetime) -> str:
    """Issued and signed by the nkey of this seed."""
    key = nkeys.from_seed(bytearray(seed.encode()))
    issued = {**claims, "iss": bytes(key.public_key).decode(), "iat": int(now.timestamp())}
    digest = hashlib.sha256(json.dumps(issued, sort_keys=True).encode()).digest()
    issued["jti"] = base64.b32encode(digest).rstrip(b"=").decode()
    said = f"{_segment(_HEADER)}.{_segment(issued)}"
    return f"{said}.{base64url.encode(key.sign(said.encode()))}"


def decode(token: str) -> dict[str, Any]:
    """The claims, signed by the nkey that they name as `iss`. Raises ValueError for anything else."""
    parts = token.split(".")
    if len(parts) != 3 or json.loads(base64url.decode(parts[0])) != _HEADER:
        raise ValueError("not a NATS JWT")
    claims = json.loads(base64url.decode(parts[1]))
    if not isinstance(claims, dict) or not isinstance(issuer := claims.get("iss"), str):
        raise ValueError("claims without an issuer")
    if not signed_by(issuer, f"{parts[0]}.{parts[1]}".encode(), base64url.decode(parts[2])):
        raise ValueError("not signed by its issuer")
    return claims


def signed_by(public: str, said: bytes, signature: bytes) -> bool:
    """Whether the nkey with this public half signed it. Raises ValueError when it is no public nkey."""
    try:
        Ed25519PublicKey.from_public_bytes(_raw(public)).verify(signature, said)
    except InvalidSignature:
        return False
    return True


def _raw(public: str) -> bytes:
    """The 32 bytes of a public nkey: a prefix before them, a CRC behind."""
    decoded = base64.b32decode(public)
    if len(decoded) != 35 or decoded[0] != _PREFIXES.get(public[0]):
        raise ValueError("not a public nkey")
    if nkeys.crc16(bytearray(decoded[:-2])) != int.from_bytes(decoded[-2:], "little"):
        raise ValueError("a public nkey with a typing error")
    return decoded[1:-2]


def _segment(value: Mapping[str, Any]) -> str:
    return base64url.encode(json.dumps(value, separators=(",", ":")).encode())
