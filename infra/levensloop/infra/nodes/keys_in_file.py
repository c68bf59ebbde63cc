"""Writing public keys into a topology file, leaving the rest of the text, comments and all, as its owner wrote it."""

import os
from collections.abc import Mapping
from pathlib import Path

import yaml

from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.keys import make_keys
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology, parse_topology


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


def replace_topology(path: Path, text: str, means: Topology) -> None:
    """Put this text in the file's place, if it means this. Raises TopologyError before the file is touched."""
    if parse_topology(text, path) != means:
        raise TopologyError(path, ["de publieke sleutels zijn hier niet in te vullen; zet ze er zelf bij"])
    if text != path.read_text(encoding="utf-8"):
        beside = path.with_name(path.name + ".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)


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
