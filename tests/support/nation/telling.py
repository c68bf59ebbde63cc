"""A client's story while it is told: the steps of a case file, and the facts that were put in with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from support.nation.put_in import Fact
from support.nation.regions import Region

Data = Mapping[str, Any]

APART = 15
"""Seconds of an hour that each client has; one client gives no more commands than that in an hour."""

SPECIAL = frozenset(
    {
        "ReportClient",
        "RecordWlzCheck",
        "RaiseSignal",
        "ActivateScenario",
        "RequestSecureBed",
        "AssignSecureBed",
        "AdmitToSecureBed",
        "ReleaseFromSecureBed",
        "RecordHousingProfile",
    }
)
"""With these a partner says something of somebody's health, or of police or justice."""


@dataclass(slots=True)
class Telling:
    """`alias` is whose story it is, `here` the region that directs, `team` who is in it,
    `housing` whether the client has a place to live, `suppliers` which partners said something of health, police or justice here.
    """

    alias: str
    number: int
    here: Region
    team: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    housing: str = "housed"
    suppliers: list[str] = field(default_factory=list)

    def chair(self, on: date, hour: int, command: str, leads_to: str, data: Data, *, zvh: str | None = None) -> None:
        """The procesregisseur of the ZVH that directs, or of another, gives this command; this event comes of it."""
        at = zvh or self.here.zvh
        self._step(on, hour, at, "procesregisseur", at, command, data, {"leads_to": leads_to})

    def partner(self, on: date, hour: int, who: str, command: str, leads_to: str, data: Data) -> None:
        """Somebody of a partner gives this command."""
        if command in SPECIAL and who not in self.suppliers:
            self.suppliers.append(who)
        self._step(on, hour, who, "medewerker", self.here.zvh, command, data, {"leads_to": leads_to})

    def refused(self, on: date, hour: int, who: str, command: str, rule: str, data: Data) -> None:
        """A partner tries what it may not."""
        self._step(on, hour, who, "medewerker", self.here.zvh, command, data, {"refused": rule})

    def put_in(self, what: str, on: date, **more: Any) -> None:
        """This fact, at the ZVH that directs now."""
        self.facts.append(Fact(what, self.here.zvh, on, more))

    def _step(
        self, on: date, hour: int, who: str, functionary: str, zvh: str, command: str, data: Data, expect: Data
    ) -> None:
        # Each client has seconds of its own in every hour, so that no two steps of a nation fall together by chance.
        before = sum(step["at"].startswith(f"{on.isoformat()}T{hour:02}") for step in self.steps)
        minute, second = divmod(self.number * APART + before, 60)
        moment = datetime.combine(on, time(hour, minute, second))
        self.steps.append(
            {
                "at": moment.isoformat(),
                "note": f"{self.alias}: {command} door {who}.",
                "by": {"organisation": who, "functionary": functionary},
                "command": command,
                "case": self.alias,
                "zvh": zvh,
                "data": dict(data),
                "expect": dict(expect),
            }
        )


def workday(on: date) -> date:
    """This day, or the Monday after the weekend."""
    return on + timedelta(days=(7 - on.weekday()) % 7 if on.weekday() > 4 else 0)
