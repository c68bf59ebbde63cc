"""A request: sealed to its ZVH, signed by who gives it, for one subject and a short while; the answer is for who asked."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secrecy.messages.people import CASE, DIRECTORY, KEYS, STRANGER

from levensloop.infra.secrecy import requests
from levensloop.infra.secrecy.errors import (
    NotForUs,
    OrganisationKeyProblem,
    SecrecyError,
    Stale,
    Tampered,
    UnknownSigner,
)
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys
from levensloop.infra.secrecy.parcels import LETTER_KEYS, open_parcel
from levensloop.infra.secrecy.requests import FRESH, AnsweredInClear, Answering, Correspondent, Request, open_request
from support.samples.world import HAAGLANDEN, OM, POLITIE

SUBJECT = f"cmd.{HAAGLANDEN}.{POLITIE}.inclusion.ReportClient"
BODY = b'{"person":"Jan Verzonnen"}'


def of(organisation: str, own: OrganisationKeys | None = None) -> Correspondent:
    return Correspondent(organisation, lambda: own or KEYS[organisation], lambda: DIRECTORY)


MADE = datetime.now(UTC)
SENT, WAITING = of(POLITIE).close(BODY, HAAGLANDEN, SUBJECT)


def at_time(moment: datetime, patch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return moment

    patch.setattr(requests, "datetime", Clock)


@pytest.fixture(autouse=True, scope="module")
def just_made() -> Iterator[None]:
    """These tests may run long after this module was read."""
    with pytest.MonkeyPatch.context() as patch:
        at_time(MADE, patch)
        yield


def opened(body: bytes = SENT, me: str = HAAGLANDEN, subject: str = SUBJECT, organisation: str = POLITIE) -> Request:
    return open_request(body, me, subject, organisation, DIRECTORY.signer, KEYS[me])


def test_the_zvh_reads_it_and_knows_whose_it_is() -> None:
    request = opened()

    assert (request.organisation, request.body) == (POLITIE, BODY)
    assert BODY not in SENT


def test_who_asked_reads_the_answer_and_nobody_else() -> None:
    answer = opened().answering.close(b"antwoord")
    other = of(POLITIE).close(BODY, HAAGLANDEN, SUBJECT)[1]

    assert WAITING.open(answer) == b"antwoord"
    assert b"antwoord" not in answer
    with pytest.raises(Tampered):
        other.open(answer)  # of another request, the same but for its key
    with pytest.raises(Tampered):
        Answering(other.key, WAITING.bound).open(answer)


@settings(max_examples=600, deadline=None)
@given(at=st.integers(0, len(SENT) - 1), bit=st.integers(0, 7))
def test_any_bit_that_is_changed_is_refused(at: int, bit: int) -> None:
    other = bytearray(SENT)
    other[at] ^= 1 << bit

    with pytest.raises(SecrecyError):
        opened(bytes(other))


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 35), bit=st.integers(0, 7))
def test_an_answer_that_was_changed_is_not_believed(at: int, bit: int) -> None:
    answer = bytearray(opened().answering.close(b"antwoord"))
    answer[at] ^= 1 << bit

    with pytest.raises((Tampered, AnsweredInClear)):
        WAITING.open(bytes(answer))


def test_an_answer_in_clear_is_not_believed_whatever_it_says() -> None:
    with pytest.raises(AnsweredInClear) as error:
        WAITING.open(b'{"refusal":null,"events":[]}')

    assert error.value.said.startswith(b"{")


@pytest.mark.parametrize(
    ("open_it", "error"),
    [
        (lambda: opened(subject=SUBJECT.replace("ReportClient", "RetractReport")), NotForUs),
        (lambda: opened(organisation=OM, subject=SUBJECT), UnknownSigner),
        (lambda: opened(of(OM).close(BODY, HAAGLANDEN, SUBJECT)[0]), UnknownSigner),
        (lambda: opened(of(POLITIE, STRANGER).close(BODY, HAAGLANDEN, SUBJECT)[0]), UnknownSigner),
        (lambda: opened(of(POLITIE, KEYS[OM]).close(BODY, HAAGLANDEN, SUBJECT)[0]), UnknownSigner),
        (lambda: opened(of(OM, KEYS[POLITIE]).close(BODY, HAAGLANDEN, SUBJECT)[0]), UnknownSigner),
        (lambda: opened(me=OM), NotForUs),
        (lambda: opened(BODY), Tampered),
        (lambda: opened(b""), Tampered),
        (lambda: open_parcel(SENT, LETTER_KEYS, HAAGLANDEN, CASE, DIRECTORY.signer, KEYS[HAAGLANDEN]), Tampered),
    ],
    ids=[
        "other subject",
        "other sender",
        "signed by another",
        "a stranger",
        "in its name",
        "as another",
        "to another",
        "in clear",
        "empty",
        "as a parcel",
    ],
)
def test_what_is_not_what_it_says_is_refused(open_it: Callable[[], object], error: type[SecrecyError]) -> None:
    with pytest.raises(error):
        open_it()


@pytest.mark.parametrize("off", [2 * FRESH, -2 * FRESH], ids=["kept up", "clock"])
def test_what_was_made_at_another_time_is_refused(off: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    at_time(MADE + off, monkeypatch)

    with pytest.raises(Stale, match="10 minuten"):
        opened()


def test_there_is_no_asking_of_whom_the_topology_names_no_key() -> None:
    with pytest.raises(OrganisationKeyProblem):
        of(POLITIE).close(BODY, "zvh-nergens", SUBJECT)
