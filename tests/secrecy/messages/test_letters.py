"""A letter: who sent it is proved before anything is believed, and it opens with its own key alone (TEA-2)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secrecy.messages.people import CASE, DIRECTORY, KEYS, MESSAGE, STRANGER, TO_POLITIE

from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.aead import Key, new_key
from levensloop.infra.secrecy.errors import NotForUs, SecrecyError, Tampered, UnknownSigner
from levensloop.infra.secrecy.jose import sign
from levensloop.infra.secrecy.keys import CaseKeys, Ring
from levensloop.infra.secrecy.letters import Letter, key_of_letter, read_letter, receive_letter, write_letter
from levensloop.infra.secrecy.release import letter_keys, read_letter_keys
from support.samples.world import HAAGLANDEN, OM, POLITIE
from support.sealed import emptied

CONTENT_KEY = new_key()
CONTENT = b'{"wat":"er staat"}'
LETTER = write_letter(CONTENT, TO_POLITIE, CONTENT_KEY, KEYS[HAAGLANDEN].signing)


def received(body: bytes = LETTER, me: str = POLITIE, case: UUID = CASE) -> Letter:
    return receive_letter(body, me, case, DIRECTORY.signer)


def written(address: Address = TO_POLITIE, sender: str = HAAGLANDEN) -> bytes:
    return write_letter(CONTENT, address, CONTENT_KEY, KEYS[sender].signing)


def given_keys(*letters: Letter, ring: Ring | None = None) -> dict[UUID, Key]:
    keys = CaseKeys({POLITIE: ring or Ring().with_new(CONTENT_KEY)})
    return read_letter_keys(letter_keys([(letter.address, letter.kid) for letter in letters], keys))


def test_the_recipient_reads_it_with_the_key_that_the_sender_gives() -> None:
    letter = received()

    assert letter.address == TO_POLITIE
    assert read_letter(letter, given_keys(letter)[MESSAGE]) == CONTENT


def test_without_that_key_it_says_nothing_to_the_recipient_either() -> None:
    assert CONTENT not in LETTER
    with pytest.raises(Tampered):
        read_letter(received(), new_key())


def test_the_key_of_one_letter_opens_no_other() -> None:
    another = received(written(replace(TO_POLITIE, message=uuid4())))

    with pytest.raises(Tampered):
        read_letter(another, given_keys(received())[MESSAGE])


def test_tea_2_of_a_destroyed_content_key_no_letter_can_be_opened_any_more() -> None:
    assert given_keys(received(), ring=emptied(Ring().with_new(CONTENT_KEY))) == {}


@settings(max_examples=1500, deadline=None)
@given(at=st.integers(0, len(LETTER) - 1), bit=st.integers(0, 7))
def test_any_bit_that_is_changed_is_refused(at: int, bit: int) -> None:
    other = bytearray(LETTER)
    other[at] ^= 1 << bit

    with pytest.raises(SecrecyError):
        received(bytes(other))


@pytest.mark.parametrize("body", [b"", b"..", b"a.b.c", b"\xff\xfe", b"." * 400_000, LETTER + b".x", LETTER[:-1]])
def test_what_is_no_letter_is_refused(body: bytes) -> None:
    with pytest.raises(Tampered):
        received(body)


def test_signed_by_somebody_whom_the_topology_does_not_name() -> None:
    with pytest.raises(UnknownSigner, match="niets van overgenomen"):
        received(write_letter(CONTENT, TO_POLITIE, CONTENT_KEY, STRANGER.signing))


def test_signed_by_another_organisation_than_it_says_to_be_from() -> None:
    with pytest.raises(UnknownSigner):
        received(written(sender=OM))


def test_taken_out_of_its_signature_and_signed_by_another() -> None:
    """Whoever passes it off as his own is found out by what is inside."""
    with pytest.raises(UnknownSigner):
        received(sign(received().jwe.encode(), "levensloop-letter", KEYS[OM].signing).encode())


def test_a_signature_on_another_kind_of_message_is_none_on_this() -> None:
    with pytest.raises(Tampered):
        received(sign(received().jwe.encode(), "levensloop-case-keys", KEYS[HAAGLANDEN].signing).encode())


def test_replayed_to_another_recipient() -> None:
    with pytest.raises(NotForUs, match="ontvanger"):
        received(me=OM)


def test_put_in_another_case() -> None:
    with pytest.raises(NotForUs, match="casus"):
        received(case=uuid4())


def test_a_letter_key_tells_nothing_of_the_content_key() -> None:
    derived = key_of_letter(CONTENT_KEY, TO_POLITIE)

    assert derived.secret != CONTENT_KEY.secret
    assert derived.secret != key_of_letter(CONTENT_KEY, replace(TO_POLITIE, recipient=OM)).secret
    assert derived.secret == key_of_letter(CONTENT_KEY, TO_POLITIE).secret


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"x": "y"}', b'{"0f6f7a3e-8a0c-4a53-9a54-0c3c2c4f6b11": 1}', b"\xff"]
)
def test_keys_that_make_no_sense_are_refused(content: bytes) -> None:
    with pytest.raises(Tampered):
        read_letter_keys(content)
