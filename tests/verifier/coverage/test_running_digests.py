"""A running digest per stream: whatever is removed, changed, reordered or inserted is found, and named by position."""

import hashlib
import json
from typing import Any

import pytest

from levensloop.verifier.coverage import (
    Message,
    Running,
    check_lines,
    covered,
    differences,
    digest_of,
    grown,
    lines,
    parse_lines,
)
from levensloop.verifier.errors import CoverageRefused, Malformed

LOG, OUT = "LOG_zvh-haaglanden", "OUT_zvh-haaglanden"


def cover(position: int, body: bytes = b"x", stream: str = LOG) -> dict[str, Any]:
    subject = f"es.inclusion.case.{position % 3}"
    return {"stream": stream, "position": position, "subject": subject, "digest": digest_of(subject, body)}


def entry(*covers: dict[str, Any]) -> bytes:
    return json.dumps({"what": "x", "covers": list(covers)}).encode()


ENTRIES = [entry(cover(n)) for n in (1, 2, 4, 5)] + [
    entry(cover(3, stream=OUT), cover(4, stream=OUT)),
    b'{"what": "y"}',
]


def test_the_digest_is_what_the_page_says() -> None:
    digest = bytes(32)
    for n in (1, 2, 4, 5):
        one = hashlib.sha256(f"es.inclusion.case.{n % 3}\nx".encode()).digest()
        digest = hashlib.sha256(digest + n.to_bytes(8, "big") + one).digest()
    assert lines(grown({}, ENTRIES))[0] == f"{LOG} 5 4 {digest.hex()}"


def test_it_goes_on_from_the_lines_of_a_checkpoint() -> None:
    told = lines(grown({}, ENTRIES[:3]))
    assert lines(grown(parse_lines(told), ENTRIES[3:])) == lines(grown({}, ENTRIES))


@pytest.mark.parametrize(
    "changed",
    [
        ENTRIES[1:],
        ENTRIES[:3] + ENTRIES[4:],
        [ENTRIES[1], ENTRIES[0], *ENTRIES[2:]],
        [*ENTRIES, entry(cover(6))],
        [entry(cover(1, b"y")), *ENTRIES[1:]],
        ENTRIES[:4],
    ],
    ids=["removed first", "removed", "reordered", "inserted", "changed", "a stream left out"],
)
def test_other_records_give_other_lines(changed: list[bytes]) -> None:
    told = lines(grown({}, ENTRIES))
    check_lines(told, ENTRIES)
    with pytest.raises(CoverageRefused):
        check_lines(told, changed)


@pytest.mark.parametrize(
    "wrong", ["x", f"{LOG} 5 4", f"{LOG} 05 4 {'0' * 64}", f"{LOG} 5 4 {'0' * 63}G", f"{LOG}  5 4 {'0' * 64}"]
)
def test_a_line_of_another_form_is_refused(wrong: str) -> None:
    with pytest.raises(Malformed):
        parse_lines([wrong])


def test_lines_stand_in_order_and_once() -> None:
    told = lines(grown({}, ENTRIES))
    assert parse_lines(told).keys() == {LOG, OUT}
    for wrong in (told[::-1], (told[0], told[0])):
        with pytest.raises(Malformed):
            parse_lines(wrong)


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b"[1]",
        b'{"covers": 1}',
        entry({**cover(1), "position": "1"}),
        entry({**cover(1), "position": True}),
        entry({**cover(1), "position": 0}),
        entry({**cover(1), "digest": "x"}),
        entry({**cover(1), "stream": "two words"}),
        entry({**cover(1), "more": 1}),
        b'{"covers": ' + b"[" * 100_000,
    ],
)
def test_a_record_of_another_form_covers_nothing(body: bytes) -> None:
    assert covered(body) == ()


def test_what_differs_in_a_stream_is_named_by_position() -> None:
    records = [Message(**cover(n)) for n in (1, 2, 4, 5, 7, 8)]
    assert list(differences(records, records)) == []
    moved = [records[0], Message(LOG, 2, records[2].subject, records[2].digest), *records[2:]]
    assert [str(found).split(":")[0] for found in differences(records, moved)] == [f"{LOG} 2"]
    other = [Message(**cover(n, b"y" if n == 4 else b"x")) for n in (1, 3, 4, 5, 8, 9)]
    assert list(map(str, differences(records, other))) == [
        f"{LOG} 3: tussengevoegd, geen verantwoording",
        f"{LOG} 4: gewijzigd",
        f"{LOG} 2: weggenomen",
        f"{LOG} 7: weggenomen",
    ]
    assert list(map(str, differences([*records, records[0]], records))) == [f"{LOG} 1: twee keer verantwoord"]


def test_nothing_is_covered_at_the_start() -> None:
    assert (Running().last, Running().count, lines({})) == (0, 0, ())
