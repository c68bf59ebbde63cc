"""A grant: an organisation says, signed with its own key, that whoever holds an nkey may act for it, in what, and until when.

It is no secret: without the nkey's seed it opens nothing. In it stands no name; who `id` is, the organisation knows.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from joserfc.jwk import OKPKey
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from levensloop.contracts.pseudonym import WHERE_KNOWN
from levensloop.infra.nodes.dated_keys import PublicHalf
from levensloop.infra.nodes.topology import Organisation, OrganisationId
from levensloop.infra.secrecy.errors import SecrecyError, UnknownSigner
from levensloop.infra.secrecy.jose import Signer, sign, verify
from levensloop.infra.users import tokens
from levensloop.infra.users.acting_as import Hash
from levensloop.infra.users.errors import NotAdmitted

KIND = "levensloop-user-grant"
LONGEST = timedelta(days=31)
"""How long one grant may hold. Short, so that what is forgotten ends by itself. Default."""

UserId = Annotated[str, Field(pattern=r"^u-[0-9a-f]{20}$")]


class Scope(StrEnum):
    """What a user may do for its organisation; each is a part of the organisation's own rights."""

    COMMANDS = "commands"
    QUESTIONS = "questions"
    INBOX = "inbox"


def _public_nkey(value: str) -> str:
    tokens.signed_by(value, b"", bytes(64))
    if not value.startswith("U"):
        raise ValueError("not a user's nkey")
    return value


class Grant(BaseModel):
    """`id`: random, the only name that the network sees. `key`: the user's public nkey, to connect with; `signing_key`: what it signs
    its commands and questions with (Ed25519, base64url). Times are aware. `acting_as`: hash of which person it is, in which functions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UserId
    organisation: OrganisationId
    key: Annotated[str, AfterValidator(_public_nkey)]
    signing_key: PublicHalf
    scope: Annotated[tuple[Scope, ...], Field(min_length=1, max_length=len(Scope))]
    valid_from: AwareDatetime
    valid_until: AwareDatetime
    acting_as: Annotated[Hash | None, WHERE_KNOWN] = None

    @model_validator(mode="after")
    def _short(self) -> "Grant":
        if not self.valid_from < self.valid_until <= self.valid_from + LONGEST:
            raise ValueError(f"a grant holds {LONGEST.days} days at most")
        return self


def new_user_id() -> str:
    """80 random bits: nothing about a person follows from it."""
    return f"u-{secrets.token_hex(10)}"


def sign_grant(grant: Grant, signing: OKPKey) -> str:
    """JWS compact, with the organisation's signing key."""
    return sign(grant.model_dump_json().encode(), KIND, signing)


def read_grant(token: str, signers: Signer) -> Grant:
    """What an organisation signed; nothing else of it was checked. Raises `NotAdmitted`."""
    try:
        signed = verify(token, KIND, signers)
        grant = Grant.model_validate_json(signed.payload)
    except UnknownSigner as error:
        raise NotAdmitted("unknown signer") from error
    except (SecrecyError, ValidationError, RecursionError) as error:
        raise NotAdmitted("malformed grant") from error
    if grant.organisation != signed.organisation:
        raise NotAdmitted("signed by another organisation")
    return grant


def check_holds(grant: Grant, now: datetime) -> None:
    """Raises `NotAdmitted` outside its days."""
    if now < grant.valid_from:
        raise NotAdmitted("not valid yet")
    if now >= grant.valid_until:
        raise NotAdmitted("expired")


def signers_now(organisations: Iterable[Organisation]) -> Signer:
    """The signing keys of today only: with a new key, what the old one granted is over."""
    return _signers(tuple((o.id, o.signing_key) for o in organisations if o.signing_key)).get


@lru_cache(maxsize=4)
def _signers(keys: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, OKPKey]]:
    """Key id → organisation and key; the same for every judgement until a key changes."""
    found = ((org, OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x})) for org, x in keys)
    return {key.thumbprint(): (org, key) for org, key in found}
