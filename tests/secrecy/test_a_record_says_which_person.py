"""WGS-1.8-2: which person acted stands sealed in its record with the function; records from before open as they did."""

import json

import pytest
from secrecy.test_a_record_is_bound_to_one_key import ACCOUNT

from levensloop.contracts.erased import ERASED
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered
from levensloop.infra.secrecy.sealed_account import key_of_record, open_account, open_with, seal_account
from levensloop.verifier.bundle_errors import RecordMalformed, RecordTampered
from levensloop.verifier.sealed_record import SealedRecord

PERSON = "7f3a-19c2"
NAMED = ACCOUNT.model_copy(update={"person": PERSON})
CONTENT = Key("a", b"\1" * 32)
OWN = key_of_record(CONTENT, ACCOUNT.id)


def test_it_is_sealed_and_read_back_by_the_node_and_by_the_verifier() -> None:
    stored = seal_account(NAMED, CONTENT)

    assert b"person" not in stored
    assert PERSON.encode() not in stored
    assert open_with(stored, OWN) == open_account(stored, CONTENT) == NAMED
    assert SealedRecord.parse(stored, 3).opened(OWN.secret) == ("wijkagent", PERSON)


def test_a_record_without_is_as_it_always_was() -> None:
    stored = seal_account(ACCOUNT, CONTENT)

    assert open_with(stored, OWN).person is None
    assert SealedRecord.parse(stored, 3).opened(OWN.secret) == ("wijkagent", None)


def test_with_its_key_destroyed_neither_is_left() -> None:
    gone = open_account(seal_account(NAMED, CONTENT), None)

    assert (gone.functionary, gone.person) == (str(ERASED), None)


def test_in_clear_it_is_no_record_of_ours() -> None:
    """Nobody can put another person beside the function that is sealed."""
    body = {**json.loads(seal_account(ACCOUNT, CONTENT)), "person": PERSON}
    stored = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    with pytest.raises(Tampered):
        open_with(stored, OWN)
    with pytest.raises(Tampered):
        open_account(stored, CONTENT)
    with pytest.raises(RecordMalformed):
        SealedRecord.parse(stored, 3)


@pytest.mark.parametrize("person", ["jan jansen", "111222333"])
def test_what_is_no_pseudonym_is_refused_also_where_it_was_sealed(person: str) -> None:
    """As whoever has the keys of the node could."""
    stored = seal_account(ACCOUNT.model_copy(update={"person": person}), CONTENT)

    with pytest.raises(Tampered):
        open_with(stored, OWN)
    with pytest.raises(RecordTampered):
        SealedRecord.parse(stored, 3).opened(OWN.secret)
