"""An organisation's list of users that are out, signed by it, with a number that only goes up."""

from collections.abc import Mapping
from datetime import datetime

from joserfc.jwk import OKPKey
from pydantic import AwareDatetime, BaseModel, ConfigDict, PositiveInt, ValidationError

from levensloop.infra.nodes.topology import OrganisationId
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.secrecy.jose import Signer, ascii_text, sign, verify
from levensloop.infra.users.errors import UsersProblem
from levensloop.infra.users.grant import UserId

KIND = "levensloop-users-revoked"


class Revocations(BaseModel):
    """`revoked`: user → until when its grants would have held; past that it need not be in the list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organisation: OrganisationId
    number: PositiveInt
    revoked: dict[UserId, AwareDatetime]


def sign_revocations(revocations: Revocations, signing: OKPKey) -> str:
    """JWS compact, with the organisation's signing key."""
    return sign(revocations.model_dump_json().encode(), KIND, signing)


def read_revocations(body: bytes, organisation: str, signers: Signer) -> Revocations:
    """A list of this organisation, signed by it. Raises `UsersProblem`."""
    try:
        signed = verify(ascii_text(body), KIND, signers)
        found = Revocations.model_validate_json(signed.payload)
    except (SecrecyError, ValidationError, RecursionError) as error:
        raise UsersProblem(
            "Deze intrekkingslijst is niet ondertekend met de huidige signing_key van de organisatie, of is beschadigd. "
            "Er is niets van overgenomen."
        ) from error
    if not organisation == signed.organisation == found.organisation:
        raise UsersProblem("Deze intrekkingslijst is van een andere organisatie. Er is niets van overgenomen.")
    return found


def together(before: Mapping[str, datetime], added: Mapping[str, datetime], now: datetime) -> dict[str, datetime]:
    """Who was out stays out, for as long as any grant of theirs could hold."""
    users = before.keys() | added.keys()
    latest = {u: max(t for t in (before.get(u), added.get(u)) if t) for u in users}
    return {user: until for user, until in sorted(latest.items()) if until > now}
