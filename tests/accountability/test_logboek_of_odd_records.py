"""WGS-1.8-4: a record that a collector cannot take as it stands is named, and stops nothing of the Logboek Dataverwerkingen."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from accountability.test_records_in_the_log import account
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk.resources import Resource

from levensloop.audit.giving.logboek import Entry, Subjects, entry_of
from levensloop.audit.giving.logboek_export import span_of
from levensloop.cli.audit.logboek import without
from levensloop.infra.messaging.tracing import new_traceparent, span_in
from levensloop.infra.secrecy.aead import new_key
from support.samples.world import HAAGLANDEN

TRACE, SPAN = "a1" * 16, "b2" * 8
CASE = uuid4()
NONE = [
    "",
    "x",
    "a-b",
    "a-b-c-d",
    "a-b-c-d-e",
    f"00-{TRACE}-{SPAN}",
    f"00-{TRACE}-{SPAN}-01-more",
    f"01-{TRACE}-{SPAN}-01",
    f"00-{TRACE.upper()}-{SPAN}-01",
    f"00-{TRACE}-{SPAN}-01\n",
    f"00-{'0' * 32}-{SPAN}-01",
    f"00-{TRACE}-{'0' * 16}-01",
    f"00-{TRACE}0-{SPAN}-01",
    f"00-{'g' * 32}-{SPAN}-01",
]


def entry(**changes: object) -> Entry:
    found = entry_of(account(CASE, **changes), "https://zvh.example/register", Subjects(new_key(), HAAGLANDEN))
    assert found is not None
    return found


def taken(one: Entry) -> bool:
    """Whether it can be said in the bytes that collectors take."""
    return bool(encode_spans([span_of(one, Resource.create({}))]).SerializeToString())


@pytest.mark.parametrize("traceparent", NONE)
def test_a_trace_that_is_none_is_left_out_and_named(traceparent: str) -> None:
    record = account(CASE, traceparent=traceparent)
    found = entry_of(record, "https://zvh.example/register", Subjects(new_key(), HAAGLANDEN))
    assert found is not None
    assert (found.trace_id, found.parent_span_id, found.doubts) == (record.id.hex, None, ("trace",))
    assert taken(found)
    assert "doubts" not in found.as_json()
    assert span_in(traceparent) is None
    assert new_traceparent(traceparent)[3:35] != TRACE


def test_one_that_is_a_trace_goes_along_and_no_trace_is_no_doubt() -> None:
    whole = entry(traceparent=f"00-{TRACE}-{SPAN}-01")
    assert (whole.trace_id, whole.parent_span_id, whole.doubts) == (TRACE, SPAN, ())
    assert entry(traceparent=None).doubts == ()


@pytest.mark.parametrize(("at", "said"), [((1, 1, 1), 1970), ((1969, 12, 31), 1970), ((9999, 12, 31, 23, 59), 2500)])
def test_a_moment_that_cannot_be_said_is_the_nearest_and_named(at: tuple[int, ...], said: int) -> None:
    found = entry(at=datetime(*at, tzinfo=UTC))  # type: ignore[misc,arg-type]
    assert (found.start_time.year, found.doubts) == (said, ("tijd",))
    assert taken(found)


def test_who_exports_is_told_where_they_stand() -> None:
    told = without({12: ("trace",), 7: ("trace", "tijd")})
    assert told.startswith("Let op: 2 regel(s)")
    assert told.endswith("Plaats in het logboek: 7 (trace, tijd), 12 (trace).")
