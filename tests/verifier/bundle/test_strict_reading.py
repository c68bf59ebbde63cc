"""One spelling of everything, and bounds on what is read: whatever else stands in the file is refused at its own line."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from levensloop.verifier import bundle_reader
from levensloop.verifier.bundle_lines import LONGEST
from levensloop.verifier.bundle_scope import OneCase, Scope, WholeLog
from levensloop.verifier.steps import Check, Failed
from levensloop.verifier.verify_bundle import verify
from support.bundled_log import ASKED, A, BundledLog, period
from support.edited_bundle import Edited, spelt

GOOD = BundledLog()


def failure(data: bytes) -> Failed:
    last = list(verify(io.BytesIO(data), ASKED))[-1]
    assert isinstance(last, Failed)
    return last


def refused(change: Callable[[Edited], Any], scope: Scope | None = None) -> Failed:
    edited = Edited(GOOD.bundle(scope or WholeLog()))
    change(edited)
    found = failure(edited.spelt())
    assert (found.check, found.name) == (Check.FORM, "LineMalformed"), found
    return found


def scope_of(edited: Edited) -> dict[str, Any]:
    found: dict[str, Any] = edited.lines[0]["scope"]
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda e: e.lines[0].update(purpose="curiosity"),
        lambda e: e.lines[0].update(made="2025-03-03T09:00:00+00:00"),
        lambda e: e.lines[0].update(made="2025-3-03T09:00:00Z"),
        lambda e: e.lines[0].update(made=7),
        lambda e: e.lines[0].update(more=1),
        lambda e: e.lines[0].update(scope={"kind": "all"}),
        lambda e: e.lines[0].update(scope={}),
        lambda e: e.lines.pop(0),
    ],
)
def test_the_header_says_what_it_must_and_no_more(change: Callable[[Edited], Any]) -> None:
    refused(change)


@pytest.mark.parametrize(
    "change",
    [
        lambda e: scope_of(e).update(until=scope_of(e)["from"]),
        lambda e: scope_of(e).update(first=26),
        lambda e: scope_of(e).update(first=-1),
        lambda e: scope_of(e).update(first=True),
        lambda e: scope_of(e).update(end=1 << 63),
    ],
)
def test_a_period_ends_after_it_begins(change: Callable[[Edited], Any]) -> None:
    refused(change, period(GOOD))


@pytest.mark.parametrize(
    "change",
    [
        lambda e: scope_of(e).update(case=str(A).upper()),
        lambda e: scope_of(e).update(case=A.hex),
        lambda e: scope_of(e).update(case="x"),
        lambda e: scope_of(e).update(complete=1),
    ],
)
def test_a_case_has_one_spelling(change: Callable[[Edited], Any]) -> None:
    refused(change, OneCase(A, complete=False))


@pytest.mark.parametrize(
    "change",
    [
        lambda e: e.lines.insert(1, e.lines.pop(4)),
        lambda e: e.lines.insert(5, dict(e.only("head"))),
        lambda e: e.lines.remove(e.only("head")),
        lambda e: e.lines.insert(1, {"policy": "quorum none\n"}) or e.lines.insert(1, {"policy": "quorum none\n"}),
        lambda e: e.lines.append({"policy": "x"}) or e.lines.append(e.lines.pop(-2)),
        lambda e: e.lines.insert(1, {"policy": 3}),
        lambda e: e.lines.insert(1, {"key": None}),
    ],
)
def test_the_lines_have_their_order(change: Callable[[Edited], Any]) -> None:
    refused(change)


@pytest.mark.parametrize(
    "more",
    [
        {"record": True},
        {"record": -1},
        {"record": 1 << 63},
        {"record": "6"},
        {"record": 6.0},
        {"state": "seen"},
        {"state": "erased"},
        {"key": None},
        {"key": "AAAA"},
        {"key": "A" * 42 + "B="},
        {"proof": "AAAA"},
        {"proof": "A" * 43 * 200},
        {"entry": "?"},
        {"more": 1},
    ],
)
def test_a_record_has_its_form(more: dict[str, Any]) -> None:
    found = refused(lambda e: e.record(6).update(more))
    assert "Regel 14 van het bestand" in found.text


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"{}\n",
        b"[]\n",
        b"null\n",
        b"\xff\n",
        b'{"record":NaN}\n',
        b"[" * 100_000 + b"\n",
        b'{"a":"\\ud800"}\n',
        b'{"a":1}\r\n',
    ],
)
def test_no_json_of_ours(line: bytes) -> None:
    whole = GOOD.bundle().splitlines(keepends=True)
    assert failure(b"".join([*whole[:9], line, *whole[9:]])).name == "LineMalformed"
    assert failure(line).name == "LineMalformed"


def test_a_line_is_not_read_beyond_its_bound() -> None:
    first = GOOD.bundle().splitlines(keepends=True)[0]
    found = failure(first + b'{"policy":"' + b"x" * LONGEST + b'"}\n')
    assert f"langer dan {LONGEST} bytes" in found.text


def test_what_stands_before_the_records_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = spelt({"key": "x"}) * bundle_reader.MOST_LINES
    lines = GOOD.bundle().splitlines(keepends=True)
    assert "te veel" in failure(lines[0] + keys + b"".join(lines[1:])).text
    monkeypatch.setattr(bundle_reader, "MOST_BYTES", 1000)
    assert "te veel" in failure(GOOD.bundle()).text
