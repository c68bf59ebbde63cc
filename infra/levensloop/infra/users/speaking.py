"""A command or question that a user gives: its grant, a `~`, and the request, signed with the user's own key in place of its
organisation's. The ZVH believes it as far as the organisation does: until the grant ends, in what is in its scope.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from joserfc.jwk import OKPKey

from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.secrecy.jose import Signer
from levensloop.infra.secrecy.requests import Answering, Correspondent
from levensloop.infra.users.errors import NotAdmitted
from levensloop.infra.users.grant import Scope, check_holds, read_grant

_THEN = b"~"
_IN_SCOPE = {"cmd": Scope.COMMANDS, "ask": Scope.QUESTIONS}


class NotGranted(SecrecyError):
    """The user may not say this for its organisation, or not any more."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"De machtiging van deze gebruiker geldt hier niet ({why}); vraag de eigen organisatie om een andere."
        )


@dataclass(frozen=True, slots=True)
class SpeakingUser(Correspondent):
    """Who asks for an organisation with its own key and a grant. It has nothing to open letters with."""

    grant: str = ""

    def close(self, body: bytes, zvh: str, subject: str) -> tuple[bytes, Answering]:
        """The request as it is sent, and what opens the answer."""
        sent, answering = Correspondent.close(self, body, zvh, subject)
        return self.grant.encode() + _THEN + sent, answering


def said_by(body: bytes, subject: str, everyone: Signer, today: Signer) -> tuple[bytes, Signer]:
    """The request in it, and whose signature may be on that: an organisation's, or the one user's that the grant names.

    `today`: who may sign grants. Raises `NotGranted`.
    """
    grant_text, then, request = body.partition(_THEN)
    if not then:
        return body, everyone
    try:
        grant = read_grant(grant_text.decode("ascii"), today)
        check_holds(grant, datetime.now(UTC))
    except UnicodeDecodeError as error:
        raise NotGranted("malformed grant") from error
    except NotAdmitted as error:
        raise NotGranted(str(error)) from error
    if _IN_SCOPE.get(subject.partition(".")[0]) not in grant.scope:
        raise NotGranted("nothing in scope")
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": grant.signing_key})
    only = {key.thumbprint(): (grant.organisation, key)}
    return request, only.get
