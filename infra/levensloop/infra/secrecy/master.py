"""The node's master key, under which the keys of its cases are stored. One small port: a file here, a KMS elsewhere."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from levensloop.contracts.os_errors import unreadable
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import KEY_BYTES, Key
from levensloop.infra.secrecy.errors import MasterKeyProblem, Tampered
from levensloop.infra.secrecy.secret_file import read_secret, write_secret


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key as it is stored: encrypted under the master key `master`."""

    master: str
    ciphertext: bytes


class MasterKey(Protocol):
    """Wraps keys and unwraps them; the master key itself stays inside. A KMS does this over the network, hence async.

    `bound` comes back the same or the key does not open. Raises `MasterKeyProblem` for a master key that is not here, `Tampered`.
    """

    @property
    def current(self) -> str:
        """Id of the master key that wraps; what is stored under another is to be wrapped anew."""

    async def wrap(self, secret: bytes, bound: bytes) -> Wrapped: ...

    async def unwrap(self, wrapped: Wrapped, bound: bytes) -> bytes: ...


class MasterKeyInFile:
    """Master keys in a file (0600), one per line in base64url, newest first; the older only unwrap, until nothing is under them."""

    def __init__(self, path: Path) -> None:
        """Raises `MasterKeyProblem`."""
        self._path = path
        self._keys = {key.kid: key for key in _read(path)}

    @property
    def current(self) -> str:
        return next(iter(self._keys))

    async def wrap(self, secret: bytes, bound: bytes) -> Wrapped:
        return Wrapped(self.current, self._keys[self.current].encrypt(secret, bound))

    async def unwrap(self, wrapped: Wrapped, bound: bytes) -> bytes:
        key = self._keys.get(wrapped.master)
        if key is None:
            raise MasterKeyProblem(
                f"De sleutels van casussen zijn versleuteld met hoofdsleutel {wrapped.master[:40]}, en die staat niet in {self._path}. "
                "Zet het juiste bestand terug; zonder die sleutel zijn deze casussen onleesbaar."
            )
        try:
            return key.decrypt(wrapped.ciphertext, bound)
        except ValueError as error:
            raise Tampered("Een opgeslagen sleutel") from error


def make_master_key(path: Path) -> None:
    """A new file with one master key; an existing one is kept as it is. Raises `MasterKeyProblem` when it cannot be used."""
    if path.exists():
        _read(path)
    else:
        _write(path, [os.urandom(KEY_BYTES)])


def rotate_master_key(path: Path) -> None:
    """A new master key in front of those that are there. Restart the node, wrap anew, then `forget_older_master_keys`."""
    _write(path, [os.urandom(KEY_BYTES), *(key.secret for key in _read(path))])


def forget_older_master_keys(path: Path) -> None:
    """Keep the newest alone. Only when nothing is stored under the older ones any more."""
    _write(path, [_read(path)[0].secret])


def _read(path: Path) -> list[Key]:
    try:
        lines = read_secret(path).split()
        keys = [base64url.decode(line) for line in lines]
    except (OSError, ValueError) as error:
        raise MasterKeyProblem(
            f"De hoofdsleutel in {path} is niet te lezen ({unreadable(error)}). Op een nieuw knooppunt: maak hem met `levensloop keys "
            "init`. Anders: zet de reservekopie terug; met een andere zijn de casussen van dit knooppunt onleesbaar."
        ) from error
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise MasterKeyProblem(
            f"In {path} hoort op elke regel een sleutel van {KEY_BYTES} bytes te staan, in base64url."
        )
    return [Key(_id(key), key) for key in keys]


def _id(secret: bytes) -> str:
    """Follows from the key, so that another key in its place is seen at once."""
    return hashlib.sha256(b"levensloop-master-key-id" + secret).hexdigest()[:16]


def _write(path: Path, secrets: Sequence[bytes]) -> None:
    write_secret(path, "".join(f"{base64url.encode(secret)}\n" for secret in secrets))
