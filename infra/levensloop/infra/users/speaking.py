"""A command or question that a user gives: its grant, a `~`, and the request, signed with the user's own key in place of its
organisation's. The ZVH believes it as far as the organisation does: until the grant ends, in what is in its scope.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from joserfc.jwk import OKPKey

from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.secrecy.jose import Signer
from levensloop.infra.secrecy.requests import Answering, Correspondent
from levensloop.infra.users.acting_as import KnownUser, in_front, known_user
from levensloop.infra.users.errors import NotAdmitted
from levensloop.infra.users.grant import Grant, Scope, check_holds, read_grant

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
    """Who asks for an organisation with its own key and a grant. It has nothing to open letters with. `acting_as`: as its file has it."""

    grant: str = ""
    acting_as: str | None = None

    def close(self, body: bytes, zvh: str, subject: str) -> tuple[bytes, Answering]:
        """The request as it is sent, and what opens the answer."""
        sent, answering = Correspondent.close(self, in_front(self.acting_as, body), zvh, subject)
        return self.grant.encode() + _THEN + sent, answering


@dataclass(frozen=True, slots=True)
class Said:
    """A request as it is signed, and whose signature may be on it: an organisation's, or the one user's that `grant` names."""

    request: bytes
    signer: Signer
    grant: Grant | None = None

    def heard(self, content: bytes) -> tuple[bytes, KnownUser | None]:
        """What is asked, from the content of the request now that it is open; and which user asks. Raises `NotGranted`."""
        if self.grant is None:
            return content, None
        try:
            return known_user(self.grant.id, self.grant.acting_as, content)
        except NotAdmitted as error:
            raise NotGranted(str(error)) from error


def said_by(body: bytes, subject: str, everyone: Signer, today: Signer) -> Said:
    """What was said on this subject. `today`: who may sign grants. Raises `NotGranted`."""
    grant_text, then, request = body.partition(_THEN)
    if not then:
        return Said(body, everyone)
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
    return Said(request, only.get, grant)
