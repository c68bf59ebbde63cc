"""The node's master key: in a file for its owner alone, replaced without losing a case."""

from pathlib import Path
from uuid import uuid4

import pytest
from secrecy.conftest import KeyNode

from levensloop.infra.secrecy.errors import MasterKeyProblem
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.infra.secrecy.master import (
    MasterKeyInFile,
    forget_older_master_keys,
    make_master_key,
    rotate_master_key,
)
from support.samples.world import OM, POLITIE


async def test_after_rotation_all_is_wrapped_anew_and_the_old_one_can_go(node: KeyNode) -> None:
    case = uuid4()
    before = await node.service().to_encrypt(case, Use.FIELDS, [POLITIE, OM])
    rotate_master_key(node.master)

    kids = [key.kid for ring in before.rings.values() for key in ring.keys]
    assert (await node.service().to_decrypt(case, Use.FIELDS, kids)).lacking([POLITIE, OM]) == set()
    assert await node.service().wrap_anew() == 2
    assert await node.service().wrap_anew() == 0
    forget_older_master_keys(node.master)

    after = await node.service().to_decrypt(case, Use.FIELDS, kids)
    for kid in kids:
        old, new = before.find(kid, "casus"), after.find(kid, "casus")
        assert old is not None
        assert new is not None
        assert new.secret == old.secret


async def test_what_was_wrapped_under_the_old_one_does_not_stay_behind(node: KeyNode) -> None:
    """Else a stolen old master key and an old disk would still open every case."""
    await node.service().to_encrypt(uuid4(), Use.FIELDS, [POLITIE])
    old = MasterKeyInFile(node.master).current
    assert old.encode() in node.on_disk()
    rotate_master_key(node.master)

    await node.service().wrap_anew()

    assert old.encode() not in node.on_disk()


async def test_what_no_longer_opens_can_still_be_destroyed(node: KeyNode) -> None:
    case = uuid4()
    await node.service().to_encrypt(case, Use.FIELDS, [POLITIE])
    node.master.unlink()
    make_master_key(node.master)

    assert await node.service().destroy(Scope(Use.FIELDS, case, POLITIE)) == 1


def test_making_it_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "node.master"
    make_master_key(path)
    first = path.read_bytes()
    make_master_key(path)

    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "mode", "says"),
    [
        ("", 0o600, "32 bytes"),
        ("AAAA\n", 0o600, "32 bytes"),
        ("geen sleutel!\n", 0o600, "niet te lezen"),
        ("A" * 43 + "\n", 0o640, "leesbaar voor anderen"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str, mode: int, says: str) -> None:
    path = tmp_path / "node.master"
    path.write_text(text)
    path.chmod(mode)

    with pytest.raises(MasterKeyProblem, match=says):
        MasterKeyInFile(path)
