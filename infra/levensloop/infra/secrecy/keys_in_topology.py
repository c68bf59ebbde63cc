"""Making and replacing organisations' keys, their public halves written into the topology file."""

import json
from datetime import datetime
from pathlib import Path
from typing import Literal

from levensloop.contracts.roles import Role
from levensloop.infra.nodes.dated_keys import ReplacedKey
from levensloop.infra.nodes.errors import NodesError, TopologyError
from levensloop.infra.nodes.keys_in_file import replace_topology, with_fields
from levensloop.infra.nodes.topology import Organisation, Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.nodes.witnesses import witnessed_by
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.log_keys import (
    log_key_file,
    make_log_key,
    public_half,
    read_log_key,
    replace_log_key,
    witness_key_file,
)
from levensloop.infra.secrecy.master import make_master_key
from levensloop.infra.secrecy.organisation_keys import (
    LOST,
    PublicKeys,
    key_file,
    make_organisation_keys,
    rotate_organisation_keys,
)

Noting = Literal["log_key", "witness_key"]
"""The fields of a topology with a key that signs checkpoints."""


def master_file(directory: Path, org: str) -> Path:
    """The master key of a ZVH's node."""
    return directory / f"{org}.master"


def make_all_keys(topology: Topology, directory: Path, only: str | None = None) -> Topology:
    """The topology with the public halves of everyone (or of `only` one) in it; what is missing in `directory` is made.

    Raises `OrganisationKeyProblem` when the topology names other keys than are here, `MasterKeyProblem`.
    """
    filled = [
        _with_log_keys(_made(o, directory), topology, directory) if only in (None, o.id) else o
        for o in topology.organisations
    ]
    return topology.model_copy(update={"organisations": tuple(filled)})


def init_keys(path: Path, directory: Path, only: str | None = None) -> dict[str, PublicKeys]:
    """As `make_all_keys`, for the topology in a file. Running it again changes nothing. Also raises `TopologyError`."""
    topology = load_topology(path)
    _known(topology, path, only)
    filled = make_all_keys(topology, directory, only)
    _write(path, filled)
    return {
        o.id: PublicKeys(o.signing_key, o.encryption_key)
        for o in filled.organisations
        if only in (None, o.id) and o.signing_key and o.encryption_key
    }


def rotate_keys(path: Path, directory: Path, org: str, *, stolen: bool = False) -> PublicKeys:
    """New keys of one organisation; the signing key of before goes to `earlier_signing_keys`. `stolen`: to
    `revoked_signing_keys`."""
    topology = load_topology(path)
    _known(topology, path, org)
    old = _made(topology.organisation(org), directory)
    public = rotate_organisation_keys(key_file(directory, org)).public
    field: Literal["revoked_signing_keys", "earlier_signing_keys"] = (
        "revoked_signing_keys" if stolen else "earlier_signing_keys"
    )
    former = (*filter(None, (old.signing_key,)), *getattr(old, field))
    new = _with(old, public).model_copy(update={field: former})
    organisations = tuple(new if o.id == org else o for o in topology.organisations)
    _write(path, topology.model_copy(update={"organisations": organisations}))
    return public


def replace_noting_key(
    path: Path, directory: Path, org: str, kind: Noting, now: datetime, revoked: datetime | None = None, *, keep: bool
) -> None:
    """A new key that signs checkpoints, of a log or of a witness; the topology in the file names both. `keep`: the old seed stays below
    the new. `revoked`: since when somebody else may have had the old one; such a key is not kept.

    Raises `NodesError` when there is none to replace, `OrganisationKeyProblem` when the old one is to be kept and cannot be read,
    `TopologyError`.
    """
    topology = load_topology(path)
    _known(topology, path, org)
    found = topology.organisation(org)
    told: str | None = getattr(found, kind)
    if told is None:
        raise NodesError(f"{org} heeft nog geen {kind} in {path}; maak hem met `levensloop keys init`.")
    file = log_key_file(directory, org) if kind == "log_key" else witness_key_file(directory, org)
    if keep and public_half(read_log_key(file)) != told:
        raise OrganisationKeyProblem(f"{file} hoort niet bij de {kind} van {org} in de topologie.")
    new = replace_log_key(file, keep=keep and revoked is None)
    replaced = ReplacedKey(key=told, replaced=now, revoked=revoked)
    changed = {kind: new, f"earlier_{kind}s": (replaced, *getattr(found, f"earlier_{kind}s"))}
    organisations = tuple(o.model_copy(update=changed) if o.id == org else o for o in topology.organisations)
    _write(path, topology.model_copy(update={"organisations": organisations}))


def _made(organisation: Organisation, directory: Path) -> Organisation:
    path = key_file(directory, organisation.id)
    if organisation.signing_key is not None and not path.exists():
        raise OrganisationKeyProblem(
            f"De topologie noemt sleutels van {organisation.id}, maar {path} ontbreekt. Zet het bestand terug. {LOST}"
        )
    public = make_organisation_keys(path).public
    told = organisation.signing_key, organisation.encryption_key
    if told != (None, None) and told != (public.signing, public.encryption):
        raise OrganisationKeyProblem(f"{path} hoort niet bij de sleutels van {organisation.id} in de topologie.")
    if organisation.role is Role.ZVH:
        make_master_key(master_file(directory, organisation.id))
    return _with(organisation, public)


def _with_log_keys(organisation: Organisation, topology: Topology, directory: Path) -> Organisation:
    org, keys = organisation.id, {}
    if organisation.role is Role.ZVH:
        keys["log_key"] = make_log_key(log_key_file(directory, org), organisation.log_key)
    if witnessed_by(topology, org):
        keys["witness_key"] = make_log_key(witness_key_file(directory, org), organisation.witness_key)
    return organisation.model_copy(update=keys)


def _with(organisation: Organisation, public: PublicKeys) -> Organisation:
    return organisation.model_copy(update={"signing_key": public.signing, "encryption_key": public.encryption})


def _known(topology: Topology, path: Path, org: str | None) -> None:
    if org is not None and org not in {o.id for o in topology.organisations}:
        raise TopologyError(path, [f"organisations: er is geen organisatie '{org}'"])


def _write(path: Path, filled: Topology) -> None:
    fields: dict[str, dict[str, str]] = {}
    for o in filled.organisations:
        if o.signing_key and o.encryption_key:
            fields[o.id] = {"signing_key": f'"{o.signing_key}"', "encryption_key": f'"{o.encryption_key}"'}
            logged = {"log_key": o.log_key, "witness_key": o.witness_key}
            fields[o.id] |= {name: f'"{key}"' for name, key in logged.items() if key}
            replaced = {"earlier_log_keys": o.earlier_log_keys, "earlier_witness_keys": o.earlier_witness_keys}
            for name, earlier in replaced.items():
                if earlier:
                    fields[o.id][name] = json.dumps([e.model_dump(mode="json", exclude_none=True) for e in earlier])
            for name, keys in (
                ("earlier_signing_keys", o.earlier_signing_keys),
                ("revoked_signing_keys", o.revoked_signing_keys),
            ):
                if keys:
                    fields[o.id][name] = json.dumps(keys)
    replace_topology(path, with_fields(path.read_text(encoding="utf-8"), fields), filled)
