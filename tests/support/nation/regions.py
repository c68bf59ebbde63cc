"""The regions of a nation in small: each a ZVH with a node of its own and its partners, who are clients of the hub."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

PLACES = (
    ("haaglanden", "Haaglanden", "den-haag", "Den Haag"),
    ("rotterdam", "Rotterdam-Rijnmond", "rotterdam", "Rotterdam"),
    ("twente", "Twente", "enschede", "Enschede"),
    ("limburg", "Limburg", "maastricht", "Maastricht"),
    ("noord", "Noord-Nederland", "groningen", "Groningen"),
    ("utrecht", "Utrecht", "utrecht", "Utrecht"),
    ("brabant", "Oost-Brabant", "eindhoven", "Eindhoven"),
    ("flevoland", "Flevoland", "almere", "Almere"),
)
"""Token and name of the ZVH, token and name of its city. What organisations do here is fictional."""

_ROLES = (
    ("politie", "politie", "Politie, eenheid"),
    ("om", "om", "Openbaar Ministerie, parket"),
    ("levensloopaanbieder", "levensloopaanbieder", "Levensloopaanbieder"),
    ("crisisdienst", "crisisdienst-ggz", "Crisisdienst acute GGZ"),
    ("vg", "vg-aanbieder", "VG-aanbieder"),
)
_NATIONAL = (
    ("clla", "Coördinatiepunt Levensloopaanpak", "clla"),
    ("lcbb", "Landelijk Coördinatiepunt Beveiligde Bedden", "lcbb"),
)


@dataclass(frozen=True, slots=True)
class Region:
    """One ZVH and who works with it; every field but `city` is an organisation's id."""

    zvh: str
    politie: str
    om: str
    provider: str
    crisisdienst: str
    vg: str
    gemeente: str
    woonpartner: str
    city: str


def regions(zvhs: int) -> tuple[Region, ...]:
    """The first so many regions. Raises `ValueError` when there are not that many."""
    if not 2 <= zvhs <= len(PLACES):
        raise ValueError(f"from 2 to {len(PLACES)} ZVHs, not {zvhs}")
    return tuple(
        Region(
            f"zvh-{token}",
            *(f"{kind}-{token}" for kind, *_ in _ROLES),
            gemeente=f"gemeente-{city}",
            woonpartner=f"woonpartner-{token}",
            city=name,
        )
        for token, _, city, name in PLACES[:zvhs]
    )


_LIFELONG = {"admission": 120, "feedback": 120}
"""In months: a nation is about figures, and not about letting a housing partner in again every year."""


def topology(zvhs: int) -> dict[str, Any]:
    """The topology file of these regions, as data; every OIN is fictional."""
    organisations = [
        *(row for number, place in enumerate(PLACES[:zvhs], 1) for row in _organisations(number, *place)),
        *({"id": name, "name": full, "role": role} for name, full, role in _NATIONAL),
    ]
    for number, organisation in enumerate(organisations, 1):
        organisation["oin"] = f"{9_940_000_000 + number * 100_000:020d}"
    nodes = [*(region.zvh for region in regions(zvhs)), "clla"]
    return {
        "hub": {"name": "hub", "listen": _address(4222), "leaf": _address(7422)},
        "nodes": [{"name": name, "listen": _address(4300 + at)} for at, name in enumerate(nodes)],
        "organisations": organisations,
    }


def _organisations(number: int, token: str, name: str, city: str, city_name: str) -> Sequence[dict[str, Any]]:
    zvh = f"zvh-{token}"
    partners = [(f"{kind}-{token}", f"{title} {name}", role) for kind, role, title in _ROLES]
    partners.append((f"gemeente-{city}", f"Gemeente {city_name}", "gemeente"))
    partners.append((f"woonpartner-{token}", f"Woonstichting {name}", "woonpartner"))
    return [
        {"id": zvh, "name": f"Zorg- en Veiligheidshuis {name}", "role": "zvh", "terms": dict(_LIFELONG)},
        *({"id": one, "name": full, "role": role, "zvh": zvh} for one, full, role in partners),
    ]


def _address(port: int) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": port}
