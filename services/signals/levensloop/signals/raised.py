"""The signals of a case, to look back on: what was seen, by whom, and which scenarios it brought to mind (SIG-1, SIG-2)."""

from dataclasses import dataclass, replace
from datetime import date

from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.signals import ScenarioSuggested, SignalRaised
from levensloop.contracts.vocabulary import Severity, SignalKind


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal. `suggested`: the scenarios whose triggers it matched, by their name in the plan of then."""

    number: int
    on: date
    by: str
    kind: SignalKind
    severity: Severity
    text: str
    suggested: tuple[str, ...] = ()


def evolve(raised: tuple[Signal, ...], event: DomainEvent) -> tuple[Signal, ...]:
    """The signals after one more event of the case, oldest first."""
    match event:
        case SignalRaised(signal=number, at=at, by=by, kind=kind, severity=severity, text=text):
            return (*raised, Signal(number, day_of(at), by.organisation, kind, severity, text))
        case ScenarioSuggested(signal=number, scenario=key):
            return tuple(replace(s, suggested=(*s.suggested, key)) if s.number == number else s for s in raised)
    return raised
