"""The nkeys of organisations: one user key each, its seed in `<dir>/<org>.nk` (0600), its public half in the topology.

The same key serves an organisation's own services, its leaf connection to the hub and its clients at the hub. A ZVH has two more, that
its services have no need of: `<dir>/<zvh>.provisioning.nk` declares the streams of its node, `<dir>/<zvh>.audit.nk` is of its
accountability service.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import nkeys

from levensloop.contracts.os_errors import unreadable
from levensloop.contracts.roles import Role
from levensloop.infra.nodes.errors import KeyProblem
from levensloop.infra.nodes.topology import Topology


def make_keys(topology: Topology, directory: Path) -> Topology:
    """Make what is missing and return the topology with every public key in it; existing seeds are kept.

    Raises KeyProblem when the topology already names a public key whose seed is not here: a new one would lock its owner out.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    filled = []
    for organisation in topology.organisations:
        made = {"public_key": _made(directory, organisation.id, organisation.public_key, "public_key")}
        if organisation.role is Role.ZVH:
            told = organisation.provisioning_key
            made["provisioning_key"] = _made(directory, provisioner(organisation.id), told, "provisioning_key")
            made["audit_key"] = _made(directory, auditor(organisation.id), organisation.audit_key, "audit_key")
        filled.append(organisation.model_copy(update=made))
    return topology.model_copy(update={"organisations": tuple(filled)})


def provisioner(org: str) -> str:
    """Under which name the seed is kept that declares the streams of this organisation's node."""
    return f"{org}.provisioning"


def auditor(org: str) -> str:
    """The same, of the accountability service of this organisation's node."""
    return f"{org}.audit"


SEED_NAMES: Mapping[str, Callable[[str], str]] = {
    "public_key": str,
    "provisioning_key": provisioner,
    "audit_key": auditor,
}
"""Under which name the seed is kept of each nkey that a topology names."""


def _made(directory: Path, name: str, told: str | None, field: str) -> str:
    path = seed_file(directory, name)
    if not path.exists():
        if told is not None:
            raise KeyProblem(
                f"De topologie noemt een publieke sleutel van {name}, maar {path} ontbreekt. {_anew(name)}"
            )
        _write(path, new_seed())
    public = public_key(read_seed(directory, name))
    if told not in (None, public):
        raise KeyProblem(f"{path} hoort niet bij de publieke sleutel van {name} in de topologie.")
    return public


def without_keys(topology: Topology) -> Topology:
    """The same network with no public keys: for play, where every run makes keys of its own."""
    none = {"public_key": None, "signing_key": None, "encryption_key": None, "earlier_signing_keys": ()}
    none |= {"revoked_signing_keys": ()} | {
        "log_key": None,
        "witness_key": None,
        "provisioning_key": None,
        "earlier_log_keys": (),
    }
    none |= {"earlier_witness_keys": (), "audit_key": None}
    bare = tuple(o.model_copy(update=none) for o in topology.organisations)
    return topology.model_copy(update={"organisations": bare})


def without_audit_keys(topology: Topology) -> Topology:
    """The same network, in which one key serves all services of a ZVH's node."""
    bare = tuple(o.model_copy(update={"audit_key": None}) for o in topology.organisations)
    return topology.model_copy(update={"organisations": bare})


def seed_file(directory: Path, org: str) -> Path:
    return directory / f"{org}.nk"


def read_seed(directory: Path, org: str) -> str:
    """The seed (`SU…`) of an organisation; raises KeyProblem when it is missing, open to others or not a user seed."""
    path = seed_file(directory, org)
    try:
        mode = path.stat().st_mode
        seed = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyProblem(f"De sleutel van {org} is niet te lezen ({unreadable(error)}). {_anew(org)}") from error
    if os.name == "posix" and mode & 0o077:
        raise KeyProblem(f"{path} is leesbaar voor anderen; geef `chmod 600 {path}` en overweeg een nieuwe sleutel.")
    public_key(seed)
    return seed


def _anew(name: str) -> str:
    """What to do where the seed of this name is not there. `topology keys` makes one only where the topology names none yet."""
    of = next((of for of in (".provisioning", ".audit") if name.endswith(of)), "")
    which = f" --of {of[1:]}" if of else ""
    return (
        "Zet de bestaande sleutel terug, of wijs met --keys de map aan waar hij staat. Is hij verloren, vervang hem dan met "
        f"`levensloop keys replace-nkey --organisation {name.removesuffix(of)}{which}`. Noemt de topologie er nog geen, maak hem dan met "
        "`levensloop topology keys`."
    )


def public_key(seed: str) -> str:
    """The public half (`U…`) of a user seed; raises KeyProblem when it is no user seed."""
    try:
        public = bytes(nkeys.from_seed(bytearray(seed.encode())).public_key).decode()
    except (nkeys.NkeysError, ValueError) as error:
        raise KeyProblem(f"Dit is geen geldige nkey-seed ({error}).") from error
    if not public.startswith("U"):
        raise KeyProblem("Dit is geen gebruikerssleutel: de seed moet met SU beginnen.")
    return public


def new_seed() -> str:
    """Of a user (`SU…`)."""
    return bytes(nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)).decode()


def _write(path: Path, seed: str) -> None:
    """Never readable by others, not even for a moment, and never over an existing key."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(seed + "\n")
