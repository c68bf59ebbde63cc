"""A record says of an event what that says of itself, or it is named with what differs. Pure."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from levensloop.audit.records.event_records import UNREADABLE
from levensloop.audit.records.making import UNKNOWN
from levensloop.cli.fsck.recorded import contradictions
from levensloop.contracts.accountability import Account, Capacity, Operation, Origin
from levensloop.contracts.erased import ERASED
from levensloop.contracts.event import Actor
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role, WgsStanding
from levensloop.infra.specification import record
from support.samples.inclusion import client_died
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, POLITIE, ROTTERDAM

WHO = Actor(organisation=POLITIE, functionary="wijkagent", person="7f3a-19c2")
EVENT = client_died().model_copy(update={"by": WHO})
KIND = EVENT.wire_name()
HERE, CAME = record(EVENT, 1, HAAGLANDEN), record(EVENT, 1, ROTTERDAM)


def account(**changes: Any) -> Account:
    """As the service makes it of what this ZVH recorded."""
    made = Account(
        id=uuid4(),
        at=HERE.time,
        zvh=HAAGLANDEN,
        operation=Operation.COLLECT,
        what=KIND,
        organisation=POLITIE,
        functionary=WHO.functionary,
        person=WHO.person,
        role=Role.POLITIE,
        standing=WgsStanding.PUBLIC,
        capacity=Capacity.EXECUTING,
        authorisation="2-0123456789abcdef",
        case=HERE.case,
        event=HERE.id,
    )
    return made.model_copy(update=changes)


def otherwise(recorded: Recorded[Any], **changes: Any) -> list[str]:
    return list(contradictions(account(**changes), KIND, recorded, HAAGLANDEN))


def came(**changes: Any) -> dict[str, Any]:
    """Of what another ZVH handed over."""
    return {
        "organisation": ROTTERDAM,
        "at": NOW + timedelta(days=9),
        "origin": Origin(organisation=POLITIE, at=CAME.time),
        **changes,
    }


def test_what_the_service_makes_says_the_same() -> None:
    assert otherwise(HERE) == []
    assert otherwise(CAME, **came()) == []
    assert otherwise(CAME, **came(origin=None)) == [], "a record of before"


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"event": uuid4()}, "welke gebeurtenis"),
        ({"what": "nl.levensloopaanpak.signal-raised.v1"}, "wat"),
        ({"at": HERE.time - timedelta(days=1)}, "wanneer"),
        ({"organisation": GEMEENTE}, "welke organisatie"),
        ({"functionary": "burgemeester"}, "welke functionaris"),
        ({"person": "1a2b-3c4d"}, "welke persoon"),
        ({"person": None}, "welke persoon"),
    ],
    ids=lambda given: given if isinstance(given, str) else next(iter(given)),
)
def test_what_differs_is_named(changes: dict[str, Any], differs: str) -> None:
    assert otherwise(HERE, **changes) == [differs]


def test_of_what_came_from_elsewhere_who_gave_it_is_named() -> None:
    assert otherwise(CAME, **came(organisation=POLITIE)) == ["welke organisatie"]
    assert otherwise(CAME, **came(origin=Origin(organisation=GEMEENTE, at=CAME.time))) == ["van wie het kwam"]
    assert otherwise(CAME, **came(functionary="burgemeester")) == ["welke functionaris"]


def test_what_is_destroyed_is_not_compared() -> None:
    assert otherwise(HERE, functionary=str(ERASED), person=None) == []
    gone = WHO.model_construct(organisation=POLITIE, functionary=ERASED, person=None)
    event = EVENT.model_construct(**{**dict(EVENT), "by": gone})
    assert otherwise(record(event, 1, HAAGLANDEN)) == []
    assert otherwise(record(event, 1, HAAGLANDEN), organisation=GEMEENTE) == ["welke organisatie"]


def test_what_could_not_be_read_or_was_of_nobody_known_says_no_more_than_it_can() -> None:
    assert otherwise(HERE, rule=UNREADABLE, event=None, what="unreadable", organisation=HAAGLANDEN) == []
    assert otherwise(HERE, rule=UNKNOWN, organisation=HAAGLANDEN, functionary="systeem", person=None) == []
    assert otherwise(HERE, rule=UNKNOWN, event=uuid4()) == ["welke gebeurtenis"]
