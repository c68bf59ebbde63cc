"""The three files of a nation in small: its topology, the case file that `levensloop play` plays, and the input sheet."""

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from levensloop.contracts.calendar import AMSTERDAM
from support.nation.deliveries import deliveries
from support.nation.expecting import expected
from support.nation.fates import LAST, fates
from support.nation.life import told
from support.nation.put_in import sheet
from support.nation.regions import regions, topology
from support.nation.standing import standings

END = datetime.combine(LAST + timedelta(days=14), time(12), AMSTERDAM)
"""The story is told until here; every term that runs out before it is part of it."""


@dataclass(frozen=True, slots=True)
class Made:
    """Where the files are."""

    topology: Path
    case_file: Path
    sheet: Path


def make(seed: int, zvhs: int, clients: int, out: Path) -> Made:
    """Write them; the same numbers give the same bytes."""
    out.mkdir(parents=True, exist_ok=True)
    made = Made(out / "topology.yaml", out / "nation.yaml", out / "put-in.json")
    nation = regions(zvhs)
    made.topology.write_text(_yaml(topology(zvhs)), encoding="utf-8")
    tales = [told(fate, nation, seed) for fate in fates(seed, clients, zvhs)]
    facts = {tale.alias: tale.facts for tale in tales}
    tales += deliveries(nation, clients)
    case_file = {
        "title": f"Een land in het klein: {clients} cliënten bij {zvhs} Zorg- en Veiligheidshuizen",
        "source": f"Verzonnen, uit het getal {seed}; lijkt op niemand.",
        "topology": made.topology.name,
        "cases": [tale.alias for tale in tales],
        "steps": expected(tales, made.case_file, made.topology, END),
        "end": {"zvhs": standings(facts, [region.zvh for region in nation])},
    }
    made.case_file.write_text(_yaml(case_file), encoding="utf-8")
    found = sheet(seed, [region.zvh for region in nation], facts)
    made.sheet.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return made


def _yaml(data: dict[str, Any]) -> str:
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=140, default_flow_style=None)


class _Plain(yaml.CSafeDumper):
    """Without anchors: what is the same twice is written twice, so that each step reads by itself."""

    def ignore_aliases(self, data: object) -> bool:
        return True
