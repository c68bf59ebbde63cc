"""What others may ask of handover."""

from typing import Any

from levensloop.handover.state import State


def move(state: State) -> dict[str, Any]:
    """The move that runs or ran last, `None` without one; `sent` and `received` in events (MOV-2)."""
    found = state.move
    return {
        "director": state.standing.director,
        "move": {
            "number": found.number,
            "from_zvh": found.from_zvh,
            "to_zvh": found.to_zvh,
            "sent": found.sent.last.count,
            "received": found.received.count if found.received else 0,
            "whole": found.whole or found.transferred,
            "accepted": found.accepted is not None,
            "meetings": found.meetings,
            "transferred": found.transferred,
        }
        if found
        else None,
    }
