"""A parcel: keys that only the one organisation can open for which they are meant."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secrecy.messages.people import CASE, DIRECTORY, KEYS, STRANGER, TO_POLITIE, new_keys

from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.case_keys import pack, unpack
from levensloop.infra.secrecy.errors import NotForUs, OrganisationKeyProblem, SecrecyError, Tampered, UnknownSigner
from levensloop.infra.secrecy.keys import CaseKeys, Ring
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys
from levensloop.infra.secrecy.parcels import CASE_KEYS, LETTER_KEYS, close_parcel, open_parcel
from support.samples.world import HAAGLANDEN, OM, POLITIE
from support.sealed import emptied

CONTENT = b'{"sleutel":"geheim"}'
SIGNING = KEYS[HAAGLANDEN].signing
PARCEL = close_parcel(CONTENT, CASE_KEYS, TO_POLITIE, DIRECTORY.recipient(POLITIE), SIGNING)


def opened(
    body: bytes = PARCEL,
    me: str = POLITIE,
    case: UUID = CASE,
    kind: str = CASE_KEYS,
    own: OrganisationKeys = KEYS[POLITIE],
) -> tuple[Address, bytes]:
    return open_parcel(body, kind, me, case, DIRECTORY.signer, own)


def test_the_recipient_opens_it_and_knows_from_whom() -> None:
    assert opened() == (TO_POLITIE, CONTENT)
    assert CONTENT not in PARCEL


@settings(max_examples=800, deadline=None)
@given(at=st.integers(0, len(PARCEL) - 1), bit=st.integers(0, 7))
def test_any_bit_that_is_changed_is_refused(at: int, bit: int) -> None:
    other = bytearray(PARCEL)
    other[at] ^= 1 << bit

    with pytest.raises(SecrecyError):
        opened(bytes(other))


def test_with_an_older_key_of_the_recipient_it_still_opens() -> None:
    rotated = replace(new_keys(), encryption=(*new_keys().encryption, *KEYS[POLITIE].encryption))

    assert opened(own=rotated)[1] == CONTENT


def test_what_another_may_open_does_not_open_here() -> None:
    with pytest.raises(NotForUs, match="kid"):
        opened(own=KEYS[OM])


def test_it_is_refused_before_it_is_opened() -> None:
    stranger = close_parcel(CONTENT, CASE_KEYS, TO_POLITIE, DIRECTORY.recipient(POLITIE), STRANGER.signing)
    with pytest.raises(UnknownSigner):
        opened(stranger)
    with pytest.raises(NotForUs, match="ontvanger"):
        opened(me=OM)
    with pytest.raises(NotForUs, match="casus"):
        opened(case=uuid4())
    with pytest.raises(Tampered):
        opened(kind=LETTER_KEYS)


def test_an_organisation_without_a_key_can_be_sent_nothing() -> None:
    with pytest.raises(OrganisationKeyProblem, match="levensloop keys init"):
        DIRECTORY.recipient("reclassering-haaglanden")


def test_the_keys_of_a_case_come_out_as_they_went_in_and_are_nobodys_own() -> None:
    destroyed = emptied(Ring().with_new(new_key()))
    keys = CaseKeys({POLITIE: Ring().with_new(new_key()).with_new(new_key()), OM: destroyed})

    there = unpack(pack(keys))

    assert [(k.kid, k.secret) for k in there[POLITIE].keys] == [(k.kid, k.secret) for k in keys.rings[POLITIE].keys]
    assert there[POLITIE].current is None
    assert there[OM].destroyed == destroyed.destroyed


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"om": {}}', b'{"om": {"keys": [{"kid": "a", "secret": "AA"}], "destroyed": []}}']
)
def test_case_keys_that_make_no_sense_are_refused(content: bytes) -> None:
    with pytest.raises(Tampered):
        unpack(content)
