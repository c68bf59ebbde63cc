"""Checkpoints and cosignatures: the examples of the specifications, who may sign for which log, and what a witness says."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from levensloop.verifier import checkpoint as checkpoints
from levensloop.verifier import note as notes
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import LATEST, cosign, cosigned, timestamp
from levensloop.verifier.errors import BadSignature, FromTheFuture, Malformed, NotSigned, WrongOrigin
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.note import Note, Signature
from support.merkle import VECTORS

ORIGIN = "zvh-haaglanden.example/logboek"
LOG = SignerKey(ORIGIN, Kind.NOTE, b"\1" * 32)
WITNESS = SignerKey("politie-haaglanden.example/getuige", Kind.COSIGNATURE, b"\2" * 32)
HEAD = Checkpoint(ORIGIN, 7, bytes(range(32)))
AT = 1_800_000_000


def example(name: str) -> Note:
    """One of the specifications' own."""
    return Note.parse((VECTORS / "c2sp" / name).read_bytes())


@pytest.mark.parametrize("name", ["checkpoint.txt", "cosigned.txt"])
def test_the_example_of_the_specification(name: str) -> None:
    head = Checkpoint.parse(example(name).text)
    assert (head.origin, head.size, head.extensions) == ("example.com/behind-the-sofa", 20852163, ())
    assert head.root.hex().startswith("0ac5186a91863e8e")
    assert head.format() == example(name).text


def test_the_witness_in_the_example_says_when() -> None:
    log, witness = example("cosigned.txt").signatures
    assert (log.name, timestamp(log)) == ("example.com/behind-the-sofa", None)
    assert (witness.name, timestamp(witness)) == ("witness.example.com/w1", 1679315147)


def test_a_log_signs_its_own_head() -> None:
    signed = checkpoints.sign(HEAD, LOG)
    assert checkpoints.opened(signed, [LOG.verifier]) == HEAD
    assert checkpoints.opened(Note.parse(signed.format()), [LOG.verifier], ORIGIN) == HEAD
    with pytest.raises(NotSigned):
        checkpoints.opened(signed, [SignerKey.generate(ORIGIN, Kind.NOTE).verifier])


def test_no_log_speaks_for_another() -> None:
    other = SignerKey("zvh-rotterdam.example/logboek", Kind.NOTE, b"\3" * 32)
    with pytest.raises(WrongOrigin):
        checkpoints.sign(HEAD, other)
    with pytest.raises(WrongOrigin, match="van logboek 'zvh-haaglanden"):
        checkpoints.opened(notes.sign(HEAD.format(), other), [LOG.verifier, other.verifier])
    with pytest.raises(WrongOrigin, match="en niet van 'zvh-rotterdam"):
        checkpoints.opened(checkpoints.sign(HEAD, LOG), [LOG.verifier], other.name)


def test_a_changed_head_is_refused() -> None:
    signed = checkpoints.sign(HEAD, LOG)
    changed = Note(signed.text.replace("\n7\n", "\n8\n"), signed.signatures)
    with pytest.raises(BadSignature, match="zvh-haaglanden"):
        checkpoints.opened(changed, [LOG.verifier])


ROOT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@pytest.mark.parametrize(
    "text",
    [
        "",
        "o\n7\n",
        f"o\n7\n{ROOT}",
        f"\n7\n{ROOT}\n",
        f"o\n07\n{ROOT}\n",
        f"o\n-7\n{ROOT}\n",
        f"o\n+7\n{ROOT}\n",
        f"o\n٧\n{ROOT}\n",
        f"o\n{10**19}\n{ROOT}\n",
        f"o\n7\n{ROOT[:-1]}\n",
        "o\n7\nAAAA\n",
        f"o\n7\n{ROOT}\n\nnog een regel\n",
        f"o\n0\n{ROOT}\n",
    ],
)
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(Malformed, match="Het controlepunt heeft niet de voorgeschreven vorm"):
        Checkpoint.parse(text)


