"""The same case on the `eventsourcing` library, the way its own documentation writes an application."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from bench.case import AT, ZVH
from levensloop.contracts.event import DomainEvent


class Case(Aggregate):
    """Who is in the team, from what was recorded."""

    @event("Opened")
    def __init__(self) -> None:
        self.team: set[str] = set()

    @event("Recorded")
    def record(self, type: str, data: dict[str, Any]) -> None:
        """Something happened in the case, as our contracts write it."""
        if type == "partner-joined":
            self.team.add(data["organisation"])
        elif type == "partner-left":
            self.team.discard(data["organisation"])


class Cases(Application[UUID]):
    """Load, decide, save: one aggregate per case."""

    def open(self, history: Sequence[DomainEvent]) -> UUID:
        """A case with this history."""
        case = Case()
        for happened in history:
            name = happened.wire_name().split(".")[-2]
            case.record(name, happened.model_dump(mode="json"))
        self.save(case)
        return case.id

    def add_partner(self, id: UUID, organisation: str, contact: str) -> None:
        """Refused for who is in the team."""
        case: Case = self.repository.get(id)
        if organisation in case.team:
            raise ValueError(organisation)
        case.record("partner-joined", _data(organisation=organisation, contact=contact, role="om", joined_on=_day(AT)))
        self.save(case)

    def remove_partner(self, id: UUID, organisation: str, reason: str) -> None:
        """Refused for who is not."""
        case: Case = self.repository.get(id)
        if organisation not in case.team:
            raise ValueError(organisation)
        case.record("partner-left", _data(organisation=organisation, reason=reason, left_on=_day(AT)))
        self.save(case)


def on_sqlite(file: Path, *, cached: bool = False) -> Cases:
    """With the library's SQLite module on a file and its own defaults; `cached`: with its cache of aggregates, off by default."""
    cache = {"AGGREGATE_CACHE_MAXSIZE": "1000"} if cached else {}
    return Cases({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(file), **cache})


def on_jetstream(url: str) -> Cases:
    """With our module, on the same server as the rest."""
    return Cases({"PERSISTENCE_MODULE": "levensloop.infra.eventstore", "NATS_URL": url})


def _data(**fields: str) -> dict[str, Any]:
    return {"at": AT.isoformat(), "by": {"organisation": ZVH, "functionary": "procesregisseur"}, **fields}


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
