"""A command or a question that only its ZVH can read, by who signed it, and an answer that only the asker can read.

The request is a parcel: a JWS by the sender over a JWE to the ZVH, bound to the NATS subject on which it is sent, so that it is
for nothing else. In front of its content goes a key that was made for the answer. Who runs the hub sees that an organisation asks
something of a ZVH, by which subject; not what, of whom, or what came of it; and it cannot speak for anybody.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from levensloop.infra.secrecy.aead import KEY_BYTES, Key
from levensloop.infra.secrecy.directory import Directory
from levensloop.infra.secrecy.errors import NotForUs, SecrecyError, Stale, Tampered, UnknownSigner
from levensloop.infra.secrecy.jose import (
    CLAIMS,
    Signer,
    ascii_text,
    claims_of,
    decrypt_with_own,
    encrypt_to,
    sign,
    verify,
)
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys

REQUEST = "levensloop-request"
_SEALED = b"\x01"
"""First byte of a sealed answer; one in clear is JSON."""

FRESH = timedelta(minutes=10)
"""A request is heard for so long after it was made, and so much before by the clock here: else who keeps it up on its way could
have it carried out days later. Default."""


class AnsweredInClear(SecrecyError):
    """The answer is not of who was asked, as far as can be told; `said` is what it says."""

    def __init__(self, said: bytes) -> None:
        self.said = said
        super().__init__("Het antwoord is niet verzegeld, dus van wie het komt is niet zeker.")


@dataclass(frozen=True, slots=True)
class Answering:
    """What closes and opens the answer to one request."""

    key: Key
    bound: bytes

    def close(self, answer: bytes) -> bytes:
        """For who asked."""
        return _SEALED + self.key.encrypt(answer, self.bound)

    def open(self, body: bytes) -> bytes:
        """By who asked. Raises `AnsweredInClear`, `Tampered`."""
        if body[:1] != _SEALED:
            raise AnsweredInClear(body)
        try:
            return self.key.decrypt(body[1:], self.bound)
        except ValueError as error:
            raise Tampered("Het antwoord") from error


@dataclass(frozen=True, slots=True)
class Request:
    """What came in, from whom its signature says that it is."""

    organisation: str
    body: bytes
    answering: Answering


@dataclass(frozen=True, slots=True)
class Correspondent:
    """An organisation that asks: `own` reads its keys when they are first needed, `directory` knows the keys of whom it asks."""

    organisation: str
    own: Callable[[], OrganisationKeys]
    directory: Callable[[], Directory]

    def close(self, body: bytes, zvh: str, subject: str) -> tuple[bytes, Answering]:
        """The request as it is sent, and what opens the answer. Raises `OrganisationKeyProblem`."""
        number, secret, now = str(uuid4()), os.urandom(KEY_BYTES), int(datetime.now(UTC).timestamp())
        claims = dict(zip(CLAIMS, (self.organisation, zvh, subject, number, now), strict=True))
        sealed = encrypt_to(secret + body, claims, self.directory().recipient(zvh))
        return sign(sealed.encode(), REQUEST, self.own().signing).encode(), _answering(secret, subject, number)


def open_request(
    body: bytes, me: str, subject: str, organisation: str, signer: Signer, own: OrganisationKeys
) -> Request:
    """A request on this subject, on which `organisation` speaks. Raises `Tampered`, `UnknownSigner`, `NotForUs`, `Stale`."""
    signed = verify(ascii_text(body), REQUEST, signer)
    jwe = ascii_text(signed.payload)
    header = claims_of(jwe)
    sender, recipient, about, number, made = (header.get(name) for name in CLAIMS)
    if sender != signed.organisation or sender != organisation:
        raise UnknownSigner(f"van {signed.organisation}")
    if recipient != me:
        raise NotForUs("ontvanger")
    if about != subject:
        raise NotForUs("onderwerp")
    if not isinstance(made, int) or abs(datetime.now(UTC).timestamp() - made) > FRESH.total_seconds():
        raise Stale(FRESH)
    content = decrypt_with_own(jwe, own.of(str(header.get("kid"))))
    if len(content) < KEY_BYTES:
        raise Tampered("Dit verzoek")
    return Request(organisation, content[KEY_BYTES:], _answering(content[:KEY_BYTES], subject, str(number)))


def _answering(secret: bytes, subject: str, number: str) -> Answering:
    return Answering(Key(number, secret), f"levensloop-answer-1\n{subject}\n{number}".encode())
