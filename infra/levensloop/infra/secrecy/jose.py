"""JWS and JWE, narrowed to what we use: Ed25519 (RFC 8037, RFC 9864), ECDH-ES with X25519, `dir`, and A256GCM. All else is refused.

Behind it stands joserfc. Every segment is checked to be written in its one strict form first, so that no bit can be changed unseen.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from cryptography.exceptions import InvalidTag
from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, OKPKey
from joserfc.registry import HeaderParameter

from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered, UnknownSigner

CLAIMS = ("iss", "aud", "sub", "jti", "iat")
"""From, to, case, message and time: in the protected header of each JWE, so that it is for nothing else (RFC 7519, 5.3)."""

MOST = 1024 * 1024
"""Bytes of a message before anything of it is looked at: what a server lets through. An event of 64 KB, encrypted and signed, is
a good 120 KB."""

_REGISTERED = {name: HeaderParameter(name, "int" if name == "iat" else "str", True) for name in CLAIMS}


class _Jwe(jwe.JWERegistry):
    max_ciphertext_length: ClassVar[int] = MOST  # type: ignore[misc]


class _Jws(jws.JWSRegistry):
    max_payload_length: ClassVar[int] = MOST  # type: ignore[misc]


_SIGNED = _Jws(algorithms=["Ed25519"])
_TO_KEY = _Jwe(_REGISTERED, algorithms=["ECDH-ES", "A256GCM"])
_SHARED = _Jwe(_REGISTERED, algorithms=["dir", "A256GCM"])


Signer = Callable[[str], tuple[str, OKPKey] | None]
"""Key id → the organisation whose signing key it is, and the key; None for an unknown one (`Directory.signer`)."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed, by whom. Only `verify` makes it."""

    payload: bytes
    organisation: str


def sign(payload: bytes, kind: str, key: OKPKey) -> str:
    """JWS compact. `kind` is its `typ`: a signature on one kind of message means nothing on another."""
    header = {"alg": "Ed25519", "typ": kind, "kid": key.thumbprint()}
    return jws.serialize_compact(header, payload, key, registry=_SIGNED)


def verify(token: str, kind: str, signer: Signer) -> Signed:
    """Whose signature is on it. Raises `Tampered`, `UnknownSigner`."""
    what = "De ondertekening van dit bericht"
    header = _header(token, 3, what)
    if header.get("typ") != kind or not isinstance(kid := header.get("kid"), str):
        raise Tampered(what)
    known = signer(kid)
    if known is None:
        raise UnknownSigner(kid)
    organisation, key = known
    try:
        return Signed(jws.deserialize_compact(token, key, registry=_SIGNED).payload, organisation)
    except (JoseError, ValueError) as error:
        raise Tampered(what) from error


def signed_text(token: str) -> str:
    """What a JWS says, without looking whose it is: only for what one wrote oneself. Raises `Tampered`."""
    what = "Dit bericht"
    _header(token, 3, what)
    return ascii_text(base64url.decode(token.split(".")[1]))


def claims_of(token: str) -> dict[str, Any]:
    """The protected header of a JWE, which nobody has checked yet. Raises `Tampered`."""
    return _header(token, 5, "Dit bericht")


def encrypt_to(plain: bytes, claims: Mapping[str, Any], recipient: OKPKey) -> str:
    """JWE compact to the X25519 key of the recipient, from a key of its own that is thrown away (ECDH-ES)."""
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": recipient.thumbprint(), **claims}
    return jwe.encrypt_compact(header, plain, recipient, registry=_TO_KEY)


def decrypt_with_own(token: str, own: OKPKey) -> bytes:
    """Raises `Tampered`."""
    return _decrypt(token, own, _TO_KEY)


def encrypt_shared(plain: bytes, claims: Mapping[str, Any], kid: str, key: Key) -> str:
    """JWE compact under a key that both have or will have (`dir`). `kid` tells the sender which one to give."""
    header = {"alg": "dir", "enc": "A256GCM", "kid": kid, **claims}
    return jwe.encrypt_compact(header, plain, OctKey.import_key(key.secret), registry=_SHARED)


def decrypt_shared(token: str, key: Key) -> bytes:
    """Raises `Tampered`."""
    return _decrypt(token, OctKey.import_key(key.secret), _SHARED)


def ascii_text(body: bytes) -> str:
    """Compact JOSE as text. Raises `Tampered`."""
    try:
        return body.decode("ascii")
    except UnicodeDecodeError as error:
        raise Tampered("Dit bericht") from error


def _decrypt(token: str, key: OKPKey | OctKey, registry: jwe.JWERegistry) -> bytes:
    _header(token, 5, "Dit bericht")
    try:
        plain = jwe.decrypt_compact(token, key, registry=registry).plaintext
    except (JoseError, InvalidTag, ValueError) as error:
        raise Tampered("Dit bericht") from error
    return plain or b""


def _header(token: str, segments: int, what: str) -> dict[str, Any]:
    parts = token.split(".")
    if len(token) > MOST or len(parts) != segments:
        raise Tampered(what)
    try:
        decoded = [base64url.decode(part) for part in parts]
        header = json.loads(decoded[0])
    except ValueError as error:
        raise Tampered(what) from error
    if not isinstance(header, dict):
        raise Tampered(what)
    return header
