"""An event of an older version becomes the current one, step by step; nothing of ours needs it yet, so with events of its own."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

import pytest

from levensloop.contracts.codec import NewerEventVersion, decode
from levensloop.contracts.envelope import CloudEvent, source_of
from levensloop.contracts.event import Actor, DomainEvent

NAME = "nl.levensloopaanpak.meeting-planned"


class MeetingPlanned(DomainEvent):
    """Version 1 had a `room`, version 2 a `place`, version 3 has a `place` and whether it is online."""

    version: ClassVar[int] = 3

    place: str
    online: bool


KNOWN = {MeetingPlanned.wire_name(): MeetingPlanned}


def room_is_a_place(data: dict[str, Any]) -> dict[str, Any]:
    return {"place" if name == "room" else name: value for name, value in data.items()}


def never_online(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "online": False}


UPCASTS = {(NAME, 1): room_is_a_place, (NAME, 2): never_online}


def logged(version: int, **data: Any) -> CloudEvent:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    by = {"organisation": "zvh-haaglanden", "functionary": "procesregisseur"}
    return CloudEvent(
        id=UUID(int=1),
        source=source_of("0" * 20, "zvh-haaglanden"),
        type=f"{NAME}.v{version}",
        subject=UUID(int=2),
        time=at,
        data={"at": at.isoformat(), "by": by, **data},
    )


@pytest.mark.parametrize(
    "envelope",
    [logged(1, room="Zaal 3"), logged(2, place="Zaal 3"), logged(3, place="Zaal 3", online=False)],
    ids=["v1", "v2", "v3"],
)
def test_every_version_reads_as_the_current_one(envelope: CloudEvent) -> None:
    event = decode(envelope, KNOWN, UPCASTS)

    assert event == MeetingPlanned(
        at=datetime(2026, 1, 5, tzinfo=UTC),
        by=Actor(organisation="zvh-haaglanden", functionary="procesregisseur"),
        place="Zaal 3",
        online=False,
    )


def test_reading_leaves_the_logged_event_as_it_was() -> None:
    envelope = logged(1, room="Zaal 3")

    decode(envelope, KNOWN, UPCASTS)

    assert envelope.data["room"] == "Zaal 3"
    assert "place" not in envelope.data


def test_the_next_version_is_refused() -> None:
    with pytest.raises(NewerEventVersion):
        decode(logged(4, place="Zaal 3", online=False, hybrid=True), KNOWN, UPCASTS)
