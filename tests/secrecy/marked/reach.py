"""Which marks an organisation may read of an event, by the matrix, its role and its part in the case as the log tells it.

Told apart from the code that decides what goes. Of the grounds only consent is looked at: what goes by nothing else goes in no case
of which the client never gave it. Whether a fact carries good care, and what a third party's admission names, is tested at `tests/wgs`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from secrecy.marked.marking import found_in, marks_of
from secrecy.marked.membership import TO_WHO_RECEIVED, History, in_the_team

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.disclosure import ConditionsSet, DatumRectified
from levensloop.contracts.events.inclusion import ClientReported, ConsentRecorded, PartnerJoined
from levensloop.contracts.intake import Consent
from levensloop.contracts.matrix.lines import Code, Delivery, Grant, GroundKind, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.contracts.views import View
from support.sealed import leaves

Places = Mapping[UUID, Mapping[str, set[str]]]
"""Event → path of the field → the marks there."""

Logs = Mapping[str, Mapping[UUID, History]]
"""ZVH → case → its events."""


def places(logs: Logs, days: set[str]) -> Places:
    """Where in which event each mark stands, as who has the keys reads it."""
    found: dict[UUID, dict[str, set[str]]] = {}
    for recorded in _all(logs):
        here = found.setdefault(recorded.id, {})
        for path, (_, content) in leaves(recorded.event).items():
            if marks := marks_of(content, days):
                here.setdefault(re.sub(r"\.\d+", "", path), set()).update(marks)
    return found


def days_about_a_person(logs: Logs) -> set[str]:
    """Each day in a field about a person, in ISO 8601."""
    each = (leaf for recorded in _all(logs) for leaf in leaves(recorded.event).values())
    return {day.isoformat() for kind, day in each if kind is not Category.PROCESS and type(day) is date}


def beyond(
    name: str, role: Role, view: View, recorded: Recorded[Any], history: History, logged: Places, pulled: bool
) -> set[str]:
    """The marks in this view that are in no field of that event which its reader may have."""
    of = next((one for one in history if one.id == recorded.id), None)
    may = set() if of is None else _may(name, role, of, history, logged, set(), pulled=pulled)
    known = {mark for fields in logged.values() for marks in fields.values() for mark in marks}
    seen = marks_of(view.model_dump(mode="json", warnings=False), _days(known)) & known
    return {f"{kebab(view.of.__name__)}: {mark}" for mark in seen - may - _along(history, logged)}


def beyond_in_document(name: str, role: Role, text: str, history: History, logged: Places) -> set[str]:
    """The same of a text that is made of the case: in no field of any event of it, for a member also of those of before it joined."""
    known = {mark for fields in logged.values() for marks in fields.values() for mark in marks}
    joined = any(isinstance(one.event, PartnerJoined) and one.event.organisation == name for one in history)
    team = {Grant.TEAM} if joined else set[Grant]()
    may = set[str]().union(*(_may(name, role, one, history, logged, team, pulled=True) for one in history))
    return (found_in(text.encode(), _days(known)) & known) - may - _along(history, logged)


def _days(marks: Iterable[str]) -> set[str]:
    return {mark for mark in marks if "-" in mark}


def _may(
    name: str,
    role: Role,
    recorded: Recorded[DomainEvent],
    history: History,
    logged: Places,
    team: set[Grant],
    *,
    pulled: bool,
) -> set[str]:
    """The marks in what the matrix gives; of what was put right also those in its correction."""
    parts, consented = team | set(_parts(name, recorded, history)), _consented(history)
    event = kebab(type(recorded.event).__name__)
    may = set[str]()
    for field in matrix().events[event]:
        if any(_gives(code, parts, consented, pulled) for code in matrix().cell(field, role)):
            may |= logged.get(recorded.id, {}).get(field.path, set())
    corrections = [c for c in history if isinstance(c.event, DatumRectified) and c.event.event == recorded.id]
    return may.union(*(marks for c in corrections if may for marks in logged[c.id].values()))


def _gives(code: Code, parts: set[Grant], consented: bool, pulled: bool) -> bool:
    by_hand = pulled or code.delivery is Delivery.LETTER
    return code.to in parts and by_hand and (consented or code.kind is not GroundKind.CONSENT)


def _parts(name: str, recorded: Recorded[DomainEvent], history: History) -> Iterator[Grant]:
    """By which memberships something of this event may go to it, as the log tells."""
    yield Grant.ROLE
    if any(isinstance(one.event, ClientReported) and one.event.by.organisation == name for one in history):
        yield Grant.REPORTER
    if in_the_team(name, recorded, history):
        yield Grant.TEAM
    if f'"{name}"' in recorded.event.model_dump_json():
        yield Grant.ADDRESSED
    if isinstance(recorded.event, TO_WHO_RECEIVED):
        yield Grant.RECEIVED


def _consented(history: History) -> bool:
    return any(isinstance(one.event, ConsentRecorded) and one.event.consent is Consent.GIVEN for one in history)


def _along(history: History, logged: Places) -> set[str]:
    """What a supplier says of passing on goes along with its data (WGS-2.29-3)."""
    said = [logged.get(one.id, {}) for one in history if isinstance(one.event, ConditionsSet)]
    return {mark for fields in said for mark in fields.get("words", ())}


def _all(logs: Logs) -> Iterator[Recorded[DomainEvent]]:
    return (one for cases in logs.values() for history in cases.values() for one in history)
