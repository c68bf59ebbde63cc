"""An event of which fields are destroyed is read: what is left is checked as always, what is gone says so."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from pydantic_core import PydanticSerializationError

from levensloop.contracts.codec import UnreadableEvent, decode
from levensloop.contracts.erased import ERASED, GONE, is_erased
from levensloop.contracts.events.inclusion import ClientReported
from support.samples.envelope import ENVELOPE, REPORTED


def read_with(change: Callable[[dict[str, Any]], None]) -> ClientReported:
    data = copy.deepcopy(ENVELOPE.data)
    change(data)
    event = decode(ENVELOPE.model_copy(update={"data": data}))
    assert isinstance(event, ClientReported)
    return event


def without_some(data: dict[str, Any]) -> None:
    data["person"]["date_of_birth"] = data["safety"] = data["by"]["functionary"] = data["concerns"][0]["text"] = GONE


def test_what_is_left_is_as_it_was() -> None:
    event = read_with(without_some)

    assert (event.at, event.reason, event.tried) == (REPORTED.at, REPORTED.reason, REPORTED.tried)
    assert event.person.name == REPORTED.person.name
    assert event.by.organisation == REPORTED.by.organisation
    assert event.concerns[1] == REPORTED.concerns[1]
    assert event.concerns[0].domain is REPORTED.concerns[0].domain


def test_what_is_gone_says_so_in_a_way_that_people_can_read() -> None:
    event = read_with(without_some)

    gone: list[object] = [event.person.date_of_birth, event.by.functionary, event.concerns[0].text, event.safety]
    assert all(map(is_erased, gone))
    assert f"{event.by.functionary}" == "vernietigd"
    assert event.safety == (ERASED,)


def test_a_text_that_says_the_same_is_not_erased() -> None:
    event = read_with(lambda data: data.update(reason="vernietigd", safety=["vernietigd"]))

    assert not is_erased(event.reason)
    assert not is_erased(event.safety)


def wrong(data: dict[str, Any]) -> None:
    data["at"] = "ooit"


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (wrong, "at|is onleesbaar"),
        (lambda data: data.pop("reason"), "reason"),
        (lambda data: data.update(surprise="geheim"), "surprise"),
        (lambda data: data["person"].update(surprise="geheim"), "surprise"),
    ],
)
def test_the_rest_is_checked_as_always(change: Callable[[dict[str, Any]], None], names: str) -> None:
    def both(data: dict[str, Any]) -> None:
        without_some(data)
        change(data)

    with pytest.raises(UnreadableEvent, match=names) as refused:
        read_with(both)
    assert "geheim" not in str(refused.value)


def test_it_cannot_be_written_again() -> None:
    with pytest.raises(PydanticSerializationError):
        ENVELOPE.model_copy(update={"data": {**ENVELOPE.data, "reason": GONE}}).to_bytes()
