"""What looks for marks finds them, also where they are not in plain sight; and every mark is a number that a BSN could be."""

import base64
import json
from collections.abc import Iterator

import pytest
from pydantic import BaseModel
from secrecy.marked.marking import BORN, CHOSEN, Marking, bsns, fits, found_at_rest, found_in

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.registry import EVENTS

TEXT = json.dumps({"name": "Wim Nergenshuis 770000009", "born": BORN}).encode()


@pytest.mark.parametrize(
    "hidden",
    [
        TEXT,
        base64.b64encode(TEXT),
        base64.urlsafe_b64encode(TEXT).rstrip(b"="),
        base64.b64encode(base64.b64encode(TEXT)),
        b"MSG x 1 2\r\n"
        + base64.urlsafe_b64encode(b'{"alg":"none"}')
        + b"."
        + base64.urlsafe_b64encode(TEXT)
        + b".\r\n",
        b"levensloop.770000009." + BORN.encode(),
        b'{"name":770000009,"born":"' + BORN.encode() + b'"}',
        b"?name=Wim%20770000009&born=" + BORN.encode(),
        b"m-770000009-1 " + BORN.encode(),
    ],
    ids=[
        "plain",
        "base64",
        "base64url",
        "twice",
        "a signature over it in clear",
        "a subject",
        "a number",
        "a link",
        "a pseudonym",
    ],
)
def test_it_is_found(hidden: bytes) -> None:
    assert found_in(b"\x00\xffnoise " + hidden + b"\x00") >= {"770000009", BORN}


@pytest.mark.parametrize(
    "chance",
    [
        b"$JS.ACK.log.reader.1.36.36.1795770000009939180.0",
        b'"time":"2026-11-22T14:46:39.770000009Z"',
        b"4bf92f770000009a",
    ],
    ids=["a moment in nanoseconds", "a part of a second", "a random number in hexadecimal"],
)
def test_what_only_chance_made_is_no_mark(chance: bytes) -> None:
    assert found_in(chance) == set()


def test_marks_pass_the_eleven_test_and_differ() -> None:
    marking = Marking()
    texts = [marking.text("Tekst") for _ in range(500)]

    assert len(set(texts)) == 500
    assert all(fits(int(mark)) for mark in marking.marks)
    assert fits(111222333)
    assert not fits(111222334)


def test_a_number_that_a_bsn_could_be_is_found_whoever_made_it_up() -> None:
    assert bsns('span{organisation="Wim 111222333"} 770000009') == ["111222333", "770000009"]
    assert bsns("111222334, 1112223330, 4bf92f111222333a, 111222333-4e8b") == []


@pytest.mark.parametrize("said", ["2024-09-07", "overleden op 7 september 2024", "07-09-2024"])
def test_a_day_is_found_however_it_is_written(said: str) -> None:
    assert found_in(base64.b64encode(f"Het dossier: {said}, zegt men.".encode()), {"2024-09-07"}) == {"2024-09-07"}
    assert found_in(said.encode()) == set()


def test_what_is_chosen_is_found_by_its_name_where_it_is_not_sealed() -> None:
    sealed = b'{"consent":{"sealed":"a.b"},"triggers":[{"sealed":"a.b"}],"hit": {"sealed":"a.b"}}'

    assert found_at_rest(sealed, ()) == set()
    assert found_at_rest(base64.b64encode(sealed + b'{"hit":true,"triggers":["aggression"]}'), ()) == {
        "hit",
        "triggers",
    }


def test_what_is_found_by_its_name_is_about_a_person_in_every_event() -> None:
    """Else it would stand somewhere in clear by right."""
    kinds = {name: {category for kind in EVENTS.values() for category in named(kind, name)} for name in CHOSEN}

    assert all(kinds.values())
    assert not [name for name, categories in kinds.items() if Category.PROCESS in categories]


def named(kind: type[BaseModel], name: str) -> Iterator[Category]:
    for field, info in kind.model_fields.items():
        if part := part_of(info.annotation):
            yield from named(part, name)
        elif field == name:
            yield category_of(info)
