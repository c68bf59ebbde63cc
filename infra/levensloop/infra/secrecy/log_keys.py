"""Keys that sign the accountability log: a ZVH's own, and one of each witness. Ed25519, a seed in a file of its own (0600).

Apart from what an organisation signs letters with: whoever has the one can not pass for the other. The public half stands in the
topology as `log_key` and `witness_key`; what it is called in a checkpoint follows from whose it is (docs/audit.md).
One per line, newest first: a key that was replaced stays below the new one until the log has its word for that one.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from levensloop.contracts.os_errors import unreadable
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.secret_file import read_secret, write_secret

SEED_BYTES = 32
LOST = "`levensloop keys replace-log --lost` (van een getuige `keys replace-witness --lost`)."
"""What puts another key in the place of one that is not there any more."""


def log_key_file(directory: Path, zvh: str) -> Path:
    return directory / f"{zvh}.log.key"


def witness_key_file(directory: Path, org: str) -> Path:
    return directory / f"{org}.witness.key"


def make_log_key(path: Path, told: str | None) -> str:
    """The public half, in base64url; a new key unless there is one. `told`: the public half in the topology, if there is one.

    Raises `OrganisationKeyProblem` when the topology names another key, or one that is not here.
    """
    if told is None and not path.exists():
        _write(path, [os.urandom(SEED_BYTES)])
    public = public_half(read_log_key(path))
    if told not in (None, public):
        raise OrganisationKeyProblem(f"{path} hoort niet bij de sleutel in de topologie.")
    return public


def replace_log_key(path: Path, *, keep: bool) -> str:
    """A new key in front; `keep` those that are there, else forget them. The public half. Raises `OrganisationKeyProblem` when those
    to keep cannot be read."""
    new = os.urandom(SEED_BYTES)
    _write(path, [new, *(read_log_keys(path) if keep else ())])
    return public_half(new)


def forget_older_log_keys(path: Path) -> None:
    """Keep the newest alone. Raises `OrganisationKeyProblem`."""
    _write(path, read_log_keys(path)[:1])


def read_log_key(path: Path) -> bytes:
    """The seed of the newest, 32 bytes. Raises `OrganisationKeyProblem`."""
    return read_log_keys(path)[0]


def read_log_keys(path: Path) -> list[bytes]:
    """The seeds, 32 bytes each, newest first; never none. Raises `OrganisationKeyProblem`."""
    try:
        seeds = [base64url.decode(line) for line in read_secret(path).split()]
        if not seeds or any(len(seed) != SEED_BYTES for seed in seeds):
            raise ValueError(f"{SEED_BYTES} bytes in base64url")
    except (OSError, ValueError) as error:
        raise OrganisationKeyProblem(
            f"De sleutel in {path} is niet te lezen ({unreadable(error)}). Zet hem terug; is hij verloren, vervang hem dan met "
            f"{LOST} Noemt de topologie er nog geen, maak hem dan met `levensloop keys init`."
        ) from error
    return seeds


def _write(path: Path, seeds: Sequence[bytes]) -> None:
    write_secret(path, "".join(f"{base64url.encode(seed)}\n" for seed in seeds))


def public_half(seed: bytes) -> str:
    """In base64url, as the topology has it."""
    return base64url.encode(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
