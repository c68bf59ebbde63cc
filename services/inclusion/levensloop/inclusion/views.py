"""What others may ask of inclusion."""

from typing import Any

from levensloop.contracts.standing import phase_at
from levensloop.inclusion.state import State


def case(state: State) -> dict[str, Any]:
    """Who it is about, and how the case stands: phase, who directs, who reported, who carry it, and the team. Days as ISO dates."""
    standing = state.standing
    return {
        "person": state.person.model_dump(mode="json", warnings=False) if state.person else None,
        "phase": standing.phase.value,
        "director": standing.director,
        "moving_to": standing.moving_to,
        "reporter": standing.reporter,
        "included_on": standing.included_on.isoformat() if standing.included_on else None,
        "postponed": [
            {
                "action": action.number,
                "text": action.text,
                "owner": action.owner,
                "due": action.due.isoformat(),
                "completed_on": action.completed_on.isoformat() if action.completed_on else None,
                "overdue": action.overdue,
            }
            for action in state.postponed.values()
        ],
        "consent": {"consent": state.consent.value, "said_on": state.consent_on.isoformat()}
        if state.consent and state.consent_on
        else None,
        "heads": standing.heads.model_dump(mode="json", warnings=False) if standing.heads else None,
        "team": [
            {
                "organisation": member.organisation,
                "role": member.role.value,
                "contact": member.contact,
                "joined_on": member.joined_on.isoformat(),
            }
            for member in standing.team.values()
        ],
    }


def cases(state: State, me: str) -> list[dict[str, Any]]:
    """One row per case that may be seen here: where it stands."""
    standing = state.standing
    return [
        {
            "phase": phase_at(standing, me).value,
            "director": standing.director,
            "moving_to": standing.moving_to,
            "included_on": standing.included_on.isoformat() if standing.included_on else None,
        }
    ]
