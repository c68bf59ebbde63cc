"""Signals, scenarios and a secure bed of the same fictional client, as they follow on his plan."""

from datetime import date

from levensloop.contracts.commands.signals import (
    ActivateScenario,
    AssignSecureBed,
    RaiseSignal,
    RequestSecureBed,
    WaitlistSecureBed,
)
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.signals import (
    AdmittedToSecureBed,
    ScenarioActivated,
    ScenarioStepAssigned,
    SecureBedAssigned,
    SecureBedRequested,
    SignalRaised,
)
from levensloop.contracts.vocabulary import Severity, SignalKind
from support.samples.plan import TIME_OUT
from support.samples.world import NOW, ORGANISATIONS, POLITIE, PROVIDER, actor

COORDINATOR = "levensloopcoördinator"
"""The function that the sample plan designates for the time-out, at the provider."""

SAMPLE_SIGNAL = RaiseSignal(
    kind=SignalKind.DECOMPENSATION, severity=Severity.SERIOUS, text="Praat in zichzelf en slaapt niet meer."
)

SAMPLE_ACTIVATION = ActivateScenario(scenario=TIME_OUT.key, reason="De zus belt dat het misgaat.")

SAMPLE_BED_REQUEST = RequestSecureBed(crisis=True, reason="Ambulant houdt het niet meer.")

SAMPLE_BED = AssignSecureBed(level=3, clinic="Kliniek De Duinen")

SAMPLE_WAIT = WaitlistSecureBed()


def signal_raised(signal: int = 1, by: str = POLITIE) -> SignalRaised:
    """A member of the team saw something."""
    return SignalRaised(at=NOW, by=actor(by), signal=signal, **dict(SAMPLE_SIGNAL))


def time_out_activated(activation: int = 1) -> tuple[DomainEvent, ...]:
    """The coordinator activated the time-out, and each organisation of the team with a step got it."""
    by = actor(PROVIDER, COORDINATOR)
    activated = ScenarioActivated(
        at=NOW, by=by, activation=activation, scenario=TIME_OUT.key, kind=TIME_OUT.kind, reason="Het gaat mis."
    )
    organisations = {o.role: o.id for o in ORGANISATIONS if o.zvh == "zvh-haaglanden"}
    return (
        activated,
        *(
            ScenarioStepAssigned(
                at=NOW,
                by=by,
                activation=activation,
                scenario=TIME_OUT.key,
                organisation=organisations[step.role],
                role=step.role,
                step=step.text,
                if_fails=step.if_fails,
            )
            for step in TIME_OUT.steps
        ),
    )


def bed_requested(level: int = 3, days: int = 42) -> SecureBedRequested:
    """A secure bed is asked for."""
    return SecureBedRequested(
        at=NOW,
        by=actor(PROVIDER),
        level=level,
        crisis=True,
        longest_stay_days=days,
        reason="Ambulant houdt het niet meer.",
    )


def admitted(until: date = date(2026, 3, 16)) -> tuple[DomainEvent, ...]:
    """In the bed, until this day at the latest."""
    in_bed = AdmittedToSecureBed(
        at=NOW, by=actor(PROVIDER), level=3, clinic=SAMPLE_BED.clinic, until=until, home_kept="De kamer blijft vrij."
    )
    return (bed_requested(), bed_assigned(), in_bed)


def bed_assigned() -> SecureBedAssigned:
    """There is one."""
    return SecureBedAssigned(at=NOW, by=actor(PROVIDER), **dict(SAMPLE_BED))
