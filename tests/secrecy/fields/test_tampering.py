"""A sealed event that was changed is refused; what was moved from elsewhere does not open."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.contracts.codec import UnreadableEvent
from levensloop.contracts.events.inclusion import ClientReported, TriageConcluded
from levensloop.contracts.vocabulary import TriageOutcome
from levensloop.infra.secrecy.errors import KeyLost, NotSealed, SecrecyError, Tampered
from levensloop.infra.secrecy.sealing import STEP
from support.samples.envelope import ENVELOPE, REPORTED
from support.samples.world import CHAIR, HAAGLANDEN, NOW, POLITIE, actor
from support.sealed import keys_of, opened, sealed, without

STORED, KEYS = sealed(ENVELOPE, ClientReported)
Change = Callable[[dict[str, Any]], None]


def changed(change: Change, stored: bytes = STORED) -> bytes:
    body = json.loads(stored)
    change(body)
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


@settings(max_examples=1500, deadline=None)
@given(at=st.integers(0, len(STORED) - 1), bit=st.integers(0, 7))
def test_any_bit_that_is_changed_is_refused(at: int, bit: int) -> None:
    other = bytearray(STORED)
    other[at] ^= 1 << bit

    with pytest.raises((SecrecyError, UnreadableEvent)):
        opened(bytes(other), KEYS)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda body: body.update(id=str(UUID(int=4, version=4))), id="another event"),
        pytest.param(lambda body: body.update(subject=str(UUID(int=5, version=4))), id="another case"),
        pytest.param(lambda body: body.update(type="nl.levensloopaanpak.client-reported.v2"), id="another type"),
        pytest.param(lambda body: body.update(time="2026-01-05T09:00:01Z"), id="another time"),
        pytest.param(
            lambda body: body.update(source=body["source"].replace("haaglanden", "rotterdam")), id="another ZVH"
        ),
        pytest.param(lambda body: body["data"].update(plan_before="2027-01-01"), id="another term"),
        pytest.param(lambda body: body["data"]["by"].update(organisation="om-haaglanden"), id="another who did it"),
        pytest.param(lambda body: body["data"]["concerns"].reverse(), id="another order"),
        pytest.param(lambda body: body["data"]["concerns"].pop(), id="one less"),
        pytest.param(lambda body: body["data"].pop("reason"), id="a field less"),
        pytest.param(lambda body: body["data"].update(reason="zelf bedacht"), id="a field in clear"),
    ],
)
def test_what_is_in_clear_cannot_be_changed_either(change: Change) -> None:
    with pytest.raises(Tampered):
        opened(changed(change), KEYS)


def test_a_field_does_not_open_in_the_place_of_another() -> None:
    def swap(body: dict[str, Any]) -> None:
        person = body["data"]["person"]
        person["name"], person["municipality"] = person["municipality"], person["name"]

    with pytest.raises(Tampered, match=r"person\.name"):
        opened(changed(swap), KEYS)


@pytest.mark.parametrize("of", ["id", "subject"])
def test_a_field_does_not_open_in_another_event_or_case(of: str) -> None:
    """Under the same key, of the same type, at the same path: a whole event of another id or case lends its fields."""
    other, _ = sealed(ENVELOPE.model_copy(update={of: UUID(int=6, version=4)}), ClientReported, KEYS)

    with pytest.raises(Tampered):
        opened(changed(lambda body: body.update(data=json.loads(other)["data"])), KEYS)


def test_an_event_that_was_never_sealed_is_not_believed() -> None:
    with pytest.raises(NotSealed):
        opened(ENVELOPE.to_bytes(), KEYS)


def test_another_key_under_the_same_id_does_not_open_it() -> None:
    (ring,) = KEYS.rings
    wrong = keys_of([ring])
    wrong.rings[ring].keys[0].kid = KEYS.rings[ring].keys[0].kid

    with pytest.raises(Tampered):
        opened(STORED, wrong)


def test_a_key_that_is_lost_is_not_the_same_as_one_that_is_destroyed() -> None:
    with pytest.raises(KeyLost, match="reservekopie"):
        opened(STORED, keys_of([POLITIE]))
    assert f"{opened(STORED, without(KEYS, POLITIE)).by.functionary}" == "vernietigd"


def test_an_error_says_nothing_of_what_was_inside() -> None:
    with pytest.raises(Tampered) as refused:
        opened(changed(lambda body: body["data"].update(reason=body["data"]["person"]["name"])), KEYS)
    told = str(refused.value)
    assert REPORTED.person.name not in told
    assert not any(key.secret.hex() in told for ring in KEYS.rings.values() for key in ring.keys)


def test_short_fields_are_all_of_one_length() -> None:
    """Else the length of a word from a short list would tell which word it is."""
    seen = json.loads(STORED)["data"]
    lengths = {len(seen["by"]["functionary"]["sealed"]), len(seen["person"]["date_of_birth"]["sealed"])}

    assert len(REPORTED.by.functionary) + 2 < STEP
    assert len(lengths) == 1


def test_the_same_sealed_twice_is_not_the_same() -> None:
    assert sealed(ENVELOPE, ClientReported, KEYS)[0] != STORED


def test_an_organisation_that_is_called_sealed_is_just_an_organisation() -> None:
    event = TriageConcluded(
        at=NOW,
        by=actor(HAAGLANDEN, CHAIR),
        outcome=TriageOutcome.ADVICE,
        participants=("sealed",),
        grounds=(),
        reasoning="Past niet.",
    )
    envelope = ENVELOPE.model_copy(update={"type": event.wire_name(), "data": event.model_dump(mode="json")})
    stored, keys = sealed(envelope, TriageConcluded)

    assert opened(stored, keys) == event


def test_what_only_looks_like_a_sealed_field_is_refused() -> None:
    for lookalike in ({"sealed": 1}, {"sealed": "a.b", "c": 1}, {"sealed": "zonder punt"}, {"sealed": "a.AAAA"}):
        with pytest.raises((Tampered, KeyLost)):
            opened(changed(lambda body, put=lookalike: body["data"].update(reason=put)), KEYS)  # type: ignore[misc]
