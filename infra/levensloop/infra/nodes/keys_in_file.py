"""Writing public keys into a topology file, leaving the rest of the text, comments and all, as its owner wrote it."""

import os
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
    new = with_public_keys(text, {o.id: o.public_key for o in filled.organisations if o.public_key})
    if parse_topology(new, path) != filled:
        raise TopologyError(path, ["de publieke sleutels zijn hier niet in te vullen; zet public_key er zelf bij"])
    if new != text:
        beside = path.with_name(path.name + ".new")
        beside.write_text(new, encoding="utf-8")
        os.replace(beside, path)
    return filled


def with_public_keys(text: str, keys: dict[str, str]) -> str:
    """The same YAML with `public_key` behind the `id` of each organisation that has none yet."""
    lines = text.splitlines(keepends=True)
    for organisation in reversed(_organisations(text)):
        fields = {key.value: (key, value) for key, value in organisation.value}
        if "public_key" in fields or fields["id"][1].value not in keys:
            continue
        key, value = fields["id"]
        entry = f"public_key: {keys[value.value]}"
        at, column = value.end_mark.line, value.end_mark.column
        line = lines[at]
        if organisation.flow_style:
            lines[at] = f"{line[:column]}, {entry}{line[column:]}"
        else:
            lines.insert(at + 1, " " * key.start_mark.column + entry + "\n")
    return "".join(lines)


def _organisations(text: str) -> list[yaml.MappingNode]:
    root = yaml.compose(text, yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)  # it was parsed as a topology before
    return next(list(value.value) for key, value in root.value if key.value == "organisations")
