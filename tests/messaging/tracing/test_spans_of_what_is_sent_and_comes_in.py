"""A span of what somebody at a prompt sends, and of what a message brought, go to the collector that the environment names, if any."""

import pytest

from levensloop.cli.reach import COLLECTOR, _traces_of
from levensloop.infra.messaging.span_names import request_name
from levensloop.infra.messaging.spans import spans_to_collector
from levensloop.infra.messaging.tracing import Span, came, current_traceparent, part, spans_to, traced, untraced
from support.collector import collecting
from support.samples.world import POLITIE

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_what_is_sent_at_a_prompt_goes_to_the_collector_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with collecting() as collector:
        monkeypatch.setenv(COLLECTOR, collector.url)
        with _traces_of(POLITIE), traced(None, "send cmd RaiseSignal"):
            pass
    (span,) = collector.spans
    assert span.name == "send cmd RaiseSignal"
    assert any(POLITIE.encode() in body for body in collector.bodies), "whose it is"


@pytest.mark.parametrize("said", [None, ""])
def test_without_one_nothing_is_sent(monkeypatch: pytest.MonkeyPatch, said: str | None) -> None:
    monkeypatch.delenv(COLLECTOR, raising=False)
    if said is not None:
        monkeypatch.setenv(COLLECTOR, said)
    with collecting() as collector:
        with _traces_of(POLITIE), traced(None, "send cmd RaiseSignal"):
            pass
        assert collector.bodies == []


def test_who_is_at_a_prompt_reads_nothing_of_a_collector_that_is_away(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(COLLECTOR, "http://127.0.0.1:9/v1/traces")
    with _traces_of(POLITIE), traced(None, "send cmd RaiseSignal"):
        pass
    assert capfd.readouterr() == ("", "")


def test_one_inside_another_sends_nothing_twice() -> None:
    with collecting() as collector:
        with spans_to_collector(collector.url, "a"), spans_to_collector(collector.url, "b"), traced(None, "one"):
            pass
        with spans_to_collector(collector.url, "c"), traced(None, "two"):
            pass
    assert [span.name for span in collector.spans] == ["one", "two"]


def test_what_came_hangs_under_the_span_that_it_names_and_changes_nothing_here() -> None:
    told: list[Span] = []
    with spans_to(told.append):
        came(PARENT, "read letter", 1, organisation=POLITIE)
    (span,) = told
    assert (span.parent, span.began, span.attributes) == (PARENT, 1, {"organisation": POLITIE})
    assert span.traceparent.split("-")[1] == PARENT.split("-")[1]
    assert current_traceparent() is None


@pytest.mark.parametrize("named", [None, "", "onzin", f"00-{'0' * 32}-00f067aa0ba902b7-01"])
def test_what_names_no_span_is_none(named: str | None) -> None:
    told: list[Span] = []
    with spans_to(told.append):
        came(named, "read letter", 1)
    assert told == []


def test_a_part_is_under_what_is_done_and_is_none_outside_a_trace() -> None:
    """What nobody may tie to what it came from (BTL-1) gets no span by what is done for it."""
    told: list[Span] = []
    with spans_to(told.append):
        with part("letter"):
            assert current_traceparent() is None
        with traced(None, "policy"), untraced(), part("letter"):
            assert current_traceparent() is None
        with traced(None, "policy") as above, part("letter"):
            assert current_traceparent() != above
    assert [(span.name, span.parent) for span in told if span.name == "letter"] == [("letter", above)]


def test_a_name_that_somebody_made_up_is_in_no_name_of_a_span() -> None:
    assert request_name("cmd.zvh-haaglanden.om.inclusion.Jan-Jansen") == "cmd unknown"
    assert request_name("ask.zvh-haaglanden.om.inclusion.case") == "ask case"
