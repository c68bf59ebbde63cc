"""What of another topology a server only takes over with a restart, and that whoever puts it there hears so."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from levensloop.cli.topology import apply
from levensloop.infra.nodes.differences import restarts
from levensloop.infra.nodes.keys_in_file import make_keys_for_file
from levensloop.infra.nodes.topology import Address, Topology
from levensloop.infra.nodes.topology_file import load_topology
from support.topologies import TWO_ZVHS, two_zvhs

KEY = "U" + "A" * 55
ZVH, OM = "zvh-haaglanden", "om-haaglanden"


def _hub(topology: Topology) -> Topology:
    door = topology.hub.model_copy(update={"users": Address(port=4223)})
    return topology.model_copy(update={"hub": door})


def _keys(org: str, field: str) -> Callable[[Topology], Topology]:
    def changed(topology: Topology) -> Topology:
        found = [o.model_copy(update={field: KEY}) if o.id == org else o for o in topology.organisations]
        return topology.model_copy(update={"organisations": tuple(found)})

    return changed


def _nodes(topology: Topology) -> Topology:
    return topology.model_copy(update={"nodes": tuple(n for n in topology.nodes if n.name != "politie-haaglanden")})


EVERYBODY = {"hub", *(node.name for node in two_zvhs().nodes)}
CHANGES: list[tuple[Callable[[Topology], Topology], set[str]]] = [
    (_hub, EVERYBODY),
    (lambda topology: topology.model_copy(update={"tls": not topology.tls}), EVERYBODY),
    (_nodes, {"politie-haaglanden"}),
    (_keys(ZVH, "public_key"), {ZVH}),
    (_keys(ZVH, "audit_key"), {ZVH}),
    (_keys(ZVH, "provisioning_key"), set()),
    (_keys(OM, "public_key"), set()),
    (lambda topology: topology, set()),
]


@pytest.mark.parametrize(("change", "who"), CHANGES)
def test_who_must_restart(change: Callable[[Topology], Topology], who: set[str]) -> None:
    assert restarts(two_zvhs(), change(two_zvhs())).keys() == who


@pytest.mark.parametrize("door", [True, False])
def test_apply_says_that_nothing_is_taken_over_before_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], door: bool
) -> None:
    now, wanted = tmp_path / "network.yaml", tmp_path / "wanted.yaml"
    now.write_text(TWO_ZVHS.read_text())
    make_keys_for_file(now, tmp_path / "keys")
    raw = yaml.safe_load(now.read_text())
    raw["organisations"] = [o for o in raw["organisations"] if o["id"] != "woonpartner-duinrand"]
    if door:
        raw["hub"]["users"] = {"host": "127.0.0.1", "port": 4223}
    wanted.write_text(yaml.safe_dump(raw))
    apply(wanted, now)
    said = capsys.readouterr().out
    assert "woonpartner-duinrand gaat weg" in said
    assert load_topology(now) == load_topology(wanted)
    assert [f"! herstart {name}:" in said for name in EVERYBODY] == [door] * len(EVERYBODY)
    assert ("NIETS van dit bestand" in said) is door
