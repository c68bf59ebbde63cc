"""What a witness asks of two checkpoints of one log, without a server: grown, one history, and no stream covered less far."""

import pytest

from levensloop.audit.log.witness import continues
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.errors import AuditError, ConsistencyRefused, CoverageRefused, RolledBack, SplitView
from levensloop.verifier.proofs import consistency_proof
from levensloop.verifier.tree import Frontier, leaf_hash

LEAVES = [leaf_hash(b"%d" % number) for number in range(20)]
ORIGIN = "levensloopaanpak.nl/verantwoording/zvh-haaglanden"


def head(size: int, covered: str = f"LOG_a 9 9 {'1' * 64}", other: bytes = b"") -> Checkpoint:
    tree = Frontier()
    for leaf in LEAVES[:size]:
        tree.append(leaf_hash(other) if other else leaf)
    return Checkpoint(ORIGIN, size, tree.root, (covered,) if covered else ())


def proof(smaller: int, larger: int) -> list[bytes]:
    def node(level: int, index: int) -> bytes:
        tree = Frontier()
        for leaf in LEAVES[index << level : (index + 1) << level]:
            tree.append(leaf)
        return tree.root

    return list(consistency_proof(smaller, larger, node))


def test_what_grew_continues_and_what_is_the_same_too() -> None:
    continues(None, head(7), [])
    continues(head(7), head(7), [])
    continues(head(7), head(20, f"LOG_a 12 10 {'2' * 64}"), proof(7, 20))
    continues(head(0, ""), head(5), [])


@pytest.mark.parametrize(
    ("before", "after", "given", "wrong"),
    [
        (head(7), head(6), [], RolledBack),
        (head(7), head(7, other=b"x"), [], SplitView),
        (head(7), head(7, f"LOG_a 9 9 {'2' * 64}"), [], SplitView),
        (head(7), head(20, other=b"x"), proof(7, 20), ConsistencyRefused),
        (head(7), head(20), [], ConsistencyRefused),
        (head(7), head(20, f"LOG_a 9 8 {'2' * 64}"), proof(7, 20), CoverageRefused),
        (head(7), head(20, f"LOG_a 8 12 {'2' * 64}"), proof(7, 20), CoverageRefused),
        (head(7), head(20, ""), proof(7, 20), CoverageRefused),
    ],
)
def test_what_does_not_is_refused_by_name(
    before: Checkpoint, after: Checkpoint, given: list[bytes], wrong: type[AuditError]
) -> None:
    with pytest.raises(wrong):
        continues(before, after, given)
