"""When a checkpoint was made, by a moment beside it that nobody signed: no later than a later one, nor than a witness saw it. Pure."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from levensloop.audit.log.checkpoints import Signed
from levensloop.audit.log.moments import EPOCH, moment_of, told_by
from levensloop.audit.log.seen import AtTheLatest
from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.signed_to import SignedTo
from levensloop.verifier.checkpoint import Checkpoint, sign
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.note import Note, Signature
from levensloop.verifier.policy import Group, Policy

LOG, WITNESS = SignerKey.generate("log", Kind.NOTE), SignerKey.generate("getuige", Kind.COSIGNATURE)
POLICY = Policy((LOG.verifier,), {"g": WITNESS.verifier}, {"alle": Group(1, ("g",))}, "alle")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def made(size: int, at: datetime, seen: datetime | None = None) -> Signed:
    checkpoint = Checkpoint("log", size, bytes(32))
    note = sign(checkpoint, LOG)
    if seen is not None:
        note = cosign(note, WITNESS, int(seen.timestamp()))
    return Signed(note, checkpoint, size, at, size)


def test_each_at_its_own_moment_where_these_go_on() -> None:
    latest = AtTheLatest()
    assert [latest.of(made(size, NOON + size * HOUR), POLICY) for size in (3, 2, 1)] == [
        NOON + size * HOUR for size in (3, 2, 1)
    ]


def test_no_later_than_a_later_one() -> None:
    latest = AtTheLatest()
    assert latest.of(made(2, NOON), POLICY) == NOON
    assert latest.of(made(1, NOON + HOUR), POLICY) == NOON


def test_no_later_than_a_witness_saw_it_nor_any_of_before_that() -> None:
    latest = AtTheLatest()
    assert latest.of(made(2, NOON + HOUR, seen=NOON), POLICY) == NOON
    assert latest.of(made(1, NOON + HOUR), POLICY) == NOON


def test_that_a_witness_saw_it_later_says_nothing() -> None:
    assert AtTheLatest().of(made(1, NOON, seen=NOON + HOUR), POLICY) == NOON


def test_a_cosignature_that_is_none_says_nothing() -> None:
    signed = made(1, NOON + HOUR, seen=NOON)
    *own, last = signed.note.signatures
    forged = Signature(last.name, last.key_id, last.value[:-1] + bytes([last.value[-1] ^ 1]))
    spoilt = Signed(Note(signed.note.text, (*own, forged)), signed.checkpoint, 1, signed.at, 1)
    assert AtTheLatest().of(spoilt, POLICY) == NOON + HOUR


def checkpoint(**headers: str) -> StoredMessage:
    return StoredMessage(subjects.CHECKPOINT, b"", headers, 1, 0)


def test_what_stands_beside_a_checkpoint_is_read() -> None:
    assert told_by(checkpoint(**SignedTo(7, NOON).headers())) == SignedTo(7, NOON)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Levensloop-Position": "7"},
        {"Levensloop-Position": "zeven", "Levensloop-At": NOON.isoformat()},
        {"Levensloop-Position": "7", "Levensloop-At": "gisteren"},
        {"Levensloop-Position": "7", "Levensloop-At": "0001-01-01T00:00:00+23:59"},
    ],
)
def test_or_it_is_said_that_it_cannot_be(headers: dict[str, str]) -> None:
    assert told_by(checkpoint(**headers)) is None


def test_a_record_says_when_it_was() -> None:
    assert moment_of(f'{{"id":"{uuid4()}","at":"{NOON.isoformat()}"}}'.encode()) == NOON


@pytest.mark.parametrize("entry", [b"", b"[]", b"{}", b'{"at":5}', b'{"at":"2026-03-02T12:00:00"}', b"[" * 100_000])
def test_what_cannot_be_read_says_nothing(entry: bytes) -> None:
    assert moment_of(entry) == EPOCH
