"""Bytes that are no event of ours are refused with a clear Dutch sentence that repeats nothing of what was in them."""

import json
import re
import traceback
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, ValidationError

from levensloop.contracts.codec import NewerEventVersion, UnreadableEvent, decode, parse, wrong_fields
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.vocabulary import LifeDomain
from support.samples.envelope import ATTRIBUTES, ENVELOPE, REPORTED

SECRET = "Joris Geheim"


def altered(**data: Any) -> CloudEvent:
    return ENVELOPE.model_copy(update={"data": {**ENVELOPE.data, **data}})


def everything_said(error: BaseException) -> str:
    """The message, and what a log with a traceback would show."""
    return "".join(traceback.format_exception(error))


def test_what_was_written_is_read_back() -> None:
    assert decode(parse(ENVELOPE.to_bytes())) == REPORTED


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        SECRET.encode(),
        b"[]",
        json.dumps(SECRET).encode(),
        json.dumps({**ATTRIBUTES, "id": SECRET}).encode(),
        json.dumps({**ATTRIBUTES, "data": SECRET}).encode(),
        json.dumps({k: v for k, v in ATTRIBUTES.items() if k != "source"}).encode(),
        b"\xff\xfe" + SECRET.encode(),
    ],
)
def test_no_envelope(body: bytes) -> None:
    with pytest.raises(UnreadableEvent, match="Geen leesbare CloudEvent") as caught:
        parse(body)

    assert SECRET not in everything_said(caught.value)


@pytest.mark.parametrize(
    "envelope",
    [
        altered(person=SECRET),
        altered(at=SECRET),
        altered(concerns=[{"domain": SECRET, "text": "x"}]),
        altered(unknown=SECRET),
    ],
)
def test_a_malformed_body_names_the_field_and_not_its_value(envelope: CloudEvent) -> None:
    with pytest.raises(
        UnreadableEvent, match=r"is onleesbaar: (person|at|concerns\[1\]\.domain|unknown)( \(.+\))?$"
    ) as caught:
        decode(envelope)

    assert SECRET not in everything_said(caught.value)


def test_an_unknown_type() -> None:
    with pytest.raises(UnreadableEvent, match=r"Onbekend soort gebeurtenis: nl\.levensloopaanpak\.something-else\.v1"):
        decode(ENVELOPE.model_copy(update={"type": "nl.levensloopaanpak.something-else.v1"}))


def test_a_newer_version_is_not_guessed_at() -> None:
    newer = ENVELOPE.model_copy(update={"type": "nl.levensloopaanpak.client-reported.v2"})

    with pytest.raises(NewerEventVersion, match="Werk de software bij"):
        decode(newer)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": None}, "reason (geen tekst)"),
        ({"reason": ""}, "reason (leeg)"),
        ({"concerns": [{"domain": "tuin", "text": "x"}]}, "concerns[1].domain (kan niet; kies uit housing (wonen), "),
        ({"colour": "x"}, "colour (bestaat niet)"),
        ({"person": {"name": "x", "date_of_birth": "31-13-1990", "municipality": "x"}}, "date_of_birth (geen dag"),
        ({"person": {"name": "x", "municipality": "x"}}, "person.date_of_birth (ontbreekt)"),
    ],
)
def test_what_is_wrong_with_a_field_is_said_in_dutch(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(UnreadableEvent) as caught:
        decode(altered(**changed))
    assert said in str(caught.value)


class Given(BaseModel):
    """As a command has it: at least one."""

    domains: Annotated[tuple[LifeDomain, ...], Field(min_length=1)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"domains": ["housing", "tuin"]}, r"domains\[2\] \(kan niet; kies uit housing \(wonen\), .+\)"),
        ({"domains": ["tuin"]}, r"domains\[1\] \(kan niet; kies uit housing \(wonen\), .+\)"),
        ({"domains": []}, r"domains \(leeg\)"),
    ],
)
def test_a_list_counts_from_one_and_is_empty_only_when_it_is(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Given.model_validate_json(json.dumps(given))
    told = wrong_fields(caught.value)
    assert re.fullmatch(said, told)
    assert "tuin" not in told
