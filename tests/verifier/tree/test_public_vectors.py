"""The vectors of transparency-dev/merkle: 98 about inclusion, 98 about consistency; each is believed or refused as it says."""

import json
from base64 import b64decode
from typing import Any

import pytest

from levensloop.verifier.errors import ConsistencyRefused, InclusionRefused
from levensloop.verifier.proofs import check_consistency, check_inclusion
from support.merkle import VECTORS


def vectors(name: str) -> dict[str, dict[str, Any]]:
    """Path in the repository they come from → what stands there."""
    found: dict[str, dict[str, Any]] = json.loads((VECTORS / "merkle" / f"{name}.json").read_text(encoding="utf-8"))
    return found


INCLUSION, CONSISTENCY = vectors("inclusion"), vectors("consistency")


def proof(vector: dict[str, Any]) -> list[bytes]:
    """Its hashes; Go writes an empty list as null."""
    return [b64decode(hash) for hash in vector["proof"] or ()]


def test_there_are_ninety_eight_of_each_with_the_public_licence_beside_them() -> None:
    assert (len(INCLUSION), len(CONSISTENCY)) == (98, 98)
    assert "Apache License" in (VECTORS / "merkle" / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("vector", INCLUSION.values(), ids=INCLUSION)
def test_inclusion(vector: dict[str, Any]) -> None:
    told = (
        b64decode(vector["leafHash"]),
        vector["leafIdx"],
        vector["treeSize"],
        proof(vector),
        b64decode(vector["root"]),
    )
    if vector["wantErr"]:
        with pytest.raises(InclusionRefused):
            check_inclusion(*told)
    else:
        check_inclusion(*told)


@pytest.mark.parametrize("vector", CONSISTENCY.values(), ids=CONSISTENCY)
def test_consistency(vector: dict[str, Any]) -> None:
    told = (vector["size1"], vector["size2"], proof(vector), b64decode(vector["root1"]), b64decode(vector["root2"]))
    if vector["wantErr"]:
        with pytest.raises(ConsistencyRefused):
            check_consistency(*told)
    else:
        check_consistency(*told)
