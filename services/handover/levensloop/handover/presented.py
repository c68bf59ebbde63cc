"""Whether what arrived of an identity may be recorded here (MOV-1): who moves, that it is withdrawn, or hit or no hit. Pure.

These come before the case itself, so this log may hold nothing of the case yet; what they say is checked against who sent them,
as the receiving server names it.
"""

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import IdentityAnswered, IdentityPresented, IdentityWithdrawn
from levensloop.contracts.recorded import Recorded
from levensloop.handover.intake import Arrived, Here
from levensloop.handover.wire import BrokenCaseStream


def is_new_step(arrived: Arrived, recorded: Recorded[DomainEvent], here: Here, me: str) -> bool:
    """Whether this is to be recorded here; not when it is here already. Raises `BrokenCaseStream` when it is not the sender's to
    say, or not now."""
    known = here.fingerprints.get(recorded.id)
    if known is not None:
        if known != recorded.fingerprint:
            raise BrokenCaseStream(f"{arrived} is anders dan dezelfde gebeurtenis die hier al staat.")
        return False
    if recorded.source != arrived.from_zvh:
        raise BrokenCaseStream(f"{arrived} is niet vastgelegd door {arrived.from_zvh}.")
    match recorded.event:
        case IdentityPresented(move=arrived.move, from_zvh=arrived.from_zvh, to_zvh=to_zvh) if to_zvh == me:
            _may_ask(arrived, here, me)
        case IdentityWithdrawn(move=arrived.move, from_zvh=arrived.from_zvh, to_zvh=to_zvh) if to_zvh == me:
            _was_asked(arrived, here)
        case IdentityAnswered(move=arrived.move, from_zvh=from_zvh) if from_zvh == me:
            _was_to_answer(arrived, here, me)
        case _:
            raise BrokenCaseStream(f"{arrived} hoort niet bij een identiteit van {arrived.from_zvh} en {me}.")
    return True


def _may_ask(arrived: Arrived, here: Here, me: str) -> None:
    """One ZVH at a time, and not of a case that this ZVH directs or is receiving."""
    if here.state.standing.director == me:
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: de regie op deze casus ligt hier.")
    waits, running = here.state.identity, here.state.running
    if waits is not None and waits.waits and waits.to_zvh == me and waits.from_zvh != arrived.from_zvh:
        raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: {waits.from_zvh} wacht hier nog op antwoord.")
    if running is not None and running.to_zvh == me:
        raise BrokenCaseStream(
            f"{arrived} kan niet worden opgenomen: de casus verhuist al hierheen, van {running.from_zvh}."
        )


def _was_asked(arrived: Arrived, here: Here) -> None:
    asked = here.state.identity
    if asked is None or (asked.move, asked.from_zvh) != (arrived.move, arrived.from_zvh):
        raise BrokenCaseStream(f"{arrived} trekt in wat hier niet is voorgelegd.")


def _was_to_answer(arrived: Arrived, here: Here, me: str) -> None:
    """Also when the move ended meanwhile: that somebody looked is a fact."""
    asked = here.announced.get(arrived.move)
    if asked is None or (asked.from_zvh, asked.to_zvh) != (me, arrived.from_zvh):
        raise BrokenCaseStream(f"{arrived} beantwoordt wat {me} niet aan {arrived.from_zvh} heeft voorgelegd.")
