"""What insiders try has something for every subject that a stream of a ZVH's node keeps: no new kind of subject is forgotten there."""

from nodes.hostile.arsenal import covers, spoken

from levensloop.infra.nodes.streams import streams
from levensloop.infra.nodes.topology_file import load_topology
from support.tree import ROOT

ZVH, VICTIM = "zvh-haaglanden", "politie-haaglanden"

KEPT_IN_A_WIDER_PATTERN = (
    "checkpoint.log",
    "checkpoint.by.*",
    "checkpoint.authorisation.*",
    "es.retention.destruction.*",
    "es.retention.*.*",
    "out.*.*.destroyed",
    "move.*.*.*.destroyed",
    "move.*.*.*.identity",
)
"""Of what a stream takes under one pattern, such as `checkpoint.>`: the kinds that there are."""


def test_every_subject_of_a_node_is_tried() -> None:
    topology, said = load_topology(ROOT / "topologies" / "two-zvhs.yaml"), list(spoken(ZVH, VICTIM))
    kept = [subject for stream in streams(topology, ZVH) for subject in stream.subjects]
    assert len(kept) > 15
    assert [one for one in (*kept, *KEPT_IN_A_WIDER_PATTERN) if not any(covers(one, subject) for subject in said)] == []
