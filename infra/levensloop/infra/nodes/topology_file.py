"""Reading a topology from YAML, with every problem named at once by file and field."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from levensloop.contracts.os_errors import unreadable
from levensloop.contracts.roles import Role
from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.topology import Topology, contradictions
from levensloop.infra.nodes.undestroyed import undestroyed
from levensloop.infra.nodes.witnesses import witness_contradictions
from levensloop.infra.yaml_file import SAYS, OnceOnly

_SAYS = {**SAYS, "enum": "onbekende waarde '{input}'; bekend: " + ", ".join(role.value for role in Role)}


def load_topology(path: Path | str) -> Topology:
    """Read and check a topology file; raises TopologyError with everything that is wrong with it."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TopologyError(path, [f"het bestand is niet te lezen: {unreadable(error)}"]) from error
    return parse_topology(text, path)


def parse_topology(text: str, source: Path | str = "(tekst)") -> Topology:
    """The same for a text; `source` names it in errors."""
    try:
        raw = yaml.load(text, OnceOnly)
    except yaml.MarkedYAMLError as error:
        line = f"regel {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise TopologyError(source, [f"{line}geen geldige YAML: {error.problem}"]) from error
    except yaml.YAMLError as error:
        raise TopologyError(source, [f"geen geldige YAML: {error}"]) from error
    if not isinstance(raw, dict):
        raise TopologyError(source, ["het bestand moet de velden hub, nodes en organisations hebben"])
    try:
        topology = Topology.model_validate(raw)
    except ValidationError as error:
        raise TopologyError(source, [_in_dutch(problem, raw) for problem in error.errors()]) from error
    problems = [*contradictions(topology), *witness_contradictions(topology), *undestroyed(topology)]
    if problems:
        raise TopologyError(source, problems)
    return topology


def _in_dutch(problem: Any, raw: Any) -> str:
    says = _SAYS.get(problem["type"], "ongeldige waarde '{input}'")
    return f"{_field(problem['loc'], raw)}: {says.format(input=problem['input'], **problem.get('ctx', {}))}"


def _field(loc: tuple[int | str, ...], raw: Any) -> str:
    """`organisations[3] (politie-rotterdam).role`: the place, and the name a person knows it by."""
    text, at = "", raw
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
        known = isinstance(at, dict) or (isinstance(at, list) and isinstance(step, int) and step < len(at))
        at = (at.get(step) if isinstance(at, dict) else at[int(step)]) if known else None
        label = (at.get("id") or at.get("name")) if isinstance(at, dict) and isinstance(step, int) else None
        text += f" ({label})" if label else ""
    return text or "(bestand)"
