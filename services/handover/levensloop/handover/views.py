"""What others may ask of handover."""

from typing import Any

from levensloop.handover.state import Identity, Move, State


def move(state: State) -> dict[str, Any]:
    """The move that runs or ran last, `None` without one."""
    return {"director": state.standing.director, "move": _move(state.move) if state.move else None}


def identity(state: State) -> dict[str, Any]:
    """MOV-1: who was presented to another ZVH, as long as the case is not released, `None` without. Days in ISO 8601; `hit` is null
    until it is answered."""
    found = state.identity
    return {"identity": _identity(found) if found and state.standing.presented_to == found.to_zvh else None}


def _identity(found: Identity) -> dict[str, Any]:
    return {
        "move": found.move,
        "from_zvh": found.from_zvh,
        "to_zvh": found.to_zvh,
        "person": found.person.model_dump(mode="json", warnings=False),
        "due": found.due.isoformat(),
        "hit": found.hit,
        "overdue": found.overdue,
    }


def _move(found: Move) -> dict[str, Any]:
    """`sent`, `held` (until its supplier agrees, WGS 2.28(4)) and `received` in events (MOV-2); `suppliers`: who was asked, and what
    it said (MOV-1)."""
    return {
        "number": found.number,
        "from_zvh": found.from_zvh,
        "to_zvh": found.to_zvh,
        "planned_on": found.planned_on.isoformat(),
        "suppliers": [
            {
                "supplier": supplier,
                "owner": asked.owner,
                "kinds": sorted(kind.value for kind in asked.kinds),
                "due": asked.due.isoformat(),
                "agreed": asked.agreed,
                "overdue": asked.overdue,
            }
            for supplier, asked in found.asked.items()
        ],
        "released": found.released,
        "sent": found.sent.last.count if found.sent else 0,
        "held": len(found.sending.held),
        "received": found.received.count if found.received else 0,
        "whole": found.whole or found.transferred,
        "accepted": found.accepted is not None,
        "meetings": found.meetings,
        "overdue": found.overdue,
        "transferred": found.transferred,
        "cancelled": found.cancelled,
    }
