"""Signed notes: the examples of the specification, what Go's own package signs, and everything that is no note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levensloop.verifier.errors import BadSignature, Malformed, NotSigned
from levensloop.verifier.keys import Kind, SignerKey, VerifierKey
from levensloop.verifier.note import Note, Signature, sign, signers
from support.merkle import VECTORS

EXAMPLES = VECTORS / "c2sp"
SPECIFICATION = VerifierKey.parse((EXAMPLES / "note.vkey").read_text(encoding="utf-8").strip())
PETER = SignerKey.parse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
PROBLEM = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    f"{PROBLEM}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
OTHER = SignerKey("iemand-anders.example", Kind.NOTE, b"\7" * 32)


@pytest.mark.parametrize("name", ["note.txt", "note-poem.txt", "checkpoint.txt", "cosigned.txt"])
def test_the_examples_of_the_specifications_read_and_write_the_same(name: str) -> None:
    data = (EXAMPLES / name).read_bytes()
    assert Note.parse(data).format() == data


def test_a_text_may_have_empty_lines() -> None:
    note = Note.parse((EXAMPLES / "note-poem.txt").read_bytes())
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert [signature.name for signature in note.signatures] == ["quasimodo.example/salvatore"]


def test_the_specification_s_example_is_signed_by_its_key() -> None:
    note = Note.parse((EXAMPLES / "note.txt").read_bytes())
    assert signers(note, [SPECIFICATION]) == (SPECIFICATION,)


def test_go_s_own_package_signs_the_same_bytes() -> None:
    assert sign(PROBLEM, PETER).format() == SIGNED
    assert signers(Note.parse(SIGNED), [PETER.verifier]) == (PETER.verifier,)


def test_who_is_not_known_does_not_count() -> None:
    note = sign(PROBLEM, OTHER, PETER)
    assert signers(note, [PETER.verifier]) == (PETER.verifier,)
    with pytest.raises(NotSigned, match="geen handtekening van een sleutel die u vertrouwt"):
        signers(note, [SPECIFICATION])
    with pytest.raises(NotSigned):
        signers(note, [])


def test_the_same_name_with_another_key_is_another() -> None:
    impostor = SignerKey(PETER.name, Kind.NOTE, b"\1" * 32)
    with pytest.raises(NotSigned):
        signers(sign(PROBLEM, impostor), [PETER.verifier])


def test_one_false_signature_by_a_known_key_spoils_the_note() -> None:
    note = sign(PROBLEM, OTHER, PETER)
    right = note.signatures[1]
    false = Signature(right.name, right.key_id, bytes(64))
    with pytest.raises(BadSignature, match="'PeterNeumann' klopt niet"):
        signers(Note(PROBLEM, (note.signatures[0], false)), [OTHER.verifier, PETER.verifier])
    with pytest.raises(BadSignature):
        signers(Note(PROBLEM, (right, false)), [PETER.verifier])


@given(st.integers(0, len(SIGNED) - 1), st.integers(0, 7))
def test_any_changed_bit_is_refused(at: int, bit: int) -> None:
    changed = bytearray(SIGNED)
    changed[at] ^= 1 << bit
    with pytest.raises((Malformed, BadSignature, NotSigned)):
        signers(Note.parse(bytes(changed)), [PETER.verifier])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"tekst\n",
        SIGNED[:-1],
        SIGNED.replace(b"\n\n", b"\n"),
        SIGNED.replace("— ".encode(), b"- "),
        SIGNED.replace(b"PeterNeumann ", b"Peter Neumann "),
        SIGNED.replace(b"nAM=", b"nAN="),
        SIGNED.replace(b"nAM=", b"nAM"),
        SIGNED.replace(b"problem,", b"problem,\t"),
        SIGNED.replace(b"problem,", b"problem,\r"),
        SIGNED.replace(b"problem,", b"problem,\xff"),
        SIGNED + b"\n",
        SIGNED + "— Peter AAAAAA==\n".encode(),
        SIGNED + SIGNED[len(PROBLEM) + 1 :] * 100,
        b"x" * (1 << 20) + SIGNED,
    ],
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed, match="De ondertekende tekst heeft niet de voorgeschreven vorm"):
        Note.parse(data)


@given(st.binary(max_size=200))
def test_noise_is_refused_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(Malformed):
        Note.parse(data)


@pytest.mark.parametrize("text", ["", "\n", "geen regeleinde", "stuur\x01teken\n"])
def test_what_cannot_be_read_back_is_not_signed(text: str) -> None:
    with pytest.raises(Malformed):
        sign(text, PETER)


def test_a_witness_signs_no_notes() -> None:
    with pytest.raises(ValueError, match="cosigns"):
        sign(PROBLEM, SignerKey("getuige", Kind.COSIGNATURE, bytes(32)))
