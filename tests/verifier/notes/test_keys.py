"""Keys in the form of C2SP signed-note; the example key of the specification, and that of Go's own package (golang.org/x/mod)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levensloop.verifier.errors import Malformed
from levensloop.verifier.keys import Kind, SignerKey, VerifierKey
from support.merkle import VECTORS

SPECIFICATION = (VECTORS / "c2sp" / "note.vkey").read_text(encoding="utf-8").strip()
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SIGNS = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"


@pytest.mark.parametrize("vkey", [SPECIFICATION, PETER])
def test_a_public_key_reads_and_writes_the_same(vkey: str) -> None:
    key = VerifierKey.parse(vkey)
    assert (key.format(), key.kind) == (vkey, Kind.NOTE)


def test_a_private_key_gives_its_public_one_and_hides_itself() -> None:
    key = SignerKey.parse(PETER_SIGNS)
    assert (key.format(), key.verifier.format()) == (PETER_SIGNS, PETER)
    assert "seed" not in repr(key)


@pytest.mark.parametrize("whole", [PETER, PETER_SIGNS])
def test_no_part_of_a_key_is_a_key(whole: str) -> None:
    read = SignerKey.parse if whole == PETER_SIGNS else VerifierKey.parse
    for begin in range(len(whole)):
        for end in range(begin + 1, len(whole) + 1):
            if (begin, end) != (0, len(whole)):
                with pytest.raises(Malformed):
                    read(whole[begin:end])


@pytest.mark.parametrize("whole", [PETER, PETER_SIGNS])
def test_no_changed_character_is_overlooked(whole: str) -> None:
    read = SignerKey.parse if whole == PETER_SIGNS else VerifierKey.parse
    for at, char in enumerate(whole):
        with pytest.raises(Malformed):
            read(whole[:at] + chr(ord(char) + 1) + whole[at + 1 :])


@pytest.mark.parametrize(
    "vkey",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "",
        "++",
    ],
    ids=["too long, with its own id", "unknown kind, with its own id", "nothing", "only signs"],
)
def test_what_is_no_key_is_refused(vkey: str) -> None:
    with pytest.raises(Malformed, match="De openbare sleutel heeft niet de voorgeschreven vorm"):
        VerifierKey.parse(vkey)


def test_a_private_key_is_in_no_error() -> None:
    with pytest.raises(Malformed) as wrong:
        SignerKey.parse(PETER_SIGNS.replace("c74f20a3", "c74f20a4"))
    assert PETER_SIGNS[-20:] not in str(wrong.value)


@given(st.binary(min_size=32, max_size=32), st.sampled_from(Kind))
def test_any_key_comes_back_as_it_was(seed: bytes, kind: Kind) -> None:
    """Base64 may hold plus signs, as names may not."""
    key = SignerKey("zvh-haaglanden.example/logboek", kind, seed)
    assert SignerKey.parse(key.format()) == key
    assert VerifierKey.parse(key.verifier.format()) == key.verifier


def test_the_same_key_of_another_kind_or_name_has_another_id() -> None:
    ids = {VerifierKey(name, kind, bytes(32)).id for name in ("a", "b") for kind in Kind}
    assert len(ids) == 4


@pytest.mark.parametrize("name", ["", "twee woorden", "met+plus", "met\u00a0spatie", "met\nregel", "met\u2003spatie"])
def test_a_name_without_form_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        VerifierKey(name, Kind.NOTE, bytes(32))
