"""The crisis conference: REV-3, called at once by a person or an acute signal, held within two working days, or overdue by an event."""

from collections.abc import Sequence
from datetime import datetime

from levensloop.contracts.calendar import end_of
from levensloop.contracts.commands.plan import CallCrisisConference, HoldCrisisConference
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import CrisisConferenceCalled, CrisisConferenceHeld, CrisisConferenceOverdue
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import refuse
from levensloop.contracts.standing import ACTIVE
from levensloop.contracts.terms import CRISIS_CONFERENCE
from levensloop.contracts.vocabulary import Severity
from levensloop.plan.meeting import outsider
from levensloop.plan.state import State

TIMER = "crisis-conference"


def call(state: State, command: CallCrisisConference, context: Context) -> Decision:
    """REV-3: one at a time; who has something to add brings it to the one that is open."""
    if state.conference is not None:
        return refuse(
            "REV-3",
            f"Er is al een crisisberaad bijeengeroepen, uiterlijk op {state.conference.due:%d-%m-%Y}.",
            conference=str(state.conference.number),
        )
    return [_called(state, command.reason, None, context)]


def hold(state: State, command: HoldCrisisConference, context: Context) -> Decision:
    """REV-3: it does not count as a review: that covers more, and its term runs on (REV-1, REV-2)."""
    if state.conference is None:
        return refuse("REV-3", "Er is geen crisisberaad bijeengeroepen.")
    if refusal := outsider(state.standing, command.participants, context, "REV-3"):
        return refusal
    return [
        CrisisConferenceHeld(
            at=context.now,
            by=context.by,
            conference=state.conference.number,
            participants=command.participants,
            agreements=command.agreements,
        )
    ]


def call_on_acute_signal(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """REV-3: the machine calls a meeting, it decides nothing. A conference called after the signal, or still open, is for it too."""
    event = recorded.event
    assert isinstance(event, SignalRaised)
    answered = state.conference is not None or state.called_at > recorded.position
    if event.severity is not Severity.ACUTE or answered or state.standing.phase not in ACTIVE:
        return []
    return [_called(state, f"Acuut signaal, nummer {event.signal}.", event.signal, context)]


def _called(state: State, reason: str, signal: int | None, context: Context) -> CrisisConferenceCalled:
    return CrisisConferenceCalled(
        at=context.now,
        by=context.by,
        conference=state.conferences + 1,
        reason=reason,
        due=context.due(CRISIS_CONFERENCE),
        signal=signal,
    )


def running(state: State) -> dict[str, datetime]:
    """REV-3: until it is held; also where the case moves meanwhile."""
    if state.standing.phase not in ACTIVE or state.conference is None or state.conference.overdue:
        return {}
    return {TIMER: end_of(state.conference.due)}


def overdue(state: State, timer: str, due: datetime, context: Context) -> Sequence[DomainEvent]:
    """REV-3: said once; it stays open until it is held."""
    assert state.conference is not None
    return [CrisisConferenceOverdue(at=context.now, by=context.by, conference=state.conference.number, due=due)]
