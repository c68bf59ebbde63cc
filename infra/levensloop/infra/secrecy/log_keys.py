"""Keys that sign the accountability log: a ZVH's own, and one of each witness. Ed25519, a seed in a file of its own (0600).

Apart from what an organisation signs letters with: whoever has the one can not pass for the other. The public half stands in the
topology as `log_key` and `witness_key`; what it is called in a checkpoint follows from whose it is (docs/audit.md).
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.secret_file import read_secret, write_secret

SEED_BYTES = 32


def log_key_file(directory: Path, zvh: str) -> Path:
    return directory / f"{zvh}.log.key"


def witness_key_file(directory: Path, org: str) -> Path:
    return directory / f"{org}.witness.key"


def make_log_key(path: Path, told: str | None) -> str:
    """The public half, in base64url; a new key unless there is one. `told`: the public half in the topology, if there is one.

    Raises `OrganisationKeyProblem` when the topology names another key, or one that is not here.
    """
    if told is None and not path.exists():
        write_secret(path, base64url.encode(os.urandom(SEED_BYTES)) + "\n")
    public = public_half(read_log_key(path))
    if told not in (None, public):
        raise OrganisationKeyProblem(f"{path} hoort niet bij de sleutel in de topologie.")
    return public


def read_log_key(path: Path) -> bytes:
    """The seed, 32 bytes. Raises `OrganisationKeyProblem`."""
    try:
        seed = base64url.decode(read_secret(path).strip())
        if len(seed) != SEED_BYTES:
            raise ValueError(f"{SEED_BYTES} bytes in base64url")
    except (OSError, ValueError) as error:
        raise OrganisationKeyProblem(
            f"De sleutel in {path} is niet te lezen ({error}); maak hem met `levensloop keys init`, of zet hem terug."
        ) from error
    return seed


def public_half(seed: bytes) -> str:
    """In base64url, as the topology has it."""
    return base64url.encode(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