def test_further_lines_are_signed_along() -> None:
    head = Checkpoint(ORIGIN, 7, bytes(32), ("stroom LOG 12",))
    assert checkpoints.opened(checkpoints.sign(head, LOG), [LOG.verifier]) == head
    with pytest.raises(Malformed):
        checkpoints.sign(Checkpoint(ORIGIN, 7, bytes(32), ("",)), LOG)


def test_a_witness_adds_its_line_and_its_time() -> None:
    signed = cosign(checkpoints.sign(HEAD, LOG), WITNESS, AT)
    assert cosigned(Note.parse(signed.format()), [WITNESS.verifier]) == {WITNESS.verifier: AT}
    assert checkpoints.opened(signed, [LOG.verifier]) == HEAD


def test_what_the_witness_signs_is_what_the_specification_writes() -> None:
    value = cosign(checkpoints.sign(HEAD, LOG), WITNESS, AT).signatures[1].value
    message = b"cosignature/v1\ntime 1800000000\n" + HEAD.format().encode()
    Ed25519PublicKey.from_public_bytes(WITNESS.verifier.public).verify(value[8:], message)
    assert int.from_bytes(value[:8]) == AT


@given(st.integers(0, 71), st.integers(0, 7))
def test_any_changed_bit_of_a_cosignature_is_refused(at: int, bit: int) -> None:
    """The time too."""
    signed = cosign(checkpoints.sign(HEAD, LOG), WITNESS, AT)
    line = signed.signatures[1]
    value = bytearray(line.value)
    value[at] ^= 1 << bit
    changed = Note(signed.text, (Signature(line.name, line.key_id, bytes(value)),))
    with pytest.raises(BadSignature, match="politie-haaglanden"):
        cosigned(changed, [WITNESS.verifier])


def test_a_cosignature_of_another_head_does_not_count() -> None:
    line = cosign(checkpoints.sign(HEAD, LOG), WITNESS, AT).signatures[1]
    with pytest.raises(BadSignature):
        cosigned(Note(Checkpoint(ORIGIN, 8, HEAD.root).format(), (line,)), [WITNESS.verifier])


def test_the_signature_of_a_log_is_none_of_a_witness() -> None:
    """Even with the same key and name: the kind is in the id, and the header in what is signed."""
    both = SignerKey(ORIGIN, Kind.COSIGNATURE, LOG.seed)
    signed = checkpoints.sign(HEAD, LOG)
    assert cosigned(signed, [both.verifier, LOG.verifier]) == {}
    dressed = Signature(ORIGIN, both.verifier.id, signed.signatures[0].value)
    with pytest.raises(BadSignature):
        cosigned(Note(signed.text, (dressed,)), [both.verifier])


def test_strangers_are_left_out_and_the_last_time_counts() -> None:
    stranger = SignerKey("vreemde", Kind.COSIGNATURE, b"\4" * 32)
    signed = cosign(cosign(cosign(checkpoints.sign(HEAD, LOG), stranger, AT), WITNESS, AT + 60), WITNESS, AT)
    assert cosigned(signed, [WITNESS.verifier]) == {WITNESS.verifier: AT + 60}


def test_a_time_in_the_future_is_refused_where_one_has_a_clock() -> None:
    signed = cosign(checkpoints.sign(HEAD, LOG), WITNESS, AT)
    assert cosigned(signed, [WITNESS.verifier], now=AT)
    with pytest.raises(FromTheFuture, match="toekomst"):
        cosigned(signed, [WITNESS.verifier], now=AT - 1)


@pytest.mark.parametrize("at", [-1, LATEST + 1])
def test_a_time_that_does_not_fit_is_not_signed(at: int) -> None:
    with pytest.raises(ValueError, match="time"):
        cosign(checkpoints.sign(HEAD, LOG), WITNESS, at)
