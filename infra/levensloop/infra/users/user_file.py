"""What one user of an organisation has: its own seed, and the grant of its organisation. One file, `<organisation>.user` (0600).

From the seed follow two keys, so that whoever has it sign to log in can never have it sign a command: the nkey shows who connects,
the signing key (HKDF-SHA256 of the seed) what it says.
"""

import os
from pathlib import Path
from typing import Annotated

import nkeys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.jwk import OKPKey
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from levensloop.contracts.os_errors import unreadable
from levensloop.contracts.pseudonym import WHERE_KNOWN
from levensloop.infra.nodes.keys import public_key
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.secret_file import read_secret, write_secret
from levensloop.infra.users.acting_as import ActingAs
from levensloop.infra.users.errors import UsersProblem

_SIGNING = b"levensloop-user-signing-1"


def _of_acting_as(text: str | None) -> str | None:
    if text is not None:
        ActingAs.model_validate_json(text)
    return text


class UserFile(BaseModel):
    """`id` and `grant` are public, `seed` (SU…) is the user's alone. `acting_as`: what the hash in the grant is of; a ZVH gets it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    organisation: str
    grant: str
    seed: str
    acting_as: Annotated[str | None, AfterValidator(_of_acting_as), WHERE_KNOWN] = None

    @property
    def person(self) -> str:
        """Which person a ZVH knows it by: by its number, where the grant names nothing else."""
        named = None if self.acting_as is None else ActingAs.model_validate_json(self.acting_as).person
        return named or self.id

    @property
    def key(self) -> str:
        """The public nkey."""
        return public_key(self.seed)

    @property
    def signing(self) -> OKPKey:
        """The private key to sign with."""
        raw = nkeys.decode_seed(self.seed.encode())[1][:32]
        secret = HKDF(SHA256(), 32, None, _SIGNING).derive(bytes(raw))
        return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "d": base64url.encode(secret), "x": _public(secret)})

    @property
    def signing_key(self) -> str:
        """Its public half, as a grant names it."""
        return str(self.signing.as_dict(private=False)["x"])


def new_seed() -> str:
    return bytes(nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)).decode()


def user_file(keys: Path, organisation: str) -> Path:
    """Where a user of an organisation keeps it, in place of the organisation's own `<organisation>.nk`."""
    return keys / f"{organisation}.user"


def write_user(path: Path, user: UserFile) -> None:
    write_secret(path, user.model_dump_json(indent=1) + "\n")


def read_user(path: Path) -> UserFile:
    """Raises `UsersProblem`, and `KeyProblem` for a seed that is none."""
    try:
        found = UserFile.model_validate_json(read_secret(path))
    except (OSError, ValueError, ValidationError) as error:
        why = unreadable(error) if not isinstance(error, ValidationError) else "geen gebruikersbestand"
        raise UsersProblem(f"{path} is niet te gebruiken ({why}); vraag uw organisatie om een nieuw.") from error
    public_key(found.seed)
    return found


def _public(secret: bytes) -> str:
    return base64url.encode(Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw())
