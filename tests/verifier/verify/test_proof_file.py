"""Proof files, as tlog-proof writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levensloop.verifier.errors import Malformed
from levensloop.verifier.proof_file import ProofFile

HASHES = st.lists(st.binary(min_size=32, max_size=32), max_size=63)


@given(st.integers(0, 10**18), HASHES, st.binary(max_size=50), st.none() | st.binary(max_size=50))
def test_it_reads_and_writes_the_same(index: int, path: list[bytes], checkpoint: bytes, extra: bytes | None) -> None:
    file = ProofFile(index, tuple(path), checkpoint, extra)
    assert ProofFile.parse(file.format()) == file


def test_the_lines_are_those_of_the_specification() -> None:
    """The example there has its signatures left out, and its extra data is no base64; the lines above are of this form."""
    hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ="
    text = f"c2sp.org/tlog-proof@v1\nextra YWdl\nindex 73894\n{hash}\n\nexample.com/fancylog\n109482\n"
    file = ProofFile.parse(text.encode())
    assert (file.index, len(file.path), file.extra) == (73894, 1, b"age")
    assert file.checkpoint == b"example.com/fancylog\n109482\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"c2sp.org/tlog-proof@v1\nindex 0\n",
        b"c2sp.org/tlog-proof@v2\nindex 0\n\nlog\n",
        b"c2sp.org/tlog-proof@v1\n\nlog\n",
        b"c2sp.org/tlog-proof@v1\nindex 00\n\nlog\n",
        b"c2sp.org/tlog-proof@v1\nindex -1\n\nlog\n",
        b"c2sp.org/tlog-proof@v1\nindex 1\nextra YWdl\n\nlog\n",
        b"c2sp.org/tlog-proof@v1\nextra a\nindex 1\n\nlog\n",
        b"c2sp.org/tlog-proof@v1\nindex 1\nYWdl\n\nlog\n",
        b"c2sp.org/tlog-proof@v1\nindex 1\n" + b"gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n" * 64 + b"\nlog\n",
        "c2sp.org/tlog-proof@v1\nindex ٣\n\nlog\n".encode(),
    ],
)
def test_what_is_no_proof_file_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed, match="Het bewijs heeft niet de voorgeschreven vorm"):
        ProofFile.parse(data)
