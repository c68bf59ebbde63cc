"""Writing public keys into a topology file, leaving the rest of the text, comments and all, as its owner wrote it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import yaml

from levensloop.infra.nodes.errors import KeyProblem, TopologyError
from levensloop.infra.nodes.keys import SEED_NAMES, make_keys, new_seed, public_key, seed_file
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology, parse_topology
from levensloop.infra.secrecy.secret_file import write_secret

Nkey = Literal["public_key", "provisioning_key", "audit_key"]
"""The fields of a topology with an nkey."""


def make_keys_for_file(path: Path, directory: Path) -> Topology:
    """Make the seeds that are missing in `directory` and write every public key into the file; returns the filled topology.

    Running it again changes nothing. Raises TopologyError and KeyProblem before the file is touched.
    """
    filled = make_keys(load_topology(path), directory)
    text = path.read_text(encoding="utf-8")
    names = ("public_key", "provisioning_key", "audit_key")
    fields = ({name: getattr(o, name) for name in names} for o in filled.organisations)
    told = ({name: key for name, key in keys.items() if key} for keys in fields)
    new = with_fields(text, {o.id: keys for o, keys in zip(filled.organisations, told, strict=True)})
    replace_topology(path, new, filled)
    return filled


def replace_nkey(path: Path, directory: Path, org: str, field: Nkey) -> str:
    """A new nkey in the place of the one that the topology in the file names: the seed, and the public half, which is returned. The old
    seed need not be there, and is not kept.

    Raises TopologyError and KeyProblem before anything is changed.
    """
    topology = load_topology(path)
    found = next((o for o in topology.organisations if o.id == org), None)
    if found is None:
        raise TopologyError(path, [f"organisations: er is geen organisatie '{org}'"])
    if getattr(found, field) is None:
        raise KeyProblem(f"{org} heeft geen {field} in {path}; maak hem met `levensloop topology keys`.")
    seed = new_seed()
    new = found.model_copy(update={field: public_key(seed)})
    means = topology.model_copy(
        update={"organisations": tuple(new if o is found else o for o in topology.organisations)}
    )
    text = with_fields(path.read_text(encoding="utf-8"), {org: {field: public_key(seed)}})
    _checked(text, path, means)
    write_secret(seed_file(directory, SEED_NAMES[field](org)), f"{seed}\n")
    replace_topology(path, text, means)
    return public_key(seed)


def replace_topology(path: Path, text: str, means: Topology) -> None:
    """Put this text in the file's place, if it means this. Raises TopologyError before the file is touched."""
    _checked(text, path, means)
    if text != path.read_text(encoding="utf-8"):
        beside = path.with_name(path.name + ".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)


def _checked(text: str, path: Path, means: Topology) -> None:
    if parse_topology(text, path) != means:
        raise TopologyError(path, ["de publieke sleutels zijn hier niet in te vullen; zet ze er zelf bij"])


def with_fields(text: str, wanted: Mapping[str, Mapping[str, str]]) -> str:
    """The same YAML with these fields (organisation → field → value as YAML) of organisations: replaced where they stand, else
    put behind the `id`."""
    changes: list[tuple[int, int, str]] = []
    for organisation in _organisations(text):
        fields = {key.value: (key, value) for key, value in organisation.value}
        id_key, id_value = fields["id"]
        between = ", " if organisation.flow_style else "\n" + " " * id_key.start_mark.column
        added = ""
        for name, value in wanted.get(id_value.value, {}).items():
            if name in fields:
                start, end = fields[name][1].start_mark.index, fields[name][1].end_mark.index
                changes.append((start, end, value))
            else:
                added += f"{between}{name}: {value}"
        behind = id_value.end_mark.index
        if not organisation.flow_style:  # behind a comment on that line
            behind = len(text) if (end := text.find("\n", behind)) < 0 else end
        changes.append((behind, behind, added))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _organisations(text: str) -> list[yaml.MappingNode]:
    root = yaml.compose(text, yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)  # it was parsed as a topology before
    return next(list(value.value) for key, value in root.value if key.value == "organisations")
