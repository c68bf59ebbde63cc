"""The envelope keeps the NL GOV profile for CloudEvents: what is required, what is forbidden, and the form of each attribute."""

import json
import re
from datetime import UTC

import pytest
from pydantic import ValidationError

from levensloop.contracts.envelope import CloudEvent
from support.samples.envelope import ATTRIBUTES, ENVELOPE
from support.samples.inclusion import SAMPLE_PERSON
from support.samples.world import HAAGLANDEN


def test_the_required_attributes_are_there() -> None:
    assert {"id", "source", "specversion", "type"} <= ATTRIBUTES.keys()
    assert ATTRIBUTES["specversion"] == "1.0"
    assert ATTRIBUTES["datacontenttype"] == "application/json"


def test_attribute_names_are_short_and_plain() -> None:
    for name in CloudEvent.model_fields:
        assert re.fullmatch(r"[a-z0-9]{1,20}", name)


def test_absent_attributes_are_left_out() -> None:
    assert None not in ATTRIBUTES.values()
    assert "commandid" not in ATTRIBUTES


def test_the_source_is_a_urn_of_organisation_and_system() -> None:
    assert ATTRIBUTES["source"] == "urn:nld:oin:00000009910000000000:systeem:zvh-haaglanden"
    assert ENVELOPE.organisation == HAAGLANDEN


def test_time_is_utc_and_the_moment_it_happened_is_in_the_data() -> None:
    assert ENVELOPE.time.tzinfo is UTC
    assert ATTRIBUTES["time"] == "2026-01-05T09:00:00Z"
    assert ATTRIBUTES["data"]["at"] == "2026-01-05T09:00:00Z"


def test_no_attribute_tells_about_the_person() -> None:
    attributes = json.dumps({name: value for name, value in ATTRIBUTES.items() if name != "data"})

    assert SAMPLE_PERSON.name not in attributes
    assert SAMPLE_PERSON.municipality not in attributes


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("specversion", "0.3"),
        ("id", "1"),
        ("source", "zvh-haaglanden"),
        ("source", "urn:nld:oin:123:systeem:zvh-haaglanden"),
        ("type", "levensloop.contracts.events.inclusion.ClientReported"),
        ("type", "nl.levensloopaanpak.client-reported"),
        ("type", "nl.levensloopaanpak.client-reported.v0"),
        ("subject", "Joris Verzonnen"),
        ("time", "2026-01-05T10:00:00"),
        ("datacontenttype", "text/plain"),
        ("clientname", "Joris Verzonnen"),
    ],
)
def test_what_does_not_keep_the_profile_is_no_envelope(attribute: str, value: str) -> None:
    with pytest.raises(ValidationError, match=attribute):
        CloudEvent.model_validate({**ENVELOPE.model_dump(), attribute: value})
