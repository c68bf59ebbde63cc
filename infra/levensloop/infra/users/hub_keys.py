"""The hub's own keys for users of organisations. They never leave its machine."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import nkeys

from levensloop.contracts.os_errors import unreadable
from levensloop.infra.nodes.errors import KeyProblem
from levensloop.infra.secrecy.secret_file import read_secret, write_secret


@dataclass(frozen=True, slots=True)
class HubKeys:
    """Seeds: `user` of the service that judges (SU…), `issuer` of its answers (SA…). `route`: a password between hub and door."""

    user: str
    issuer: str
    route: str


@dataclass(frozen=True, slots=True)
class PublicHubKeys:
    """Their public halves, as the hub's configuration names them."""

    user: str
    issuer: str


def make_hub_keys(directory: Path, hub: str) -> HubKeys:
    """`<hub>.nk`, `<hub>.issuer` and `<hub>.route` (0600), made when missing. Raises `KeyProblem` when they cannot be used."""
    user, issuer = directory / f"{hub}.nk", directory / f"{hub}.issuer"
    seeds = _nkey(user, nkeys.PREFIX_BYTE_USER), _nkey(issuer, nkeys.PREFIX_BYTE_ACCOUNT)
    return HubKeys(*seeds, _secret(directory / f"{hub}.route", secrets.token_hex(32)))


def public_hub_keys(keys: HubKeys) -> PublicHubKeys:
    return PublicHubKeys(_public(keys.user), _public(keys.issuer))


def _nkey(path: Path, prefix: int) -> str:
    seed = _secret(path, bytes(nkeys.encode_seed(os.urandom(32), prefix)).decode())
    try:
        right = nkeys.decode_seed(seed.encode())[0] == prefix
    except (ValueError, nkeys.NkeysError) as error:
        raise KeyProblem(f"De sleutel {path} van de hub is niet te gebruiken ({error}).") from error
    if not right:
        raise KeyProblem(f"{path} is een sleutel van een andere soort dan de hub hier nodig heeft.")
    return seed


def _secret(path: Path, new: str) -> str:
    try:
        if not path.exists():
            write_secret(path, new + "\n")
        return read_secret(path).strip()
    except (OSError, ValueError) as error:
        raise KeyProblem(f"De sleutel {path} van de hub is niet te gebruiken ({unreadable(error)}).") from error


def _public(seed: str) -> str:
    return bytes(nkeys.from_seed(bytearray(seed.encode())).public_key).decode()
