"""The report of a played case: JSON for machines. docs/report.md describes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.contracts.views import View
from levensloop.infra.messaging.partner import Received
from levensloop.play.audited import Audited
from levensloop.play.happening import Happening


@dataclass(frozen=True, slots=True)
class CaseAt:
    """How a case stands at a ZVH: its id, what the case file calls it, its phase there and who directs."""

    case: str
    alias: str
    phase: str
    director: str | None


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """What came of replaying one ZVH's whole log. `same`: it leads to just what the running services answer."""

    events: int
    cases: int
    digest: str
    same: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All that a played case showed. `deviations`: what at the end differs from what the case file expects."""

    title: str
    happenings: Sequence[Happening]
    roles: Mapping[str, Role]
    received: Mapping[str, Sequence[Received[DomainEvent | View]]]
    cases: Mapping[str, Sequence[CaseAt]]
    replays: Mapping[str, ReplayResult]
    deviations: Sequence[str]
    audits: Mapping[str, Audited] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether every expectation in the case file held, every replay led to the same, and every bundle was right."""
        steps = all(happening.held for happening in self.happenings)
        same = all(replay.same for replay in self.replays.values())
        return steps and not self.deviations and same and not any(audit.failure for audit in self.audits.values())

    def to_json(self) -> dict[str, Any]:
        """The report as docs/report.md describes it."""
        return {
            "title": self.title,
            "held": self.held,
            "deviations": list(self.deviations),
            "steps": [_step(happening) for happening in self.happenings],
            "organisations": {
                organisation: {"role": role.value, "received": [_received(r) for r in self.received[organisation]]}
                for organisation, role in self.roles.items()
            },
            "zvhs": {
                zvh: {"cases": {c.case: {"alias": c.alias, "phase": c.phase, "director": c.director} for c in cases}}
                for zvh, cases in self.cases.items()
            },
            "replay": {
                zvh: {"events": r.events, "cases": r.cases, "digest": r.digest, "same": r.same}
                for zvh, r in self.replays.items()
            },
            "accountability": {
                zvh: {"records": a.records, "witnesses": a.witnesses, "verified": a.failure is None}
                for zvh, a in self.audits.items()
            },
        }


def _step(happening: Happening) -> dict[str, Any]:
    outcome: dict[str, Any] = {"events": [_event(recorded) for recorded in happening.events]}
    if happening.refusal is not None:
        outcome = {"refusal": happening.refusal.model_dump()}
    return {
        "number": happening.number,
        "at": happening.at.isoformat(),
        "note": happening.note,
        "by": happening.by,
        "command": happening.command,
        "zvh": happening.zvh,
        "case": happening.case,
        "outcome": outcome,
        "follows": [_event(recorded) for recorded in happening.follows],
        "arrived": {organisation: list(names) for organisation, names in happening.arrived.items()},
        "held": happening.held,
        "deviations": list(happening.deviations),
    }


def _event(recorded: Recorded[DomainEvent]) -> dict[str, Any]:
    return {
        "type": type(recorded.event).wire_name(),
        "id": str(recorded.id),
        "case": str(recorded.case),
        "from": recorded.source,
    }


def _received(received: Received[DomainEvent | View]) -> dict[str, Any]:
    recorded, event = received.recorded, received.recorded.event
    return {
        "type": (event.of if isinstance(event, View) else type(event)).wire_name(),
        "case": str(recorded.case),
        "at": recorded.time.isoformat(),
        "from": received.sender,
    }
